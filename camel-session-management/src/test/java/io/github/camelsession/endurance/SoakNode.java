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

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.component.TestClock;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jetty.JettyHttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.test.AvailablePortFinder;

/** One Camel application behind Jetty, as a user would run it; its configuration is small so that limits are met. */
final class SoakNode implements AutoCloseable {
    /** In the time of the {@link FastClock}. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    static final int MAX_SESSION_SIZE = 64 * 1024;
    private static final int JETTY_THREADS = 16;

    private final CamelContext context = new DefaultCamelContext();
    private final int port = AvailablePortFinder.getNextAvailable();

    SoakNode(AggregationRepository repository, InstantSource clock) throws Exception {
        JettyHttpComponent jetty = context.getComponent("jetty", JettyHttpComponent.class);
        jetty.setMinThreads(JETTY_THREADS);
        jetty.setMaxThreads(JETTY_THREADS);
        SessionManagementComponent component =
                context.getComponent("session-management", SessionManagementComponent.class);
        TestClock.set(component, clock);
        configure(component.getConfiguration(), repository);
        context.addRoutes(routes());
        context.start();
    }

    private static void configure(SessionManagementConfiguration configuration, AggregationRepository repository) {
        configuration.setAggregationRepository(repository);
        configuration.setSecretKey(TestTokens.SECRET);
        configuration.setClockSkew(CLOCK_SKEW);
        configuration.setUpdateTimeout(Duration.ofSeconds(60L));
        configuration.setSweepInterval(Duration.ofMillis(500));
        configuration.setMaxSessionSize(MAX_SESSION_SIZE);
        configuration.setTokenCacheSize(100);
    }

    private RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                answer(SessionAccessDeniedException.class, 401);
                answer(InvalidMessageBodyException.class, 400);
                answer(SessionLimitException.class, 413);
                answer(SessionConflictException.class, 409);
                answer(SessionManagementException.class, 503);
                for (String operation : List.of("GET", "PUT", "PUT_IF_ABSENT", "CLEAR")) {
                    from(url(operation)).to(global(operation)).removeHeaders("*");
                }
                from(url("DELETE"))
                        .setHeader(SessionManagementConstants.FIELDS, header("X-Field"))
                        .to(global("DELETE"))
                        .removeHeaders("*");
            }

            private void answer(Class<? extends Exception> failure, int status) {
                onException(failure)
                        .handled(true)
                        .setBody(simple("${exception.message}"))
                        .removeHeaders("*")
                        .setHeader("CamelHttpResponseCode", constant(status));
            }

            private String url(String operation) {
                return "jetty:http://127.0.0.1:" + port + "/" + operation;
            }
        };
    }

    private static String global(String operation) {
        return "session-management:soak?sessionType=GLOBAL&fields=*&operation=" + operation;
    }

    String url(String operation) {
        return "http://127.0.0.1:" + port + "/" + operation;
    }

    @Override
    public void close() {
        context.stop();
    }
}
