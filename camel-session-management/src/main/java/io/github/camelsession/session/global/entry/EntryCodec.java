/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is
 * distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and limitations under the License.
 */
package io.github.camelsession.session.global.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Entries as UTF-8 JSON, {@code {"v":2,"exp":<epoch seconds>,"acc":<epoch millis>,"since":<epoch millis>,"idle":<millis>,
 * "skew":<millis>,"until":{"<attribute>":<epoch millis>,…},"ended":{"<token id>":<its exp>,…},"issued":<epoch seconds>,"w":["<write id>",…],"data":{…}}}: these members, without
 * white space, {@code v} first, {@code since} unless an entry had none when it was read, {@code idle} only where there is a limit, {@code until} only where an attribute has an end, {@code ended} (single tokens) and
 * {@code issued} (all tokens issued until then) only after a log-out, and {@code w} only where there are any. Version 1, of release 0.1.0, has neither {@code idle} nor
 * {@code skew}; it is read, and written back as version 2. A member that is not known here means a later version wrote
 * it, and is refused: writing the entry back without it would lose it.
 */
public final class EntryCodec {
    static final int VERSION = 2;

    /** Without limits: what is stored was within them when it came in, and must come out again. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    private static final byte[] END = {'}', '}'};

    private EntryCodec() {}

    public static byte[] encode(Entry entry) {
        byte[] head = ("{\"v\":" + VERSION + ",\"exp\":" + entry.expiresAt().getEpochSecond() + ",\"acc\":"
                        + entry.accessedAt().toEpochMilli() + since(entry.startedAt()) + terms(entry.terms())
                        + until(entry.session().ends()) + ended(entry.content().ended()) + writes(entry.writes())
                        + ",\"data\":{")
                .getBytes(StandardCharsets.UTF_8);
        long dataSize = dataSize(entry.session());
        byte[] json = new byte[Math.toIntExact(head.length + dataSize)];
        int at = put(head, json, 0);
        for (Map.Entry<String, JsonValue> attribute :
                entry.session().attributes().entrySet()) {
            if (json[at - 1] != '{') {
                json[at++] = ',';
            }
            at = QuotedName.put(attribute.getKey(), json, at);
            json[at++] = ':';
            at = attribute.getValue().copyInto(json, at);
        }
        put(END, json, at);
        return json;
    }

    private static String since(@Nullable Instant startedAt) {
        return startedAt == null ? "" : ",\"since\":" + startedAt.toEpochMilli();
    }

    private static String terms(@Nullable Terms terms) {
        if (terms == null) {
            return "";
        }
        Duration idle = terms.idleLimit();
        return (idle == null ? "" : ",\"idle\":" + idle.toMillis()) + ",\"skew\":"
                + terms.clockSkew().toMillis();
    }

    private static String until(Map<String, Instant> ends) {
        return ends.isEmpty()
                ? ""
                : ends.entrySet().stream()
                        .map(end -> QuotedName.text(end.getKey()) + ":"
                                + end.getValue().toEpochMilli())
                        .collect(Collectors.joining(",", ",\"until\":{", "}"));
    }

    private static String ended(EndedTokens ended) {
        StringBuilder json = new StringBuilder();
        String separator = ",\"ended\":{";
        for (Map.Entry<String, Instant> token : ended.named().entrySet()) {
            json.append(separator)
                    .append(QuotedName.text(token.getKey()))
                    .append(':')
                    .append(token.getValue().getEpochSecond());
            separator = ",";
        }
        json.append(ended.named().isEmpty() ? "" : "}");
        Instant issued = ended.issuedUntil();
        return json.append(issued == null ? "" : ",\"issued\":" + issued.getEpochSecond())
                .toString();
    }

    private static String writes(List<String> ids) {
        return ids.isEmpty()
                ? ""
                : ids.stream().map(QuotedName::text).collect(Collectors.joining(",", ",\"w\":[", "]"));
    }

    /** Of the session's JSON object alone, in bytes. */
    public static long dataSize(Session session) {
        Map<String, JsonValue> attributes = session.attributes();
        long size = 2 + Math.max(0, attributes.size() - 1);
        for (Map.Entry<String, JsonValue> attribute : attributes.entrySet()) {
            size += QuotedName.length(attribute.getKey()) + 1L;
            size += attribute.getValue().length();
        }
        return size;
    }

    private static int put(byte[] part, byte[] target, int at) {
        System.arraycopy(part, 0, target, at, part.length);
        return at + part.length;
    }

    /** @throws UnreadableEntryException if it is not what {@link #encode} writes */
    public static Entry decode(byte[] json) {
        if (json.length < 2 || json[0] != '{' || json[1] != '"') {
            throw new UnreadableEntryException("it does not begin as a session entry does");
        }
        try (JsonParser parser = JSON.createParser(json)) {
            return new EntryReader(json, parser).read();
        } catch (IOException e) {
            // Without the cause, whose message quotes what is stored.
            throw new UnreadableEntryException("it is damaged: it is not a complete JSON object");
        }
    }
}
