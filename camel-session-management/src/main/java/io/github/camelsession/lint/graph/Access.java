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
package io.github.camelsession.lint.graph;

import io.github.camelsession.session.FieldNames;
import java.util.List;
import java.util.Set;

/**
 * What a step does with a LOCAL session, as far as its options tell.
 *
 * @param puts what is in the session afterwards
 * @param uses whose earlier PUT has not been in vain
 * @param missed names that another step must have put before
 * @param wasted names that another step must use afterwards
 * @param named whether the route names the fields; if not, code may do so by a header
 */
public record Access(FieldNames puts, FieldNames uses, Set<String> missed, Set<String> wasted, boolean named) {
    private static final FieldNames NONE = FieldNames.of(List.of());

    /** Any operation on any field. */
    public static final Access ANYTHING = new Access(FieldNames.ALL, FieldNames.ALL, Set.of(), Set.of(), true);

    /** A step that has nothing to do with LOCAL sessions. */
    public static final Access NOTHING = new Access(NONE, NONE, Set.of(), Set.of(), true);

    /** GET and CONTAINS. */
    public static Access reading(FieldNames names) {
        return new Access(NONE, names, names.names(), Set.of(), true);
    }

    public static Access putting(FieldNames names) {
        return new Access(names, NONE, Set.of(), names.names(), true);
    }

    /** Uses what it puts: its answer tells whether it was there, say in a loop. */
    public static Access puttingIfAbsent(FieldNames names) {
        return new Access(names, names, Set.of(), names.names(), true);
    }

    public static Access deleting(FieldNames names) {
        return new Access(NONE, names, Set.of(), Set.of(), true);
    }

    public static Access clearing() {
        return new Access(NONE, FieldNames.ALL, Set.of(), Set.of(), true);
    }

    /** The same, but nothing of it is reported: for names that the route does not choose. */
    public Access unnamed() {
        return new Access(puts, uses, Set.of(), Set.of(), false);
    }

    /** The same operation on any fields. */
    Access ofAnyFields() {
        return new Access(anyOf(puts), anyOf(uses), Set.of(), Set.of(), named);
    }

    private static FieldNames anyOf(FieldNames names) {
        return names.isAll() || names.names().isEmpty() ? names : FieldNames.ALL;
    }

    boolean isReported() {
        return !missed.isEmpty() || !wasted.isEmpty();
    }
}
