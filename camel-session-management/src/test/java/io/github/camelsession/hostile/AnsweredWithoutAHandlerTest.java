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
package io.github.camelsession.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Camel makes of a denial that no route handles, as the recipe "Answer errors" says. */
class AnsweredWithoutAHandlerTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = AvailablePortFinder.getNextAvailable();

    @AfterEach
    void stop() {
        context.stop();
    }

    private int status(HttpConsumer consumer, String headersToRemove) throws Exception {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setSecretKey(TestTokens.SECRET);
        consumer.prepare(context, port);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(consumer.uri(port, "/get"))
                        // As the answer of a backend leaves it on the message.
                        .setHeader("CamelHttpResponseCode", constant(200))
                        .removeHeaders(headersToRemove)
                        .to("session-management:?sessionType=GLOBAL&fields=*");
            }
        });
        context.start();
        return RawHttp.get("/get").send(port).status();
    }

    @ParameterizedTest
    @CsvSource({"JETTY, 500", "SERVLET, 500", "TOMCAT, 500", "PLATFORM_HTTP, 200", "UNDERTOW, 200", "NETTY_HTTP, 200"})
    void statusOfABackendMayHideADenial(HttpConsumer consumer, int status) throws Exception {
        assertThat(status(consumer, "none")).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void withItsHeadersRemovedTheDenialIs500(HttpConsumer consumer) throws Exception {
        assertThat(status(consumer, "*")).isEqualTo(500);
    }
}
