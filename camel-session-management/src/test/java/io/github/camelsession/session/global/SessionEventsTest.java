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
package io.github.camelsession.session.global;

import static io.github.camelsession.SessionEvent.Kind.CREATED;
import static io.github.camelsession.SessionEvent.Kind.ENDED;
import static io.github.camelsession.SessionEvent.Kind.EXPIRED;
import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.login;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static io.github.camelsession.session.global.support.Fixtures.withMaxInactiveInterval;
import static io.github.camelsession.session.global.support.Fixtures.withMaxLifetime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionEvent;
import io.github.camelsession.SessionEvent.Kind;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.DoubtfulRepository;
import io.github.camelsession.session.global.support.DoubtfulRepository.Fault;
import io.github.camelsession.session.global.support.FailingRepository;
import io.github.camelsession.session.global.support.Listener;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.Threads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What listeners are told of sessions, and when. */
@Timeout(60)
class SessionEventsTest {
    private static final SessionKey KEY = tokenKey("a token", EXPIRY);
    private static final Duration DAY = Duration.ofDays(1);

    private final CamelContext context = new DefaultCamelContext();
    private final ManualTime time = new ManualTime();
    private final BoundedMemoryRepository memory = new BoundedMemoryRepository(1000);
    private final GlobalSessions sessions = GlobalSessions.with(context, memory, SETTINGS, time);
    private Listener listener;

    @BeforeEach
    void startContext() {
        context.start();
        listener = Listener.in(context);
    }

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private GlobalSessions over(DelegatingRepository repository) {
        return GlobalSessions.with(context, repository, SETTINGS, time);
    }

    private void assertTold(Kind... kinds) {
        assertThat(listener.takeKinds()).containsExactly(kinds);
    }

    @Test
    void firstFieldTellsCreatedByTheHashOfTheSessionAndNoMore() {
        sessions.open(KEY).update(put("cart", "1"));
        SessionEvent event = listener.events().get(0);
        assertThat(event.getType()).isEqualTo(CamelEvent.Type.Custom);
        assertThat(event.getSession()).hasSize(43).isEqualTo(KeyFormat.hashOf(KEY.value()));
        assertThat(event.getComponent()).isEqualTo("session-management");
        assertThat(event.getTimestamp()).isEqualTo(ManualTime.START.toEpochMilli());
        assertThat(event.getSource()).isSameAs(context);
        assertThat(event).hasToString("session " + event.getSession() + " of session-management CREATED");
        assertTold(CREATED);
    }

    @Test
    void whatNeitherMakesNorEndsASessionTellsNothing() {
        sessions.open(KEY).read();
        sessions.open(KEY).clear();
        sessions.open(KEY).update(session -> session.without(FieldNames.ALL));
        assertTold();
        sessions.open(KEY).update(put("cart", "1"));
        assertTold(CREATED);
        sessions.open(KEY).update(put("cart", "2"));
        sessions.open(KEY).clear();
        sessions.open(KEY).update(put("cart", "3"));
        sessions.clear(Objects.requireNonNull(KeyFormat.hashOf(KEY.value())));
        assertTold();
    }

    @Test
    void endTellsEndedOnceAndOnlyOfASessionThatWasThere() {
        sessions.open(KEY).update(put("cart", "1"));
        sessions.end(KEY);
        assertTold(CREATED, ENDED);
        assertThatThrownBy(() -> sessions.end(KEY)).isInstanceOf(SessionAccessDeniedException.class);
        sessions.end(tokenKey("another token", EXPIRY));
        assertTold();
    }

    @Test
    void emptySessionIsThereUntilItIsEnded() {
        sessions.open(KEY).update(put("cart", "1"));
        sessions.open(KEY).clear();
        sessions.end(KEY);
        assertTold(CREATED, ENDED);
    }

    @Test
    void endOfOneTokenOfSeveralEndsNoSession() {
        SessionKey phone = login("phone", time.instant());
        SessionKey laptop = login("laptop", time.instant());
        sessions.open(phone).update(put("cart", "1"));
        sessions.end(phone);
        assertTold(CREATED);
        sessions.endAll(laptop, DAY);
        assertTold(ENDED);
    }

    @Test
    void endOfOneTokenOfSeveralEndsNoEmptySessionEither() {
        SessionKey phone = login("phone", time.instant());
        sessions.open(phone).update(put("cart", "1"));
        sessions.open(phone).clear();
        sessions.end(phone);
        assertTold(CREATED);
    }

    @Test
    void sessionIsCreatedThoughATokenOfItsUserWasEndedBefore() {
        sessions.end(login("phone", time.instant()));
        assertTold();
        sessions.open(login("laptop", time.instant())).update(put("cart", "1"));
        assertTold(CREATED);
    }

    @Test
    void sessionOfALoginAfterEndAllIsCreatedAnew() {
        sessions.open(login("phone", time.instant())).update(put("cart", "1"));
        sessions.endAll(login("phone", time.instant()), DAY);
        time.advance(Duration.ofSeconds(10));
        sessions.open(login("again", time.instant())).update(put("cart", "2"));
        assertTold(CREATED, ENDED, CREATED);
    }

    @Test
    void logoutTokenThatComesTwiceTellsOnce() {
        SessionKey user = login("phone", time.instant());
        sessions.open(user).update(put("cart", "1"));
        sessions.endIssuedUntil(user.withoutToken(), time.instant(), DAY);
        sessions.endIssuedUntil(user.withoutToken(), time.instant(), DAY);
        assertTold(CREATED, ENDED);
    }

    @Test
    void endOfWhatWasNeverASessionTellsNothingHoweverOften() {
        for (int login = 0; login < 3; login++) {
            sessions.endAll(login("never " + login, time.instant()), DAY);
            time.advance(Duration.ofSeconds(10));
            sessions.endIssuedUntil(login("never", time.instant()).withoutToken(), time.instant(), DAY);
            time.advance(Duration.ofSeconds(10));
        }
        assertTold();
    }

    @Test
    void sessionThatIsEndedAgainAndAgainTellsEndedOnce() {
        sessions.open(login("phone", time.instant())).update(put("cart", "1"));
        for (int login = 0; login < 3; login++) {
            sessions.endAll(login("phone " + login, time.instant()), DAY);
            time.advance(Duration.ofSeconds(10));
        }
        assertTold(CREATED, ENDED);
        sessions.open(login("again", time.instant())).update(put("cart", "2"));
        sessions.endAll(login("again", time.instant()), DAY);
        assertTold(CREATED, ENDED);
    }

    @Test
    void emptySessionIsEndedByEndAllThoughATokenWasEndedBefore() {
        SessionKey phone = login("phone", time.instant());
        sessions.open(phone).update(put("cart", "1"));
        sessions.open(phone).clear();
        sessions.end(phone);
        sessions.endAll(login("laptop", time.instant()), DAY);
        assertTold(CREATED, ENDED);
    }

    /** Looks like the one above, to the entry: rather told twice than never. */
    @Test
    void endAllAfterTheEndOfATokenTellsEndedThoughNothingWasStored() {
        sessions.end(login("phone", time.instant()));
        sessions.endAll(login("laptop", time.instant()), DAY);
        assertTold(ENDED);
    }

    /** The gap that the javadoc of the event names. */
    @Test
    void sessionThatIsEmptiedAfterAnEarlierEndOfAllCountsAsEnded() {
        sessions.endAll(login("phone", time.instant()), DAY);
        time.advance(Duration.ofSeconds(10));
        SessionKey again = login("again", time.instant());
        sessions.open(again).update(put("cart", "1"));
        sessions.open(again).clear();
        assertTold(CREATED);
        sessions.endAll(again, DAY);
        assertTold();
    }

    @Test
    void unreadableEntryIsASessionThatCanBeEnded() {
        Exchange damaged = new DefaultExchange(context);
        damaged.getMessage().setBody("{".getBytes(StandardCharsets.UTF_8));
        memory.add(context, KEY.value(), null, damaged);
        sessions.end(KEY);
        assertTold(ENDED);
    }

    @Test
    void sweepTellsExpiredWhileTheEntryIsStillThere() {
        sessions.open(KEY).update(put("cart", "1"));
        time.set(EXPIRY.plus(KEPT).minusMillis(1));
        sessions.sweep();
        assertTold(CREATED);
        time.advance(Duration.ofMillis(1));
        List<String> keys = new ArrayList<>();
        listener.reactBy(event -> keys.addAll(memory.getKeys()));
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(keys).containsExactly(KEY.value());
        assertThat(memory.getKeys()).isEmpty();
        assertTold(EXPIRED);
    }

    @Test
    void sweepTellsOfSessionsKeyedByClaimsAndOfEmptyOnes() {
        SessionKey user = login("phone", time.instant());
        sessions.open(user).update(put("cart", "1"));
        sessions.open(user).clear();
        time.set(EXPIRY.plus(KEPT));
        sessions.sweep();
        assertTold(CREATED, EXPIRED);
    }

    @Test
    void sweepTellsNothingOfASessionThatWasEnded() {
        sessions.open(KEY).update(put("cart", "1"));
        sessions.end(KEY);
        sessions.open(login("phone", time.instant())).update(put("cart", "1"));
        sessions.endAll(login("phone", time.instant()), DAY);
        assertTold(CREATED, ENDED, CREATED, ENDED);
        time.set(EXPIRY.plus(Duration.ofDays(30)));
        assertThat(sessions.sweep()).isEqualTo(2);
        assertTold();
    }

    @Test
    void removalThatFailsIsToldAgain() {
        FailingRepository repository = new FailingRepository(memory);
        GlobalSessions failing = over(repository);
        failing.open(KEY).update(put("cart", "1"));
        time.set(EXPIRY.plus(KEPT));
        repository.removal = new IllegalStateException("crashed");
        assertThat(failing.sweep()).isZero();
        repository.removal = null;
        assertThat(failing.sweep()).isEqualTo(1);
        assertTold(CREATED, EXPIRED, EXPIRED);
    }

    @Test
    void updateThatFindsASessionExpiredTellsIt() {
        GlobalSessions idle =
                GlobalSessions.with(context, memory, withMaxInactiveInterval(Duration.ofMinutes(1)), time);
        idle.open(KEY).update(put("cart", "1"));
        time.advance(Duration.ofMinutes(10));
        idle.open(KEY).update(put("cart", "2"));
        assertTold(CREATED, EXPIRED, CREATED);
        time.advance(Duration.ofMinutes(10));
        idle.end(KEY);
        assertTold(EXPIRED);
        time.set(EXPIRY.plus(KEPT));
        assertThat(idle.sweep()).isEqualTo(1);
        assertTold();
    }

    @Test
    void sessionThatIsTooOldHasExpired() {
        GlobalSessions limited = GlobalSessions.with(context, memory, withMaxLifetime(Duration.ofMinutes(10)), time);
        limited.open(KEY).update(put("cart", "1"));
        time.advance(Duration.ofMinutes(9));
        limited.open(KEY).update(put("cart", "2"));
        assertTold(CREATED);
        time.advance(Duration.ofMinutes(9));
        limited.open(KEY).update(put("cart", "3"));
        assertTold(EXPIRED, CREATED);
        time.set(EXPIRY.plus(KEPT));
        assertThat(limited.sweep()).isEqualTo(1);
        assertTold(EXPIRED);
    }

    @Test
    void listenerThatThrowsFailsNeitherTheUpdateNorTheSweepNorOtherListeners() {
        listener.reactBy(event -> {
            if (event.getKind() == CREATED) {
                throw new IllegalStateException("mine");
            }
            throw new StackOverflowError("mine");
        });
        Listener other = Listener.in(context);
        try (CapturedLog log = new CapturedLog(SessionEvents.class)) {
            sessions.open(KEY).update(put("cart", "1"));
            assertThat(sessions.open(KEY).read()).isEqualTo(session("cart", "1"));
            time.set(EXPIRY.plus(KEPT));
            assertThat(sessions.sweep()).isEqualTo(1);
            assertThat(log.warnings())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("Listener", "failed", KeyFormat.hashOf(KEY.value())));
        }
        assertTold(CREATED, EXPIRED);
        assertThat(other.takeKinds()).containsExactly(CREATED, EXPIRED);
    }

    @Test
    void interruptOfAListenerIsKept() {
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) throws InterruptedException {
                throw new InterruptedException();
            }
        });
        sessions.open(KEY).update(put("cart", "1"));
        assertThat(Thread.interrupted()).isTrue();
        assertTold(CREATED);
    }

    @Test
    void listenerUsesTheSessionWithoutWaitingForTheUpdateThatToldIt() throws Exception {
        listener.reactBy(event -> {
            sessions.open(KEY).update(put("mine", "1"));
            inAnotherThread(() -> sessions.open(KEY).update(put("others", "2")));
        });
        sessions.open(KEY).update(put("cart", "1"));
        assertThat(sessions.open(KEY).read().attributes()).containsOnlyKeys("cart", "mine", "others");
        assertTold(CREATED);
    }

    @Test
    void listenerOfTheSweepUsesSessionsAndMaySweep() {
        SessionKey later = tokenKey("a later token", EXPIRY.plus(DAY));
        sessions.open(KEY).update(put("cart", "1"));
        time.set(EXPIRY.plus(KEPT));
        listener.reactBy(event -> {
            if (event.getKind() == EXPIRED) {
                listener.reactBy(again -> {});
                inAnotherThread(() -> sessions.open(later).update(put("cart", "1")));
                sessions.sweep();
            }
        });
        listener.takeKinds();
        sessions.sweep();
        assertThat(memory.getKeys()).containsExactly(later.value());
        assertThat(listener.takeKinds()).startsWith(EXPIRED, CREATED);
    }

    private static void inAnotherThread(Runnable work) {
        try {
            Threads.run(1, thread -> work.run());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoListensLaterIsToldFromThenOn() {
        context.getManagementStrategy().removeEventNotifier(listener);
        sessions.open(KEY).update(put("cart", "1"));
        context.getManagementStrategy().addEventNotifier(listener);
        sessions.end(KEY);
        assertTold(ENDED);
    }

    @Test
    void listenerThatIsDisabledIsNotTold() {
        List<CamelEvent> told = new ArrayList<>();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public boolean isDisabled() {
                return true;
            }

            @Override
            public void notify(CamelEvent event) {
                told.add(event);
            }
        });
        sessions.open(KEY).update(put("cart", "1"));
        assertTold(CREATED);
        assertThat(told).isEmpty();
    }

    @Test
    void withoutAListenerNoEventIsMadeAndTheSweepReadsNothingMore() {
        context.getManagementStrategy().removeEventNotifier(listener);
        AtomicInteger asked = new AtomicInteger();
        EventNotifierSupport deaf = new EventNotifierSupport() {
            @Override
            public boolean isEnabled(CamelEvent event) {
                asked.incrementAndGet();
                return true;
            }

            @Override
            public void notify(CamelEvent event) {
                asked.incrementAndGet();
            }
        };
        deaf.setIgnoreCamelContextEvents(true);
        context.getManagementStrategy().addEventNotifier(deaf);
        DelegatingRepository repository = new DelegatingRepository(memory);
        GlobalSessions counted = over(repository);
        repository.calls.take();
        counted.open(KEY).update(put("cart", "1"));
        assertThat(repository.calls.take()).containsExactly("get", "add");
        time.set(EXPIRY.plus(KEPT));
        counted.sweep();
        assertThat(repository.calls.take()).containsExactly("keys", "get", "remove", "confirm");
        assertThat(asked).hasValue(0);
    }

    @Test
    void answerThatGotLostIsToldAsSoonAsTheUpdateIsCertain() {
        DoubtfulRepository repository = new DoubtfulRepository(memory);
        GlobalSessions doubtful = over(repository);
        repository.next(Fault.STORED_BUT_FAILED);
        doubtful.open(KEY).update(put("cart", "1"));
        assertTold(CREATED);
        repository.next(Fault.STORED_BUT_REFUSED);
        doubtful.end(KEY);
        assertTold(ENDED);
    }

    /** The gap that the javadoc of the event names. */
    @Test
    void updateWithAnUnknownOutcomeTellsNothingAndTheSweepTellsOfItsSession() {
        DoubtfulRepository repository = new DoubtfulRepository(memory);
        GlobalSessions doubtful = over(repository);
        repository.next(Fault.LATE, Fault.FAILED, Fault.FAILED);
        assertThatThrownBy(() -> doubtful.open(KEY).update(put("cart", "1")))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.isOutcomeUnknown()).isTrue());
        repository.land();
        doubtful.open(KEY).update(put("cart", "2"));
        assertTold();
        time.set(EXPIRY.plus(KEPT));
        doubtful.sweep();
        assertTold(EXPIRED);
    }

    @Test
    void sixteenThreadsOnOneNewSessionOfTwoNodesTellCreatedOnce() throws Exception {
        try (CamelContext second = new DefaultCamelContext()) {
            second.start();
            Listener other = Listener.in(second);
            List<GlobalSessions> nodes = List.of(
                    over(new DelegatingRepository(memory)),
                    GlobalSessions.with(second, new DelegatingRepository(memory), SETTINGS, time));
            for (int round = 0; round < 50; round++) {
                SessionKey key = tokenKey("token " + round, EXPIRY);
                CyclicBarrier start = new CyclicBarrier(16);
                Threads.run(16, thread -> {
                    start.await();
                    nodes.get(thread % 2).open(key).update(increment("count"));
                });
                assertThat(sessions.open(key).read()).isEqualTo(session("count", "16"));
                assertThat(Stream.of(listener, other).flatMap(some -> some.takeKinds().stream()))
                        .as("round %d", round)
                        .containsExactly(CREATED);
            }
        }
    }

    @Test
    void endThatRacesWithTheFirstPutTellsBothEventsOrNone() throws Exception {
        for (int round = 0; round < 200; round++) {
            SessionKey key = tokenKey("token " + round, EXPIRY);
            CyclicBarrier start = new CyclicBarrier(2);
            AtomicInteger stored = new AtomicInteger();
            Threads.run(2, thread -> {
                start.await();
                if (thread == 0) {
                    sessions.end(key);
                } else {
                    try {
                        sessions.open(key).update(put("cart", "1"));
                        stored.incrementAndGet();
                    } catch (SessionAccessDeniedException ended) {
                        stored.set(0);
                    }
                }
            });
            // From two threads: their order says nothing.
            assertThat(listener.takeKinds())
                    .containsExactlyInAnyOrder(stored.get() == 1 ? new Kind[] {CREATED, ENDED} : new Kind[0]);
        }
    }

    @Test
    void clearOfASessionThatHasExpiredTellsNothingAndTheNextFieldTellsBoth() {
        GlobalSessions limited = GlobalSessions.with(context, memory, withMaxLifetime(Duration.ofMinutes(10)), time);
        limited.open(KEY).update(put("cart", "1"));
        time.advance(Duration.ofMinutes(11));
        limited.open(KEY).clear();
        limited.open(KEY).clear();
        assertTold(CREATED);
        limited.open(KEY).update(put("cart", "2"));
        assertTold(EXPIRED, CREATED);
    }

    @Test
    void sessionThatWasClearedAfterItHadExpiredIsToldByTheSweep() {
        GlobalSessions limited = GlobalSessions.with(context, memory, withMaxLifetime(Duration.ofMinutes(10)), time);
        limited.open(KEY).update(put("cart", "1"));
        time.advance(Duration.ofMinutes(11));
        limited.open(KEY).clear();
        time.set(EXPIRY.plus(KEPT));
        assertThat(limited.sweep()).isEqualTo(1);
        assertTold(CREATED, EXPIRED);
    }
}
