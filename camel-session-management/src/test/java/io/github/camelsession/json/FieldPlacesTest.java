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
import static io.github.camelsession.json.Messages.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.FieldsIn;
import io.github.camelsession.InvalidMessageBodyException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields that are headers, variables, properties, or the whole body. */
class FieldPlacesTest {
    private static MessageFields in(FieldsIn place) {
        return Messages.BODY.in(place);
    }

    private static void set(FieldsIn place, Message message, String name, Object value) {
        switch (place) {
            case HEADERS -> message.setHeader(name, value);
            case VARIABLES -> message.getExchange().setVariable(name, value);
            default -> message.getExchange().setProperty(name, value);
        }
    }

    private static @Nullable Object value(FieldsIn place, Message message, String name) {
        return switch (place) {
            case HEADERS -> message.getHeader(name);
            case VARIABLES -> message.getExchange().getVariable(name);
            default -> message.getExchange().getProperty(name);
        };
    }

    private static Map<String, String> read(FieldsIn place, Message message, String fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        in(place).of(message).read(Fields.parse(fields)).forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(names = {"HEADERS", "VARIABLES", "PROPERTIES"})
    void valuesAreWhatTheyAreInJson(FieldsIn place) {
        Message message = message(new Object());
        set(place, message, "text", "{\"a\":1}");
        set(place, message, "number", new BigDecimal("1.10"));
        set(place, message, "large", BigInteger.TEN.pow(30));
        set(place, message, "flag", true);
        set(place, message, "map", Map.of("a", List.of(1, "b")));
        set(place, message, "bytes", utf8(" [ 1.10 ] "));
        assertThat(read(place, message, "text,number,large,flag,map,bytes,missing"))
                .containsEntry("text", "\"{\\\"a\\\":1}\"")
                .containsEntry("number", "1.10")
                .containsEntry("large", "1" + "0".repeat(30))
                .containsEntry("flag", "true")
                .containsEntry("map", "{\"a\":[1,\"b\"]}")
                .containsEntry("bytes", "[ 1.10 ]")
                .hasSize(6);
        assertThat(in(place).of(message).present(Fields.parse("text,missing,x=flag")))
                .containsExactly("text", "x");
    }

    @ParameterizedTest
    @EnumSource(names = {"HEADERS", "VARIABLES", "PROPERTIES"})
    void streamsAndReadersCanBeReadAgain(FieldsIn place) throws Exception {
        Message message = message(null);
        set(place, message, "stream", new ByteArrayInputStream(utf8("{\"a\":1}")));
        set(place, message, "reader", new StringReader("[2]"));
        for (int i = 0; i < 2; i++) {
            assertThat(read(place, message, "stream,reader,a=/stream/a"))
                    .containsEntry("stream", "{\"a\":1}")
                    .containsEntry("reader", "[2]")
                    .containsEntry("a", "1");
        }
        assertThat(Objects.requireNonNull((InputStream) value(place, message, "stream"))
                        .readAllBytes())
                .isEqualTo(utf8("{\"a\":1}"));
        assertThat(value(place, message, "reader")).isInstanceOf(Reader.class);
        assertThat(message.getBody()).isNull();
    }

    /** Raw in a text with others, it could add a member to it. */
    @ParameterizedTest
    @ValueSource(strings = {"1,\"admin\":true", "{}{}", "", "{", "]", "\"a\" \"b\""})
    void bytesThatAreNotOneJsonValueAreRefused(String text) {
        Message message = message(null);
        message.setHeader("a", utf8(text));
        assertThatThrownBy(() -> read(FieldsIn.HEADERS, message, "a,admin"))
                .isInstanceOf(InvalidMessageBodyException.class);
    }

    /** As with a body: what Jackson makes of one is its stack trace. */
    @ParameterizedTest
    @EnumSource(names = {"HEADERS", "VARIABLES", "PROPERTIES"})
    void exceptionsAreRefused(FieldsIn place) {
        Message message = message(null);
        set(place, message, "error", new IllegalStateException("h1dden"));
        assertThatThrownBy(() -> read(place, message, "error"))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("h1dden");
    }

    @ParameterizedTest
    @EnumSource(names = {"HEADERS", "VARIABLES", "PROPERTIES"})
    void attributesBecomeJavaValues(FieldsIn place) {
        Message message = message("untouched");
        in(place)
                .of(message)
                .draft(false)
                .with(values(Map.of("t", "\"x\"", "n", "1.10", "m", "{\"a\":[1]}", "b", "false")))
                .run();
        assertThat(value(place, message, "t")).isEqualTo("x");
        assertThat(value(place, message, "n")).isEqualTo(new BigDecimal("1.10"));
        assertThat(value(place, message, "m")).isEqualTo(Map.of("a", List.of(1)));
        assertThat(value(place, message, "b")).isEqualTo(false);
        assertThat(message.getBody()).isEqualTo("untouched");
    }

    @ParameterizedTest
    @EnumSource(names = {"HEADERS", "VARIABLES", "PROPERTIES"})
    void exceptionIsRefused(FieldsIn place) {
        Message message = message(null);
        set(place, message, "a", new IllegalStateException("secret"));
        assertThatThrownBy(() -> read(place, message, "a"))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageNotContaining("secret");
    }

    private static String whole(@Nullable Object body) {
        Map<String, String> read = read(FieldsIn.WHOLE_BODY, message(body), "x");
        return read.getOrDefault("x", "nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ 1.10 , {} ]", "\"text\"", "-0.0", "1E400", "true", "null", "{\"a\" : 1}"})
    void textIsStoredByteForByteWithoutTheBlanksAroundIt(String json) {
        assertThat(whole(json)).isEqualTo(json);
        assertThat(whole("\n " + json + "\t")).isEqualTo(json);
        assertThat(whole(utf8("\uFEFF" + json))).isEqualTo(json);
        assertThat(whole(new ByteArrayInputStream(utf8(json)))).isEqualTo(json);
        assertThat(whole(new StringReader(json))).isEqualTo(json);
    }

    @Test
    void objectsAreStoredAsJacksonWritesThem() throws Exception {
        assertThat(whole(List.of(1, "a"))).isEqualTo("[1,\"a\"]");
        assertThat(whole(new int[] {1, 2})).isEqualTo("[1,2]");
        assertThat(whole(Map.of("a", 1))).isEqualTo("{\"a\":1}");
        assertThat(whole(42)).isEqualTo("42");
        assertThat(whole(new BigDecimal("1.10"))).isEqualTo("1.10");
        assertThat(whole(true)).isEqualTo("true");
        assertThat(whole(Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(whole(new ObjectMapper().readTree("[null]"))).isEqualTo("[null]");
    }

    @Test
    void bodyWithoutContentIsNoValue() {
        assertThat(whole(null)).isEqualTo("nothing");
        assertThat(whole("")).isEqualTo("nothing");
        assertThat(whole(new ByteArrayInputStream(new byte[0]))).isEqualTo("nothing");
        assertThat(whole(" \n")).isEqualTo("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "[1", "<a/>", "1 2", "[1]]", "NaN"})
    void textThatIsNotJsonIsRefused(String text) {
        assertThatThrownBy(() -> whole(text)).isInstanceOf(InvalidMessageBodyException.class);
    }

    @Test
    void valueThatCouldNotBePartOfABodyIsTooDeep() {
        assertThat(whole("[".repeat(998) + "]".repeat(998))).hasSize(2 * 998);
        assertThatThrownBy(() -> whole("[".repeat(999) + "]".repeat(999)))
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageContaining("limit");
    }

    private static Message filled(@Nullable Object body, String json, boolean emptyAsMap) {
        Message message = message(body);
        in(FieldsIn.WHOLE_BODY)
                .of(message)
                .draft(emptyAsMap)
                .with(values(Map.of("x", json)))
                .run();
        return message;
    }

    @Test
    void bodyKeepsItsKind() throws Exception {
        assertThat(filled("<a/>", "[1.10]", false).getBody()).isEqualTo("[1.10]");
        assertThat(filled(new byte[] {(byte) 0xFF}, "\"ä\"", false).getBody()).isEqualTo(utf8("\"ä\""));
        assertThat(filled(new ByteArrayInputStream(utf8("no JSON")), "1", false).getBody())
                .isInstanceOf(StreamCache.class);
        assertThat(filled(new StringReader("no JSON"), "1", false).getBody()).isInstanceOf(Reader.class);
        assertThat(filled(Map.of("a", 1), "[1]", false).getBody()).isEqualTo(List.of(1));
        assertThat(filled(List.of(), "null", false).getBody()).isNull();
        assertThat(filled(new ObjectMapper().readTree("{}"), "[1]", false).getBody())
                .isEqualTo(new ObjectMapper().readTree("[1]"));
        assertThat(filled(
                                DocumentBuilderFactory.newInstance()
                                        .newDocumentBuilder()
                                        .newDocument(),
                                "[1]",
                                false)
                        .getBody())
                .isEqualTo("[1]");
    }

    /** So that with overwrite=false, too, it is filled: what a PUT finds nothing in has nothing to be kept. */
    @Test
    void bodyOfWhateverKindIsEmptyToAllOrToNone() {
        for (Object body : List.of(
                "",
                new byte[0],
                new char[0],
                ByteBuffer.allocate(0),
                ByteBuffer.wrap(utf8(" \n")),
                new StringBuilder())) {
            assertThat(read(FieldsIn.WHOLE_BODY, message(body), "a")).isEmpty();
            assertThat(in(FieldsIn.WHOLE_BODY).of(message(body)).present(Fields.parse("a")))
                    .as(body.getClass().getName())
                    .isEmpty();
        }
    }

    @Test
    void emptyBodyBecomesWhatTheOptionSays() {
        for (Object body : Arrays.asList(null, "", " ")) {
            assertThat(filled(body, "[1]", false).getBody()).isEqualTo("[1]");
            assertThat(filled(body, "[1]", true).getBody()).isEqualTo(List.of(1));
        }
    }

    @Test
    void textHasTheContentTypeOfJson() {
        Message message = message("<a/>");
        message.setHeader("Content-Type", "text/xml; charset=UTF-16");
        in(FieldsIn.WHOLE_BODY)
                .of(message)
                .draft(false)
                .with(values(Map.of("x", "1")))
                .run();
        assertThat(message.getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void bytesAreReadInTheCharsetThatTheyAreIn() {
        for (Object body : List.of(new byte[] {'x'}, new ByteArrayInputStream(new byte[] {'x'}))) {
            Message message = message(body);
            message.getExchange().setProperty("CamelCharsetName", "UTF-16");
            in(FieldsIn.WHOLE_BODY)
                    .of(message)
                    .draft(false)
                    .with(values(Map.of("x", "\"ä€\"")))
                    .run();
            assertThat(message.getBody(String.class)).isEqualTo("\"ä€\"");
        }
    }

    @Test
    void nothingFoundLeavesTheBodyAsItIs() {
        Message message = message("<a/>");
        in(FieldsIn.WHOLE_BODY).of(message).draft(false).with(Map.of()).run();
        assertThat(message.getBody()).isEqualTo("<a/>");
        assertThat(message.getHeaders()).isEmpty();
    }
}
