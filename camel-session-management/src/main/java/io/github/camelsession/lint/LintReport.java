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

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of the lint.
 *
 * @param findings one line each
 * @param unfinished a line about what was not examined; null if everything was
 */
public record LintReport(List<String> findings, @Nullable String unfinished) {
    static final LintReport NOTHING = new LintReport(List.of(), null);
}
