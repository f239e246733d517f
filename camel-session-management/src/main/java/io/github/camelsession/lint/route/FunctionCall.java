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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.ProcessorDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function of ours in Simple.
 *
 * @param argument null if it is known only when a message arrives
 */
public record FunctionCall(String function, @Nullable String argument) {
    private static final String NAME = "(session|globalSession)";
    /** The argument is what is in quotes, or anything up to the end; without one, Simple takes the body. */
    private static final Pattern CALL = Pattern.compile("(?<!\\{)\\{\\s*(?:" + NAME
            + "\\b(?:\\s*\\(\\s*(?:'([^']*)'|\"([^\"]*)\"|(.*?))\\s*\\)\\s*})?|function\\(\\s*" + NAME + "\\b)");

    /** Returns the calls in all expressions of the definition, but not in those of its outputs. */
    public static List<FunctionCall> in(ProcessorDefinition<?> definition) {
        List<FunctionCall> calls = new ArrayList<>();
        Expressions.forEach(definition, text -> addAll(text, calls));
        return calls;
    }

    private static void addAll(String text, List<FunctionCall> calls) {
        if (!text.contains("ession")) {
            return; // nearly all texts
        }
        Matcher call = CALL.matcher(text);
        while (call.find()) {
            String function = call.group(1) == null ? call.group(5) : call.group(1);
            calls.add(new FunctionCall(function, argument(call)));
        }
    }

    private static @Nullable String argument(Matcher call) {
        for (int group = 2; group <= 4; group++) {
            String argument = call.group(group);
            if (argument != null) {
                return argument.isEmpty() || argument.contains("{") ? null : argument;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "${" + function + "(" + (argument == null ? "" : argument) + ")}";
    }
}
