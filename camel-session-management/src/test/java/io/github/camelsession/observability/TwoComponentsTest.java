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
package io.github.camelsession.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.camelsession.SessionTokenConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.login.SessionTokenComponent;
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.jwkset.JwkSetServer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two issuers, a component for each: an operator sees which of the two is in trouble. */
class TwoComponentsTest extends HttpRouteTest {
    private static final String PARTNER = "session-management:partner";

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final SessionManagementComponent partner = new SessionManagementComponent();
    private final SessionTokenComponent partnerLogin = new SessionTokenComponent();
    private final String alice = tokenOf("alice");
    private final String bob = TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
            .subject("bob")
            .expiresAt(Instant.now().plusSeconds(600))
            .sign();
    private JwkSetServer keys;

    @BeforeEach
    void startPartnersKeyServer() throws Exception {
        keys = JwkSetServer.start();
        keys.serve(new JWKSet(TestTokens.RSA.toPublicJWK()).toString());
    }

    @AfterEach
    void stopPartnersKeyServer() {
        keys.stop();
    }

    private void startBoth() throws Exception {
        context.getRegistry().bind("meters", meters);
        configuration().setSecretKey(TestTokens.SECRET);
        partner.getConfiguration().setJwkSetUri(keys.uri());
        context.addComponent("partner", partner);
        SessionTokenConfiguration issuer = partnerLogin.getConfiguration();
        issuer.setSessionComponent("partner");
        issuer.setSecretKey(TestTokens.SECRET.substring(1));
        context.addComponent("partner-login", partnerLogin);
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/put")).to(global("PUT", "*"));
            routes.from(jetty("/get")).to(global("GET", "*"));
            routes.from(jetty("/partner/put")).to(ofPartner(global("PUT", "*")));
            routes.from(jetty("/partner/get")).to(ofPartner(global("GET", "*")));
            routes.from("direct:login").to("session-token:login");
            routes.from("direct:partner-login").to("partner-login:login");
        });
    }

    private static String ofPartner(String step) {
        return step.replace("session-management:", "partner:");
    }

    /** Alice, twice, at the one; Bob, once, at the other; and each where the other is known. */
    private void useBoth() throws Exception {
        put("/put", alice, "{\"cart\":1}");
        put("/put", tokenOf("carol"), "{\"cart\":2}");
        put("/partner/put", bob, "{\"cart\":3}");
        assertThat(get("/get", bob)).isEqualTo("ALGORITHM_NOT_ALLOWED");
        assertThat(get("/partner/get", alice)).isEqualTo("ALGORITHM_NOT_ALLOWED");
        assertThat(get("/partner/get", "x")).isEqualTo("MALFORMED_TOKEN");
        send("direct:login", "{\"sub\":\"alice\"}");
    }

    private State stateOf(String id) {
        HealthCheck check =
                HealthCheckRegistry.get(context).getCheck(id).orElseThrow(() -> new AssertionError("no check " + id));
        return check.callReadiness().getState();
    }

    private double value(String meter, String component, String... tags) {
        return meters.get(meter).tag("component", component).tags(tags).meters().stream()
                .flatMap(found -> Stream.of(found.measure().iterator().next()))
                .mapToDouble(measured -> measured.getValue())
                .sum();
    }

    @Test
    void keyServerThatIsDownIsTheTroubleOfItsComponentAlone() throws Exception {
        keys.fail(503);
        startBoth();
        assertThat(stateOf("session-management")).isEqualTo(State.UP);
        assertThat(stateOf(PARTNER)).isEqualTo(State.DOWN);
        assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                .filteredOn(result -> result.getState() == State.DOWN)
                .singleElement()
                .satisfies(result -> assertThat(result.getDetails())
                        .containsEntry("component", "partner")
                        .containsEntry("token.keys", "not available"));
        put("/put", alice, "{\"cart\":1}");
        assertThat(get("/get", alice)).isEqualTo("{\"cart\":1}");
        assertThat(get("/partner/get", bob)).isEqualTo("TokenKeysUnavailableException");
    }

    @Test
    void checkGoesWithItsComponentAlone() throws Exception {
        startBoth();
        partner.stop();
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        assertThat(checks.getCheck(PARTNER)).isEmpty();
        assertThat(checks.getCheck("session-management")).isPresent();
        partner.start();
        assertThat(checks.getCheck(PARTNER)).isPresent();
    }

    @Test
    void componentThatIsAddedToARunningContextIsCheckedFromItsFirstStepOn() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {});
        partner.getConfiguration().setJwkSetUri(keys.uri());
        context.addComponent("partner", partner);
        context.getEndpoint(ofPartner(global("GET", "*"))).start();
        assertThat(stateOf(PARTNER)).isEqualTo(State.UP);
        assertThat(stateOf("session-management")).isEqualTo(State.UP);
    }

    @Test
    void metersCountForEachComponent() throws Exception {
        startBoth();
        useBoth();
        assertThat(value("camel.session.management.steps", "session-management", "operation", "PUT"))
                .isEqualTo(2);
        assertThat(value("camel.session.management.steps", "partner", "operation", "PUT"))
                .isEqualTo(1);
        assertThat(value("camel.session.management.denials", "session-management"))
                .isEqualTo(1);
        assertThat(value("camel.session.management.denials", "partner")).isEqualTo(2);
        assertThat(value("camel.session.management.denials", "partner", "reason", "MALFORMED_TOKEN"))
                .isEqualTo(1);
        assertThat(value("camel.session.management.sessions", "session-management"))
                .isEqualTo(2);
        assertThat(value("camel.session.management.sessions", "partner")).isEqualTo(1);
        assertThat(value("camel.session.token.steps", "session-token")).isEqualTo(1);
        send("direct:partner-login", "{\"sub\":\"bob\"}");
        assertThat(value("camel.session.token.steps", "partner-login")).isEqualTo(1);
        partner.sweepNow();
        assertThat(value("camel.session.management.sweeps", "partner")).isEqualTo(1);
        assertThat(value("camel.session.management.sweeps", "session-management"))
                .isZero();
    }

    @Test
    void metersOfAComponentThatStopsGoAndThoseOfTheOtherStay() throws Exception {
        startBoth();
        useBoth();
        partner.stop();
        assertThat(meters.getMeters())
                .map(Meter::getId)
                .filteredOn(id -> id.getName().startsWith("camel.session.management"))
                .isNotEmpty()
                .allMatch(id -> Objects.equals(id.getTag("component"), "session-management"));
        assertThat(value("camel.session.management.sessions", "session-management"))
                .isEqualTo(2);
    }

    @Test
    void jmxCountsForEachComponent() throws Exception {
        startBoth();
        useBoth();
        assertThat(attribute("session-management", "Steps")).isEqualTo(3L);
        assertThat(attribute("partner", "Steps")).isEqualTo(3L);
        assertThat(attribute("session-management", "DeniedSteps")).isEqualTo(1L);
        assertThat(attribute("partner", "DeniedSteps")).isEqualTo(2L);
        assertThat(attribute("session-management", "Sessions")).isEqualTo(2);
        assertThat(attribute("partner", "Sessions")).isEqualTo(1);
        assertThat(attribute("session-token", "Steps")).isEqualTo(1L);
        assertThat(attribute("partner-login", "Steps")).isEqualTo(0L);
    }

    private Object attribute(String component, String attribute) throws JMException {
        ObjectName name = new ObjectName("org.apache.camel:context=" + context.getManagementName()
                + ",type=components,name=\"" + component + "\"");
        return ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
    }

    private JsonNode console(String path) throws Exception {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        DevConsole console = (DevConsole) Objects.requireNonNull(registry.resolveById("session-management"));
        Map<String, Object> options = Map.of(Exchange.HTTP_PATH, path);
        String text = (String) console.call(MediaType.TEXT, options);
        JsonNode components = new ObjectMapper()
                .readTree(((JsonObject) console.call(MediaType.JSON, options)).toJson())
                .path("components");
        assertThat(text.lines()
                        .filter(line -> line.startsWith("component: "))
                        .map(line -> line.substring(11))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(components::fieldNames);
        return components;
    }

    @Test
    void consoleShowsThemByNameOrTheOneThatIsAskedFor() throws Exception {
        startBoth();
        useBoth();
        assertThat(console("session-management"))
                .hasSameSizeAs(List.of("partner", "partner-login", "session-management", "session-token"));
        JsonNode shown = console("session-management/partner");
        assertThat(shown).hasSize(1);
        assertThat(shown.at("/partner/configuration/keySource").asText()).isEqualTo("jwkSetUri");
        assertThat(shown.at("/partner/global/sessions").asInt()).isEqualTo(1);
        assertThat(console("session-management/nobody")).isEmpty();
        assertThat(console("session-management/")).hasSize(4);
    }
}
