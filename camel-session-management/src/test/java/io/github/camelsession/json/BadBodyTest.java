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

import static io.github.camelsession.json.Messages.message;
import static io.github.camelsession.json.Messages.put;
import static io.github.camelsession.json.Messages.refusal;
import static io.github.camelsession.json.Messages.values;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.FieldNames;
import java.util.Map;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is no JSON object, and what the refusal says. */
class BadBodyTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
                    [1]        | an array
                    [1         | an array
                    "text"     | a string
                    12         | a number
                    -1.5       | a number
                    true       | a boolean
                    false      | a boolean
                    null       | the JSON value null
                    """, delimiter = '|')
    void otherJsonIsNamed(String body, String found) {
        assertThat(refusal(body)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<order/>", "\uFEFF\n<?xml version='1.0'?><order>1</order>", "<"})
    void xmlIsCalledSo(String body) {
        assertThat(refusal(body)).isEqualTo("text that is not JSON but looks like XML");
    }

    /** White space as RFC 8259 has it: no-break spaces and form feeds are something else. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\f", "\u2003"})
    void blanksThatAreNoWhiteSpaceOfJsonAreRefused(String body) {
        assertThat(refusal(body)).startsWith("text that is not JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":\"x", "{\"a\":[1", "{\"a\":{\"b\":1}"
            })
    void truncatedTextIsRefusedWithItsLength(String body) {
        assertThat(refusal(body)).isEqualTo("text that is not JSON: unexpected end at byte " + body.length());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
                    hello            | 5
                    {a:1}            | 1
                    {'a':1}          | 1
                    {"a":1,}         | 7
                    {"a":secret}     | 12
                    {"a":01}         | 6
                    {"a":1 "b":2}    | 7
                    {"a":"\\x"}      | 7
                    /**/{"a":1}      | 0
                    """)
    void textThatIsNotJsonIsRefusedWithThePlace(String body, int at) {
        assertThat(refusal(body))
                .startsWith("text that is not JSON: syntax error at byte ")
                .endsWith(" " + at);
    }

    @Test
    void thePlaceCountsTheByteOrderMark() {
        assertThat(refusal("\uFEFF{a:1}")).endsWith("at byte 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{} x", "{}\n]", "{} \u00a0", "{} \f"})
    void moreTextBehindTheObjectIsRefused(String body) {
        assertThat(refusal(body)).startsWith("a JSON value followed by more text, at byte ");
    }

    @Test
    void noExceptionQuotesTheBody() {
        Message message = message("{\"a\":secret}");

        assertThatThrownBy(() ->
                        Messages.BODY.of(message).draft(false).with(Map.of()).run())
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void anUnpairedSurrogateIsRefused() {
        assertThat(refusal("{\"a\":\"\ud800\"}"))
                .isEqualTo("text with an unpaired surrogate, which is not a character");
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWithThePlace() {
        byte[] overlong = "{\"a\":\"??\"}".getBytes(UTF_8);
        overlong[6] = (byte) 0xC1;
        overlong[7] = (byte) 0xA1;

        assertThat(refusal(overlong)).isEqualTo("bytes that are not UTF-8, at byte 6");
    }

    @Test
    void a200000DeepArrayIsRefused() {
        String deep = "{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";

        assertThat(refusal(deep)).startsWith("JSON that exceeds a limit: Document nesting depth (1001) exceeds");
    }

    @Test
    void nestingUpToTheLimitIsTaken() {
        String deep = "[".repeat(999) + "]".repeat(999);

        assertThat(put("{\"a\":" + deep + "}")).containsOnly(entry("a", deep));
    }

    @Test
    void aNumberBeyondTheLimitIsRefused() {
        assertThat(refusal("{\"a\":" + "1".repeat(1001) + "}"))
                .startsWith("JSON that exceeds a limit: Number value length");
    }

    @Test
    void aNameBeyondTheLimitIsRefused() {
        assertThat(refusal("{\"" + "n".repeat(50_001) + "\":1}")).startsWith("JSON that exceeds a limit: Name length");
    }

    @Test
    void aNamedStringBeyondTheLimitIsRefused() {
        Message message = message("{\"a\":\"" + "x".repeat(20_000_001) + "\"}");

        assertThatThrownBy(() -> put(message, FieldNames.ALL))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageStartingWith("JSON that exceeds a limit: String value length");
        assertThatThrownBy(() -> Messages.BODY
                        .of(message)
                        .draft(false)
                        .with(values(Map.of("a", "1")))
                        .run())
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageStartingWith("JSON that exceeds a limit: String value length");
    }

    @Test
    void aStringBeyondTheLimitWithinANamedFieldIsRefused() {
        Message message = message("{\"a\":[1,{\"b\":\"" + "x".repeat(20_000_001) + "\"}]}");

        assertThatThrownBy(() -> put(message, FieldNames.ALL))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageStartingWith("JSON that exceeds a limit: String value length");
    }

    @Test
    void aNamedFieldMayBeLongerThanTheLimitOfAString() {
        String value = '[' + ('"' + "x".repeat(9_999_999) + "\",").repeat(2) + "1]";

        assertThat(put("{\"a\":" + value + "}")).containsOnly(entry("a", value));
    }

    @Test
    void manyRepetitionsOfAReplacedFieldAreRefused() {
        Message message = message("{" + "\"a\":1,".repeat(100) + "\"b\":2}");

        assertThatThrownBy(() -> Messages.BODY
                        .of(message)
                        .draft(false)
                        .with(values(Map.of("a", "1")))
                        .run())
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage("a JSON object that repeats the names of session fields more than 16 times");
    }

    @Test
    void whatIsKeptMayBeRepeatedAsOftenAsItLikes() {
        String kept = "\"a\":1,".repeat(100);
        Message message = message("{" + kept + "\"z\":0}");
        MessageFields.Part part = Messages.BODY.of(message);
        part.read(Fields.parse("a,b"));

        part.draft(false).with(values(Map.of("b", "2"))).run();

        assertThat(message.getBody()).isEqualTo("{" + kept + "\"z\":0,\"b\":2}");
    }

    @Test
    void getChecksTheBodyEvenWithNothingToAdd() {
        assertThatThrownBy(() -> Messages.BODY
                        .of(message("[]"))
                        .draft(false)
                        .with(Map.of())
                        .run())
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage("an array");
    }
}
