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

import io.github.camelsession.lint.graph.Fault;
import java.util.Collection;
import java.util.stream.Collectors;

/** The lines of the log. Each ends with the section of the documentation that explains it. */
final class LintMessages {
    private static final String PAGE = " See session-management-lint.adoc#";

    private LintMessages() {}

    static String of(Fault fault, String where) {
        return where + ": " + (fault.field().isEmpty() ? "" : "the LOCAL field '" + fault.field() + "' is ")
                + switch (fault.kind()) {
                    case NEVER_PUT ->
                        "read, but no step on any path to this step puts it: correct the name, or put it earlier"
                                + see("never-put");
                    case NEVER_USED ->
                        "put, but no step after it reads, deletes or clears it: correct the name, or do not put it"
                                + see("never-used");
                    case NO_TRIGGER ->
                        "no consumer that allowedTriggers names leads to this GLOBAL step, so it refuses every message:"
                                + " call its route from an HTTP consumer, or use sessionType=LOCAL"
                                + see("no-trigger");
                    case TOKEN_REMOVED ->
                        "the header with the token is removed on every path to this GLOBAL step, so it refuses every"
                                + " message: remove the header later, or set it again"
                                + see("token-removed");
                    case CLIENT_NAMES_FIELDS ->
                        "fields=* stores whatever the client sends in its GLOBAL session: name the fields"
                                + see("client-names-fields");
                };
    }

    static String routesLeft(int read, int routes) {
        return "The lint ran out of time: it has read " + read + " of " + routes + " routes and checked no step"
                + see("not-looked-at");
    }

    static String fieldsLeft(Collection<String> fields) {
        return "The lint ran out of time"
                + (fields.isEmpty()
                        ? ": not all GLOBAL steps were checked"
                        : fields.stream()
                                .limit(10)
                                .collect(Collectors.joining(
                                        "', '",
                                        ": it has not checked " + fields.size() + " LOCAL fields, among them '",
                                        "'")))
                + see("not-looked-at");
    }

    static String see(String anchor) {
        return " (option lint)." + PAGE + anchor;
    }
}
