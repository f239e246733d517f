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
package io.github.camelsession.lint;

/**
 * One probable mistake.
 *
 * @param step id of the step
 * @param label what stands after {@code session-management:}, perhaps empty
 */
public record Finding(Kind kind, String route, String step, String label, String field) {
    /** What is wrong with the field. */
    public enum Kind {
        /** No step on any way to this one puts it. */
        NEVER_PUT,
        /** No step on any way from this one reads, deletes or clears it. */
        NEVER_USED
    }

    static Finding of(Kind kind, Step step, String field) {
        return new Finding(kind, step.route(), step.id(), step.label(), field);
    }

    @Override
    public String toString() {
        String where = "Route '" + route + "', step '" + step + "' (session-management:" + label
                + "): the LOCAL field '" + field + "' is ";
        return switch (kind) {
            case NEVER_PUT -> where + "read, but no step on any way to it puts it: correct the name, or put it before";
            case NEVER_USED ->
                where + "put, but no step after it reads, deletes or clears it: correct the name, or do not put it";
        };
    }
}
