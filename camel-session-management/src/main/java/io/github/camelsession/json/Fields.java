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
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a step works on: names of attributes, each with the field of the message that it is read from or written to.
 * Most often, both have the same name.
 */
public final class Fields {
    /** All fields, each under its own name. */
    public static final Fields ALL = of(FieldNames.ALL);

    /** RFC 6901 section 3. */
    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    private final FieldNames attributes;
    /** Attribute to field, of those that are not the same. */
    private final Map<String, String> renamed;

    private final FieldNames heads;
    private final FieldPaths paths;

    private Fields(FieldNames attributes, Map<String, String> renamed) {
        this.attributes = attributes;
        this.renamed = renamed;
        this.paths = renamed.isEmpty() ? FieldPaths.NONE : paths();
        this.heads = renamed.isEmpty() ? attributes : FieldNames.of(paths.names());
    }

    /** Returns fields that have the names of their attributes. Nothing in a name has a meaning here. */
    public static Fields of(FieldNames names) {
        return new Fields(names, Map.of());
    }

    /**
     * Parses items separated by commas: {@code name}, {@code attribute=field}, or {@code attribute=/pointer}, a JSON
     * Pointer (RFC 6901). Blanks around each part are ignored. {@code *} alone means all fields.
     *
     * @throws IllegalArgumentException if an item is none of these
     */
    public static Fields parse(String text) {
        if (text.indexOf('=') < 0 && text.indexOf('/') < 0) {
            return of(FieldNames.parse(text));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String item : text.split(",", -1)) {
            String[] parts = item.split("=", -1);
            String attribute = checked(parts[0].strip(), text);
            if (parts.length > 2) {
                throw new IllegalArgumentException("there is more than one '=' in '" + item.strip() + "'");
            }
            String field = parts.length == 1 ? attribute : checked(parts[1].strip(), text);
            if (attribute.startsWith("/")) {
                throw new IllegalArgumentException("'" + attribute + "' is a JSON Pointer without the name of an"
                        + " attribute; write name=" + attribute);
            }
            if (field.startsWith("/") && BAD_ESCAPE.matcher(field).find()) {
                throw new IllegalArgumentException(
                        "'" + field + "' is no JSON Pointer: '~' is written as ~0, '/' as ~1");
            }
            String earlier = fields.putIfAbsent(attribute, field);
            if (earlier != null && !earlier.equals(field)) {
                throw new IllegalArgumentException("'" + attribute + "' has two fields in '" + text + "'");
            }
        }
        FieldNames names = FieldNames.of(fields.keySet());
        fields.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
        return new Fields(names, Collections.unmodifiableMap(fields));
    }

    private static String checked(String name, String text) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("there is an empty name in '" + text + "'");
        }
        if (name.equals("*")) {
            throw new IllegalArgumentException(
                    "'*' means all fields and must stand alone, but it is one of several names in '" + text + "'");
        }
        return name;
    }

    private FieldPaths paths() {
        FieldPaths root = new FieldPaths();
        attributes.names().forEach(attribute -> root.add(path(attribute), attribute));
        return root;
    }

    private List<String> path(String attribute) {
        String field = renamed.get(attribute);
        if (field == null || !field.startsWith("/")) {
            return List.of(field == null ? attribute : field);
        }
        // Else the search, which goes as deep as the pointer, would exhaust the stack.
        if (field.chars().filter(c -> c == '/').count() > Jackson.MAX_NESTING_DEPTH) {
            throw new IllegalArgumentException(
                    "a JSON Pointer has more than " + Jackson.MAX_NESTING_DEPTH + " parts, and no body is that deep");
        }
        List<String> path = new ArrayList<>();
        for (JsonPointer at = JsonPointer.compile(field); !at.matches(); at = at.tail()) {
            path.add(at.getMatchingProperty());
        }
        return path;
    }

    /** Returns the names that the session knows. */
    public FieldNames attributes() {
        return attributes;
    }

    /** Returns the names of the top-level fields that hold what is asked for. */
    public FieldNames heads() {
        return heads;
    }

    /** Returns the first JSON Pointer; empty if there is none. */
    public String pointer() {
        return renamed.values().stream()
                .filter(field -> field.startsWith("/"))
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the first field that two attributes have; empty if there is none.
     *
     * @param ignoreCase whether names that differ only in case are one field
     */
    public String sharedField(boolean ignoreCase) {
        Set<String> seen = ignoreCase ? new TreeSet<>(String.CASE_INSENSITIVE_ORDER) : new HashSet<>();
        return attributes.names().stream()
                .map(this::fieldOf)
                .filter(field -> !seen.add(field))
                .findFirst()
                .orElse("");
    }

    /** Returns the field's name, or its JSON Pointer. */
    public String fieldOf(String attribute) {
        return renamed.getOrDefault(attribute, attribute);
    }

    /** Returns the attributes under the names of their fields. */
    public Map<String, JsonValue> toFields(Map<String, JsonValue> values) {
        if (renamed.isEmpty()) {
            return values;
        }
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        values.forEach((attribute, value) -> fields.put(fieldOf(attribute), value));
        return fields;
    }

    /** Reads the fields from the text of a JSON object, in one pass. Unmodifiable. */
    Map<String, JsonValue> read(byte[] utf8) {
        return areMembers() ? FieldReader.fields(utf8, attributes) : paths.read(utf8);
    }

    /** Whether each is a member of the object, with the name of its attribute. */
    boolean areMembers() {
        return renamed.isEmpty();
    }

    @Override
    public String toString() {
        return attributes.isAll()
                ? "*"
                : attributes.names().stream()
                        .map(name -> renamed.containsKey(name) ? name + "=" + fieldOf(name) : name)
                        .collect(Collectors.joining(","));
    }
}
