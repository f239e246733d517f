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
package io.github.camelsession.endurance;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.TestConfiguration;
import io.github.camelsession.token.TestTokens;
import java.time.Instant;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** One application with a route for each operation on GLOBAL sessions, and one that uses a LOCAL session. */
final class SessionRoutes implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();

    SessionRoutes() throws Exception {
        configure();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (String operation : new String[] {"GET", "PUT", "CLEAR"}) {
                    from("direct:" + operation)
                            .to("session-management:s?sessionType=GLOBAL&fields=*&operation=" + operation);
                }
                from("direct:local")
                        .to("session-management:s?operation=PUT&fields=*")
                        .setBody(constant("{}"))
                        .to("session-management:s?fields=*");
            }
        });
    }

    SessionManagementConfiguration configure() {
        return TestConfiguration.of(context);
    }

    SessionRoutes started() {
        context.start();
        return this;
    }

    CamelContext context() {
        return context;
    }

    Exchange step(String operation, String token, Object body) {
        return context.createFluentProducerTemplate()
                .to("direct:" + operation + "?block=false")
                .withHeader("Authorization", "Bearer " + token)
                .withBody(body)
                .send();
    }

    /** What a step leaves as text; an AssertionError if it fails. */
    String answer(String operation, String token, Object body) {
        Exchange exchange = step(operation, token, body);
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange.getMessage().getBody(String.class);
    }

    /** Each has a session of its own. */
    static String newToken() {
        return TestTokens.hs256(TestTokens.SECRET)
                .claim("jti", UUID.randomUUID().toString())
                .expiresAt(Instant.now().plusSeconds(3_600))
                .sign();
    }

    @Override
    public void close() {
        context.stop();
    }
}
