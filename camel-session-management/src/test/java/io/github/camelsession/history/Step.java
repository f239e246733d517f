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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one client asks of a session.
 *
 * @param fields names and JSON text; those of a step that only names fields have no value
 */
record Step(Kind kind, Map<String, String> fields) {
    /** Those with a name of their own in a route are the component's operations. */
    enum Kind {
        GET,
        CONTAINS,
        PUT,
        PUT_IF_ABSENT,
        /** Fails if one of the fields is missing. */
        DELETE,
        CLEAR;

        boolean stores() {
            return this == PUT || this == PUT_IF_ABSENT;
        }

        boolean reads() {
            return this == GET || this == CONTAINS;
        }
    }

    Step {
        fields = Map.copyOf(fields);
    }

    static Step naming(Kind kind, String... names) {
        Map<String, String> fields = new TreeMap<>();
        for (String name : names) {
            fields.put(name, "");
        }
        return new Step(kind, fields);
    }

    static Step put(String name, String json) {
        return new Step(Kind.PUT, Map.of(name, json));
    }

    static Step putIfAbsent(String name, String json) {
        return new Step(Kind.PUT_IF_ABSENT, Map.of(name, json));
    }

    List<String> names() {
        return fields.keySet().stream().sorted().toList();
    }

    @Override
    public String toString() {
        return kind + " " + (kind.stores() ? new TreeMap<>(fields) : names());
    }
}
