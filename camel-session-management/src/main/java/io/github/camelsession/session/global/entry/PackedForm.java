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

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entries for the memory of one JVM. A read parses nothing, because the length of each name and value stands before it:
 *
 * <pre>
 * 1 byte         0, which neither JSON nor an encrypted entry begins with
 * 5 × 8 bytes    exp, acc, since, idle and skew, as in {@link EntryCodec}; Long.MIN_VALUE for one that is not there
 * and for each attribute, in their order:
 * 1 + n bytes    its name
 * 4 + n bytes    its value
 * </pre>
 *
 * <p>An entry that has more than that is kept as JSON: ends of attributes, ended tokens, writes of other nodes, a name
 * that JSON escapes or that is longer than 255 bytes. What is kept ends with the JVM, so any release may change this
 * layout.
 */
final class PackedForm implements EntryForm {
    private static final byte MARK = 0;
    private static final int HEAD = 1 + 5 * Long.BYTES;
    private static final int LONGEST_NAME = 0xFF;
    private static final long NONE = Long.MIN_VALUE;

    @Override
    public byte[] bodyOf(String key, Entry entry) {
        byte[] packed = hasPlace(entry) ? packed(entry) : null;
        return packed == null ? PLAIN.bodyOf(key, entry) : packed;
    }

    private static boolean hasPlace(Entry entry) {
        return entry.content().ended() == EndedTokens.NONE
                && entry.session().ends().isEmpty()
                && entry.writes().isEmpty();
    }

    /** Returns null if a name has no place here. */
    private static byte @Nullable [] packed(Entry entry) {
        Map<String, JsonValue> attributes = entry.session().attributes();
        byte[][] names = new byte[attributes.size()][];
        int size = HEAD;
        int n = 0;
        for (Map.Entry<String, JsonValue> attribute : attributes.entrySet()) {
            byte[] name = attribute.getKey().getBytes(StandardCharsets.UTF_8);
            if (name.length > LONGEST_NAME || QuotedName.length(attribute.getKey()) != name.length + 2) {
                return null;
            }
            names[n++] = name;
            size = Math.addExact(
                    size, 1 + name.length + Integer.BYTES + attribute.getValue().length());
        }
        ByteBuffer body = ByteBuffer.allocate(size);
        putHead(entry, body);
        n = 0;
        for (JsonValue value : attributes.values()) {
            body.put((byte) names[n].length).put(names[n++]).putInt(value.length());
            body.position(value.copyInto(body.array(), body.position()));
        }
        return body.array();
    }

    private static void putHead(Entry entry, ByteBuffer body) {
        Instant startedAt = entry.startedAt();
        Terms terms = entry.terms();
        Duration idleLimit = terms == null ? null : terms.idleLimit();
        body.put(MARK)
                .putLong(entry.expiresAt().getEpochSecond())
                .putLong(entry.accessedAt().toEpochMilli())
                .putLong(startedAt == null ? NONE : startedAt.toEpochMilli())
                .putLong(idleLimit == null ? NONE : idleLimit.toMillis())
                .putLong(terms == null ? NONE : terms.clockSkew().toMillis());
    }

    @Override
    public Entry entryOf(String key, byte[] body) {
        return body.length > 0 && body[0] == MARK ? entryOf(ByteBuffer.wrap(body)) : PLAIN.entryOf(key, body);
    }

    private static Entry entryOf(ByteBuffer body) {
        body.get();
        Instant expiresAt = Instant.ofEpochSecond(body.getLong());
        Instant accessedAt = Instant.ofEpochMilli(body.getLong());
        long startedAt = body.getLong();
        long idleLimit = body.getLong();
        long clockSkew = body.getLong();
        return new Entry(
                EntryContent.EMPTY.with(session(body)),
                expiresAt,
                accessedAt,
                startedAt == NONE ? null : Instant.ofEpochMilli(startedAt),
                clockSkew == NONE
                        ? null
                        : new Terms(
                                idleLimit == NONE ? null : Duration.ofMillis(idleLimit), Duration.ofMillis(clockSkew)),
                List.of());
    }

    private static Session session(ByteBuffer body) {
        LinkedHashMap<String, JsonValue> attributes = new LinkedHashMap<>();
        while (body.hasRemaining()) {
            int nameLength = Byte.toUnsignedInt(body.get());
            String name = new String(body.array(), body.position(), nameLength, StandardCharsets.UTF_8);
            body.position(body.position() + nameLength);
            int valueLength = body.getInt();
            int from = body.position();
            body.position(from + valueLength);
            attributes.put(name, JsonValue.within(body.array(), from, body.position()));
        }
        return Session.owning(attributes, Map.of());
    }
}
