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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.camelsession.session.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON Merge Patch (RFC 7396). What is neither an object nor a member that changes keeps its text: numbers keep every
 * digit.
 */
public final class MergePatch {
    private static final JsonValue NULL = JsonValue.ofText("null");

    private MergePatch() {}

    /** @param target null if there is none */
    public static JsonValue apply(@Nullable JsonValue target, JsonValue patch) {
        if (!isObject(patch)) {
            return patch;
        }
        ByteArrayOutputStream merged =
                new ByteArrayOutputStream(patch.length() + (target == null ? 0 : target.length()));
        write(merged(target == null || !isObject(target) ? null : parse(target), parse(patch)), merged);
        byte[] utf8 = merged.toByteArray();
        return JsonValue.copyOf(utf8, 0, utf8.length);
    }

    private static boolean isObject(JsonValue value) {
        return value.startsWith('{');
    }

    /** The function MergePatch of the RFC's section 2; objects are maps here, and everything else is its text. */
    @SuppressWarnings("unchecked")
    private static Object merged(@Nullable Object target, Object patch) {
        if (!(patch instanceof Map)) {
            return patch;
        }
        Map<String, Object> result = target instanceof Map ? (Map<String, Object>) target : new LinkedHashMap<>();
        ((Map<String, Object>) patch).forEach((name, value) -> {
            if (value.equals(NULL)) {
                result.remove(name);
            } else {
                result.put(name, merged(result.get(name), value));
            }
        });
        return result;
    }

    private static Object parse(JsonValue value) {
        byte[] utf8 = value.toUtf8();
        try (JsonParser parser = Jackson.STORED.createParser(utf8)) {
            parser.nextToken();
            return parse(parser, utf8);
        } catch (IOException e) {
            throw new UncheckedIOException("A JSON value that was read cannot be read again", e);
        }
    }

    private static Object parse(JsonParser parser, byte[] utf8) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            return JsonValue.copyOf(utf8, from, (int) parser.currentLocation().getByteOffset());
        }
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            object.put(name, parse(parser, utf8));
        }
        return object;
    }

    private static void write(Object value, ByteArrayOutputStream out) {
        if (value instanceof Map<?, ?> object) {
            char separator = '{';
            for (Map.Entry<?, ?> member : object.entrySet()) {
                out.write(separator);
                separator = ',';
                out.writeBytes(Escapes.name((String) member.getKey(), UTF_8).toUtf8());
                out.write(':');
                write(Objects.requireNonNull(member.getValue()), out);
            }
            if (object.isEmpty()) {
                out.write('{');
            }
            out.write('}');
        } else {
            out.writeBytes(((JsonValue) value).toUtf8());
        }
    }
}
