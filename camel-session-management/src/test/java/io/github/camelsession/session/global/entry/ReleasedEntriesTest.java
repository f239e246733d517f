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

import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Entries as released versions have written them stay readable. */
class ReleasedEntriesTest {
    private static final Instant EXPIRES = Instant.ofEpochSecond(1_900_000_000L);
    private static final Instant ACCESSED = Instant.ofEpochMilli(1_800_000_000_123L);

    private static Entry releasedAs010(String name) throws IOException {
        return stored("0.1.0/" + name);
    }

    private static Entry stored(String name) throws IOException {
        try (InputStream file = ReleasedEntriesTest.class.getResourceAsStream("/entries/" + name + ".json")) {
            return EntryCodec.decode(Objects.requireNonNull(file, name).readAllBytes());
        }
    }

    private static EntryContent content(Session session) {
        return EntryContent.EMPTY.with(session);
    }

    /** As it wrote them; they are never to be changed. */
    @Test
    void entriesOfVersion010AreRead() throws IOException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("cart", JsonValue.ofText("[{\"sku\":\"4711\",\"price\":1.10}, 1E400, -0.0]"));
        fields.put("näme \"\n", JsonValue.ofText("\"ä \\u00e4 \uD83D\uDE00\""));
        fields.put("", JsonValue.ofText("null"));
        fields.put("big", JsonValue.ofText("1234567890123456789012345678901234567890"));
        assertThat(releasedAs010("empty"))
                .isEqualTo(new Entry(EntryContent.EMPTY, EXPIRES, ACCESSED, null, null, List.of()));
        assertThat(releasedAs010("values"))
                .isEqualTo(new Entry(content(Session.of(fields)), EXPIRES, ACCESSED, null, null, List.of()));
        assertThat(releasedAs010("writes-of-two-nodes"))
                .isEqualTo(new Entry(
                        content(session("a", "1")),
                        EXPIRES,
                        ACCESSED,
                        null,
                        null,
                        List.of("1y2p0ij32e8e7-1", "2gosa7pa2gv-zz")));
    }

    @Test
    void entriesOfFormat2AreRead() throws IOException {
        Terms limited = new Terms(Duration.ofMinutes(30), Duration.ofSeconds(60));
        EndedTokens ended = new EndedTokens(
                Map.of("vl3M2dXBTJQTRd5Qe0PdqA", EXPIRES, "8cLJYqXQ0T7oKfV2Jq0x-_", EXPIRES.minusSeconds(1)),
                Instant.ofEpochSecond(1_800_000_000L));
        assertThat(stored("format-2/ended-tokens"))
                .isEqualTo(new Entry(
                        new EntryContent(session("a", "1"), ended),
                        EXPIRES,
                        ACCESSED,
                        null,
                        limited,
                        List.of("1y2p0ij32e8e7-1")));
        assertThat(stored("format-2/values"))
                .isEqualTo(new Entry(
                        content(session("a", "1")),
                        EXPIRES,
                        ACCESSED,
                        null,
                        new Terms(null, Duration.ofSeconds(60)),
                        List.of()));
    }

    /** As the code that introduced each member wrote it: the limits, the ends of attributes, the start. */
    @Test
    void eachMemberThatFormat2HasGotIsRead() throws IOException {
        Terms limited = new Terms(Duration.ofMinutes(30), Duration.ofSeconds(60));
        List<String> writes = List.of("1y2p0ij32e8e7-1", "2gosa7pa2gv-zz");
        EndedTokens ended =
                EndedTokens.of(Map.of("vl3M2dXBTJQTRd5Qe0PdqA", EXPIRES), Instant.ofEpochSecond(1_800_000_000L));
        assertThat(stored("format-2/limited"))
                .isEqualTo(new Entry(
                        content(Session.of(
                                values("cart", "[{\"sku\":\"4711\",\"price\":1.10}, 1E400, -0.0]", "näme", "\"ä\""))),
                        EXPIRES,
                        ACCESSED,
                        null,
                        limited,
                        writes));
        assertThat(stored("format-2/ending-attributes"))
                .isEqualTo(new Entry(
                        new EntryContent(
                                Session.of(
                                        values("code ä", "\"4711\"", "a", "1.10"),
                                        Map.of("code ä", Instant.ofEpochMilli(1_800_000_600_000L))),
                                ended),
                        EXPIRES,
                        ACCESSED,
                        null,
                        limited,
                        writes.subList(0, 1)));
        assertThat(stored("format-2/started"))
                .isEqualTo(new Entry(
                        new EntryContent(
                                Session.of(
                                        values("code", "\"4711\"", "a", "1.10"),
                                        Map.of("code", Instant.ofEpochMilli(1_800_000_600_000L))),
                                ended),
                        EXPIRES,
                        ACCESSED,
                        Instant.ofEpochMilli(1_799_999_999_456L),
                        limited,
                        writes));
    }

    private static Map<String, JsonValue> values(String name, String json, String otherName, String otherJson) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        values.put(name, JsonValue.ofText(json));
        values.put(otherName, JsonValue.ofText(otherJson));
        return values;
    }
}
