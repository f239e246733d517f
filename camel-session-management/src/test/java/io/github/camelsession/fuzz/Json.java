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
package io.github.camelsession.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A second opinion on JSON: text to maps, lists and scalars, numbers compared by value. */
final class Json {
    private static final JsonFactory SYNTAX = new JsonFactory();
    private static final JsonFactory WITHOUT_LIMITS = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    record Value(@Nullable Object value) {}

    private Json() {}

    /** The value that the text is, of any kind; null if it is none. */
    @Nullable
    static Value valueIn(String text) {
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return UTF_8.newEncoder().canEncode(text) ? value(SYNTAX, unmarked) : null;
    }

    /** As {@link #valueIn}, for what the component wrote. */
    static @Nullable Object writtenValue(String text) {
        Value value = value(WITHOUT_LIMITS, text);
        if (value == null) {
            throw new AssertionError("This is no JSON value: " + text);
        }
        return value.value;
    }

    private static @Nullable Value value(JsonFactory factory, String text) {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                return null;
            }
            Value value = new Value(value(parser));
            return parser.nextToken() == null ? value : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** What the component made of JSON, with numbers as here. */
    static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<Object, @Nullable Object> members = new LinkedHashMap<>();
            object.forEach((name, member) -> members.put(name, comparable(member)));
            return members;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(comparable(element)));
            return elements;
        }
        return value instanceof Number number ? number(number.toString()) : value;
    }

    /** The members of the object that the text is; null if it is none. */
    @Nullable
    static Map<String, @Nullable Object> objectIn(String text) {
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (!UTF_8.newEncoder().canEncode(text)) {
            return null;
        }
        return isBlank(text) ? Map.of() : read(SYNTAX, unmarked);
    }

    /** Which is an empty object. */
    static boolean isBlank(String text) {
        return text.matches("\uFEFF?[ \t\r\n]*");
    }

    /** As {@link #objectIn}, for what the component wrote. */
    static Map<String, @Nullable Object> written(String text) {
        Map<String, @Nullable Object> object = read(WITHOUT_LIMITS, text);
        if (object == null) {
            throw new AssertionError("This is no JSON object: " + text);
        }
        return object;
    }

    @Nullable
    private static Map<String, @Nullable Object> read(JsonFactory factory, String text) {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Map<String, @Nullable Object> object = object(parser);
            return parser.nextToken() == null ? object : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> number(parser.getText());
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    /** The text itself if no BigDecimal can hold it. */
    private static Object number(String text) {
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (ArithmeticException | NumberFormatException e) {
            return text;
        }
    }
}
