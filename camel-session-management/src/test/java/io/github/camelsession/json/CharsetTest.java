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

import static io.github.camelsession.json.Messages.get;
import static io.github.camelsession.json.Messages.message;
import static io.github.camelsession.json.Messages.put;
import static io.github.camelsession.json.Messages.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.FieldNames;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in any charset; the values are UTF-8 all the same. */
class CharsetTest {
    private static final String TEXT = "{\"a\":\"\u00e4\"}";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void aByteOrderMarkTellsTheCharsetAndIsKept(String charset) {
        byte[] body = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));
        Message message = inProperty(body, "ISO-8859-1");

        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
        assertThat(get(message, Map.of("b", "\"\ud83d\ude00\"")))
                .isEqualTo("\uFEFF{\"a\":\"\u00e4\",\"b\":\"\ud83d\ude00\"}".getBytes(Charset.forName(charset)));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,\u00e4",
        "ISO-8859-1,\u00e4",
        "windows-1252,\u20ac",
        "windows-1251,\u0436",
        "IBM037,\u00e4",
        "IBM273,\u00e4",
        "Shift_JIS,\u30c6",
        "GB18030,\u4e2d"
    })
    void bytesThatAreNotUtf8AreInTheCharsetOfTheProperty(String charset, String character) {
        Charset known = Charset.forName(charset);
        byte[] body = ("{\"a\":\"" + character + "\"}").getBytes(known);

        assertThat(put(inProperty(body, charset), FieldNames.ALL)).containsOnly(entry("a", '"' + character + '"'));
        assertThat(get(inProperty(body, charset), Map.of("b", "\"\u0950\"")))
                .isEqualTo(("{\"a\":\"" + character + "\",\"b\":\"" + (canWrite(known) ? "\u0950" : "\\u0950") + "\"}")
                        .getBytes(known));
    }

    private static boolean canWrite(Charset charset) {
        return charset.newEncoder().canEncode('\u0950');
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void theNulsOfWideCharactersTellTheCharsetWhateverIsDeclared(String charset) {
        byte[] body = TEXT.getBytes(Charset.forName(charset));
        byte[] got = "{\"a\":\"\u20ac\"}".getBytes(Charset.forName(charset));

        for (Message message : new Message[] {
            message(body), inProperty(body, "ISO-8859-1"), inProperty(body, charset), inProperty(body, "UTF-16")
        }) {
            assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
            assertThat(get(message, Map.of("a", "\"\u20ac\""))).isEqualTo(got);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "US-ASCII", "UTF-16", "Shift_JIS", "UTF-9", "no\nname", ""})
    void wellFormedUtf8IsUtf8WhateverIsDeclared(String declared) {
        byte[] body = TEXT.getBytes(UTF_8);
        Message inHeader = message(body);
        inHeader.setHeader(Exchange.CHARSET_NAME, declared);
        Message inType = message(body);
        inType.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=" + declared);

        for (Message message : new Message[] {inProperty(body, declared), inHeader, inType}) {
            assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
            assertThat(get(message, Map.of("b", "\"\ud83d\ude00\"")))
                    .isEqualTo("{\"a\":\"\u00e4\",\"b\":\"\ud83d\ude00\"}".getBytes(UTF_8));
        }
    }

    @Test
    void theHeaderComesBeforeTheContentTypeAndThatBeforeTheProperty() {
        Message message = inProperty("{\"a\":\"\u0436\"}".getBytes(Charset.forName("windows-1251")), "IBM037");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=windows-1251");
        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u0436\""));

        message.setHeader(Exchange.CHARSET_NAME, "iso-8859-1");
        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e6\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=",
                "application/json; charset=\"\"",
                "application/json; charset=' '; x=y"
            })
    void aContentTypeThatNamesNoCharsetLeavesThePropertyInForce(String type) {
        Message message = inProperty(TEXT.getBytes(ISO_8859_1), "ISO-8859-1");
        message.setHeader(Exchange.CONTENT_TYPE, type);

        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=ISO-8859-1", "text/json;charset=\"iso-8859-1\"; x=y"})
    void theContentTypeIsUsedWithoutAProperty(String type) {
        Message message = message(TEXT.getBytes(ISO_8859_1));
        message.setHeader(Exchange.CONTENT_TYPE, type);

        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
    }

    @Test
    void aMessageWithoutExchangeIsUtf8() {
        Message message = new DefaultMessage(new DefaultCamelContext());
        message.setBody(TEXT.getBytes(UTF_8));

        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
    }

    /** ASCII is right for those who believe the declaration, and for those who know that JSON is UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "US-ASCII", "windows-1252", "x-none"})
    void whatIsAddedToAsciiThatIsDeclaredAsAnotherCharsetIsAscii(String declared) {
        Message message = message("{\"a\":1}".getBytes(US_ASCII));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=" + declared);

        assertThat(get(message, Map.of("\u20ac", "\"x\u00e4\ud83d\ude00\\n\"")))
                .isEqualTo("{\"a\":1,\"\\u20AC\":\"x\\u00E4\\uD83D\\uDE00\\n\"}".getBytes(US_ASCII));
    }

    /** The text is encoded later: by what the message says, or by what Camel remembers of what came in. */
    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "US-ASCII", "windows-1252", "UTF-16", "x-none"})
    void textMadeOfNothingIsAsciiWhereAnotherCharsetIsDeclared(String declared) {
        for (Object empty : new Object[] {null, "", " ", new byte[0], new ByteArrayInputStream(new byte[0])}) {
            Message inType = message(empty);
            inType.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=" + declared);
            Message inHeader = message(empty);
            inHeader.setHeader(Exchange.CHARSET_NAME, declared);

            for (Message message : new Message[] {inType, inHeader, inProperty(empty, declared)}) {
                assertThat(get(message, Map.of("\u20ac", "\"x\u00e4\""))).isEqualTo("{\"\\u20AC\":\"x\\u00E4\"}");
            }
        }
    }

    @Test
    void textMadeOfNothingIsAsItIsWhereUtf8IsDeclaredOrNothing() {
        Message inType = message(null);
        inType.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        inType.getExchange().setProperty(ExchangePropertyKey.CHARSET_NAME, "ISO-8859-1");

        for (Message message : new Message[] {inType, message(null), inProperty("", "UTF-8"), inProperty("", "")}) {
            assertThat(get(message, Map.of("a", "\"\u20ac\""))).isEqualTo("{\"a\":\"\u20ac\"}");
        }
    }

    /** The property describes what came in, which a backend's answer or marshal() has replaced since. */
    @Test
    void whatIsAddedToAsciiIsUtf8WhateverThePropertySays() {
        assertThat(get(inProperty("{}".getBytes(US_ASCII), "ISO-8859-1"), Map.of("a", "\"\u00e4\u20ac\"")))
                .isEqualTo("{\"a\":\"\u00e4\u20ac\"}".getBytes(UTF_8));
    }

    @Test
    void aCharsetWithoutTheBackslashCannotTakeEscapes() {
        Message message = inProperty("{\"x\":\"\u30c6\"}".getBytes(Charset.forName("x-IBM943")), "x-IBM943");

        assertThatThrownBy(() -> get(message, Map.of("a", "\"\ud83d\ude00\"")))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage("text in x-IBM943, which lacks characters that JSON needs");
    }

    /** EBCDIC writes U+0085 as a byte that it reads as a line feed, which no JSON string may hold. */
    @Test
    void characterThatComesBackAsAnotherIsAddedAsAnEscape() {
        Charset ebcdic = Charset.forName("IBM037");
        Message message = inProperty("{}".getBytes(ebcdic), "IBM037");

        assertThat(get(message, Map.of("\u0085", "\"\u0085\"")))
                .isEqualTo("{\"\\u0085\":\"\\u0085\"}".getBytes(ebcdic));
    }

    @Test
    void charactersThatTheCharsetHasAreAddedAsTheyAre() {
        Message message = inProperty(TEXT.getBytes(ISO_8859_1), "ISO-8859-1");

        assertThat(get(message, Map.of("b", "\"\u00e4\u20ac\"")))
                .isEqualTo("{\"a\":\"\u00e4\",\"b\":\"\u00e4\\u20AC\"}".getBytes(ISO_8859_1));
    }

    @Test
    void aStringIsNotDecodedWhateverThePropertySays() {
        assertThat(get(inProperty(TEXT, "US-ASCII"), Map.of("a", "\"\u20ac\""))).isEqualTo("{\"a\":\"\u20ac\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "US-ASCII", ""})
    void bytesThatAreNotUtf8AreRefusedWhereNothingElseIsDeclared(String declared) {
        assertThat(refusal(inProperty(TEXT.getBytes(ISO_8859_1), declared)))
                .isEqualTo("bytes that are not UTF-8, at byte 6");
    }

    @Test
    void bytesThatAreNotOfTheCharsetAreRefused() {
        assertThat(refusal(inProperty(TEXT.getBytes(ISO_8859_1), "Shift_JIS")))
                .isEqualTo("bytes that are not Shift_JIS");
        assertThat(refusal(new byte[] {(byte) 0xFE, (byte) 0xFF, 0})).isEqualTo("bytes that are not UTF-16BE");
        assertThat(refusal(new byte[] {'{', 0, '}'})).isEqualTo("bytes that are not UTF-16LE");
        assertThat(refusal(new byte[] {0, 0, 0})).isEqualTo("bytes that are not UTF-32BE");
    }

    @Test
    void aByteOrderMarkOfUtf8IsBelievedAgainstADeclaration() {
        byte[] body = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '{', (byte) 0xE4, '}'};

        assertThat(refusal(inProperty(body, "ISO-8859-1"))).isEqualTo("bytes that are not UTF-8, at byte 4");
    }

    @Test
    void nulsWithinTextAreNoJson() {
        assertThat(refusal("{\"\0\":1}".getBytes(UTF_8))).startsWith("text that is not JSON");
    }

    @Test
    void anUnknownCharsetIsRefused() {
        byte[] body = TEXT.getBytes(ISO_8859_1);

        assertThat(refusal(inProperty(body, "UTF-9")))
                .isEqualTo("text in a charset that this JVM does not have: UTF-9");
        assertThat(refusal(inProperty(body, "no\nname"))).isEqualTo("text whose charset has an illegal name");
    }

    @Test
    void aCharsetThatCanOnlyBeReadIsRefused() {
        assertThat(refusal(inProperty(TEXT.getBytes(ISO_8859_1), "ISO-2022-CN")))
                .isEqualTo("text in ISO-2022-CN, a charset that Java can read but not write");
    }

    @Test
    void aBlankIsBlankInWideCharactersToo() {
        assertThat(put(" ".getBytes(UTF_16BE))).isEmpty();
        assertThat(put("\n".getBytes(UTF_16LE))).isEmpty();
    }

    private static Message inProperty(Object body, String charset) {
        Message message = message(body);
        message.getExchange().setProperty(ExchangePropertyKey.CHARSET_NAME, charset);
        return message;
    }
}
