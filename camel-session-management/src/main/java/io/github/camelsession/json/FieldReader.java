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

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Where the named members of a JSON object are in its text, by one scan. */
public final class FieldReader implements ObjectScan.Visitor {
    /** @param from the index of the value's first byte; {@code to} is that of the first byte after it */
    record Place(String name, int from, int to) {}

    /**
     * Limits how often fields that are to be replaced may be repeated. Without a limit, a body of a few kilobytes that
     * repeats a short field would grow by a large attribute for each repetition.
     */
    private static final int MAX_REPETITIONS = 16;

    /** What a body is in which they are repeated too often. */
    public static final String REPETITIONS =
            "a JSON object that repeats the names of session fields more than " + MAX_REPETITIONS + " times";

    private final byte[] utf8;
    private final Predicate<String> wanted;
    private final Map<String, Place> last = new LinkedHashMap<>();
    /** Places before the last one of the same name: some too many at most, for a body may be all repetitions. */
    private final List<Place> earlier = new ArrayList<>(0);

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

    @Override
    public boolean wants(String name) {
        return wanted.test(name);
    }

    @Override
    public void value(String name, int from, int to) {
        Place before = last.put(name, new Place(name, from, to));
        if (before != null && earlier.size() <= MAX_REPETITIONS) {
            earlier.add(before);
        }
    }

    boolean has(String name) {
        return last.containsKey(name);
    }

    /**
     * Returns where the members of these names are, in the order of the text. A name can be there more than once.
     *
     * @param names all of them wanted
     * @throws InvalidMessageBodyException if names are repeated too often
     */
    List<Place> places(Set<String> names) {
        List<Place> places = new ArrayList<>(names.size());
        for (Place place : last.values()) {
            if (names.contains(place.name)) {
                places.add(place);
            }
        }
        if (earlier.isEmpty() || places.isEmpty()) {
            return places;
        }
        if (earlier.size() > MAX_REPETITIONS) {
            throw new InvalidMessageBodyException(REPETITIONS);
        }
        earlier.stream().filter(place -> names.contains(place.name)).forEach(places::add);
        places.sort(Comparator.comparingInt(Place::from));
        return places;
    }

    /** Returns the index of the object's closing brace. */
    int brace() {
        return brace;
    }

    /** Returns copies of the values; of members with the same name, that of the last one. Unmodifiable. */
    Map<String, JsonValue> values() {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        for (Place place : last.values()) {
            values.put(place.name, JsonValue.copyOf(utf8, place.from, place.to));
        }
        return Collections.unmodifiableMap(values);
    }
}
