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

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** What the client was told. */
public sealed interface Answer extends Serializable {
    /**
     * @param found those of the named fields that the session held before, in alphabetical order
     * @param values what a step that gives values gave
     */
    record Done(List<String> found, Map<String, String> values) implements Answer {
        public Done {
            found = found.stream().sorted().toList();
            values = Map.copyOf(values);
        }

        static Done found(String... names) {
            return new Done(List.of(names), Map.of());
        }
    }

    /** The session as it was did not allow it, and it changed nothing. */
    record Refused(Reason reason) implements Answer {}

    enum Reason {
        MISSING,
        TOO_LARGE,
        /** What is stored is not what the operation needs. */
        UNFIT
    }

    /** It changed nothing, and that says nothing about the session. */
    record Undone(String why) implements Answer {}

    /** It has changed the session, or will, or never does. */
    record Open(String why) implements Answer {}
}
