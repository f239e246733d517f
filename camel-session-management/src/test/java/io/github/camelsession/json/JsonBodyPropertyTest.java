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
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.json.RandomJson.Text;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** For random objects and fields, against a model; for random text, that nothing unforeseen is thrown. */
class JsonBodyPropertyTest {
    private static final JsonMapper MODEL = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final JsonMapper SYNTAX = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Property
    void putTakesTheLastTextOfEachNamedField(@ForAll("objects") Text object, @ForAll("names") Set<String> names) {
        Map<String, String> expected = new LinkedHashMap<>();
        object.members().stream()
                .filter(member -> names.contains(member.name()))
                .forEach(member -> expected.put(member.name(), member.value()));

        assertThat(Messages.put(message(object.text()), FieldNames.of(names))).isEqualTo(expected);
        assertThat(Messages.put(message(object.text().getBytes(UTF_8)), FieldNames.of(names)))
                .isEqualTo(expected);
    }

    @Property
    void whatPutTakesGetPutsBackTextForText(@ForAll("objects") Text from, @ForAll("objects") Text into) {
        Map<String, JsonValue> taken = Messages.BODY.of(message(from.text())).read(Fields.ALL);
        Message message = message(into.text());

        Messages.BODY.of(message).draft(false).with(taken).run();

        assertThat(Messages.BODY.of(message).read(Fields.ALL)).containsAllEntriesOf(taken);
    }

    @Property
    void getChangesNothingElse(@ForAll("objects") Text object, @ForAll("attributes") Map<String, String> attributes)
            throws Exception {
        ObjectNode model = (ObjectNode) MODEL.readTree(object.text());
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            model.set(attribute.getKey(), MODEL.readTree(attribute.getValue()));
        }

        String got = (String) Messages.get(message(object.text()), attributes);

        assertThat(got).isEqualTo(object.with(attributes));
        assertThat(MODEL.readTree(got).equals(model)).isTrue();
    }

    @Property
    void whatWasReadBeforeMakesNoDifferenceToWhatIsWritten(
            @ForAll("objects") Text object,
            @ForAll("names") Set<String> others,
            @ForAll("attributes") Map<String, String> attributes,
            @ForAll boolean readsAll) {
        Message message = message(object.text());
        Set<String> names = new LinkedHashSet<>(others);
        if (readsAll) {
            names.addAll(attributes.keySet());
        }
        MessageFields.Part part = Messages.BODY.of(message);
        part.read(Fields.of(FieldNames.of(names)));

        part.draft(false).with(Messages.values(attributes)).run();

        assertThat(message.getBody()).isEqualTo(object.with(attributes));
    }

    @Property
    void theCharsetOfTheBytesMakesNoDifference(
            @ForAll("objects") Text object,
            @ForAll("attributes") Map<String, String> attributes,
            @ForAll("charsets") String charset)
            throws Exception {
        Message message = message(object.text().getBytes(Charset.forName(charset)));
        message.getExchange().setProperty(ExchangePropertyKey.CHARSET_NAME, charset);
        Map<String, JsonValue> before = Messages.BODY.of(message).read(Fields.ALL);

        byte[] got = (byte[]) Messages.get(message, attributes);

        assertThat(before).isEqualTo(Messages.BODY.of(message(object.text())).read(Fields.ALL));
        assertThat(new String(got, Charset.forName(charset))).isEqualTo(object.with(attributes));
    }

    @Property
    void utf8UnderAnyDeclaredEightBitCharsetComesBackAsItWas(
            @ForAll("objects") Text object,
            @ForAll("attributes") Map<String, String> attributes,
            @ForAll("eightBit") String declared,
            @ForAll("places") String place)
            throws Exception {
        byte[] utf8 = object.text().getBytes(UTF_8);
        Message message = declaring(message(utf8), declared, place);

        assertThat(Messages.BODY.of(message).read(Fields.ALL))
                .isEqualTo(Messages.BODY.of(message(object.text())).read(Fields.ALL));
        assertThat(Messages.get(message, Map.of()))
                .isSameAs(utf8)
                .isEqualTo(object.text().getBytes(UTF_8));
        byte[] got = (byte[]) Messages.get(message, attributes);
        assertThat(MODEL.readTree(got)).isEqualTo(MODEL.readTree(object.with(attributes)));
    }

    private static Message declaring(Message message, String charset, String place) {
        switch (place) {
            case "property" -> message.getExchange().setProperty(ExchangePropertyKey.CHARSET_NAME, charset);
            case "type" -> message.setHeader(Exchange.CONTENT_TYPE, "application/json;charset=" + charset);
            default -> message.setHeader(Exchange.CHARSET_NAME, charset);
        }
        return message;
    }

    @Provide
    Arbitrary<String> eightBit() {
        return Arbitraries.of(Charset.availableCharsets().values().stream()
                .filter(charset -> charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1.0f)
                .map(Charset::name)
                .toList());
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of("property", "type", "header");
    }

    @Property
    void getIntoAMapAndIntoTextIsTheSameObject(
            @ForAll("objects") Text object, @ForAll("attributes") Map<String, String> attributes) throws Exception {
        JsonNode text = MODEL.readTree((String) Messages.get(message(object.text()), attributes));
        Object map = MODEL.readValue(object.text(), Map.class);

        JsonNode got = MODEL.valueToTree(Messages.get(message(map), attributes));
        assertThat(got.equals(JsonBodyPropertyTest::byValue, text))
                .as("%s and %s", got, text)
                .isTrue();
    }

    /** The model has no negative zero, and reads small integers of a Map as other types than those of a tree. */
    private static int byValue(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        return one.equals(other) || (numbers && one.decimalValue().compareTo(other.decimalValue()) == 0) ? 0 : 1;
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyTextIsTakenOrRefused(@ForAll("nearlyJson") String text) {
        boolean taken = isTaken(message(text));

        assertThat(taken).isEqualTo(isBlankOrObject(text));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anyBytesAreTakenOrRefused(@ForAll("nearlyJson") String text, @ForAll byte change, @ForAll int at) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length > 0) {
            // A NUL can make a blank of UTF-16.
            bytes[Math.floorMod(at, bytes.length)] = change == 0 ? 1 : change;
        }

        boolean taken = isTaken(message(bytes));

        assertThat(taken).isEqualTo(isUtf8(bytes) && isBlankOrObject(new String(bytes, UTF_8)));
    }

    private static boolean isBlankOrObject(String text) {
        return isBlank(text) || isObject(text);
    }

    private static boolean isBlank(String text) {
        return text.matches("\uFEFF?[ \t\r\n]*");
    }

    @Property
    void anyRandomBytesAreTakenOrRefused(@ForAll byte[] bytes) {
        isTaken(message(bytes));
    }

    @Property
    void utf8IsCheckedAsTheJdkDoes(@ForAll("nearlyUtf8") byte[] bytes) {
        assertThat(Utf8.invalidAt(bytes) < 0).isEqualTo(isUtf8(bytes));
    }

    /** Both operations agree, and throw nothing but InvalidMessageBodyException. */
    private static boolean isTaken(Message message) {
        @Nullable String put = refusal(() -> Messages.BODY.of(message).read(Fields.ALL));
        @Nullable
        String get = refusal(
                () -> Messages.BODY.of(message).draft(false).with(Map.of()).run());
        assertThat(get).isEqualTo(put);
        return put == null;
    }

    private static @Nullable String refusal(Runnable operation) {
        try {
            operation.run();
            return null;
        } catch (InvalidMessageBodyException e) {
            return e.getMessage();
        }
    }

    private static boolean isObject(String text) {
        try {
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return UTF_8.newEncoder().canEncode(text)
                    && SYNTAX.readTree(unmarked).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Provide
    Arbitrary<Text> objects() {
        return RandomJson.objects();
    }

    @Provide
    Arbitrary<Set<String>> names() {
        return RandomJson.names().set().ofMaxSize(4);
    }

    @Provide
    Arbitrary<Map<String, String>> attributes() {
        return Arbitraries.maps(RandomJson.names(), RandomJson.values()).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of("UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32LE");
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return RandomJson.nearlyJson();
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        return RandomJson.nearlyUtf8();
    }
}
