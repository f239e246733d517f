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
package io.github.camelsession.lint.route;

import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.model.ClaimCheckDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

/** Tells which headers a definition sets or removes. */
public final class Headers {
    private static final String VARIABLE = "header:";

    private Headers() {}

    /** Returns null if the definition sets no header. */
    public static @Nullable Predicate<String> set(ProcessorDefinition<?> definition) {
        if (definition instanceof SetHeaderDefinition header) {
            return named(header.getName());
        } else if (definition instanceof SetHeadersDefinition headers) {
            return headers.getHeaders().stream()
                    .map(header -> named(header.getName()))
                    .reduce(name -> false, Predicate::or);
        } else if (definition instanceof SetVariableDefinition variable
                && variable.getName() != null
                && variable.getName().startsWith(VARIABLE)) {
            return named(variable.getName().substring(VARIABLE.length()));
        }
        return definition instanceof ClaimCheckDefinition ? name -> true : null;
    }

    /** Returns null if it is not certain that the definition removes a header. */
    public static @Nullable Predicate<String> removed(ProcessorDefinition<?> definition) {
        if (definition instanceof RemoveHeaderDefinition header) {
            String removed = header.getName();
            return removed == null || isOpen(removed) ? null : removed::equalsIgnoreCase;
        } else if (definition instanceof RemoveHeadersDefinition headers) {
            return removed(headers);
        }
        return null;
    }

    private static @Nullable Predicate<String> removed(RemoveHeadersDefinition headers) {
        String pattern = headers.getPattern();
        List<String> kept = kept(headers);
        if (pattern == null || isOpen(pattern) || kept.stream().anyMatch(Headers::isOpen)) {
            return null;
        }
        return name -> PatternHelper.matchPattern(name, pattern)
                && kept.stream().noneMatch(keep -> PatternHelper.matchPattern(name, keep));
    }

    private static List<String> kept(RemoveHeadersDefinition headers) {
        if (headers.getExcludePatterns() != null) {
            return List.of(headers.getExcludePatterns());
        }
        return headers.getExcludePattern() == null ? List.of() : List.of(headers.getExcludePattern());
    }

    private static Predicate<String> named(@Nullable String name) {
        return name == null || isOpen(name) ? any -> true : name::equalsIgnoreCase;
    }

    private static boolean isOpen(String name) {
        return name.contains("${") || name.contains("{{");
    }
}
