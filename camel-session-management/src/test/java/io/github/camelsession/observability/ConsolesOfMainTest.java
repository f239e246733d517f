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

import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.util.json.Jsonable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No console, ours or Camel's, shows a secret of one of two instances, which Camel Main configures as the pages say: by a
 * file, or by a variable.
 */
class ConsolesOfMainTest {
    private static final String SECRET = TestTokens.SECRET;
    private static final String FORMER = "f0rmer-" + SECRET.substring(7);
    private static final String PARTNERS = "p4rtner-" + SECRET.substring(8);
    private static final String VALUE = "st0red-value";
    private static final String USER = "alice-of-the-claims";
    private static final String COMPONENT = "camel.component.session-management.";

    private static final Set<String> DOING_MORE_THAN_LOOK = Set.of("gc", "heap-dump", "send", "receive", "reload");

    private final Main main = new Main();
    private final String token = tokenOf(SECRET);
    private final String partnersToken = tokenOf(PARTNERS);
    private @TempDir Path directory;

    private static String tokenOf(String secret) {
        return TestTokens.hs256(secret)
                .subject(USER)
                .expiresAt(Instant.now().plusSeconds(600))
                .sign();
    }

    private record Variable(String getName, String value) implements PropertiesFunction {
        @Override
        public String apply(String variable) {
            return value;
        }
    }

    private String fileWith(String name, String secret) throws Exception {
        return "file:" + Files.writeString(directory.resolve(name), secret);
    }

    @BeforeEach
    void startWithTwoInstances() throws Exception {
        main.addInitialProperty("camel.main.devConsoleEnabled", "true");
        main.addInitialProperty("camel.main.loadHealthChecks", "true");
        main.addInitialProperty(COMPONENT + "secretKey", fileWith("secret", SECRET));
        main.addInitialProperty(COMPONENT + "previousSecretKeys", fileWith("before", FORMER));
        main.addInitialProperty(COMPONENT + "allowedTriggers", "*");
        main.addInitialProperty("camel.beans.partner", "#class:" + SessionManagementComponent.class.getName());
        main.addInitialProperty("camel.component.partner.secretKey", "{{env:PARTNERS_SECRET}}");
        main.addInitialProperty("camel.component.partner.allowedTriggers", "*");
        main.addInitialProperty("camel.component.session-token.secretKey", fileWith("login", SECRET));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                starting.getCamelContext()
                        .getPropertiesComponent()
                        .addPropertiesFunction(new Variable("env", PARTNERS));
            }
        });
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:own").to("session-management:own?sessionType=GLOBAL&operation=PUT&fields=*");
                from("direct:partner").to("partner:theirs?sessionType=GLOBAL&operation=PUT&fields=*");
                from("direct:login").to("session-token:login");
            }
        });
        main.start();
        assertThat(send("direct:own", token).getException()).isNull();
        assertThat(send("direct:partner", partnersToken).getException()).isNull();
        assertThat(send("direct:partner", token).getException()).isNotNull();
        assertThat(send("direct:login", token).getException()).isNull();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    private CamelContext context() {
        return Objects.requireNonNull(main.getCamelContext());
    }

    private Exchange send(String route, String bearer) {
        return context()
                .createFluentProducerTemplate()
                .to(route)
                .withHeader("Authorization", "Bearer " + bearer)
                .withBody("{\"sub\":\"" + USER + "\",\"cart\":\"" + VALUE + "\"}")
                .send();
    }

    private static String text(Object shown) {
        return shown instanceof Jsonable json ? json.toJson() : String.valueOf(shown);
    }

    private Map<String, String> consoles() {
        DevConsoleRegistry registry = context().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        registry.loadDevConsoles(true);
        Map<String, String> shown = new LinkedHashMap<>();
        for (DevConsole console : (Iterable<DevConsole>) registry.stream()::iterator) {
            if (!DOING_MORE_THAN_LOOK.contains(console.getId())) {
                for (MediaType type : MediaType.values()) {
                    shown.put(console.getId() + " " + type, text(console.call(type)));
                }
            }
        }
        return shown;
    }

    private void assertThatNothingIsIn(String shown, String where) {
        assertThat(shown)
                .as(where)
                .doesNotContain(
                        SECRET,
                        FORMER,
                        PARTNERS,
                        VALUE,
                        USER,
                        token,
                        partnersToken,
                        partnersToken.split("\\.")[1]);
    }

    @Test
    void noConsoleShowsASecretATokenAClaimOrAValue() {
        Map<String, String> shown = consoles();
        assertThat(shown)
                .hasSizeGreaterThan(60)
                .containsKeys("properties JSON", "main-configuration JSON", "health JSON");
        assertThat(shown.get("main-configuration JSON"))
                .contains(COMPONENT + "secretKey", "camel.component.partner.secretKey");
        assertThat(shown.get("route-dump TEXT")).contains("partner:theirs");
        assertThat(shown.get("session-management TEXT"))
                .contains("component: partner\n", "component: session-management\n", "    BAD_SIGNATURE 1\n");
        shown.forEach((console, text) -> assertThatNothingIsIn(text, console));
    }

    @Test
    void noHealthCheckShowsThem() {
        assertThat(HealthCheckHelper.invoke(context(), "full"))
                .anyMatch(result -> result.getCheck().getId().equals("session-management:partner"))
                .allSatisfy(result -> assertThatNothingIsIn(
                        result.getMessage() + " " + result.getDetails(),
                        result.getCheck().getId()));
    }
}
