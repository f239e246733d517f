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

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.session.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object that was read into maps, lists and scalars, as values that a session can hold. */
public final class JsonMembers {
    private JsonMembers() {}

    public static Map<String, JsonValue> of(Map<String, ?> object) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(name, JsonValue.ofText(text(name, value))));
        return members;
    }

    private static String text(String name, Object value) {
        try {
            return Jackson.TREES.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            // No cause: it may quote the value.
            throw new SessionValueException("holds what no JSON is made of", name);
        }
    }
}
