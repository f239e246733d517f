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

import io.github.camelsession.DenialReason;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of bad input ends in its own exception, and the session is as it was. */
class BadInputTest extends HttpRouteTest {
    private static final String HELD = "{\"cart\":1}";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final String alice = tokenOf("alice");

    @BeforeEach
    void configureCallers() {
        component().setClock(now::get);
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setAllowedTriggers("*");
        configuration().setUpdateTimeout(Duration.ofMillis(200));
    }

    private void startSteps() throws Exception {
        start(routes -> {
            for (String operation : new String[] {"PUT", "GET", "DELETE", "CLEAR"}) {
                routes.from("direct:" + operation).to(global(operation, "cart,more"));
            }
        });
    }

    private Exchange step(String operation, String token, Object body) {
        return context.createFluentProducerTemplate()
                .to("direct:" + operation)
                .withHeader("Authorization", "Bearer " + token)
                .withBody(body)
                .send();
    }

    private void assertHeld(String token) {
        assertThat(step("GET", token, "{}").getMessage().getBody(String.class)).isEqualTo(HELD);
    }

    private void assertPutFails(Object body, Class<? extends Exception> failure) throws Exception {
        startSteps();
        step("PUT", alice, HELD);
        assertThat(step("PUT", alice, body).getException()).isInstanceOf(failure);
        assertHeld(alice);
    }

    @Test
    void arrayOfTwoHundredThousandLevels() throws Exception {
        assertPutFails(
                "{\"cart\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}", InvalidMessageBodyException.class);
    }

    @Test
    void truncatedBody() throws Exception {
        assertPutFails("{\"cart\":2,\"more\":[1,", InvalidMessageBodyException.class);
    }

    @Test
    void stringOfOneMegabyteIsBeyondMaxSessionSize() throws Exception {
        assertPutFails("{\"cart\":\"" + "x".repeat(1024 * 1024) + "\"}", SessionLimitException.class);
    }

    @Test
    void stringOfOneMegabyteFitsWhereMaxSessionSizeAllows() throws Exception {
        configuration().setMaxSessionSize(2 * 1024 * 1024);
        startSteps();
        String big = "{\"cart\":\"" + "x".repeat(1024 * 1024) + "\"}";
        step("PUT", alice, big);
        assertThat(step("GET", alice, "{}").getMessage().getBody(String.class)).isEqualTo(big);
    }

    @Test
    void tokenOfTwentyKilobytes() throws Exception {
        startSteps();
        Exchange exchange = step("GET", "a".repeat(20 * 1024), "{}");
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        denied -> assertThat(denied.getReason()).isEqualTo(DenialReason.TOKEN_TOO_LONG));
    }

    @Test
    void tokenThatExpiresBetweenTwoStepsOfOneRequest() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(global("PUT", "cart"))
                .process(e -> now.updateAndGet(time -> time.plusSeconds(3600)))
                .to(global("PUT", "cart")));
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:a")
                .withHeader("Authorization", "Bearer " + alice)
                .withBody(HELD)
                .send();
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        denied -> assertThat(denied.getReason()).isEqualTo(DenialReason.EXPIRED));
    }

    @Test
    void tokenThatExpiresWhileAnUpdateWaitsForItsTurn() throws Exception {
        FailingRepository repository = new FailingRepository();
        configuration().setAggregationRepository(repository);
        configuration().setUpdateTimeout(Duration.ofDays(1));
        startSteps();
        step("PUT", alice, HELD);
        repository.losing = true;
        repository.whenLost = () -> now.updateAndGet(time -> time.plusSeconds(3600));
        assertThat(step("PUT", alice, "{\"cart\":2}").getException())
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        denied -> assertThat(denied.getReason()).isEqualTo(DenialReason.EXPIRED));
    }

    @Test
    void sessionThatWasNotTouchedForMaxInactiveIntervalIsGone() throws Exception {
        configuration().setMaxInactiveInterval(Duration.ofSeconds(100));
        startSteps();
        step("PUT", alice, HELD);
        now.updateAndGet(time -> time.plusSeconds(99));
        assertHeld(alice);
        now.updateAndGet(time -> time.plusSeconds(99));
        assertHeld(alice);
        // A tenth more, within which uses are not noted, and clockSkew.
        now.updateAndGet(time -> time.plusSeconds(110 + 60));
        assertThat(step("GET", alice, "{}").getMessage().getBody(String.class)).isEqualTo("{}");
    }

    @Test
    void sessionIsGoneMaxLifetimeAfterItsFirstWriteAndItsVersionWithIt() throws Exception {
        configuration().setMaxLifetime(Duration.ofSeconds(100));
        startSteps();
        step("PUT", alice, HELD);
        now.updateAndGet(time -> time.plusSeconds(100 + 59));
        step("PUT", alice, HELD);
        assertHeld(alice);
        now.updateAndGet(time -> time.plusSeconds(1));
        assertThat(step("GET", alice, "{}").getMessage().getBody(String.class)).isEqualTo("{}");
    }

    @Test
    void sessionBeyondMaxSessionsIsRefusedAndTheLiveOnesGoOn() throws Exception {
        configuration().setMaxSessions(1);
        startSteps();
        step("PUT", alice, HELD);
        assertThat(step("PUT", tokenOf("bob"), HELD).getException())
                .isInstanceOfSatisfying(
                        SessionLimitException.class,
                        limit -> assertThat(limit.getOption()).isEqualTo("maxSessions"));
        assertHeld(alice);
    }

    @Test
    void repositoryThatThrowsOnEveryCall() throws Exception {
        FailingRepository repository = new FailingRepository();
        configuration().setAggregationRepository(repository);
        startSteps();
        step("PUT", alice, HELD);
        repository.broken = true;
        for (String operation : new String[] {"PUT", "GET", "DELETE", "CLEAR"}) {
            assertThat(step(operation, alice, "{\"cart\":2}").getException())
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining(FailingRepository.class.getName());
        }
        repository.broken = false;
        assertHeld(alice);
    }

    @Test
    void repositoryThatAlwaysLosesTheComparison() throws Exception {
        FailingRepository repository = new FailingRepository();
        configuration().setAggregationRepository(repository);
        component().setClock(java.time.Clock.systemUTC());
        startSteps();
        step("PUT", alice, HELD);
        repository.losing = true;
        assertThat(step("PUT", alice, "{\"cart\":2}").getException())
                .isInstanceOf(SessionConflictException.class)
                .hasMessageContaining("updateTimeout");
        assertHeld(alice);
    }

    private static final class FailingRepository extends MemoryAggregationRepository {
        private volatile boolean broken;
        private volatile boolean losing;
        private final AtomicInteger others = new AtomicInteger();
        private volatile Runnable whenLost = () -> {};

        FailingRepository() {
            super(true);
        }

        @Override
        public Exchange add(CamelContext context, String key, Exchange before, Exchange now) {
            check();
            if (losing) {
                whenLost.run();
                Exchange other = before.copy();
                other.setExchangeId("of-another-node-" + others.incrementAndGet());
                Exchange unused = super.add(context, key, before, other);
                throw new OptimisticLockingException();
            }
            return super.add(context, key, before, now);
        }

        @Override
        public Exchange get(CamelContext context, String key) {
            check();
            return super.get(context, key);
        }

        @Override
        public Set<String> getKeys() {
            check();
            return super.getKeys();
        }

        private void check() {
            if (broken) {
                throw new IllegalStateException("no connection");
            }
        }
    }
}
