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

import com.fasterxml.jackson.core.JsonPointer;
import io.github.camelsession.session.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An attribute, or a place within its value.
 *
 * @param within from the value on
 */
public record ValuePlace(String field, JsonPointer within) {
    private static final JsonPointer WHOLE = JsonPointer.empty();

    /** @param text the name of the attribute; with a slash in front, a JSON Pointer (RFC 6901) into the session */
    public static ValuePlace parse(String text) {
        if (!text.startsWith("/")) {
            return new ValuePlace(text, WHOLE);
        }
        JsonPointer pointer = JsonPointer.compile(text);
        return new ValuePlace(pointer.getMatchingProperty(), pointer.tail());
    }

    /**
     * Returns what is there: text, number, boolean, Map or List, the latter two unmodifiable and with JSON as their text.
     * Null if there is nothing or a JSON null.
     *
     * @throws io.github.camelsession.SessionValueException if a value is beyond what Java objects can hold
     */
    public @Nullable Object in(Map<String, JsonValue> attributes) {
        JsonValue value = attributes.get(field);
        return value == null ? null : follow(JavaTree.readOnly(field, value));
    }

    private @Nullable Object follow(@Nullable Object value) {
        Object at = value;
        for (JsonPointer rest = within; at != null && !rest.matches(); rest = rest.tail()) {
            at = member(at, rest);
        }
        return at;
    }

    private static @Nullable Object member(Object container, JsonPointer name) {
        if (container instanceof Map<?, ?> object) {
            return object.get(name.getMatchingProperty());
        }
        int index = name.getMatchingIndex();
        return container instanceof List<?> array && index >= 0 && index < array.size() ? array.get(index) : null;
    }
}
