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

import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Extracts the named fields from a text. */
public final class FieldReader implements ObjectScan.Visitor {
    private final byte[] utf8;
    private final FieldNames names;
    private final Map<String, JsonValue> found = new LinkedHashMap<>();

    private FieldReader(byte[] utf8, FieldNames names) {
        this.utf8 = utf8;
        this.names = names;
    }

    public static Map<String, JsonValue> fields(byte[] utf8, FieldNames names) {
        FieldReader reader = new FieldReader(utf8, names);
        ObjectScan.scan(utf8, reader);
        return Collections.unmodifiableMap(reader.found);
    }

    @Override
    public boolean wants(String name) {
        return names.contains(name);
    }

    @Override
    public void value(String name, int from, int to) {
        found.put(name, JsonValue.copyOf(utf8, from, to));
    }
}
