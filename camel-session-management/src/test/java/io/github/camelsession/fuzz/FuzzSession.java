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

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session has to hold.
 *
 * @param ends of those attributes that have one
 */
record FuzzSession(Map<String, @Nullable Object> values, Map<String, Instant> ends) {
    static final FuzzSession EMPTY = new FuzzSession(Map.of(), Map.of());

    FuzzSession at(Instant now) {
        FuzzSession next = copy();
        ends.forEach((name, end) -> {
            if (!now.isBefore(end)) {
                next.remove(name);
            }
        });
        return next;
    }

    FuzzSession copy() {
        return new FuzzSession(new LinkedHashMap<>(values), new HashMap<>(ends));
    }

    void remove(String name) {
        values.remove(name);
        ends.remove(name);
    }

    /** Its end starts anew. */
    void put(String name, @Nullable Object value, @Nullable Instant end) {
        values.put(name, value);
        ends.remove(name);
        if (end != null) {
            ends.put(name, end);
        }
    }

    /** One that is there keeps its end. */
    void change(String name, @Nullable Object value, @Nullable Instant end) {
        if (values.containsKey(name)) {
            values.put(name, value);
        } else {
            put(name, value, end);
        }
    }
}
