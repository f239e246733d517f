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
package io.github.camelsession.session.global.update;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.withMaxInactiveInterval;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.repository.StoreFailure;
import io.github.camelsession.session.global.support.Caller;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.DoubtfulRepository;
import io.github.camelsession.session.global.support.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers of several threads may rely on, whatever the repository and the clock do. */
@Timeout(60)
class UpdateRulesTest {
    private static final SessionKey ALICE = claimsKey("alice", EXPIRY);
    private static final UnaryOperator<Session> DELETE_COUPON_OR_FAIL = session -> {
        if (!session.attributes().containsKey("coupon")) {
            throw new IllegalArgumentException("the session has no coupon");
        }
        return session.without(FieldNames.parse("coupon"));
    };

    private interface Write {
        @Nullable
        Exchange perform();
    }

    private interface Fault {
        @Nullable
        Exchange at(String key, Write write);
    }

    private final CamelContext context = new DefaultCamelContext();
    private final ManualTime time = new ManualTime();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Fault onWrite = (key, write) -> write.perform();
    private volatile Runnable onRead = () -> {};
    private final AggregationRepository repository = new DelegatingRepository(new MemoryAggregationRepository(true)) {
        @Override
        public @Nullable Exchange add(
                CamelContext camelContext, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
            return onWrite.at(key, () -> super.add(camelContext, key, oldExchange, newExchange));
        }

        @Override
        public @Nullable Exchange get(CamelContext camelContext, String key) {
            onRead.run();
            return super.get(camelContext, key);
        }
    };
    private final GlobalSessions sessions = GlobalSessions.with(context, repository, SETTINGS, time);
    private final SessionStore alice = sessions.open(ALICE);

    @AfterEach
    void close() throws Exception {
        end.countDown();
        Thread.interrupted();
        context.close();
    }

    private Caller waiting(UnaryOperator<Session> change) {
        return Caller.waiting(time, alice, change);
    }

    private void once(Fault fault) {
        onWrite = (key, write) -> {
            onWrite = (another, next) -> next.perform();
            return fault.at(key, write);
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void updatesThatWaitForOneAreWrittenTogetherAndEachHasItsOutcome() {
        AtomicInteger writes = new AtomicInteger();
        onWrite = (key, write) -> {
            writes.incrementAndGet();
            return write.perform();
        };
        Caller holder = Caller.holding(alice, end);
        List<Caller> callers =
                List.of(waiting(increment("count")), waiting(DELETE_COUPON_OR_FAIL), waiting(increment("count")));
        end.countDown();
        assertThat(holder.outcome()).isEqualTo(Session.EMPTY);
        assertThat(callers.get(0).outcome()).isEqualTo(Session.EMPTY);
        callers.get(1).assertFailure().isInstanceOf(IllegalArgumentException.class);
        assertThat(callers.get(2).outcome()).isEqualTo(session("count", "1"));
        assertThat(writes).hasValue(1);
    }

    /** R22a: each is tried alone, by its own thread. */
    @Test
    void updatesThatWereWrittenTogetherWithOneThatTheStoreDoesNotTakeAreStored() {
        AggregationRepository store = new DelegatingRepository(new MemoryAggregationRepository(true)) {
            @Override
            public @Nullable Exchange add(
                    CamelContext camelContext, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
                if (newExchange.getMessage().getBody(byte[].class).length > 4000) {
                    throw new IllegalStateException("value too long");
                }
                return super.add(camelContext, key, oldExchange, newExchange);
            }
        };
        SessionStore session =
                GlobalSessions.with(context, store, SETTINGS, time).open(ALICE);
        Caller.holding(session, end);
        Caller large = Caller.waiting(time, session, put("large", "\"" + "x".repeat(5000) + "\""));
        Caller one = Caller.waiting(time, session, increment("count"));
        Caller two = Caller.waiting(time, session, increment("count"));
        end.countDown();
        large.assertFailure().isInstanceOf(SessionStoreException.class).hasRootCauseMessage("value too long");
        assertThat(List.of(one.outcome(), two.outcome()))
                .containsExactlyInAnyOrder(Session.EMPTY, session("count", "1"));
        assertThat(session.read()).isEqualTo(session("count", "2"));
    }

    /** R2: the store hangs for longer than any of them has time. */
    @Test
    void queueIsNotBlockedAndNothingStoredLateByOneThatHasGone() {
        Caller.holding(alice, end);
        Caller leader = waiting(DELETE_COUPON_OR_FAIL);
        Caller taken = waiting(put("u", "1"));
        once((key, write) -> {
            onRead = () -> {
                onRead = () -> {};
                time.advance(SETTINGS.updateTimeout().multipliedBy(3));
                taken.outcome();
            };
            throw new OptimisticLockingException();
        });
        end.countDown();
        taken.assertFailure()
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("has not answered for the whole updateTimeout=PT5S")
                .hasMessageContaining("it is unknown whether this update was stored");
        leader.assertFailure().isInstanceOf(IllegalArgumentException.class);
        assertThat(alice.update(put("z", "1"))).isEqualTo(Session.EMPTY);
        assertThat(alice.read()).isEqualTo(session("z", "1"));
    }

    /** R16. */
    @Test
    void oneThatWaitsInLineWaitsForUpdateTimeoutAtMostAndKnowsThatNothingIsStored() {
        CountDownLatch hangs = new CountDownLatch(1);
        once((key, write) -> {
            hangs.countDown();
            Caller.await(end);
            return write.perform();
        });
        Caller leader = Caller.started(alice, put("a", "1"));
        Caller.await(hangs);
        Caller waiting = waiting(put("b", "1"));
        time.advance(SETTINGS.updateTimeout().minusNanos(1));
        Caller later = waiting(put("c", "1"));
        time.advance(Duration.ofNanos(1));
        waiting.assertFailure()
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("has not answered for the whole updateTimeout=PT5S")
                .hasMessageContaining("to another update of session")
                .hasMessageContaining("or has only refused it")
                .hasMessageContaining("nothing of this one was stored")
                .hasMessageContaining("time-outs of the repository's client to less than updateTimeout");
        end.countDown();
        assertThat(leader.outcome()).isEqualTo(Session.EMPTY);
        assertThat(later.outcome()).isEqualTo(session("a", "1"));
        assertThat(alice.read().attributes()).containsOnlyKeys("a", "c");
    }

    /** R3. */
    @Test
    void interruptIsKeptOnEveryWayOut() {
        List<Fault> faults = List.of(
                (key, write) -> {
                    throw new OptimisticLockingException();
                },
                (key, write) -> {
                    throw new IllegalStateException("timed out");
                },
                (key, write) -> {
                    write.perform();
                    throw new OptimisticLockingException();
                },
                (key, write) -> {
                    onRead = () -> {
                        throw new IllegalStateException("down");
                    };
                    throw new IllegalStateException("timed out");
                },
                (key, write) -> {
                    throw sneak(new InterruptedException());
                });
        for (Fault fault : faults) {
            onRead = () -> {};
            once((key, write) -> {
                Thread.currentThread().interrupt();
                return fault.at(key, write);
            });
            Caller caller = Caller.started(alice, increment("count"));
            assertThat(caller.wasInterrupted()).isTrue();
        }
    }

    @Test
    void interruptWhileWaitingIsAConflictAndKept() {
        Caller.holding(alice, end);
        Caller waiting = waiting(put("a", "1"));
        Caller next = waiting(put("b", "1"));
        waiting.interrupt();
        waiting.assertFailure().isInstanceOf(SessionConflictException.class).hasMessageContaining("interrupted");
        assertThat(waiting.wasInterrupted()).isTrue();
        end.countDown();
        assertThat(next.outcome()).isEqualTo(Session.EMPTY);
    }

    @Test
    void interruptOfOneThatIsTakenAlongDoesNotHideItsOutcome() {
        Caller.holding(alice, end);
        waiting(put("a", "1"));
        Caller taken = waiting(put("b", "1"));
        once((key, write) -> {
            taken.interrupt();
            return write.perform();
        });
        end.countDown();
        assertThat(taken.outcome()).isEqualTo(session("a", "1"));
        assertThat(taken.wasInterrupted()).isTrue();
    }

    /** R4. */
    @Test
    void maxSessionsIsALimitForEachOfThoseThatAreWrittenTogether() {
        GlobalSessions full = GlobalSessions.with(context, new BoundedMemoryRepository(1), SETTINGS, time);
        full.open(claimsKey("first", EXPIRY)).update(put("a", "1"));
        SessionStore store = full.open(ALICE);
        Caller.holding(store, end);
        List<Caller> callers = List.of(
                Caller.waiting(time, store, put("a", "1")),
                Caller.waiting(time, store, put("b", "1")),
                Caller.waiting(time, store, put("c", "1")));
        end.countDown();
        for (Caller caller : callers) {
            caller.assertFailure()
                    .isInstanceOfSatisfying(
                            SessionLimitException.class,
                            limit -> assertThat(limit.getOption()).isEqualTo("maxSessions"));
        }
        assertThat(callers.get(0).outcome()).isNotSameAs(callers.get(1).outcome());
    }

    /** R6. */
    @Test
    void clockThatIsSetChangesNoDeadline() {
        for (Duration step : List.of(Duration.ofMinutes(10), Duration.ofDays(-1))) {
            time.pauses.clear();
            AtomicInteger writes = new AtomicInteger();
            onWrite = (key, write) -> {
                if (writes.incrementAndGet() == 3) {
                    time.set(time.instant().plus(step));
                }
                throw new OptimisticLockingException();
            };
            assertThatThrownBy(() -> alice.update(put("a", "1"))).isInstanceOf(SessionStoreException.class);
            Duration spent = time.pauses.stream().reduce(Duration.ZERO, Duration::plus);
            assertThat(spent).isEqualTo(SETTINGS.updateTimeout());
        }
    }

    /** R5: the outage ends before the second one tries for itself. */
    @Test
    void verdictIsThatOfTheSessionAsItIsAndNotOfWhatAnotherOneWantedInVain() {
        alice.update(put("coupon", "1"));
        Caller.holding(alice, end);
        Caller clear = waiting(session -> Session.EMPTY);
        Caller delete = waiting(DELETE_COUPON_OR_FAIL);
        AtomicInteger failures = new AtomicInteger(2);
        onWrite = (key, write) -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("read only");
            }
            return write.perform();
        };
        end.countDown();
        clear.assertFailure().isInstanceOf(SessionStoreException.class);
        assertThat(delete.outcome()).isEqualTo(session("coupon", "1"));
        assertThat(alice.read()).isEqualTo(Session.EMPTY);
    }

    /** R9 and R21: 1024 was the number of locks that sessions shared. */
    @Test
    void othersNeverWaitForASessionNorFailWithIt() {
        Caller.holding(alice, end);
        for (int i = 0; i < 5_000; i++) {
            SessionStore other = sessions.open(claimsKey("user" + i, EXPIRY));
            assertThat(other.update(put("a", "1"))).isEqualTo(Session.EMPTY);
        }
    }

    /** R11. */
    @Test
    void whateverARepositoryThrowsIsAStoreExceptionIsCountedAndEndsTheWaiting() {
        for (Throwable thrown : List.of(new IOException("broken pipe"), new StackOverflowError())) {
            onRead = () -> sneak(thrown);
            assertThatThrownBy(alice::read)
                    .isInstanceOf(SessionStoreException.class)
                    .hasCause(thrown);
            StoreFailure failure =
                    Objects.requireNonNull(sessions.status().store().lastFailure());
            assertThat(failure.type()).isEqualTo(thrown.getClass().getName());
            onRead = () -> {};
            CountDownLatch hold = new CountDownLatch(1);
            Caller.holding(alice, hold);
            Caller first = waiting(put("a", "1"));
            Caller second = waiting(put("b", "1"));
            onRead = () -> sneak(thrown);
            hold.countDown();
            first.assertFailure().isInstanceOf(SessionStoreException.class).hasCause(thrown);
            second.assertFailure().isInstanceOf(SessionStoreException.class).hasCause(thrown);
            onRead = () -> {};
        }
    }

    /** R11: the answer was lost, and what is stored is known to be. */
    @Test
    void writeThatIsStoredThoughTheRepositoryThrewIsASuccessForAllInIt() {
        for (Throwable thrown : List.of(new IOException("broken pipe"), new StackOverflowError())) {
            alice.update(session -> Session.EMPTY);
            CountDownLatch hold = new CountDownLatch(1);
            Caller.holding(alice, hold);
            Caller first = waiting(increment("count"));
            Caller second = waiting(increment("count"));
            once((key, write) -> {
                write.perform();
                throw sneak(thrown);
            });
            hold.countDown();
            assertThat(first.outcome()).isEqualTo(Session.EMPTY);
            assertThat(second.outcome()).isEqualTo(session("count", "1"));
            assertThat(alice.read()).isEqualTo(session("count", "2"));
        }
    }

    /** R18. */
    @Test
    void sessionThatBecomesIdleWhileItsWriteIsUnderWayIsNotJudgedAnew() {
        DoubtfulRepository doubtful = new DoubtfulRepository(new MemoryAggregationRepository(true));
        SessionStore store = GlobalSessions.with(
                        context, doubtful, withMaxInactiveInterval(Duration.ofSeconds(30)), time)
                .open(ALICE);
        store.update(put("coupon", "1"));
        store.update(put("cart", "7"));
        // A second before the limit, a tenth of it and the tolerance are over.
        time.advance(Duration.ofSeconds(30 + 3 - 1).plus(SETTINGS.clockSkew()));
        doubtful.next(DoubtfulRepository.Fault.LATE);
        doubtful.beforeNextAnswer(() -> time.advance(Duration.ofSeconds(1)));
        assertThat(store.update(DELETE_COUPON_OR_FAIL).attributes()).containsOnlyKeys("coupon", "cart");
        doubtful.land();
        assertThat(store.read()).isEqualTo(session("cart", "7"));
    }
}
