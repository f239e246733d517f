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
package io.github.camelsession.history;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one client asks of a session.
 *
 * @param fields names and JSON text; those of a step that only names fields have no value
 */
public record Step(Kind kind, Map<String, String> fields) implements Serializable {
    static final int MOST_ITEMS = 3;

    /** Of all fields that a session may have: those of any kind, a counter, a list, and an object. */
    private static final String[] NAMES = {"a", "b", "c", "d", "n", "l", "o"};

    /** Those with a name of their own in a route are the component's operations. */
    public enum Kind {
        GET,
        CONTAINS,
        PUT,
        PUT_IF_ABSENT,
        /** To a list, of which the last {@link #MOST_ITEMS} stay. */
        APPEND,
        ADD,
        MERGE,
        TAKE,
        /** Fails if one of the fields is missing. */
        DELETE,
        CLEAR,
        /** Ends a token that nobody else has; the session stays as it is. */
        END;

        boolean stores() {
            return switch (this) {
                case PUT, PUT_IF_ABSENT, APPEND, ADD, MERGE -> true;
                case GET, CONTAINS, TAKE, DELETE, CLEAR, END -> false;
            };
        }

        /** Of a MERGE that removes a member, the answer is the same whether that was there or not. */
        boolean tellsWhetherItChanges() {
            return this != MERGE;
        }

        boolean givesValues() {
            return this == GET || this == TAKE || this == ADD;
        }
    }

    public Step {
        fields = Map.copyOf(fields);
    }

    public static Step naming(Kind kind, String... names) {
        Map<String, String> fields = new TreeMap<>();
        for (String name : names) {
            fields.put(name, "");
        }
        return new Step(kind, fields);
    }

    public static Step namingAll(Kind kind) {
        return naming(kind, NAMES);
    }

    public static Step storing(Kind kind, String name, String json) {
        return new Step(kind, Map.of(name, json));
    }

    public static Step put(String name, String json) {
        return new Step(Kind.PUT, Map.of(name, json));
    }

    public static Step putIfAbsent(String name, String json) {
        return new Step(Kind.PUT_IF_ABSENT, Map.of(name, json));
    }

    public List<String> names() {
        return fields.keySet().stream().sorted().toList();
    }

    @Override
    public String toString() {
        return kind + " " + (kind.stores() ? new TreeMap<>(fields) : names());
    }
}
