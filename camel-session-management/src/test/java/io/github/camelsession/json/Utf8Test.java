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
package io.github.camelsession.json;

import static io.github.camelsession.json.Messages.refusal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.InvalidMessageBodyException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Utf8Test {
    /** Where the ranges of continuation bytes begin and end (RFC 3629 section 4). */
    private static final int[] EDGES = {0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0};

    private final CharsetDecoder jdk = UTF_8.newDecoder();

    @Test
    void sequencesAtTheEdgesOfEachRangeAreTakenAsTheJdkTakesThem() {
        for (int lead = 0; lead <= 0xFF; lead++) {
            for (int second : EDGES) {
                check(lead, second);
                for (int third : EDGES) {
                    check(lead, second, third);
                    for (int fourth : EDGES) {
                        check(lead, second, third, fourth);
                    }
                }
            }
        }
    }

    private void check(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        if (Utf8.invalidAt(bytes) < 0 != isTakenByTheJdk(bytes)) {
            assertThat(values).as("sequence that is judged otherwise").isEmpty();
        }
    }

    private boolean isTakenByTheJdk(byte[] bytes) {
        try {
            jdk.decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void firstByteThatIsWrongIsNamed() {
        assertThat(refusal(new byte[] {(byte) 0x80, '{', '}'})).isEqualTo("bytes that are not UTF-8, at byte 0");
        assertThat(refusal(new byte[] {'{', '}', (byte) 0x80})).isEqualTo("bytes that are not UTF-8, at byte 2");
    }

    /** Every text of up to four of these, alone and behind enough of them that words of bytes are compared. */
    @Test
    void textIsTakenAndGivenBackAsTheJdkTakesAndGivesIt() {
        String[] units = {"a", "?", "\u0080", "\u00bf", "\u00c0", "\u00ff", "\u0100", "\u20ac", "\ud83d", "\ude00"};
        for (int number = 0; number < 10_000; number++) {
            StringBuilder text = new StringBuilder();
            for (int rest = number; rest > 0; rest /= units.length) {
                text.append(units[rest % units.length]);
            }
            for (String before : List.of("", "aaaaaaaaa", "?a??????b", "\u00e9???????????")) {
                check(before + text);
            }
        }
    }

    private void check(String text) {
        byte[] taken;
        try {
            taken = Utf8.of(text);
        } catch (InvalidMessageBodyException e) {
            taken = null;
        }
        boolean isGivenBack = taken == null || Utf8.text(taken.clone()).equals(text);
        if (!isGivenBack || !Arrays.equals(taken, takenByTheJdk(text))) {
            assertThat(text.chars().toArray())
                    .as("text that is judged otherwise")
                    .isEmpty();
        }
    }

    private static byte @Nullable [] takenByTheJdk(String text) {
        try {
            ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    @Test
    void aMarkAloneIsABlankInItsCharset() {
        assertThat(Messages.put(new byte[] {(byte) 0xFE, (byte) 0xFF})).isEmpty();
        assertThat(Messages.put(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}))
                .isEmpty();
    }

    @Test
    void asManyRepetitionsAsAllowedAreReplaced() {
        String text = "{" + "\"a\":1,".repeat(16) + "\"a\":1}";
        assertThat(Messages.get(text, "a", "2")).isEqualTo(text.replace('1', '2'));
        String more = "{" + "\"a\":1,".repeat(17) + "\"a\":1}";
        assertThatThrownBy(() -> Messages.get(more, "a", "2"))
                .hasMessage("a JSON object that repeats the names of session fields more than 16 times");
    }
}
