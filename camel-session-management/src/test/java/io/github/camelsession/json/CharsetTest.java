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

import io.github.camelsession.session.FieldNames;
import java.nio.charset.Charset;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    @ValueSource(
            strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-32", "ISO-8859-1", "windows-1252", "IBM037", "Shift_JIS"})
    void theCharsetPropertyIsUsedAndKept(String charset) {
        String text = "{\"a\":\"x\\u00e4\"}";
        String name = charset.equals("UTF-16") || charset.equals("UTF-32") ? charset + "BE" : charset;
        byte[] body = text.getBytes(Charset.forName(name));

        assertThat(put(inProperty(body, charset), FieldNames.ALL)).containsOnly(entry("a", "\"x\\u00e4\""));
        assertThat(get(inProperty(body, charset), Map.of("a", "1.0")))
                .isEqualTo("{\"a\":1.0}".getBytes(Charset.forName(name)));
    }

    @Test
    void theCharsetHeaderComesBeforeTheProperty() {
        Message message = inProperty(TEXT.getBytes(ISO_8859_1), "UTF-16");
        message.setHeader(Exchange.CHARSET_NAME, "iso-8859-1");

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
    void aContentTypeWithoutCharsetMeansUtf8() {
        Message message = message(TEXT.getBytes(UTF_8));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");

        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
    }

    @Test
    void aMessageWithoutExchangeIsUtf8() {
        Message message = new DefaultMessage(new DefaultCamelContext());
        message.setBody(TEXT.getBytes(UTF_8));

        assertThat(put(message, FieldNames.ALL)).containsOnly(entry("a", "\"\u00e4\""));
    }

    @Test
    void charactersThatTheCharsetLacksAreAddedAsEscapes() {
        Message message = inProperty("{\"a\":1}".getBytes(US_ASCII), "US-ASCII");

        assertThat(get(message, Map.of("\u20ac", "\"x\u00e4\ud83d\ude00\\n\"")))
                .isEqualTo("{\"a\":1,\"\\u20AC\":\"x\\u00E4\\uD83D\\uDE00\\n\"}".getBytes(US_ASCII));
    }

    @Test
    void aCharsetWithoutTheBackslashCannotTakeEscapes() {
        Message message = inProperty("{}".getBytes(Charset.forName("x-IBM943")), "x-IBM943");

        assertThatThrownBy(() -> get(message, Map.of("a", "\"\ud83d\ude00\"")))
                .isInstanceOf(InvalidJsonException.class)
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
        Message message = inProperty("{}".getBytes(ISO_8859_1), "ISO-8859-1");

        assertThat(get(message, Map.of("a", "\"\u00e4\u20ac\"")))
                .isEqualTo("{\"a\":\"\u00e4\\u20AC\"}".getBytes(ISO_8859_1));
    }

    @Test
    void aStringIsNotDecodedWhateverThePropertySays() {
        assertThat(get(inProperty(TEXT, "US-ASCII"), Map.of("a", "\"\u20ac\""))).isEqualTo("{\"a\":\"\u20ac\"}");
    }

    @Test
    void bytesThatAreNotOfTheCharsetAreRefused() {
        assertThat(refusal(inProperty(TEXT.getBytes(UTF_8), "US-ASCII"))).isEqualTo("bytes that are not US-ASCII");
        assertThat(refusal(inProperty(new byte[] {(byte) 0xFE, (byte) 0xFF, 0}, "UTF-8")))
                .isEqualTo("bytes that are not UTF-16BE");
    }

    @Test
    void utf16WithoutMarkOrPropertyIsRefused() {
        assertThat(refusal(TEXT.getBytes(UTF_16LE))).startsWith("bytes that are not UTF-8");
        assertThat(refusal("{\"a\":1}".getBytes(UTF_16LE))).startsWith("text that is not JSON");
        assertThat(refusal("{\"a\":1}".getBytes(UTF_16BE))).startsWith("text that is not JSON");
    }

    @Test
    void anUnknownCharsetIsRefused() {
        byte[] body = TEXT.getBytes(UTF_8);

        assertThat(refusal(inProperty(body, "UTF-9")))
                .isEqualTo("text in a charset that this JVM does not have: UTF-9");
        assertThat(refusal(inProperty(body, "no\nname"))).isEqualTo("text whose charset has an illegal name");
        assertThat(refusal(inProperty(body, ""))).isEqualTo("text whose charset has an illegal name");
    }

    @Test
    void aCharsetThatCanOnlyBeReadIsRefused() {
        assertThat(refusal(inProperty("{}".getBytes(US_ASCII), "ISO-2022-CN")))
                .isEqualTo("text in ISO-2022-CN, a charset that can only be read");
    }

    private static Message inProperty(Object body, String charset) {
        Message message = message(body);
        message.getExchange().setProperty(ExchangePropertyKey.CHARSET_NAME, charset);
        return message;
    }
}
