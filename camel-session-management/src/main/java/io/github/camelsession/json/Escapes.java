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

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.camelsession.session.JsonValue;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes JSON text for charsets that lack characters. */
final class Escapes {
    private Escapes() {}

    /** Returns the name as a JSON string, in quotes. An unpaired surrogate is escaped in any charset. */
    static JsonValue name(String name, Charset charset) {
        if (isPlain(name)) {
            return JsonValue.ofText('"' + name + '"');
        }
        String quoted = '"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + '"';
        return JsonValue.ofText(encodable(quoted, charset));
    }

    /** Returns whether no character has to be escaped in any charset. This holds for nearly all names. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    static Map<String, JsonValue> values(Map<String, JsonValue> attributes, Charset charset) {
        if (charset.equals(UTF_8)) {
            return attributes;
        }
        Map<String, JsonValue> values = new LinkedHashMap<>();
        attributes.forEach((name, value) -> values.put(name, value(value, charset)));
        return values;
    }

    static JsonValue value(JsonValue value, Charset charset) {
        return charset.equals(UTF_8) ? value : JsonValue.ofText(encodable(value.text(), charset));
    }

    /**
     * Escapes what the charset lacks. Characters beyond ASCII occur in JSON text only within strings, where an escape
     * means the same.
     */
    private static String encodable(String json, Charset charset) {
        if (json.chars().allMatch(c -> c < 0x80)) {
            return json;
        }
        StringBuilder encodable = new StringBuilder(json.length());
        json.codePoints().mapToObj(Character::toString).forEach(character -> {
            if (comesBack(character, charset)) {
                encodable.append(character);
            } else {
                character.chars().forEach(unit -> encodable.append(String.format("\\u%04X", unit)));
            }
        });
        return encodable.toString();
    }

    /**
     * Checks the round trip, because being encodable is not enough: EBCDIC charsets write U+0085 as the byte that they
     * read as a line feed.
     */
    private static boolean comesBack(String character, Charset charset) {
        return new String(character.getBytes(charset), charset).equals(character);
    }
}
