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

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.LintMode;
import io.github.camelsession.component.SessionManagementComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The lint says what its page says. */
class DocumentedLintTest {
    @Test
    void lineOfThePageIsTheLineOfTheLint() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getComponent("session-management", SessionManagementComponent.class)
                    .getConfiguration()
                    .setLint(LintMode.FAIL);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("cart.camel.yaml", """
                - route:
                    id: cart
                    from:
                      uri: direct:cart
                      steps:
                        - to: session-management:remember-order?operation=PUT&fields=order
                        - setBody:
                            constant: "{}"
                        - choice:
                            when:
                              - simple: "${header.wanted}"
                                steps:
                                  - to:
                                      id: recall
                                      uri: session-management:recall-order?fields=ordr
                """));
            assertThatThrownBy(context::start)
                    .hasStackTraceContaining(Document.LINT.block("text", "ordr").text());
        }
    }
}
