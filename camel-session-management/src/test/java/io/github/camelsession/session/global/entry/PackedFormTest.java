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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedFormTest {
    private static final String KEY = "key";
    private static final Instant EXPIRES = Instant.ofEpochSecond(1_900_000_000L);
    private static final Instant ACCESSED = Instant.ofEpochMilli(1_800_000_000_123L);
    private static final Instant STARTED = Instant.ofEpochMilli(-456L);
    private static final Terms TERMS = new Terms(Duration.ofMinutes(30), Duration.ofSeconds(60));

    private static Entry entry(Session session) {
        return entry(session, TERMS, List.of());
    }

    private static Entry entry(Session session, @Nullable Terms terms, List<String> writes) {
        return new Entry(EntryContent.EMPTY.with(session), EXPIRES, ACCESSED, STARTED, terms, writes);
    }

    private static byte[] body(Entry entry) {
        return EntryForm.PACKED.bodyOf(KEY, entry);
    }

    private static void assertPacked(Entry entry) {
        assertThat(body(entry)[0]).isZero();
        assertThat(EntryForm.PACKED.entryOf(KEY, body(entry))).isEqualTo(entry);
    }

    private static void assertJson(Entry entry) {
        assertThat(body(entry)).isEqualTo(EntryCodec.encode(entry));
        assertThat(EntryForm.PACKED.entryOf(KEY, body(entry))).isEqualTo(entry);
    }

    /** As JSON would bring it back, whatever the names are. */
    @Property(tries = 500)
    void anyEntryComesBack(@ForAll("entries") Entry entry) {
        Entry back = EntryForm.PACKED.entryOf(KEY, body(entry));
        assertThat(back).isEqualTo(EntryCodec.decode(EntryCodec.encode(entry)));
        assertThat(back.session().attributes().keySet())
                .containsExactlyElementsOf(entry.session().attributes().keySet());
    }

    @Provide
    Arbitrary<Entry> entries() {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(300),
                Arbitraries.strings().alpha().ofMaxLength(8));
        Arbitrary<JsonValue> values = Arbitraries.of("1.10", "\"ä\uD83D\uDE00\"", "{ \"a\" : [ ] }", "null", "\"\"")
                .map(JsonValue::ofText);
        Arbitrary<Session> sessions =
                Arbitraries.maps(names, values).ofMaxSize(12).map(Session::of);
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(-100_000_000_000_000L, 100_000_000_000_000L)
                .map(Instant::ofEpochMilli);
        Arbitrary<Duration> durations = Arbitraries.longs().between(0, 1L << 40).map(Duration::ofMillis);
        Arbitrary<Terms> terms = Combinators.combine(durations.injectNull(0.5), durations)
                .as(Terms::new)
                .injectNull(0.2);
        Arbitrary<List<String>> writes = Arbitraries.of(List.of(), List.of(), List.of("n-1"));
        return Combinators.combine(sessions, times, times, times.injectNull(0.2), terms, writes)
                .as((session, expires, accessed, started, limits, ids) ->
                        new Entry(EntryContent.EMPTY.with(session), expires, accessed, started, limits, ids));
    }

    @Test
    void entryWithoutWhatIsRareIsPacked() {
        assertPacked(entry(Session.EMPTY));
        assertPacked(entry(session("name", "{\"a\":1}")));
        assertPacked(entry(session("имя", "1"), new Terms(null, Duration.ZERO), List.of()));
        assertPacked(new Entry(EntryContent.EMPTY, EXPIRES, ACCESSED, null, null, List.of()));
    }

    @Test
    void longestNameIsPackedAndALongerOneIsNot() {
        assertPacked(entry(session("n".repeat(255), "1")));
        assertJson(entry(session("n".repeat(256), "1")));
        assertJson(entry(session("ä".repeat(128), "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "\n", "\uD83D\uDE00", "\uD83D", "a\uDE00"})
    void nameThatJsonEscapesIsKeptAsJson(String name) {
        assertJson(entry(session(name, "1")));
    }

    @Test
    void whatIsRareIsKeptAsJson() {
        Session ending = session("a", "1").with(Map.of("b", JsonValue.ofText("2")), EXPIRES);
        assertJson(entry(ending));
        assertJson(entry(session("a", "1"), TERMS, List.of("n-1")));
        EndedTokens ended = new EndedTokens(Map.of("token", EXPIRES), null);
        assertJson(new Entry(new EntryContent(Session.EMPTY, ended), EXPIRES, ACCESSED, null, TERMS, List.of()));
    }

    @Test
    void emptySessionComesBackAsTheEmptySession() {
        assertThat(EntryForm.PACKED.entryOf(KEY, body(entry(Session.EMPTY))).session())
                .isSameAs(Session.EMPTY);
    }

    /** With more, each takes a byte more than in JSON. */
    @Test
    void sessionOfFortyFieldsTakesNoMoreRoomThanItsJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            fields.put("field" + i, JsonValue.ofText("1"));
            Entry entry = entry(Session.of(fields));
            assertThat(body(entry)).hasSizeLessThanOrEqualTo(EntryCodec.encode(entry).length);
        }
    }

    @Test
    void whatIsNeitherIsUnreadable() {
        for (String text : List.of("", "x", "\u0001sealed", "{\"v\":3}")) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> EntryForm.PACKED.entryOf(KEY, body)).isInstanceOf(UnreadableEntryException.class);
        }
    }
}
