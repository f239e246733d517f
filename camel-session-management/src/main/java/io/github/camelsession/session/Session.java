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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a session at one moment. Immutable: each change returns a new object, or {@code this} if nothing
 * changes, so that a store can tell by identity that there is nothing to write.
 *
 * <p>An attribute may have an end, the instant from which on it is not there. {@link #at} leaves out what has ended;
 * every other method takes the attributes as they are.
 */
public final class Session {
    public static final Session EMPTY = new Session(Map.of(), Map.of());

    private final Map<String, JsonValue> attributes;
    private final Map<String, Instant> ends;

    private Session(Map<String, JsonValue> attributes, Map<String, Instant> ends) {
        this.attributes = attributes;
        this.ends = ends;
    }

    public static Session of(Map<String, JsonValue> attributes) {
        return of(attributes, Map.of());
    }

    /** @param ends of those attributes that have one; ends of others are ignored */
    public static Session of(Map<String, JsonValue> attributes, Map<String, Instant> ends) {
        return attributes.isEmpty() ? EMPTY : owning(new LinkedHashMap<>(attributes), ends);
    }

    /** The same without a copy: nobody may change these attributes any more. */
    public static Session owning(LinkedHashMap<String, JsonValue> attributes, Map<String, Instant> ends) {
        if (attributes.isEmpty()) {
            return EMPTY;
        }
        Map<String, Instant> held = ends;
        if (!attributes.keySet().containsAll(ends.keySet())) {
            held = new HashMap<>(ends);
            held.keySet().retainAll(attributes.keySet());
        }
        return new Session(Collections.unmodifiableMap(attributes), Map.copyOf(held));
    }

    /** Returns the attributes in the order in which their names were first set. Unmodifiable. */
    public Map<String, JsonValue> attributes() {
        return attributes;
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    /** Returns the ends of those attributes that have one. Unmodifiable. */
    public Map<String, Instant> ends() {
        return ends;
    }

    /** Returns the session without the attributes whose end is not after {@code now}. */
    public Session at(Instant now) {
        if (ends.isEmpty() || ends.values().stream().allMatch(end -> end.isAfter(now))) {
            return this;
        }
        LinkedHashMap<String, JsonValue> next = new LinkedHashMap<>(attributes);
        ends.forEach((name, end) -> {
            if (!end.isAfter(now)) {
                next.remove(name);
            }
        });
        return owning(next, ends);
    }

    public Session with(Map<String, JsonValue> fields) {
        return with(fields, null);
    }

    /**
     * Returns the session with these attributes, which replace those of the same names together with their ends.
     *
     * @param fields nobody may change them any more
     * @param end of the new attributes; null if they have none
     */
    public Session with(Map<String, JsonValue> fields, @Nullable Instant end) {
        Map<String, Instant> nextEnds = endsWith(fields.keySet(), end);
        if (attributes.isEmpty() && nextEnds.isEmpty()) {
            return fields.isEmpty() ? EMPTY : new Session(Collections.unmodifiableMap(fields), nextEnds);
        }
        if (nextEnds.equals(ends) && holds(fields)) {
            return this;
        }
        LinkedHashMap<String, JsonValue> next = new LinkedHashMap<>(attributes);
        next.putAll(fields);
        return owning(next, nextEnds);
    }

    private boolean holds(Map<String, JsonValue> fields) {
        if (fields.size() > attributes.size()) {
            return false;
        }
        for (Map.Entry<String, JsonValue> field : fields.entrySet()) {
            JsonValue held = attributes.get(field.getKey());
            if (held == null || !held.equals(field.getValue())) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Instant> endsWith(Set<String> names, @Nullable Instant end) {
        if (ends.isEmpty() && end == null) {
            return ends;
        }
        Map<String, Instant> next = new HashMap<>(ends);
        names.forEach(name -> {
            if (end == null) {
                next.remove(name);
            } else {
                next.put(name, end);
            }
        });
        return next;
    }

    /** Returns the session with those of these attributes whose names it does not hold yet. */
    public Session withAbsent(Map<String, JsonValue> fields, @Nullable Instant end) {
        Map<String, JsonValue> absent = new LinkedHashMap<>(fields);
        absent.keySet().removeAll(attributes.keySet());
        return with(absent, end);
    }

    /**
     * Returns the session with these values. An attribute that is held already keeps its end, or keeps having none.
     *
     * @param end of the attributes that are not held yet; null if they have none
     */
    public Session withChanged(Map<String, JsonValue> values, @Nullable Instant end) {
        Session next = withAbsent(values, end);
        LinkedHashMap<String, JsonValue> all = new LinkedHashMap<>(next.attributes);
        all.putAll(values);
        return all.equals(next.attributes) ? next : owning(all, next.ends);
    }

    public Session without(FieldNames names) {
        if (names.isAll()) {
            return EMPTY;
        }
        LinkedHashMap<String, JsonValue> next = new LinkedHashMap<>(attributes);
        next.keySet().removeAll(names.names());
        return next.size() == attributes.size() ? this : owning(next, ends);
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
        return other instanceof Session that && attributes.equals(that.attributes) && ends.equals(that.ends);
    }

    @Override
    public int hashCode() {
        return Objects.hash(attributes, ends);
    }

    @Override
    public String toString() {
        return "Session[" + attributes.size() + " attributes]";
    }
}
