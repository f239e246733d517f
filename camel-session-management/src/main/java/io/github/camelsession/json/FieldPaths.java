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

import io.github.camelsession.session.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places within a JSON text that fields are read from, as a tree of names. Array elements have their index as name. */
final class FieldPaths {
    static final FieldPaths NONE = new FieldPaths();

    private final Map<String, FieldPaths> members = new LinkedHashMap<>();
    private final List<String> attributes = new ArrayList<>(1);

    void add(List<String> path, String attribute) {
        FieldPaths at = this;
        for (String name : path) {
            at = at.members.computeIfAbsent(name, unknown -> new FieldPaths());
        }
        at.attributes.add(attribute);
    }

    Set<String> names() {
        return members.keySet();
    }

    Map<String, JsonValue> read(byte[] utf8) {
        Map<String, JsonValue> found = new LinkedHashMap<>();
        ObjectScan.scan(utf8, new Reader(utf8, found));
        return Collections.unmodifiableMap(found);
    }

    private void forget(Map<String, JsonValue> found) {
        members.values().forEach(member -> {
            member.attributes.forEach(found::remove);
            member.forget(found);
        });
    }

    private final class Reader implements ObjectScan.Visitor {
        private final byte[] utf8;
        private final Map<String, JsonValue> found;

        Reader(byte[] utf8, Map<String, JsonValue> found) {
            this.utf8 = utf8;
            this.found = found;
        }

        @Override
        public boolean wants(String name) {
            return members.containsKey(name);
        }

        /** If a name comes twice, the last value counts, and what was found in the first one does not. */
        @Override
        public ObjectScan.@Nullable Visitor within(String name) {
            FieldPaths member = members.get(name);
            if (member == null || member.members.isEmpty()) {
                return null;
            }
            member.forget(found);
            return member.new Reader(utf8, found);
        }

        @Override
        public void value(String name, int from, int to) {
            FieldPaths member = members.get(name);
            if (member != null && !member.attributes.isEmpty()) {
                JsonValue value = JsonValue.copyOf(utf8, from, to);
                member.attributes.forEach(attribute -> found.put(attribute, value));
            }
        }
    }
}
