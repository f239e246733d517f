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

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A body made of Java objects: a Map, Jackson's ObjectNode, or an object that Jackson writes as a JSON object. */
final class TreeBody {
    private final Object body;
    private final ObjectWriting writing;

    TreeBody(Object body, ObjectWriting writing) {
        this.body = body;
        this.writing = writing;
    }

    /** Writes the object as text first, so that the limits of a text body apply. */
    Map<String, JsonValue> fields(Fields fields) {
        Object wanted = body;
        if (body instanceof Map<?, ?> map) {
            wanted = wanted(map, fields.heads());
        } else if (body instanceof ObjectNode node) {
            wanted = copy(node, fields.heads());
        }
        return fields.read(write(wanted));
    }

    /** Returns a new object. The body itself is never modified, because branches of a multicast share it. */
    Object with(Map<String, JsonValue> attributes) {
        if (body instanceof ObjectNode node) {
            ObjectNode copy = copy(node, FieldNames.ALL);
            JavaTree.of(attributes).forEach((name, value) -> copy.set(name, Jackson.node(value)));
            return copy;
        }
        Map<String, @Nullable Object> added = JavaTree.of(attributes);
        if (body instanceof Map<?, ?> map) {
            return MapCopy.with(map, copy(map, FieldNames.ALL), added);
        }
        Map<String, @Nullable Object> parsed = JavaTree.of(fields(Fields.ALL));
        parsed.putAll(added);
        return parsed;
    }

    /**
     * Asks the map for each name, because a map may find a value under another name than the one it lists, as a
     * database row does.
     */
    private static Map<String, @Nullable Object> wanted(Map<?, ?> map, FieldNames names) {
        Map<String, @Nullable Object> wanted = copy(map, names);
        if (wanted.size() < names.names().size()) {
            reading(
                    map,
                    () -> names.names().forEach(name -> {
                        if (!wanted.containsKey(name) && map.containsKey(name)) {
                            wanted.put(name, map.get(name));
                        }
                    }));
        }
        return wanted;
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map, FieldNames names) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        reading(
                map,
                () -> map.forEach((key, value) -> {
                    String name = name(key, map);
                    if (names.contains(name)) {
                        copy.put(name, value);
                    }
                }));
        return copy;
    }

    private static void reading(Object body, Runnable copying) {
        try {
            copying.run();
        } catch (InvalidMessageBodyException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // For example, another thread is changing the map, or the map calls itself. No cause, because a Map may
            // quote an entry in its message.
            throw new InvalidMessageBodyException("a " + body.getClass().getTypeName() + " that could not be read ("
                    + e.getClass().getTypeName() + ")");
        }
    }

    private static String name(@Nullable Object key, Map<?, ?> map) {
        if (key instanceof CharSequence name) {
            return name.toString();
        }
        throw new InvalidMessageBodyException("a " + map.getClass().getTypeName() + " with a key that is "
                + (key == null ? "null" : "a " + key.getClass().getTypeName()));
    }

    private static ObjectNode copy(ObjectNode node, FieldNames names) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        reading(
                node,
                () -> node.properties().forEach(property -> {
                    if (names.contains(property.getKey())) {
                        copy.set(property.getKey(), property.getValue());
                    }
                }));
        return copy;
    }

    private byte[] write(Object object) {
        byte[] utf8 = Jackson.write(object, body, writing);
        if (utf8.length == 0 || utf8[0] != '{') {
            throw new InvalidMessageBodyException("a " + body.getClass().getTypeName());
        }
        return utf8;
    }
}
