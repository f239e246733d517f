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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.camelsession.InvalidLogoutTokenException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kamelets in the component's jar, as a YAML route uses them. */
class KameletsTest {
    private static final String ROUTES = """
            - route:
                from:
                  uri: direct:shop
                  steps:
                    - to:
                        uri: kamelet:session-put-action
                        parameters: { fields: "cart, language" }
                    - setBody: { constant: '{"stock":7}' }
                    - to:
                        uri: kamelet:session-delete-action
                        parameters: { fields: language }
                    - to:
                        uri: kamelet:session-get-action
                        parameters: { fields: "*" }
            - route:
                from:
                  uri: direct:strict
                  steps:
                    - to:
                        uri: kamelet:session-get-action
                        parameters: { fields: cart, failOnMissing: true }
            - route:
                from:
                  uri: direct:strict-named
                  steps:
                    - to:
                        uri: kamelet:session-get-action
                        parameters: { fields: cart, failOnMissing: true, stepName: "cart of the user" }
            - route:
                from:
                  uri: direct:global
                  steps:
                    - to:
                        uri: kamelet:session-get-action
                        parameters: { fields: cart, sessionType: GLOBAL }
            - route:
                from:
                  uri: direct:gate
                  steps:
                    - to:
                        uri: kamelet:session-claims-action
                        parameters: { fields: sub }
            - route:
                from:
                  uri: direct:provider
                  steps:
                    - to: kamelet:session-backchannel-logout-action
            - route:
                from:
                  uri: direct:first
                  steps:
                    - to:
                        uri: kamelet:session-put-if-absent-action
                        parameters: { fields: cart }
                    - setBody: { constant: '{"cart":2}' }
                    - to:
                        uri: kamelet:session-put-if-absent-action
                        parameters: { fields: cart }
                    - to: direct:cart
            - route:
                from:
                  uri: direct:cleared
                  steps:
                    - to:
                        uri: kamelet:session-put-action
                        parameters: { fields: "*" }
                    - to: kamelet:session-clear-action
                    - to: direct:cart
            - route:
                from:
                  uri: direct:contained
                  steps:
                    - to:
                        uri: kamelet:session-put-action
                        parameters: { fields: cart }
                    - to:
                        uri: kamelet:session-contains-action
                        parameters: { fields: "cart,language" }
                    - setBody: { simple: "${header.CamelSessionManagementFound}" }
            - route:
                from:
                  uri: direct:branch
                  steps:
                    - split:
                        simple: "${body}"
                        aggregationStrategy: "#class:org.apache.camel.processor.aggregate.UseLatestAggregationStrategy"
                        steps:
                          - to: session-management:put?operation=PUT&fields=cart&scoped=true
                          - setBody: { constant: "{}" }
                          - to:
                              uri: kamelet:session-get-action
                              parameters: { fields: cart, scoped: true }
            - route:
                from:
                  uri: direct:map
                  steps:
                    - to:
                        uri: kamelet:session-put-action
                        parameters: { fields: cart }
                    - setBody: { constant: "" }
                    - to:
                        uri: kamelet:session-get-action
                        parameters: { fields: cart, emptyBody: MAP }
                    - setBody: { simple: "${body.class.name}" }
            - route:
                from:
                  uri: direct:changed
                  steps:
                    - to:
                        uri: kamelet:session-add-action
                        parameters: { fields: n }
                    - to:
                        uri: kamelet:session-append-action
                        parameters: { fields: "list=n" }
                    - to:
                        uri: kamelet:session-merge-action
                        parameters: { fields: o }
                    - to:
                        uri: kamelet:session-put-action
                        parameters: { fields: kind, fieldsIn: HEADERS }
                    - setBody: { constant: "" }
                    - to:
                        uri: kamelet:session-take-action
                        parameters: { fields: "n,list" }
                    - to:
                        uri: kamelet:session-get-action
                        parameters: { fields: "*" }
            - route:
                from:
                  uri: direct:login
                  steps:
                    - to:
                        uri: kamelet:session-login-action
                        parameters: { claims: "sub, role" }
            - route:
                from:
                  uri: direct:login-response
                  steps:
                    - to:
                        uri: kamelet:session-login-action
                        parameters: { deliver: BODY }
            - route:
                from:
                  uri: direct:cart
                  steps:
                    - setBody: { constant: "{}" }
                    - to:
                        uri: kamelet:session-get-action
                        parameters: { fields: cart }
            """;

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stopContext() {
        context.stop();
    }

    @BeforeEach
    void kameletsAreThere() {
        CamelPart.KAMELET.assume();
    }

    private String request(String endpoint, String body) throws Exception {
        if (!context.isStarted()) {
            start();
        }
        return context.createProducerTemplate().requestBody(endpoint, body, String.class);
    }

    private void start() throws Exception {
        SessionManagementConfiguration options = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        options.setSecretKey(TestTokens.SECRET);
        options.setKeyClaims("sub");
        options.setMaxTokenLifetime(Duration.ofHours(1));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("shop.yaml", ROUTES));
        context.start();
    }

    @Test
    void fieldsThatArePutAndNotDeletedComeBack() throws Exception {
        assertThat(request("direct:shop", "{\"cart\":[1.10],\"language\":\"en\"}"))
                .isEqualTo("{\"stock\":7,\"cart\":[1.10]}");
    }

    @Test
    void failOnMissingReachesTheStep() {
        assertThat(failureOf("direct:strict")).isInstanceOf(SessionFieldMissingException.class);
    }

    @Test
    void sessionTypeReachesTheStep() {
        assertThat(failureOf("direct:global")).isInstanceOf(SessionAccessDeniedException.class);
    }

    @Test
    void putIfAbsentKeepsWhatIsThere() throws Exception {
        assertThat(request("direct:first", "{\"cart\":1}")).isEqualTo("{\"cart\":1}");
    }

    @Test
    void clearEmptiesTheSession() throws Exception {
        assertThat(request("direct:cleared", "{\"cart\":1}")).isEqualTo("{}");
    }

    @Test
    void eachChangeIsMadeByItsKamelet() throws Exception {
        start();
        assertThat(context.createProducerTemplate()
                        .requestBodyAndHeader(
                                "direct:changed", "{\"n\":2,\"o\":{\"a\":null}}", "kind", "x", String.class))
                .isEqualTo("{\"n\":2,\"list\":[2],\"o\":{},\"kind\":\"x\"}");
    }

    @Test
    void containsTellsWhatIsThere() throws Exception {
        assertThat(request("direct:contained", "{\"cart\":1}")).isEqualTo("[cart]");
    }

    @Test
    void claimsLetsNobodyPassWithoutAToken() {
        assertThat(failureOf("direct:gate"))
                .isInstanceOf(SessionAccessDeniedException.class)
                .hasMessageContaining("(CLAIMS GLOBAL)");
    }

    @Test
    void backchannelLogoutWantsALogoutToken() {
        assertThat(failureOf("direct:provider"))
                .isInstanceOf(InvalidLogoutTokenException.class)
                .hasMessageContaining(
                        "step 'session-backchannel-logout-action' (BACKCHANNEL_LOGOUT GLOBAL): there is no logout token");
    }

    @Test
    void scopedGetSeesTheVersionOfItsBranch() throws Exception {
        assertThat(request("direct:branch", "{\"cart\":1}")).isEqualTo("{\"cart\":1}");
    }

    @Test
    void emptyBodyReachesTheStep() throws Exception {
        assertThat(request("direct:map", "{\"cart\":1}")).contains("Map");
    }

    @Test
    void loginMakesATokenWithTheNamedClaims() throws Exception {
        start();
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:login")
                .withBody("{\"sub\":\"ann\",\"role\":\"x\",\"password\":\"p\"}")
                .send();
        JWTClaimsSet claims = SignedJWT.parse(exchange.getMessage()
                        .getHeader("Authorization", String.class)
                        .replace("Bearer ", ""))
                .getJWTClaimsSet();
        assertThat(claims.getClaims())
                .containsEntry("sub", "ann")
                .containsEntry("role", "x")
                .doesNotContainKey("password");
        assertThat(Execution.caller(exchange, List.of("session-management"))).isNotNull();
    }

    @Test
    void loginDeliversTheTokenWhereTheKameletSays() throws Exception {
        assertThat(request("direct:login-response", "{\"sub\":\"ann\"}")).startsWith("{\"access_token\":\"ey");
    }

    @Test
    void nameOfTheStepReachesItsErrors() {
        assertThat(failureOf("direct:login")).hasMessageContaining("session-token step 'session-login-action' (ISSUE)");
        assertThat(failureOf("direct:strict")).hasMessageContaining("step 'session-get-action'");
        assertThat(failureOf("direct:strict-named")).hasMessageContaining("step 'cart of the user'");
    }

    private @Nullable Throwable failureOf(String endpoint) {
        return catchThrowableOfType(CamelExecutionException.class, () -> request(endpoint, "{}"))
                .getCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get",
                "take",
                "put",
                "merge",
                "append",
                "add",
                "delete",
                "put-if-absent",
                "contains",
                "claims",
                "clear",
                "end",
                "end-all",
                "backchannel-logout",
                "login"
            })
    void everyPlaceholderOfAKameletIsADescribedProperty(String operation) throws IOException {
        JsonNode kamelet = read("kamelets/session-" + operation + "-action.kamelet.yaml");
        JsonNode properties = kamelet.at("/spec/definition/properties");
        JsonNode parameters = kamelet.at("/spec/template/from/steps/0/to/parameters");
        int placeholders = 0;
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            if (parameter.getValue().asText().startsWith("{{")) {
                placeholders++;
                boolean mayBeLeftOut =
                        !properties.path(parameter.getKey()).has("default") && !isRequired(kamelet, parameter.getKey());
                assertThat(parameter.getValue().asText())
                        .isEqualTo("{{" + (mayBeLeftOut ? "?" : "") + parameter.getKey() + "}}");
                assertThat(properties
                                .path(parameter.getKey())
                                .path("description")
                                .asText())
                        .endsWith(".");
            }
        }
        assertThat(kamelet.at("/spec/template/from/steps/0/to/uri").asText())
                .isEqualTo((operation.equals("login") ? "session-token" : "session-management") + ":{{stepName}}");
        assertThat(properties).as("those, and stepName, but no operation").hasSize(placeholders + 1);
    }

    private static boolean isRequired(JsonNode kamelet, String property) {
        return StreamSupport.stream(kamelet.at("/spec/definition/required").spliterator(), false)
                .anyMatch(name -> name.asText().equals(property));
    }

    private JsonNode read(String resource) throws IOException {
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(resource)) {
            return new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(in, resource));
        }
    }
}
