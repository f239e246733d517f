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
import io.github.camelsession.json.Fields;

/** Names of fields that somebody meant as something else. */
public final class FieldNameCheck {
    private FieldNameCheck() {}

    /** @throws IllegalArgumentException if a name is an expression, which nothing would evaluate */
    static void refuseExpressions(Fields fields) {
        fields.attributes().names().forEach(name -> {
            refuseExpression(name);
            refuseExpression(fields.fieldOf(name));
        });
    }

    private static void refuseExpression(String name) {
        if (isTemplate(name)) {
            throw new IllegalArgumentException("Option fields: '" + name + "' is an expression, but to(...) does not"
                    + " evaluate expressions; write toD(...) instead of to(...), or set the header "
                    + SessionManagementConstants.FIELDS);
        }
        if (isJsonPath(name)) {
            throw new IllegalArgumentException(
                    "Option fields: '" + name + "' is a JSONPath, which is not"
                            + " evaluated; to read from within a field, write a name and a JSON Pointer, as in city=/address/city");
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
