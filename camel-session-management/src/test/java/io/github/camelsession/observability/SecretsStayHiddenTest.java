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
package io.github.camelsession.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.github.camelsession.InvalidLogoutTokenException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.routes.RouteTest;
import io.github.camelsession.token.TestTokens;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever happens, at TRACE too: no token, secret, claim or stored value in logs, messages or {@code toString()}. */
class SecretsStayHiddenTest extends RouteTest {
    private static final String SECRET = "tops3cret-Vb7mQx2LkWz9RtYp4HsNd6JfGc8AeUo3iPl5KyTn1BvMqXwZrEsDhFgC";
    private static final String CLAIM = "alice-of-the-claims";
    private static final String STORED = "st0red-value";

    private static final Set<SessionOperation> GLOBAL_ALONE = EnumSet.of(
            SessionOperation.CLAIMS,
            SessionOperation.END,
            SessionOperation.END_ALL,
            SessionOperation.BACKCHANNEL_LOGOUT);

    private final Queue<String> said = new ConcurrentLinkedQueue<>();
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
    private final String token = TestTokens.hs256(SECRET)
            .subject(CLAIM)
            .claim("sid", CLAIM + "-2")
            .claim("iat", Instant.now().getEpochSecond())
            .expiresAt(Instant.now().plusSeconds(600))
            .sign();

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

    private void run(String authorization, String operation, Object body) {
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:" + operation)
                .withHeader("Authorization", authorization)
                .withBody(body)
                .send();
        keepTrace(exchange);
    }

    private void keepTrace(Exchange exchange) {
        if (exchange.getException() != null) {
            StringWriter trace = new StringWriter();
            exchange.getException().printStackTrace(new PrintWriter(trace));
            said.add(trace.toString());
        }
    }

    private void assertNothingLeaked() {
        List<String> secrets = List.of(
                token, token.substring(token.lastIndexOf('.') + 1), token.split("\\.")[1], SECRET, CLAIM, STORED);
        assertThat(said).isNotEmpty();
        assertThat(said).allSatisfy(line -> assertThat(secrets).noneMatch(line::contains));
    }

    private void startSteps() throws Exception {
        SessionManagementConfiguration configuration = component().getConfiguration();
        configuration.setSecretKey(SECRET);
        configuration.setAllowedTriggers("*");
        configuration.setKeyClaims("sub,sid");
        configuration.setMaxTokenLifetime(Duration.ofDays(1));
        start(routes -> {
            for (SessionOperation operation : SessionOperation.values()) {
                routes.from("direct:" + operation)
                        .to("session-management:s?sessionType=GLOBAL&fields=a,b&operation=" + operation);
                // A LOCAL step has neither claims nor a token to end.
                boolean isGlobal = GLOBAL_ALONE.contains(operation);
                routes.from("direct:local" + operation)
                        .to("session-management:s?fields=a,b&failOnMissing=true&operation="
                                + (isGlobal ? SessionOperation.GET : operation));
            }
        });
    }

    private SessionManagementComponent component() {
        return context.getComponent("session-management", SessionManagementComponent.class);
    }

    @Test
    void successfulStepsAndBadBodiesLeakNothing() throws Exception {
        startSteps();
        String body = "{\"a\":\"" + STORED + "\"}";
        for (SessionOperation operation : SessionOperation.values()) {
            run("Bearer " + token, operation.name(), body);
            run("Bearer " + token, "local" + operation, body);
            run("Bearer " + token, operation.name(), body.substring(0, 15));
            run("Bearer " + token, operation.name(), "[\"" + STORED + "\"]");
            run("Bearer " + token, operation.name(), STORED);
            run("Bearer " + token, operation.name(), "{\"a\":" + STORED + "}");
        }
        context.stop();
        assertNothingLeaked();
    }

    @Test
    void denialsLeakNothing() throws Exception {
        startSteps();
        String payload = token.split("\\.")[1];
        for (String authorization : List.of(
                token,
                "Basic " + token,
                "Bearer " + token + " " + token,
                "Bearer " + token + ",Bearer " + token,
                "Bearer " + token + "x",
                "Bearer " + token.substring(0, token.length() - 4),
                "Bearer " + payload,
                "Bearer " + token.repeat(60),
                "Bearer " + TestTokens.hs256(SECRET).subject(CLAIM).sign(),
                "Bearer "
                        + TestTokens.hs256(SECRET)
                                .subject(CLAIM)
                                .claim("exp", CLAIM)
                                .sign(),
                "Bearer "
                        + TestTokens.hs256(SECRET)
                                .subject(CLAIM)
                                .expiresAt(Instant.EPOCH)
                                .sign(),
                "Bearer "
                        + TestTokens.hs256(SECRET)
                                .subject(CLAIM)
                                .claim("iat", Instant.now().getEpochSecond())
                                .expiresAt(Instant.now().plusSeconds(60))
                                .sign())) {
            int before = said.size();
            run(authorization, "GET", "{}");
            assertThat(said.stream().skip(before)).anyMatch(line -> line.contains("SessionAccessDeniedException"));
        }
        assertNothingLeaked();
    }

    @Test
    void logoutTokensLeakNothing() throws Exception {
        startSteps();
        TestTokens logout = TestTokens.hs256(SECRET)
                .claim("iss", STORED)
                .subject(CLAIM)
                .claim("sid", CLAIM + "-2")
                .claim("iat", Instant.now().getEpochSecond())
                .expiresAt(Instant.now().plusSeconds(60))
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        for (Object refused : List.of(
                token,
                token + "x",
                token + " " + token,
                List.of(token, token),
                token.repeat(60),
                logout.claim("nonce", CLAIM).sign(),
                logout.claim("sub", List.of(CLAIM)).sign(),
                logout.claim("sid", Map.of(CLAIM, CLAIM)).sign())) {
            Exchange exchange = logOut(refused);
            assertThat(exchange.getException()).isInstanceOf(InvalidLogoutTokenException.class);
        }
        assertThat(logOut(logout.sign()).getException()).isNull();
        context.stop();
        assertNothingLeaked();
        assertThat(said).noneMatch(line -> line.contains("eyJ"));
    }

    private Exchange logOut(Object logoutToken) {
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:BACKCHANNEL_LOGOUT")
                .withHeader("logout_token", logoutToken)
                .send();
        keepTrace(exchange);
        return exchange;
    }

    @Test
    void entryThatIsNoSessionLeaksNothing() throws Exception {
        MemoryAggregationRepository repository = new MemoryAggregationRepository(true);
        component().getConfiguration().setAggregationRepository(repository);
        startSteps();
        run("Bearer " + token, "PUT", "{\"a\":\"" + STORED + "\"}");
        String key = repository.getKeys().iterator().next();
        Exchange entry = repository.get(context, key);
        Exchange broken = entry.copy();
        broken.getMessage()
                .setBody(("{\"v\":1,\"data\":{\"a\":\"" + STORED).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        repository.add(context, key, entry, broken);
        run("Bearer " + token, "GET", "{}");
        assertThat(said).anyMatch(line -> line.contains("SessionStoreException"));
        assertNothingLeaked();
    }

    @Test
    void wrongConfigurationLeaksNothing() throws Exception {
        component().getConfiguration().setSecretKey(SECRET);
        component().getConfiguration().setAlgorithms("RS256");
        try {
            start(routes -> routes.from("direct:a").to("session-management:s?sessionType=GLOBAL"));
            throw new AssertionError("The context started");
        } catch (Exception e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            said.add(trace.toString());
        }
        assertNothingLeaked();
    }

    @Test
    void whatHoldsASecretDoesNotShowIt() throws Exception {
        startSteps();
        said.add(component().toString());
        said.add(component().getConfiguration().toString());
        said.add(
                Objects.requireNonNull(component().observation().globalAccess()).toString());
        said.add(Objects.requireNonNull(component().observation().globalAccess())
                .callers()
                .toString());
        assertNothingLeaked();
    }

    @Test
    void secretIsMarkedSoThatCamelMasksIt() {
        assertThat(org.apache.camel.util.URISupport.sanitizeUri("x:y?secretKey=" + SECRET))
                .doesNotContain(SECRET);
        assertThat(org.apache.camel.util.SensitiveUtils.containsSensitive(
                        "camel.component.session-management.secretKey"))
                .isTrue();
    }
}
