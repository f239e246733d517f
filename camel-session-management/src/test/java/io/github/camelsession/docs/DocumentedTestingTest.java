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

import io.github.camelsession.token.TestTokens;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What the page says about tests is enough for a test. */
class DocumentedTestingTest {
    @Test
    void globalRouteIsCalledByAProducerTemplate() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Snippets.setUpForTests(context, TestTokens.SECRET);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:cart")
                            .to("session-management:?operation=PUT&sessionType=GLOBAL&fields=cart")
                            .setBody(constant("{}"))
                            .to("session-management:?operation=GET&sessionType=GLOBAL&fields=cart");
                }
            });
            context.start();
            assertThat(context.createProducerTemplate()
                            .requestBodyAndHeader(
                                    "direct:cart",
                                    "{\"cart\":1}",
                                    "Authorization",
                                    "Bearer " + Snippets.tokenOf("alice", TestTokens.SECRET)))
                    .isEqualTo("{\"cart\":1}");
        }
    }
}
