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
package io.github.camelsession.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a session at one moment. Immutable: each change returns a new object, or {@code this} if nothing
 * changes, so that a store can tell by identity that there is nothing to write.
 */
public final class Session {
    public static final Session EMPTY = new Session(Map.of());

    private final Map<String, JsonValue> attributes;

    private Session(Map<String, JsonValue> attributes) {
        this.attributes = attributes;
    }

    public static Session of(Map<String, JsonValue> attributes) {
        return attributes.isEmpty() ? EMPTY : owning(new LinkedHashMap<>(attributes));
    }

    private static Session owning(Map<String, JsonValue> attributes) {
        return attributes.isEmpty() ? EMPTY : new Session(Collections.unmodifiableMap(attributes));
    }

    /** Returns the attributes in the order in which their names were first set. Unmodifiable. */
    public Map<String, JsonValue> attributes() {
        return attributes;
    }

    public Session with(Map<String, JsonValue> fields) {
        LinkedHashMap<String, JsonValue> next = new LinkedHashMap<>(attributes);
        next.putAll(fields);
        return next.equals(attributes) ? this : owning(next);
    }

    public Session withAbsent(Map<String, JsonValue> fields) {
        LinkedHashMap<String, JsonValue> next = new LinkedHashMap<>(attributes);
        fields.forEach(next::putIfAbsent);
        return next.size() == attributes.size() ? this : owning(next);
    }

    public Session without(FieldNames names) {
        if (names.isAll()) {
            return EMPTY;
        }
        LinkedHashMap<String, JsonValue> next = new LinkedHashMap<>(attributes);
        next.keySet().removeAll(names.names());
        return next.size() == attributes.size() ? this : owning(next);
    }

    /** Returns the named attributes that the session holds, in the order of the names. */
    public Map<String, JsonValue> select(FieldNames names) {
        if (names.isAll()) {
            return attributes;
        }
        Map<String, JsonValue> found = new LinkedHashMap<>();
        for (String name : names.names()) {
            JsonValue value = attributes.get(name);
            if (value != null) {
                found.put(name, value);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /** Returns those of the names that the session holds, in the order of the names. */
    public List<String> held(FieldNames names) {
        if (names.isAll()) {
            return List.copyOf(attributes.keySet());
        }
        List<String> held = new ArrayList<>(names.names().size());
        for (String name : names.names()) {
            if (attributes.containsKey(name)) {
                held.add(name);
            }
        }
        return Collections.unmodifiableList(held);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Session that && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    @Override
    public String toString() {
        return "Session[" + attributes.size() + " attributes]";
    }
}
