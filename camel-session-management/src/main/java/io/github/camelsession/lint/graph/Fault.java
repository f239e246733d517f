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

/**
 * A mistake at a step.
 *
 * @param step the source that the step was added with
 * @param field empty if the mistake is not about one field
 */
public record Fault(Kind kind, Object step, String field) {
    /** The kinds of mistakes, in the order in which they are reported. */
    public enum Kind {
        /** No step on any path to this one puts the LOCAL field. */
        NEVER_PUT,
        /** No step on any path from this one reads, deletes or clears the LOCAL field. */
        NEVER_USED,
        /** No execution that an allowed trigger starts reaches the GLOBAL step. */
        NO_TRIGGER,
        /** On every path to the GLOBAL step, the token's header is removed. */
        TOKEN_REMOVED,
        /** The client's body reaches a GLOBAL step that stores all of its fields. */
        CLIENT_NAMES_FIELDS
    }
}
