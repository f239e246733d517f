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

import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import org.junit.jupiter.api.Test;

/** Two components, each with a store of its own, and one token: the key of the session is the same in both. */
class ScopedVersionsOfTwoComponentsTest extends HttpRouteTest {
    private static final String OTHER = "other-sessions:o?sessionType=GLOBAL&fields=secret&operation=";

    @Test
    void scopedVersionOfOneComponentIsNotSeenThroughAnother() throws Exception {
        SessionManagementComponent other = new SessionManagementComponent();
        other.getConfiguration().setSecretKey(TestTokens.SECRET);
        context.addComponent("other-sessions", other);
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/split"))
                    .split(routes.constant("x"), (before, now) -> now)
                    .setBody(routes.constant("{\"secret\":1}"))
                    .to(scoped(global("PUT", "secret")))
                    .setBody(routes.constant("{}"))
                    .to(scoped(OTHER + "GET"))
                    .setBody(routes.simple("${body} ${header.CamelSessionManagementFound}"))
                    .end();
        });
        assertThat(get("/split", tokenOf("alice"))).isEqualTo("{} []");
    }
}
