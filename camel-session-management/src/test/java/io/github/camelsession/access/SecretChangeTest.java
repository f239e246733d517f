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
package io.github.camelsession.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application is started again with another secret; its store is the same. */
class SecretChangeTest {
    private static final String NEW = "Zq4vW8yB3nM6xC1kT5rE9pL2jH7gF0dSaUiOoPmNbVcXzQwErTyUiKjHgFdSlAs5";

    private final MemoryAggregationRepository store = new MemoryAggregationRepository(true) {
        @Override
        protected void doStop() {
            // Camel's would forget everything.
        }
    };
    private CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    private void restart(String secret, @Nullable String previous, @Nullable String keyClaims) throws Exception {
        context.close();
        context = new DefaultCamelContext();
        SessionManagementConfiguration configuration = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        configuration.setSecretKey(secret);
        configuration.setPreviousSecretKeys(previous);
        configuration.setKeyClaims(keyClaims);
        configuration.setAllowedTriggers("*");
        configuration.setAggregationRepository(store);
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:put").to("session-management:put?operation=PUT&sessionType=GLOBAL&fields=cart");
                from("direct:get").to("session-management:get?sessionType=GLOBAL&fields=cart");
            }
        });
        context.start();
    }

    private Object call(String route, String token, String body) {
        var answer = context.createFluentProducerTemplate()
                .to("direct:" + route)
                .withHeader("Authorization", "Bearer " + token)
                .withBody(body)
                .send();
        return answer.getException() instanceof SessionAccessDeniedException denied
                ? denied.getReason().name()
                : answer.getMessage().getBody();
    }

    private static String login(String secret, int lifetime) {
        return TestTokens.hs256(secret)
                .subject("alice")
                .expiresAt(Instant.now().plusSeconds(lifetime))
                .sign();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sub"})
    void nobodyIsLoggedOut(String keyClaims) throws Exception {
        String claims = keyClaims.isEmpty() ? null : keyClaims;
        String before = login(TestTokens.SECRET, 600);
        restart(TestTokens.SECRET, null, claims);
        call("put", before, "{\"cart\":1}");

        restart(NEW, TestTokens.SECRET, claims);

        assertThat(call("get", before, "{}")).isEqualTo("{\"cart\":1}");
        String renewed = login(NEW, 700);
        assertThat(call("get", renewed, "{}")).isEqualTo(claims == null ? "{}" : "{\"cart\":1}");
        call("put", before, "{\"cart\":2}");
        assertThat(call("get", before, "{}")).isEqualTo("{\"cart\":2}");

        restart(NEW, null, claims);
        assertThat(call("get", before, "{}")).isEqualTo("BAD_SIGNATURE");
        assertThat(call("get", renewed, "{}")).isEqualTo(claims == null ? "{}" : "{\"cart\":2}");
    }
}
