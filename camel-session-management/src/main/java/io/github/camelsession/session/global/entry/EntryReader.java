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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over the JSON of one entry; values are cut out as they are. */
final class EntryReader {
    private final byte[] json;
    private final JsonParser parser;

    private @Nullable Instant expiresAt;
    private @Nullable Instant accessedAt;
    private @Nullable Instant startedAt;
    private @Nullable Duration idleLimit;
    private @Nullable Duration clockSkew;
    private @Nullable LinkedHashMap<String, JsonValue> data;
    private Map<String, Instant> ends = Map.of();
    private Map<String, Instant> ended = Map.of();
    private @Nullable Instant issuedUntil;
    private List<String> writes = List.of();

    EntryReader(byte[] json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
    }

    Entry read() throws IOException {
        parser.nextToken();
        readVersion();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            readMember(parser.currentName());
        }
        if (parser.nextToken() != null) {
            throw new UnreadableEntryException("more data follows its end");
        }
        if (expiresAt == null || accessedAt == null || data == null) {
            throw new UnreadableEntryException("it lacks one of the members exp, acc and data");
        }
        Terms terms = clockSkew == null ? null : new Terms(idleLimit, clockSkew);
        EntryContent content = new EntryContent(Session.owning(data, ends), EndedTokens.of(ended, issuedUntil));
        return new Entry(content, expiresAt, accessedAt, startedAt, terms, writes);
    }

    /** Before everything else, for the version decides how the rest is to be read. */
    private void readVersion() throws IOException {
        parser.nextToken();
        if (!"v".equals(parser.currentName())) {
            throw new UnreadableEntryException("its first member is not its version, v");
        }
        long version = number();
        if (version < 1 || version > EntryCodec.VERSION) {
            throw new UnreadableEntryException(
                    "it has version " + version + ", but this release reads only versions 1 to " + EntryCodec.VERSION);
        }
    }

    private void readMember(String name) throws IOException {
        switch (name) {
            case "exp" -> expiresAt = second("exp");
            case "acc" -> accessedAt = Instant.ofEpochMilli(number());
            case "since" -> startedAt = Instant.ofEpochMilli(number());
            case "idle" -> idleLimit = millis();
            case "skew" -> clockSkew = millis();
            case "ended" -> ended = tokens();
            case "issued" -> issuedUntil = second("issued");
            case "w" -> writes = ids();
            case "until" -> ends = ends();
            case "data" -> data = attributes();
            default ->
                throw new UnreadableEntryException(
                        "it has a member other than v, exp, acc, since, idle, skew, until, ended, issued, w and data");
        }
    }

    private long number() throws IOException {
        if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new UnreadableEntryException(
                    "one of v, exp, acc, since, idle, skew, until, ended and issued is not a whole number");
        }
        return parser.getLongValue();
    }

    private Duration millis() throws IOException {
        long millis = number();
        if (millis < 0) {
            throw new UnreadableEntryException("one of idle and skew is negative");
        }
        return Duration.ofMillis(millis);
    }

    private Instant second(String name) throws IOException {
        try {
            return Instant.ofEpochSecond(number());
        } catch (DateTimeException e) {
            throw new UnreadableEntryException("its " + name + " is out of the range of times");
        }
    }

    private Map<String, Instant> tokens() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableEntryException("its ended is not a JSON object");
        }
        Map<String, Instant> tokens = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            tokens.put(parser.currentName(), second("ended"));
        }
        return tokens;
    }

    private Map<String, Instant> ends() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableEntryException("its until is not a JSON object");
        }
        Map<String, Instant> ends = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            ends.put(parser.currentName(), Instant.ofEpochMilli(number()));
        }
        return ends;
    }

    private List<String> ids() throws IOException {
        boolean isList = parser.nextToken() == JsonToken.START_ARRAY;
        List<String> ids = new ArrayList<>();
        while (isList && parser.nextToken() == JsonToken.VALUE_STRING) {
            ids.add(parser.getText());
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new UnreadableEntryException("its w is not a list of strings");
        }
        return List.copyOf(ids);
    }

    private LinkedHashMap<String, JsonValue> attributes() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableEntryException("its data is not a JSON object");
        }
        LinkedHashMap<String, JsonValue> attributes = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            attributes.put(name, value());
        }
        return attributes;
    }

    private JsonValue value() throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken(); // a string is not read to its end otherwise
        return JsonValue.within(json, from, (int) parser.currentLocation().getByteOffset());
    }
}
