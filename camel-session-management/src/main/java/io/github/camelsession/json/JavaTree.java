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
    private JavaTree() {}

    /** @throws SessionValueException if a value is beyond what Java objects can hold */
    public static Map<String, @Nullable Object> of(Map<String, JsonValue> attributes) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, of(name, value)));
        return values;
    }

    /** @param name the name of the field, for the exception */
    static @Nullable Object of(String name, JsonValue value) {
        try (JsonParser parser = Jackson.FACTORY.createParser(value.toUtf8())) {
            parser.nextToken();
            return value(parser);
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
    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> integer(parser);
            default -> decimal(parser);
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        String name = parser.nextFieldName();
        while (name != null) {
            parser.nextToken();
            object.put(name, value(parser));
            name = parser.nextFieldName();
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
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
