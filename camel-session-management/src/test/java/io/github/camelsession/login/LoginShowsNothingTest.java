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
package io.github.camelsession.login;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.routes.RouteTest;
import io.github.camelsession.token.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** At TRACE too: no password, claim, token or key in logs, messages or {@code toString()}, whatever the body is. */
class LoginShowsNothingTest extends RouteTest {
    private static final String PASSWORD = "pa55word-of-ann";
    private static final String USER = "ann-of-the-claims";

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final List<String> secrets = new ArrayList<>(List.of(PASSWORD, USER, TestTokens.SECRET));
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            said.add(event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                said.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    };
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Appender<ILoggingEvent> console = root.getAppender("STDOUT");

    @BeforeEach
    void listenAtTrace() {
        appender.start();
        root.detachAppender("STDOUT");
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void logAsBefore() {
        root.detachAppender(appender);
        root.setLevel(Level.WARN);
        root.addAppender(console);
    }

    private void startSteps() throws Exception {
        SessionManagementConfiguration sessions = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        sessions.setSecretKey(TestTokens.SECRET);
        sessions.setAllowedTriggers("*");
        start(routes -> {
            routes.from("direct:sub").to("session-token:a");
            routes.from("direct:all").to("session-token:a?claims=*&deliver=BODY");
            routes.from("direct:renew").to("session-token:a?operation=RENEW");
        });
    }

    private Exchange run(String uri, Object body, String authorization) {
        Exchange exchange = context.createFluentProducerTemplate()
                .to(uri)
                .withHeader("Authorization", authorization)
                .withBody(body)
                .send();
        if (exchange.getException() != null) {
            said.add(Throwables.getStackTrace(exchange.getException()));
        }
        return exchange;
    }

    private void assertNothingLeaked() {
        assertThat(said).isNotEmpty();
        assertThat(said).allSatisfy(line -> assertThat(secrets).noneMatch(line::contains));
    }

    @Test
    void loginsAndRenewalsLeakNothing() throws Exception {
        startSteps();
        Exchange exchange = run("direct:sub", "{\"sub\":\"" + USER + "\",\"password\":\"" + PASSWORD + "\"}", "");
        String authorization = exchange.getMessage().getHeader("Authorization", String.class);
        String renewed = run("direct:renew", "{}", authorization).getMessage().getHeader("Authorization", String.class);
        assertThat(renewed).isNotEqualTo(authorization);
        secrets.addAll(List.of(authorization.split("[ .]")[2], renewed.split("[ .]")[2]));
        secrets.addAll(List.of(authorization.split("[ .]")[3], renewed.split("[ .]")[3]));
        context.stop();
        assertNothingLeaked();
    }

    @Test
    void bodiesThatFailLeakNothing() throws Exception {
        startSteps();
        String password = "\"password\":\"" + PASSWORD + "\"";
        for (String body : List.of(
                PASSWORD,
                "[\"" + PASSWORD + "\"]",
                "{" + password,
                "{" + password + "} " + USER,
                "{" + password + "}",
                "{\"sub\":[\"" + USER + "\"]," + password + "}",
                "{\"sub\":{\"" + USER + "\":1,\"" + USER + "\":2}," + password + "}",
                "{\"sub\":\"" + USER + "\\ud800\"," + password + "}",
                "{\"sub\":\"" + USER.repeat(600) + "\"," + password + "}",
                "{\"sub\":\"" + USER + "\",\"iss\":\"" + PASSWORD + "\"}",
                "{\"sub\":\"" + USER + "\",\"o\":{\"" + PASSWORD + "\":1,\"" + PASSWORD + "\":2}}")) {
            assertThat(run("direct:all", body, "").getException())
                    .as(body)
                    .isInstanceOf(SessionManagementException.class);
        }
        assertNothingLeaked();
    }

    @Test
    void renewalsThatAreRefusedLeakNothing() throws Exception {
        startSteps();
        String token = TestTokens.hs256(TestTokens.SECRET)
                .subject(USER)
                .expiresAt(java.time.Instant.now().plusSeconds(60))
                .sign();
        secrets.add(token.split("\\.")[1]);
        assertThat(run("direct:renew", "{}", "Bearer " + token).getException())
                .isInstanceOf(SessionManagementException.class);
        assertNothingLeaked();
    }

    @Test
    void whatHoldsASecretDoesNotShowIt() throws Exception {
        startSteps();
        SessionTokenComponent component = context.getComponent("session-token", SessionTokenComponent.class);
        said.add(component.toString());
        said.add(component.getConfiguration().toString());
        said.add(component.maker().toString());
        said.add(new IssuedToken(PASSWORD, java.time.Duration.ZERO).toString());
        assertNothingLeaked();
    }
}
