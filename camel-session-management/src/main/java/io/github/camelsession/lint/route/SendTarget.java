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
import java.util.stream.Stream;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/**
 * A target to which a definition sends the message.
 *
 * @param uri as written; empty if it is known only at run time
 * @param dynamic whether the message decides too: the URI contains an expression, or the endpoint is created at run
 *     time
 */
public record SendTarget(String uri, boolean dynamic) {
    private static final SendTarget UNKNOWN = new SendTarget("", true);

    public static List<SendTarget> of(ProcessorDefinition<?> definition) {
        if (definition instanceof ToDynamicDefinition to) {
            return List.of(new SendTarget(textOf(to), !isLiteral(to)));
        } else if (definition instanceof KameletDefinition kamelet) {
            return List.of(new SendTarget("kamelet:" + kamelet.getName(), false));
        } else if (definition instanceof RecipientListDefinition<?> list) {
            return split(list, list.getDelimiter());
        } else if (definition instanceof RoutingSlipDefinition<?> slip) {
            return split(slip, slip.getUriDelimiter());
        } else if (definition instanceof DynamicRouterDefinition<?>) {
            return List.of(UNKNOWN);
        } else if (definition instanceof EnrichDefinition enrich) {
            return List.of(of(enrich.getExpression()));
        } else if (!isPoll(definition) && definition instanceof EndpointRequiredDefinition sending) {
            String uri = sending.getEndpointUri();
            return uri == null ? List.of() : List.of(new SendTarget(uri, false));
        }
        return List.of();
    }

    private static boolean isLiteral(ToDynamicDefinition to) {
        return to instanceof WireTapDefinition<?> wireTap && "false".equals(wireTap.getDynamicUri());
    }

    /**
     * Returns whether the definition polls, which brings in a message with the session of the execution that sent it.
     */
    public static boolean isPoll(ProcessorDefinition<?> definition) {
        return definition instanceof PollEnrichDefinition || definition instanceof PollDefinition;
    }

    /** Returns whether the target is known only when a message arrives. */
    public boolean isExpression() {
        return dynamic && (uri.isEmpty() || hasExpression(uri));
    }

    private static String textOf(ToDynamicDefinition to) {
        if (to.getEndpointProducerBuilder() != null) {
            return to.getEndpointProducerBuilder().getRawUri();
        }
        return to.getUri() == null ? "" : to.getUri();
    }

    private static List<SendTarget> split(ExpressionNode node, String delimiter) {
        SendTarget all = of(node.getExpression());
        if (all.isExpression()) {
            return List.of(UNKNOWN); // the value of the expression may contain the delimiter
        }
        List<SendTarget> targets = new ArrayList<>();
        Stream.of(all.uri().split(java.util.regex.Pattern.quote(delimiter == null ? "," : delimiter)))
                .map(String::strip)
                .filter(uri -> !uri.isEmpty())
                .forEach(uri -> targets.add(new SendTarget(uri, true)));
        return targets;
    }

    private static SendTarget of(ExpressionDefinition expression) {
        if (expression == null || expression.getExpression() == null) {
            return UNKNOWN;
        }
        String language = expression.getLanguage();
        boolean text = "constant".equals(language) || "simple".equals(language);
        return text ? new SendTarget(expression.getExpression(), true) : UNKNOWN;
    }

    private static boolean hasExpression(String uri) {
        return uri.contains("${") || uri.contains("$simple{") || uri.startsWith("language:");
    }
}
