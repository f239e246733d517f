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
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
    private static final Instant EXPIRES = Instant.ofEpochSecond(1_900_000_000L);
    private static final Instant ACCESSED = Instant.ofEpochMilli(1_800_000_000_123L);
    private static final Instant STARTED = Instant.ofEpochMilli(1_700_000_000_456L);

    private static final Terms TERMS = new Terms(Duration.ofMinutes(30), Duration.ofSeconds(60));
    private static final Terms WITHOUT_LIMIT = new Terms(null, Duration.ZERO);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static EntryContent content(Session session) {
        return EntryContent.EMPTY.with(session);
    }

    private static Entry entry(Session session) {
        return new Entry(content(session), EXPIRES, ACCESSED, STARTED, TERMS, List.of());
    }

    private static String reason(String json) {
        Throwable thrown = catchThrowable(() -> EntryCodec.decode(utf8(json)));
        assertThat(thrown).isInstanceOf(UnreadableEntryException.class).hasNoCause();
        return Objects.requireNonNullElse(thrown.getMessage(), "");
    }

    /** Stored sessions are read by this; a change of it needs a new version. */
    @Test
    void entryIsThisText() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("a", JsonValue.ofText("1.10"));
        fields.put("\"\\\n", JsonValue.ofText("[ ]"));
        assertThat(new String(EntryCodec.encode(entry(Session.of(fields))), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"v\":2,\"exp\":1900000000,\"acc\":1800000000123,\"since\":1700000000456,\"idle\":1800000,\"skew\":60000,"
                                + "\"data\":{\"a\":1.10,\"\\\"\\\\\\u000a\":[ ]}}");
    }

    @Test
    void writesAreInTheTextIfThereAreAny() {
        Entry entry = new Entry(
                content(session("a", "1")), EXPIRES, ACCESSED, STARTED, WITHOUT_LIMIT, List.of("n-1", "\"ä-2"));
        byte[] json = EntryCodec.encode(entry);
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"v\":2,\"exp\":1900000000,\"acc\":1800000000123,\"since\":1700000000456,\"skew\":0,"
                        + "\"w\":[\"n-1\",\"\\\"ä-2\"],\"data\":{\"a\":1}}");
        assertThat(EntryCodec.decode(json)).isEqualTo(entry);
    }

    @Test
    void endedTokensAreInTheTextIfThereAreAny() {
        Map<String, Instant> named = new LinkedHashMap<>();
        named.put("vl3M2dXBTJQTRd5Qe0PdqA", EXPIRES);
        named.put("8cLJYqXQ0T7oKfV2Jq0x-_", EXPIRES.plusSeconds(1));
        EndedTokens ended = new EndedTokens(named, Instant.ofEpochSecond(1_800_000_000L));
        Entry entry = new Entry(
                new EntryContent(Session.EMPTY, ended), EXPIRES, ACCESSED, STARTED, WITHOUT_LIMIT, List.of("n-1"));
        byte[] json = EntryCodec.encode(entry);
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"v\":2,\"exp\":1900000000,\"acc\":1800000000123,\"since\":1700000000456,\"skew\":0,"
                        + "\"ended\":{\"vl3M2dXBTJQTRd5Qe0PdqA\":1900000000,\"8cLJYqXQ0T7oKfV2Jq0x-_\":1900000001},"
                        + "\"issued\":1800000000,\"w\":[\"n-1\"],\"data\":{}}");
        assertThat(EntryCodec.decode(json)).isEqualTo(entry);
    }

    @Test
    void endedTokensThatAreNoneAreRefused() {
        assertThat(reason("{\"v\":2,\"exp\":1,\"acc\":1,\"ended\":[],\"data\":{}}"))
                .isEqualTo("its ended is not a JSON object");
        assertThat(reason("{\"v\":2,\"exp\":1,\"acc\":1,\"ended\":{\"a\":true},\"data\":{}}"))
                .isEqualTo("one of v, exp, acc, since, idle, skew, until, ended and issued is not a whole number");
        assertThat(reason("{\"v\":2,\"exp\":1,\"acc\":1,\"issued\":null,\"data\":{}}"))
                .isEqualTo("one of v, exp, acc, since, idle, skew, until, ended and issued is not a whole number");
        assertThat(reason("{\"v\":2,\"exp\":1,\"acc\":1,\"issued\":9223372036854775807,\"data\":{}}"))
                .isEqualTo("its issued is out of the range of times");
    }

    @Test
    void termsAndStartAreNotInTheTextIfThereAreNone() {
        byte[] json =
                EntryCodec.encode(new Entry(content(session("a", "1")), EXPIRES, ACCESSED, null, null, List.of()));
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"v\":2,\"exp\":1900000000,\"acc\":1800000000123,\"data\":{\"a\":1}}");
    }

    @Test
    void termsThatNoApplicationHasAreRefused() {
        assertThat(reason("{\"v\":2,\"exp\":1,\"acc\":1,\"skew\":-1,\"data\":{}}"))
                .isEqualTo("one of idle and skew is negative");
        assertThat(reason("{\"v\":2,\"exp\":1,\"acc\":1,\"idle\":\"1\",\"data\":{}}"))
                .isEqualTo("one of v, exp, acc, since, idle, skew, until, ended and issued is not a whole number");
    }

    @Test
    void emptySessionComesBackAsTheEmptySession() {
        assertThat(EntryCodec.decode(EntryCodec.encode(entry(Session.EMPTY))).session())
                .isSameAs(Session.EMPTY);
    }

    @Test
    void valuesComeBackAsTheirText() {
        for (String json : List.of(
                "0",
                "-0.0",
                "1E400",
                "1234567890123456789012345678901234567890",
                "true",
                "false",
                "null",
                "\"\"",
                "\"\\\"\\u0000 ä\uD83D\uDE00\"",
                "{ \"a\" : [ 1 , { } ] }",
                "[]",
                "[\"]\"]")) {
            Entry entry = entry(session("first", json).with(Map.of("second", JsonValue.ofText(json))));
            assertThat(EntryCodec.decode(EntryCodec.encode(entry))).isEqualTo(entry);
        }
    }

    @Test
    void deepValueAndLongNumberAndNameComeBack() {
        String deep = "[".repeat(200_000) + "]".repeat(200_000);
        Entry entry =
                entry(session("n".repeat(100_000), deep).with(Map.of("number", JsonValue.ofText("1".repeat(100_000)))));
        assertThat(EntryCodec.decode(EntryCodec.encode(entry))).isEqualTo(entry);
    }

    @Property(tries = 300)
    void anySessionComesBack(@ForAll Map<String, String> fields) {
        Map<String, JsonValue> attributes = new LinkedHashMap<>();
        fields.forEach((name, value) -> attributes.put(name, JsonValue.ofText(Integer.toString(value.hashCode()))));
        Entry entry = entry(Session.of(attributes));
        byte[] json = EntryCodec.encode(entry);
        assertThat(EntryCodec.decode(json)).isEqualTo(entry);
        int frame = EntryCodec.encode(entry(Session.EMPTY)).length - 2;
        assertThat(EntryCodec.dataSize(entry.session())).isEqualTo(json.length - frame);
    }

    @Property(tries = 1000)
    void damagedEntryIsAnEntryOrRefusedAndNothingElse(@ForAll("damaged") byte[] json) {
        Throwable thrown = catchThrowable(() -> EntryCodec.decode(json));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(UnreadableEntryException.class);
        }
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        Session session = session("näme", "[1.5,\"ä\",{\"b\":null}]");
        byte[] json = EntryCodec.encode(
                new Entry(content(session), EXPIRES, ACCESSED, STARTED, TERMS, List.of("n-1", "m-2")));
        Arbitrary<Integer> positions = Arbitraries.integers().between(0, json.length - 1);
        return Combinators.combine(positions, Arbitraries.bytes(), positions).as((at, with, length) -> {
            byte[] damaged = Arrays.copyOf(json, length % 2 == 0 ? json.length : length);
            if (at < damaged.length) {
                damaged[at] = with;
            }
            return damaged;
        });
    }

    @Test
    void laterVersionIsNamed() {
        assertThat(reason("{\"v\":3,\"new\":[]}"))
                .isEqualTo("it has version 3, but this release reads only versions 1 to 2");
        assertThat(reason("{\"v\":0,\"new\":[]}")).contains("version 0");
    }

    @Test
    void versionMustComeFirst() {
        assertThat(reason("{\"exp\":1,\"v\":1}")).isEqualTo("its first member is not its version, v");
        assertThat(reason("{\"\":1}")).isEqualTo("its first member is not its version, v");
    }

    @Test
    void unknownMemberIsRefused() {
        assertThat(reason("{\"v\":1,\"exp\":1,\"acc\":1,\"data\":{},\"secret\":1}"))
                .isEqualTo(
                        "it has a member other than v, exp, acc, since, idle, skew, until, ended, issued, w and data");
    }

    @Test
    void missingMemberIsRefused() {
        for (String json : List.of(
                "{\"v\":1,\"acc\":1,\"data\":{}}",
                "{\"v\":1,\"exp\":1,\"data\":{}}",
                "{\"v\":1,\"exp\":1,\"acc\":1}")) {
            assertThat(reason(json)).isEqualTo("it lacks one of the members exp, acc and data");
        }
    }

    @Test
    void memberOfAnotherTypeIsRefused() {
        for (String json : List.of("{\"v\":\"1\"}", "{\"v\":1,\"exp\":1.5}", "{\"v\":1,\"acc\":null}")) {
            assertThat(reason(json))
                    .isEqualTo("one of v, exp, acc, since, idle, skew, until, ended and issued is not a whole number");
        }
        assertThat(reason("{\"v\":1,\"data\":[]}")).isEqualTo("its data is not a JSON object");
        for (String json : List.of("{\"v\":1,\"w\":\"n-1\"}", "{\"v\":1,\"w\":[\"n-1\",2]}")) {
            assertThat(reason(json)).isEqualTo("its w is not a list of strings");
        }
    }

    @Test
    void expiryBeyondTimeIsRefused() {
        assertThat(reason("{\"v\":1,\"exp\":99999999999999999}")).isEqualTo("its exp is out of the range of times");
    }

    @Test
    void damagedEntryIsRefusedWithoutQuotingIt() {
        for (String json : List.of(
                "{\"v\":1,\"exp\":1,\"acc\":1,\"data\":{\"a\":secret}}",
                "{\"v\":1,\"exp\":1,\"acc\":1,\"data\":{\"a\":\"secret",
                "{\"v\":1,\"exp\":1,\"acc\":1,\"data\":{}",
                "{\"v\":99999999999999999999}")) {
            assertThat(reason(json)).isEqualTo("it is damaged: it is not a complete JSON object");
        }
    }

    @Test
    void somethingAfterTheEntryIsRefused() {
        assertThat(reason("{\"v\":1,\"exp\":1,\"acc\":1,\"data\":{}}{}")).isEqualTo("more data follows its end");
    }

    @Test
    void whatDoesNotBeginAsAnEntryIsRefused() {
        for (String text : List.of("", "{", "x\"", "{ \"v\":1}", "\uFEFF{\"v\":1}")) {
            assertThat(reason(text)).isEqualTo("it does not begin as a session entry does");
        }
    }

    @Test
    void sizeIsThatOfTheJsonObject() {
        assertThat(EntryCodec.dataSize(Session.EMPTY)).isEqualTo(2);
        assertThat(EntryCodec.dataSize(session("ä", "1").with(Map.of("b", JsonValue.ofText("22")))))
                .isEqualTo(utf8("{\"ä\":1,\"b\":22}").length);
    }

    @Test
    void entryIsNotDecodedFromAnotherEncoding() {
        byte[] utf16 = "{\"v\":1,\"exp\":1,\"acc\":1,\"data\":{}}".getBytes(StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> EntryCodec.decode(utf16)).isInstanceOf(UnreadableEntryException.class);
    }
}
