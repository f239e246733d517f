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
 * The effect of a step on a LOCAL session, as far as its options tell.
 *
 * @param puts the fields that are in the session afterwards
 * @param uses the fields for which an earlier PUT has not been in vain
 * @param missed the names that another step must put before
 * @param wasted the names that another step must use afterwards
 * @param named whether the route names the fields; if not, code may name them in a header
 */
public record Access(FieldNames puts, FieldNames uses, Set<String> missed, Set<String> wasted, boolean named) {
    private static final FieldNames NONE = FieldNames.of(List.of());

    /** Any operation on any fields. */
    public static final Access ANYTHING = new Access(FieldNames.ALL, FieldNames.ALL, Set.of(), Set.of(), true);

    /** No effect on LOCAL sessions. */
    public static final Access NOTHING = new Access(NONE, NONE, Set.of(), Set.of(), true);

    /** The access of GET, TAKE and CONTAINS. */
    public static Access reading(FieldNames names) {
        return new Access(NONE, names, names.names(), Set.of(), true);
    }

    public static Access putting(FieldNames names) {
        return new Access(names, NONE, Set.of(), names.names(), true);
    }

    /**
     * The access of PUT_IF_ABSENT, MERGE and APPEND: it uses what it puts, because its result depends on whether the field
     * was there, for example in a loop.
     */
    public static Access puttingIfAbsent(FieldNames names) {
        return new Access(names, names, Set.of(), names.names(), true);
    }

    /** The access of ADD: a field that is not there is made, and the message learns what became of it. */
    public static Access adding(FieldNames names) {
        return new Access(names, names, Set.of(), Set.of(), true);
    }

    public static Access deleting(FieldNames names) {
        return new Access(NONE, names, Set.of(), Set.of(), true);
    }

    public static Access clearing() {
        return new Access(NONE, FieldNames.ALL, Set.of(), Set.of(), true);
    }

    /** Returns the same access with nothing to report: for names that the route does not choose. */
    public Access unnamed() {
        return new Access(puts, uses, Set.of(), Set.of(), false);
    }

    /** Returns the same operation on any fields. */
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
