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
package io.github.camelsession.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.component.TestClock;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters of Kamelets that change how an operation works, in routes. */
class KameletOptionsTest {
    private static final String ROUTES = """
            - route:
                from:
                  uri: direct:last-two
                  steps:
                    - loop:
                        constant: 3
                        steps:
                          - setBody: { simple: '{"n":${exchangeProperty.CamelLoopIndex}}' }
                          - to:
                              uri: kamelet:session-append-action
                              parameters: { fields: "list=n", maxItems: 2 }
                    - setBody: { constant: "{}" }
                    - to:
                        uri: kamelet:session-get-action
                        parameters: { fields: list }
            - route:
                from:
                  uri: direct:changed
                  steps:
                    - setBody: { constant: '{"n":[1]}' }
                    - to: { uri: "kamelet:session-put-action?fields=n" }
                    - setBody: { simple: "${header.next}" }
                    - toD: { uri: "kamelet:session-${header.operation}-action?previous=true${header.fields}" }
            - route:
                from:
                  uri: direct:versioned
                  steps:
                    - setBody: { constant: '{"n":[1]}' }
                    - to: { uri: "kamelet:session-put-action?fields=n" }
                    - setBody: { constant: "{}" }
                    - to: { uri: "kamelet:session-get-action?fields=n&versioned=true" }
                    - setBody: { simple: "${header.next}" }
                    - filter:
                        simple: "${header.outdated}"
                        steps:
                          - to: { uri: "kamelet:session-delete-action?fields=n" }
                    - toD: { uri: "kamelet:session-${header.operation}-action?versioned=true${header.fields}" }
            - route:
                from:
                  uri: direct:contained
                  steps:
                    - to: { uri: "kamelet:session-contains-action?fields=n&versioned=true" }
            - route:
                from:
                  uri: direct:kept
                  steps:
                    - to: { uri: "kamelet:session-put-action?fields=n" }
                    - setBody: { constant: '{"n":2}' }
                    - to: { uri: "kamelet:session-get-action?fields=n&overwrite=false" }
                    - to: { uri: "kamelet:session-take-action?fields=n&overwrite=false" }
                    - setHeader: { name: kept, simple: "${body}" }
                    - setBody: { constant: "{}" }
                    - to: { uri: "kamelet:session-take-action?fields=n" }
            - route:
                from:
                  uri: direct:stored
                  steps:
                    - setBody: { simple: '{"sub":"ann","n":${header.next}}' }
                    - to: kamelet:session-login-action
                    - toD: { uri: "kamelet:session-${header.operation}-action?fields=n&sessionType=GLOBAL&ttl=5m" }
            - route:
                from:
                  uri: direct:read
                  steps:
                    - setBody: { constant: '{"sub":"ann"}' }
                    - to: kamelet:session-login-action
                    - setBody: { constant: "{}" }
                    - to: { uri: "kamelet:session-get-action?fields=n&sessionType=GLOBAL" }
            """;

    private final CamelContext context = new DefaultCamelContext();
    private Instant now = Instant.now();

    @BeforeEach
    void start() throws Exception {
        CamelPart.KAMELET.assume();
        SessionManagementComponent component =
                context.getComponent("session-management", SessionManagementComponent.class);
        TestClock.set(component, () -> now);
        SessionManagementConfiguration options = component.getConfiguration();
        options.setSecretKey(TestTokens.SECRET);
        options.setKeyClaims("sub");
        options.setAllowedTriggers("*");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("options.yaml", ROUTES));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange send(String endpoint, Map<String, Object> headers) {
        return context.createFluentProducerTemplate()
                .to(endpoint)
                .withHeaders(headers)
                .send();
    }

    private Exchange step(String endpoint, String operation, boolean outdated) {
        return send(
                endpoint,
                Map.of(
                        "operation",
                        operation,
                        "fields",
                        operation.equals("clear") ? "" : "&fields=n",
                        "next",
                        operation.equals("add") ? "{}" : "{\"n\":[2]}",
                        "outdated",
                        outdated));
    }

    @Test
    void appendKeepsTheLastItems() {
        assertThat(send("direct:last-two", Map.of()).getMessage().getBody(String.class))
                .isEqualTo("{\"list\":[1,2]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "put-if-absent", "merge", "append", "add", "take", "delete", "clear"})
    void changeTellsThePreviousValues(String operation) {
        Exchange exchange = step("direct:changed", operation, false);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(SessionManagementConstants.PREVIOUS, Map.class))
                .hasToString("{n=[1]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "put-if-absent", "merge", "append", "add", "take", "delete", "clear"})
    void versionedChangeIsMadeToItsVersionOnly(String operation) {
        assertThat(step("direct:versioned", operation, true).getException())
                .isInstanceOf(SessionConflictException.class);
        assertThat(step("direct:versioned", operation, false).getException()).isNull();
    }

    @Test
    void containsTellsTheVersion() {
        assertThat(send("direct:contained", Map.of()).getMessage().getHeader(SessionManagementConstants.VERSION))
                .isNotNull();
    }

    @Test
    void getAndTakeLeaveFieldsOfTheMessageAlone() {
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:kept")
                .withBody("{\"n\":1}")
                .send();
        assertThat(exchange.getMessage().getHeader("kept")).isEqualTo("{\"n\":2}");
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"n\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "put-if-absent", "merge", "append", "add"})
    void fieldIsGoneAfterItsTimeToLive(String operation) {
        assertThat(send("direct:stored", Map.of("operation", operation, "next", 1))
                        .getException())
                .isNull();
        assertThat(read()).contains("\"n\":");
        now = now.plus(Duration.ofMinutes(5));
        assertThat(read()).isEqualTo("{}");
    }

    private String read() {
        return send("direct:read", Map.of()).getMessage().getBody(String.class);
    }
}
