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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.session.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts JSON to maps, lists and scalars. Numbers keep their exact value: integers have the type that Jackson
 * chooses, others are a BigDecimal with its scale, except negative zero, which only a Double can hold.
 */
public final class JavaTree {
    private final JsonParser parser;
    private final byte[] utf8;
    private final boolean readOnly;

    private JavaTree(JsonParser parser, byte[] utf8, boolean readOnly) {
        this.parser = parser;
        this.utf8 = utf8;
        this.readOnly = readOnly;
    }

    /** @throws SessionValueException if a value is beyond what Java objects can hold */
    public static Map<String, @Nullable Object> of(Map<String, JsonValue> attributes) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, of(name, value)));
        return values;
    }

    /** @param name the name of the field, for the exception */
    static @Nullable Object of(String name, JsonValue value) {
        return of(name, value, false);
    }

    /**
     * As {@link #of(String, JsonValue)}, with objects and arrays that cannot be changed, and whose text is the JSON as it
     * is stored.
     */
    static @Nullable Object readOnly(String name, JsonValue value) {
        return of(name, value, true);
    }

    private static @Nullable Object of(String name, JsonValue value, boolean readOnly) {
        byte[] utf8 = value.toUtf8();
        try (JsonParser parser = Jackson.FACTORY.createParser(utf8)) {
            parser.nextToken();
            return new JavaTree(parser, utf8, readOnly).value();
        } catch (StreamConstraintsException e) {
            throw new SessionValueException("is " + Jackson.beyond(e), name);
        } catch (IOException | NumberFormatException e) {
            // The text is well-formed, so this is a number with an exponent that no BigDecimal has. No cause, because
            // it quotes the number.
            throw new SessionValueException(
                    "holds a number beyond the range of BigDecimal; get it into a body that is text", name);
        }
    }

    /** Recursive; Jackson limits the depth. */
    private @Nullable Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> integer(parser);
            default -> decimal(parser);
        };
    }

    private Map<String, @Nullable Object> object() throws IOException {
        int from = offset();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        String name = parser.nextFieldName();
        while (name != null) {
            parser.nextToken();
            object.put(name, value());
            name = parser.nextFieldName();
        }
        return readOnly ? new JsonObject(object, new JsonText(utf8, from, offset() + 1)) : object;
    }

    private List<@Nullable Object> array() throws IOException {
        int from = offset();
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value());
        }
        return readOnly ? new JsonArray(array, new JsonText(utf8, from, offset() + 1)) : array;
    }

    private int offset() {
        return readOnly ? (int) parser.currentTokenLocation().getByteOffset() : 0;
    }

    private static Number integer(JsonParser parser) throws IOException {
        Number integer = parser.getNumberValue();
        return integer.equals(0) ? zero(parser, integer) : integer;
    }

    private static Number decimal(JsonParser parser) throws IOException {
        BigDecimal decimal = parser.getDecimalValue();
        return decimal.signum() == 0 ? zero(parser, decimal) : decimal;
    }

    private static Number zero(JsonParser parser, Number zero) throws IOException {
        return parser.getText().startsWith("-") ? (Number) (-0.0d) : zero;
    }
}
