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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Where the named members of a JSON object are in its text, by one scan. */
public final class FieldReader implements ObjectScan.Visitor {
    /** @param from the index of the value's first byte; {@code to} is that of the first byte after it */
    record Place(String name, int from, int to) {}

    private final byte[] utf8;
    private final Predicate<String> wanted;
    private final List<Place> places = new ArrayList<>();
    private int brace;

    private FieldReader(byte[] utf8, Predicate<String> wanted) {
        this.utf8 = utf8;
        this.wanted = wanted;
    }

    /** @param utf8 well-formed UTF-8, and not blank */
    static FieldReader of(byte[] utf8, Predicate<String> wanted) {
        FieldReader reader = new FieldReader(utf8, wanted);
        reader.brace = ObjectScan.scan(utf8, reader);
        return reader;
    }

    public static Map<String, JsonValue> fields(byte[] utf8, FieldNames names) {
        return of(utf8, names::contains).values();
    }

    /** Whether {@link #places} has all members of this name. */
    @Override
    public boolean wants(String name) {
        return wanted.test(name);
    }

    @Override
    public void value(String name, int from, int to) {
        places.add(new Place(name, from, to));
    }

    /** In the order of the text. A name can be there more than once. */
    List<Place> places() {
        return places;
    }

    /** Returns the index of the object's closing brace. */
    int brace() {
        return brace;
    }

    /** Returns copies of the values; of members with the same name, that of the last one. Unmodifiable. */
    Map<String, JsonValue> values() {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        for (Place place : places) {
            values.put(place.name, JsonValue.copyOf(utf8, place.from, place.to));
        }
        return Collections.unmodifiableMap(values);
    }
}
