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
package io.github.camelsession.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page about tests says beside the test that it shows, {@link CartRouteTest}. */
class DocumentedTestingTest {
    private @TempDir Path directory;

    @Test
    void routeInYamlIsCalledWithoutItsConsumer() throws Exception {
        // There is no server for platform-http here: with its consumer, the route would not start.
        Path routes = Files.writeString(directory.resolve("cart.yaml"), """
                - route:
                    id: show-cart
                    from:
                      uri: platform-http:/cart
                      steps:
                        - to: session-management:show?sessionType=GLOBAL&fields=cart
                """);
        String token = TestTokens.hs256(TestTokens.SECRET)
                .expiresAt(Instant.now().plusSeconds(60))
                .sign();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            var sessions = context.getComponent("session-management", SessionManagementComponent.class)
                    .getConfiguration();
            sessions.setSecretKey(TestTokens.SECRET);
            sessions.setAllowedTriggers("*");
            Snippets.loadWithoutHttp(context, "file:" + routes);
            context.start();
            assertThat(context.createProducerTemplate()
                            .requestBodyAndHeader("direct:show-cart", "", "Authorization", "Bearer " + token))
                    .isEqualTo("{}");
        }
    }
}
