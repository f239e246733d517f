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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a step has to make of the names that it is told.
 *
 * @param all whether it was {@code *} alone
 * @param fields attribute to field, or to a JSON Pointer, in the order given
 */
record FuzzNames(boolean all, Map<String, String> fields) {
    private record Found(@Nullable Object value) {}

    /** @return null if the step has to refuse it */
    static @Nullable FuzzNames in(Object header) {
        if (header instanceof Collection<?> names) {
            Map<String, String> fields = new LinkedHashMap<>();
            names.forEach(name -> fields.put(name.toString(), name.toString()));
            return names.stream().allMatch(String.class::isInstance) ? new FuzzNames(false, fields) : null;
        }
        return header instanceof String text ? parsed(text) : null;
    }

    private static @Nullable FuzzNames parsed(String text) {
        if (text.strip().equals("*")) {
            return new FuzzNames(true, Map.of());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String item : text.split(",", -1)) {
            String[] parts = item.split("=", -1);
            String attribute = parts[0].strip();
            String field = parts[parts.length - 1].strip();
            if (parts.length > 2
                    || Set.of("", "*").contains(attribute)
                    || Set.of("", "*").contains(field)
                    || attribute.startsWith("/")
                    || !fields.getOrDefault(attribute, field).equals(field)) {
                return null;
            }
            fields.put(attribute, field);
        }
        return new FuzzNames(false, fields);
    }

    boolean has(String attribute) {
        return all || fields.containsKey(attribute);
    }

    Set<String> attributes() {
        return fields.keySet();
    }

    private String fieldOf(String attribute) {
        return fields.getOrDefault(attribute, attribute);
    }

    /** A name in a Collection is none, whatever it begins with. */
    private boolean isPointer(String attribute) {
        return fieldOf(attribute).startsWith("/") && !fieldOf(attribute).equals(attribute);
    }

    boolean hasPointer() {
        return fields.keySet().stream().anyMatch(this::isPointer);
    }

    boolean sharesAField() {
        return fields.values().stream().distinct().count() < fields.size();
    }

    /** The names that the message has to be asked for. */
    Set<String> heads() {
        return fields.keySet().stream()
                .map(attribute -> isPointer(attribute) ? tokens(attribute).get(0) : fieldOf(attribute))
                .collect(Collectors.toSet());
    }

    private List<String> tokens(String attribute) {
        return List.of(fieldOf(attribute).substring(1).split("/", -1)).stream()
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /** Attributes and their values. */
    Map<String, @Nullable Object> in(Map<String, @Nullable Object> message) {
        if (all) {
            return message;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        fields.forEach((attribute, field) -> {
            Found found = new Found(message);
            for (String token : isPointer(attribute) ? tokens(attribute) : List.of(field)) {
                found = found == null ? null : within(found.value, token);
            }
            if (found != null) {
                values.put(attribute, found.value);
            }
        });
        return values;
    }

    private static @Nullable Found within(@Nullable Object value, String token) {
        if (value instanceof Map<?, ?> object) {
            return object.containsKey(token) ? new Found(object.get(token)) : null;
        }
        boolean isIndex = value instanceof List<?> list
                && token.matches("0|[1-9][0-9]{0,8}")
                && Integer.parseInt(token) < list.size();
        return isIndex ? new Found(((List<?>) value).get(Integer.parseInt(token))) : null;
    }

    Map<String, @Nullable Object> selected(Map<String, @Nullable Object> session) {
        Map<String, @Nullable Object> selected = new LinkedHashMap<>();
        (all ? session.keySet() : fields.keySet()).forEach(attribute -> {
            if (session.containsKey(attribute)) {
                selected.put(attribute, session.get(attribute));
            }
        });
        return selected;
    }

    /** Under the names that they have in the message. */
    Map<String, @Nullable Object> toFields(Map<String, @Nullable Object> attributes) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        attributes.forEach((attribute, value) -> written.put(fieldOf(attribute), value));
        return written;
    }
}
