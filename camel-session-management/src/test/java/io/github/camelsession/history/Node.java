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
package io.github.camelsession.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.LintMode;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.history.Answer.Done;
import io.github.camelsession.history.Answer.Open;
import io.github.camelsession.history.Answer.Reason;
import io.github.camelsession.history.Answer.Refused;
import io.github.camelsession.history.Answer.Undone;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.AggregationRepository;

/** An application with a route for each operation on GLOBAL sessions, which belong to subjects. */
public final class Node implements SessionService {
    public static final int MAX_SESSION_SIZE = 160;

    private static final String ISSUER = "histories";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CamelContext context = new DefaultCamelContext();
    private final FluentProducerTemplate template;

    public Node(AggregationRepository repository, Duration updateTimeout) throws Exception {
        SessionManagementConfiguration configuration = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        configuration.setSecretKey(TestTokens.SECRET);
        configuration.setAllowedTriggers("*");
        configuration.setKeyClaims("sub");
        configuration.setIssuer(ISSUER);
        configuration.setMaxSessionSize(MAX_SESSION_SIZE);
        configuration.setUpdateTimeout(updateTimeout);
        configuration.setLint(LintMode.OFF);
        configuration.setAggregationRepository(repository);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (Step.Kind kind : Step.Kind.values()) {
                    from("direct:" + kind)
                            .to("session-management:" + kind + "?sessionType=GLOBAL&fields=*&operation=" + kind
                                    + "&failOnMissing=" + (kind == Step.Kind.DELETE)
                                    + (kind == Step.Kind.APPEND ? "&maxItems=" + Step.MOST_ITEMS : ""));
                }
            }
        });
        context.start();
        template = context.createFluentProducerTemplate();
    }

    @Override
    public Answer ask(Step step, String token) {
        Exchange exchange = template.to("direct:" + step.kind() + "?block=false")
                .withHeader("Authorization", "Bearer " + token)
                .withHeader(SessionManagementConstants.FIELDS, String.join(",", step.names()))
                .withBody(step.kind().stores() ? json(step.fields()) : "{}")
                .send();
        Exception failure = exchange.getException();
        return failure == null ? done(step, exchange) : failed(failure);
    }

    public static String token(String subject, Instant end) {
        return TestTokens.hs256(TestTokens.SECRET)
                .claim("iss", ISSUER)
                .subject(subject)
                .expiresAt(end)
                .sign();
    }

    /** Writes that were refused because another node was faster. */
    long conflicts() throws JMException {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName component = new ObjectName("org.apache.camel:context=" + context.getManagementName()
                + ",type=components,name=\"session-management\"");
        return (Long) server.getAttribute(component, "Conflicts");
    }

    private static String json(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach(
                (name, value) -> text.append(",\"").append(name).append("\":").append(value));
        return "{" + text.substring(1) + "}";
    }

    private static Answer done(Step step, Exchange exchange) {
        @SuppressWarnings("unchecked")
        List<String> found = exchange.getMessage().getHeader(SessionManagementConstants.FOUND, List.class);
        return new Done(found, step.kind().givesValues() ? values(exchange) : Map.of());
    }

    private static Map<String, String> values(Exchange exchange) {
        try {
            JsonNode body = JSON.readTree(exchange.getMessage().getBody(String.class));
            Map<String, String> values = new TreeMap<>();
            body.fields()
                    .forEachRemaining(
                            field -> values.put(field.getKey(), field.getValue().toString()));
            return values;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** @throws AssertionError if it is a failure that no client may ever see */
    static Answer failed(Exception failure) {
        if (failure instanceof SessionFieldMissingException) {
            return new Refused(Reason.MISSING);
        }
        if (failure instanceof SessionLimitException) {
            return new Refused(Reason.TOO_LARGE);
        }
        if (failure instanceof SessionValueException) {
            return new Refused(Reason.UNFIT);
        }
        String why = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if (failure instanceof SessionStoreException store) {
            return store.isOutcomeUnknown() ? new Open(why) : new Undone(why);
        }
        if (failure instanceof SessionConflictException || failure instanceof SessionAccessDeniedException) {
            return new Undone(why);
        }
        throw new AssertionError("a failure that is not documented", failure);
    }

    @Override
    public void close() {
        context.stop();
    }
}
