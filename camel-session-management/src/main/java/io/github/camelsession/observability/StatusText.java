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
package io.github.camelsession.observability;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.util.json.JsonObject;

/** Writes a {@link StatusReport} as text: one line for each value, and one for each element of a list. */
final class StatusText {
    private StatusText() {}

    static String of(JsonObject report) {
        StringBuilder text = new StringBuilder();
        report.forEach((section, content) -> {
            text.append(section).append(":\n");
            if (content instanceof Map<?, ?> values) {
                values.forEach((name, value) -> line(text, name + ": " + value));
            } else if (content instanceof Collection<?> rows) {
                rows.forEach(row -> line(text, row(row)));
            }
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String content) {
        text.append("    ").append(content).append('\n');
    }

    private static String row(Object row) {
        return ((Map<?, ?>) row).values().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
