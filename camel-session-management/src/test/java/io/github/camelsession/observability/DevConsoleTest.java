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
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.token.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The dev console as camel-console finds it. */
class DevConsoleTest extends HttpRouteTest {
    private static final String VALUE = "st0red-value";
    private static final String USER = "alice-of-the-claims";

    private final String token = tokenOf(USER);

    private DevConsole console() {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        return (DevConsole) Objects.requireNonNull(registry.resolveById("session-management"));
    }

    private JsonNode json() throws Exception {
        JsonObject answer = (JsonObject) console().call(MediaType.JSON);
        return new ObjectMapper().readTree(answer.toJson()).at("/components/session-management");
    }

    private String text() {
        return (String) console().call(MediaType.TEXT, Map.of());
    }

    private void startAndUse() throws Exception {
        configuration().setKeyClaims("sub");
        configuration().setIssuer(null);
        startCart();
        put("/put", token, "{\"cart\":\"" + VALUE + "\"}");
        get("/get", token);
        get("/get", token + "x");
    }

    @Test
    void stepsAreCountedByOperationTypeAndOutcome() throws Exception {
        startAndUse();
        JsonNode steps = json().path("steps");
        assertThat(steps).hasSize(3);
        assertThat(steps)
                .contains(new ObjectMapper()
                        .readTree("{\"operation\":\"PUT\",\"sessionType\":\"GLOBAL\",\"outcome\":\"ok\",\"count\":1}"));
        assertThat(json().path("denials").toString()).isEqualTo("[{\"reason\":\"BAD_SIGNATURE\",\"count\":1}]");
        assertThat(text()).contains("    GET GLOBAL denied 1\n", "    BAD_SIGNATURE 1\n");
    }

    @Test
    void sessionsAreCountedNowInMemory() throws Exception {
        startAndUse();
        JsonNode global = json().path("global");
        assertThat(global.path("sessions").asInt()).isEqualTo(1);
        assertThat(global.path("sessionsCounted").asText()).isEqualTo("now");
        assertThat(global.path("rememberedTokens").asInt()).isEqualTo(1);
        assertThat(global.path("conflicts").isNumber()).isTrue();
    }

    @Test
    void otherRepositoriesAreCountedByTheSweepAlone() throws Exception {
        configuration().setAggregationRepository(new MemoryAggregationRepository(true));
        startAndUse();
        assertThat(json().path("global").path("sessions").asInt()).isEqualTo(-1);
        component().sweepNow();
        JsonNode global = json().path("global");
        assertThat(global.path("sessions").asInt()).isEqualTo(1);
        assertThat(global.path("sessionsCounted").asText()).isEqualTo("at last sweep");
        assertThat(global.path("sweeps").asInt()).isEqualTo(1);
        assertThat(global.path("lastSweep").asText()).startsWith("20");
        assertThat(global.path("lastSweepTook").asText()).startsWith("PT");
        assertThat(global.path("lastSweepEntriesRead").asText()).isEqualTo("1");
        assertThat(text()).contains("    sweeps: 1\n");
    }

    @Test
    void configurationIsShownWithoutSecrets() throws Exception {
        configuration().setAudience("the-audience");
        startCart();
        JsonNode shown = json().path("configuration");
        assertThat(shown.path("keySource").asText()).isEqualTo("secretKey");
        assertThat(shown.path("audience").asText()).isEqualTo("set");
        assertThat(shown.path("issuer").asText()).isEqualTo("not set");
        assertThat(shown.path("aggregationRepository").asText()).isEqualTo("in memory");
        assertThat(shown.path("maxSessions").asInt()).isEqualTo(100_000);
        assertThat(shown.path("sweepInterval").asText()).isEqualTo("PT1M");
        assertThat(text()).contains("    keySource: secretKey\n", "    namespace: default\n");
    }

    @Test
    void optionThatIsSetToNothingIsNotShownAsSet() throws Exception {
        startCart();
        configuration().setIssuer("");
        configuration().setRequiredClaims(" ");
        JsonNode shown = json().path("configuration");
        assertThat(shown.path("issuer").asText()).isEqualTo("not set");
        assertThat(shown.path("requiredClaims").asText()).isEqualTo("not set");
        configuration().setRequiredClaims("azp=shop");
        assertThat(json().path("configuration").path("requiredClaims").asText()).isEqualTo("set");
    }

    @Test
    void nothingSecretIsInIt() throws Exception {
        startAndUse();
        String all = text() + ((JsonObject) console().call(MediaType.JSON)).toJson();
        List<String> secrets = List.of(token, token.split("\\.")[1], TestTokens.SECRET, VALUE, USER);
        assertThat(secrets).noneMatch(all::contains);
    }

    @Test
    void jwkSetUriIsNamedButNotShown() throws Exception {
        configuration().setJwkSetUri("http://127.0.0.1:" + port + "/jwks?key=tops3cret");
        start(routes -> routes.from("direct:a").to(global("GET", "a")));
        assertThat(json().path("configuration").path("keySource").asText()).isEqualTo("jwkSetUri");
        assertThat(text()).doesNotContain("tops3cret", "jwks?");
    }

    @Test
    void withoutAGlobalStepThereIsNothingGlobalToShow() throws Exception {
        start(routes -> {});
        send(put("a"), "{\"a\":1}");
        assertThat(json().has("global")).isFalse();
        assertThat(text()).contains("component: session-management\n", "    PUT LOCAL ok 1\n");
    }
}
