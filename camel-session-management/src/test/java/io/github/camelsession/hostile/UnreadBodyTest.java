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

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a token is from is told without a look at the body, which here is a stream that can be read only once. */
class UnreadBodyTest {
    private static final int MEBIBYTE = 1 << 20;

    private static final String TOKEN = TestTokens.hs256(TestTokens.SECRET)
            .expiresAt(Instant.now().plusSeconds(600))
            .sign();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = AvailablePortFinder.getNextAvailable();

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVLET", "TOMCAT"})
    void uploadIsAllThereBehindAGlobalStep(HttpConsumer consumer) throws Exception {
        start(consumer);
        assertThat(upload(MEBIBYTE).bearer(TOKEN).send(port))
                .isEqualTo(new RawHttp.Answer(200, String.valueOf(MEBIBYTE)));
        // Not a large one: the server may close the connection before it has come.
        assertThat(upload(100).bearer("x").send(port)).isEqualTo(new RawHttp.Answer(401, "MALFORMED_TOKEN"));
    }

    private static RawHttp upload(int bytes) {
        return RawHttp.of("POST", "/get", "\n".repeat(bytes).getBytes(StandardCharsets.US_ASCII))
                .line("Content-Type: multipart/form-data; boundary=b");
    }

    private void start(HttpConsumer consumer) throws Exception {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setSecretKey(TestTokens.SECRET);
        context.setStreamCaching(false);
        consumer.prepare(context, port);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(SessionAccessDeniedException.class)
                        .handled(true)
                        .removeHeaders("*")
                        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(401))
                        .setBody(simple("${exception.reason.name}"));
                from(consumer.uri(port, "/get") + "?disableStreamCache=true")
                        .to("session-management:?sessionType=GLOBAL&operation=CONTAINS&fields=*")
                        .process(UnreadBodyTest::countTheBody)
                        .removeHeaders("*");
            }
        });
        context.start();
    }

    private static void countTheBody(Exchange exchange) throws IOException {
        try (InputStream body = (InputStream) exchange.getMessage().getBody()) {
            exchange.getMessage().setBody(String.valueOf(body.readAllBytes().length));
        }
    }
}
