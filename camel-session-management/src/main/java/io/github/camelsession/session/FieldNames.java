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

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The names that a step works on: either a set, in the order given, or all names. */
public final class FieldNames {
    /** All names. {@link #names()} is empty, because no name was given. */
    public static final FieldNames ALL = new FieldNames(Set.of(), true);

    private final Set<String> names;
    private final boolean all;

    private FieldNames(Set<String> names, boolean all) {
        this.names = names;
        this.all = all;
    }

    /** Returns exactly these names, without a check: here {@code "*"} and the empty string are names like any other. */
    public static FieldNames of(Collection<String> names) {
        return new FieldNames(Collections.unmodifiableSet(new LinkedHashSet<>(names)), false);
    }

    /**
     * Parses names separated by commas; blanks around them are ignored. {@code *} alone means all names.
     *
     * @throws IllegalArgumentException if a name is empty, or {@code *} stands beside other names
     */
    public static FieldNames parse(String text) {
        if (text.strip().equals("*")) {
            return ALL;
        }
        Set<String> names = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            names.add(checked(part.strip(), text));
        }
        return of(names);
    }

    private static String checked(String name, String text) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("there is an empty name in '" + text + "'");
        }
        if (name.equals("*")) {
            throw new IllegalArgumentException(
                    "'*' means all fields and must stand alone, but it is one of several names in '" + text + "'");
        }
        return name;
    }

    public boolean isAll() {
        return all;
    }

    public boolean contains(String name) {
        return all || names.contains(name);
    }

    /** Returns the names in the order given, without repetition. Unmodifiable. */
    public Set<String> names() {
        return names;
    }

    @Override
    public String toString() {
        return all ? "*" : String.join(",", names);
    }
}
