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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The URI of a {@code toD}, parsed before any value is inserted. So a value remains the value of its option, whatever
 * characters it contains.
 */
final class DynamicStepUri {
    private static final String START = "${";
    private static final Pattern SAFE = Pattern.compile("[\\p{L}\\p{N}._-]*");

    /** The options that may change from message to message without a new endpoint, and the headers that carry them. */
    private static final Map<String, String> HEADERS = Map.of(
            "operation", SessionManagementConstants.OPERATION,
            "fields", SessionManagementConstants.FIELDS);

    /** Text, and functions that make it. */
    private final List<Object> address = new ArrayList<>();

    private final Map<String, Expression> headers = new LinkedHashMap<>();
    private final CamelContext context;

    private DynamicStepUri(CamelContext context) {
        this.context = context;
    }

    /** @throws IllegalArgumentException if an expression makes more of the URI than values */
    static DynamicStepUri parse(CamelContext context, String uri) {
        DynamicStepUri parsed = new DynamicStepUri(context);
        List<String> pathAndQuery = split(uri, '?', 2);
        String path = pathAndQuery.get(0);
        int colon = path.indexOf(':') + 1;
        parsed.address.add(path.substring(0, colon));
        parsed.add(path.substring(colon), value -> checked("the name of the step", value));
        if (pathAndQuery.size() > 1) {
            String separator = "?";
            for (String parameter : split(pathAndQuery.get(1), '&', Integer.MAX_VALUE)) {
                parsed.parameter(separator, parameter);
                separator = "&";
            }
        }
        return parsed;
    }

    private void parameter(String separator, String text) {
        int equals = text.indexOf('=');
        int start = text.indexOf(START);
        if (start >= 0 && (equals < 0 || start < equals)) {
            throw new IllegalArgumentException("toD of a session-management step: an expression can produce the value"
                    + " of an option, but not its name; write option=${...}");
        }
        String name = text.substring(0, Math.max(equals, 0));
        String header = start < 0 ? null : HEADERS.get(name);
        if (header == null) {
            address.add(separator + text.substring(0, equals + 1));
            add(text.substring(equals + 1), value -> checked("the option " + name, value));
        } else {
            headers.put(header, expression(text.substring(equals + 1)));
            // What goes with every other option, and gets no warning: the values come with each message.
            address.add(separator + (name.equals("fields") ? "fields=body" : "operation=CONTAINS"));
        }
    }

    private void add(String value, UnaryOperator<String> safe) {
        if (value.contains(START)) {
            Expression expression = expression(value);
            address.add((Function<Exchange, String>) exchange -> {
                String result = expression.evaluate(exchange, String.class);
                return result == null ? "" : safe.apply(result);
            });
        } else {
            address.add(value);
        }
    }

    private Expression expression(String value) {
        boolean raw = value.startsWith("RAW(") && value.endsWith(")");
        String text = raw
                ? value.substring("RAW(".length(), value.length() - 1)
                : literalsAndExpressions(value).stream()
                        .map(part -> part.startsWith(START) ? part : URLDecoder.decode(part, StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
        Expression expression = context.resolveLanguage("simple").createExpression(text);
        expression.init(context);
        return expression;
    }

    private static List<String> literalsAndExpressions(String value) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int start = value.indexOf(START); start >= 0; start = value.indexOf(START, from)) {
            int end = endOfExpression(value, start);
            parts.add(value.substring(from, start));
            parts.add(value.substring(start, end));
            from = end;
        }
        parts.add(value.substring(from));
        return parts;
    }

    /** @param most how many parts at most; separators within expressions do not count */
    private static List<String> split(String text, char separator, int most) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < text.length() && parts.size() < most - 1; at++) {
            if (text.startsWith(START, at)) {
                at = endOfExpression(text, at) - 1;
            } else if (text.charAt(at) == separator) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static int endOfExpression(String text, int start) {
        int depth = 0;
        for (int at = start; at < text.length(); at++) {
            if (text.startsWith(START, at)) {
                depth++;
            } else if (text.charAt(at) == '}' && --depth == 0) {
                return at + 1;
            }
        }
        return text.length();
    }

    /** The same for all messages, unless an expression makes another option's value or the name of the step. */
    @SuppressWarnings("unchecked")
    String address(Exchange exchange) {
        StringBuilder uri = new StringBuilder();
        for (Object part : address) {
            uri.append(part instanceof Function ? ((Function<Exchange, String>) part).apply(exchange) : part);
        }
        return uri.toString();
    }

    /** Camel decodes a URI before it looks for the options in it, so encoding would be no protection. */
    private static String checked(String what, String value) {
        if (!SAFE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "toD of a session-management step: the value that the expression produces for " + what
                            + " may contain only letters, digits, '.', '_' and '-', but contains something else");
        }
        return value;
    }

    /** For one message; the value that is nothing becomes empty text, which the step refuses. */
    Map<String, Object> headers(Exchange exchange) {
        Map<String, Object> values = new LinkedHashMap<>();
        headers.forEach((header, expression) -> values.put(header, valueOf(expression, exchange)));
        return values;
    }

    private static Object valueOf(Expression expression, Exchange exchange) {
        Object value = expression.evaluate(exchange, Object.class);
        if (value instanceof Collection<?>) {
            return value;
        }
        @Nullable String text = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, value);
        return text == null ? "" : text;
    }
}
