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
import java.time.Instant;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jetty.JettyHttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says under "Long tokens": the server's limit comes before {@code maxTokenLength}. */
class LongTokensTest {
    private static final String LONG_TOKEN = TestTokens.hs256(TestTokens.SECRET)
            .claim("groups", "g".repeat(20_000))
            .expiresAt(Instant.now().plusSeconds(600))
            .sign();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = AvailablePortFinder.getNextAvailable();

    @AfterEach
    void stop() {
        context.stop();
    }

    private int status(HttpConsumer consumer, String options) throws Exception {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setSecretKey(TestTokens.SECRET);
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setMaxTokenLength(32_000);
        consumer.prepare(context, port);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(consumer.uri(port, "/get") + options)
                        .setBody(constant("{}"))
                        .to("session-management:?sessionType=GLOBAL&fields=*")
                        .removeHeaders("*");
            }
        });
        context.start();
        return RawHttp.get("/get").bearer(LONG_TOKEN).send(port).status();
    }

    @ParameterizedTest
    @CsvSource({"JETTY, 431", "SERVLET, 431", "TOMCAT, 400", "PLATFORM_HTTP, 431", "UNDERTOW, 200", "NETTY_HTTP, 400"})
    void serverHasALimitOfItsOwn(HttpConsumer consumer, int status) throws Exception {
        assertThat(status(consumer, "")).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"JETTY, ''", "NETTY_HTTP, ?maxHeaderSize=65536"})
    void settingRaisesIt(HttpConsumer consumer, String options) throws Exception {
        context.getComponent("jetty", JettyHttpComponent.class).setRequestHeaderSize(65_536);
        assertThat(status(consumer, options)).isEqualTo(200);
    }
}
