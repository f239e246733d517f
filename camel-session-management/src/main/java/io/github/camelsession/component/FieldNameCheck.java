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
package io.github.camelsession.component;

import io.github.camelsession.SessionManagementConstants;

/** Names of fields that somebody meant as something else. */
public final class FieldNameCheck {
    private FieldNameCheck() {}

    /** @throws IllegalArgumentException if the name is an expression, which nothing would evaluate */
    static void refuseExpression(String name) {
        if (isTemplate(name)) {
            throw new IllegalArgumentException("Option fields: '" + name + "' is an expression, but to(...) does not"
                    + " evaluate expressions; write toD(...) instead of to(...), or set the header "
                    + SessionManagementConstants.FIELDS);
        }
        if (isJsonPath(name)) {
            throw new IllegalArgumentException("Option fields: '" + name + "' is a JSONPath, but fields must be names"
                    + " of top-level members of the body; copy the value into such a member before the step");
        }
    }

    /** Whether somebody expects the name to be evaluated, which no option is. */
    public static boolean isExpression(String name) {
        return isTemplate(name) || isJsonPath(name);
    }

    private static boolean isTemplate(String name) {
        return name.contains("${") || name.contains("$simple{") || name.contains("{{");
    }

    private static boolean isJsonPath(String name) {
        return name.startsWith("$.");
    }
}
