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

import static io.github.camelsession.session.global.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.Fixtures.KEPT;
import static io.github.camelsession.session.global.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.Fixtures.claimsKey;
import static io.github.camelsession.session.global.Fixtures.increment;
import static io.github.camelsession.session.global.Fixtures.put;
import static io.github.camelsession.session.global.Fixtures.session;
import static io.github.camelsession.session.global.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.LimitException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What GLOBAL sessions promise on whatever repository. Another repository joins by a subclass that makes one.
 *
 * <p>A second {@link GlobalSessions} over the same repository is another node: it shares no lock with the first.
 */
@Timeout(60)
abstract class SessionStoreContractTest {
    static final SessionKey KEY = tokenKey("a token", EXPIRY);
    static final SessionKey USER = claimsKey("a user", EXPIRY);
    static final SessionKey USER_LATER = claimsKey("a user", EXPIRY.plus(Duration.ofHours(1)));

    final ManualTime time = new ManualTime();
    final CamelContext context = new DefaultCamelContext();
    private AggregationRepository repository = new BoundedMemoryRepository(1);

    /** An empty one, not started yet. */
    abstract AggregationRepository newRepository() throws Exception;

    /** False lets the tests of several nodes be skipped. */
    abstract boolean comparesAndSwaps();

    @BeforeEach
    final void startRepository() throws Exception {
        repository = newRepository();
        ServiceHelper.startService(repository);
    }

    @AfterEach
    final void stopRepository() throws Exception {
        ServiceHelper.stopService(repository);
        context.close();
    }

    final GlobalSessions node() {
        return node(repository, SETTINGS);
    }

    final GlobalSessions node(AggregationRepository over, GlobalSettings settings) {
        return GlobalSessions.with(context, over, settings, time);
    }

    final SteppingInRepository steppingIn() {
        assumeTrue(comparesAndSwaps(), "several nodes need a repository that compares and swaps");
        return new SteppingInRepository(repository);
    }

    private void store(String key, Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        if (comparesAndSwaps()) {
            ((OptimisticLockingAggregationRepository) repository).add(context, key, null, exchange);
        } else {
            repository.add(context, key, exchange);
        }
    }

    // One session

    @Test
    void startLeavesNothingBehind() {
        node();
        assertThat(repository.getKeys()).isEmpty();
    }

    @Test
    void readWhenNothingWasStoredThenSessionIsEmpty() {
        assertThat(node().open(KEY).read()).isSameAs(Session.EMPTY);
    }

    @Test
    void readGivesTheTextThatWasStored() {
        SessionStore store = node().open(KEY);
        for (String json : List.of("1.10", "1E400", "-0.0", "null", "\"ä \\u00e4 \uD83D\uDE00\"", "[ 1 , {} ]")) {
            store.update(put("field", json));
            assertThat(store.read()).isEqualTo(session("field", json));
        }
    }

    @Test
    void updateKeepsWhatItDoesNotChange() {
        SessionStore store = node().open(KEY);
        store.update(put("a", "1"));
        store.update(put("b", "2"));
        assertThat(store.read()).isEqualTo(session("a", "1").with(Map.of("b", JsonValue.ofText("2"))));
    }

    @Test
    void updateAnswersTheSessionBefore() {
        SessionStore store = node().open(KEY);
        assertThat(store.update(put("a", "1"))).isSameAs(Session.EMPTY);
        assertThat(store.update(put("a", "2"))).isEqualTo(session("a", "1"));
    }

    @Test
    void sessionsOfOtherKeysStayApart() {
        GlobalSessions sessions = node();
        sessions.open(KEY).update(put("a", "1"));
        assertThat(sessions.open(USER).read()).isSameAs(Session.EMPTY);
        assertThat(sessions.open(tokenKey("another token", EXPIRY)).read()).isSameAs(Session.EMPTY);
    }

    @Test
    void sessionIsThereForAnotherNode() {
        node().open(KEY).update(put("a", "1"));
        assertThat(node().open(KEY).read()).isEqualTo(session("a", "1"));
    }

    @Test
    void clearEmptiesTheSessionAndKeepsTheEntry() {
        SessionStore store = node().open(KEY);
        store.update(put("a", "1"));
        store.update(session -> session.without(FieldNames.ALL));
        assertThat(store.read()).isSameAs(Session.EMPTY);
        assertThat(repository.getKeys()).containsExactly(KEY.value());
    }

    @Test
    void changeThatThrowsComesThroughAndLeavesTheSessionAsItWas() {
        SessionStore store = node().open(KEY);
        store.update(put("a", "1"));
        RuntimeException refusal = new IllegalStateException("no");
        assertThatThrownBy(() -> store.update(session -> {
                    throw refusal;
                }))
                .isSameAs(refusal);
        assertThat(store.read()).isEqualTo(session("a", "1"));
    }

    @Test
    void manyAttributesWithEveryPrintableCharacterInTheirNamesComeBack() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        StringBuilder everything = new StringBuilder();
        for (char c = ' '; c < 1100; c++) {
            everything.append(c);
            fields.put("name " + c, JsonValue.ofText("\"" + (int) c + "\""));
        }
        fields.put(everything.toString(), JsonValue.ofText("true"));
        SessionStore store = node().open(KEY);
        store.update(session -> session.with(fields));
        assertThat(store.read()).isEqualTo(Session.of(fields));
    }

    // Calls

    @Test
    void readIsOneGet() {
        DelegatingRepository counted = new DelegatingRepository(repository);
        SessionStore store = node(counted, SETTINGS).open(KEY);
        store.update(put("a", "1"));
        counted.calls.take();
        store.read();
        assertThat(counted.calls.take()).containsExactly("get");
    }

    @Test
    void updateWithoutConflictIsOneGetAndOneAdd() {
        DelegatingRepository counted = new DelegatingRepository(repository);
        SessionStore store = node(counted, SETTINGS).open(KEY);
        counted.calls.take();
        store.update(put("a", "1"));
        assertThat(counted.calls.take()).containsExactly("get", "add");
        store.update(put("a", "2"));
        assertThat(counted.calls.take()).containsExactly("get", "add");
    }

    @Test
    void updateThatChangesNothingWritesNothing() {
        DelegatingRepository counted = new DelegatingRepository(repository);
        SessionStore store = node(counted, SETTINGS).open(KEY);
        counted.calls.take();
        store.update(session -> session.without(FieldNames.ALL));
        assertThat(counted.calls.take()).containsExactly("get");
        store.update(put("a", "1"));
        counted.calls.take();
        store.update(put("a", "1"));
        assertThat(counted.calls.take()).containsExactly("get");
    }

    // End

    @Test
    void readWhenExpiredExactlyThenSessionIsEmpty() {
        SessionStore store = node().open(USER);
        store.update(put("a", "1"));
        time.set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThat(store.read()).isSameAs(Session.EMPTY);
    }

    @Test
    void readWhenExpiredOneMillisecondTooSoonThenSessionIsThere() {
        SessionStore store = node().open(USER);
        store.update(put("a", "1"));
        time.set(EXPIRY.plus(SETTINGS.clockSkew()).minusMillis(1));
        assertThat(store.read()).isEqualTo(session("a", "1"));
    }

    @Test
    void updateWhenExpiredThenItStartsFromAnEmptySession() {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        time.set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThat(sessions.open(USER_LATER).update(put("b", "2"))).isSameAs(Session.EMPTY);
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    void renewedTokenProlongsTheSessionEvenIfItOnlyReads() {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        sessions.open(USER_LATER).read();
        time.set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("a", "1"));
    }

    @Test
    void olderTokenDoesNotShortenTheSession() {
        GlobalSessions sessions = node();
        sessions.open(USER_LATER).update(put("a", "1"));
        sessions.open(USER).update(put("a", "2"));
        time.set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("a", "2"));
    }

    @Test
    void sessionThatIsReadNowAndThenOutlivesTheInactiveInterval() {
        SessionStore store = node(repository, Fixtures.withMaxInactiveInterval(Duration.ofMinutes(10)))
                .open(KEY);
        store.update(put("a", "1"));
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMinutes(9));
            assertThat(store.read()).isEqualTo(session("a", "1"));
        }
        time.advance(Duration.ofMinutes(10));
        assertThat(store.read()).isSameAs(Session.EMPTY);
    }

    @Test
    void touchIsWrittenAtMostEveryTenthOfTheInactiveInterval() {
        DelegatingRepository counted = new DelegatingRepository(repository);
        SessionStore store = node(counted, Fixtures.withMaxInactiveInterval(Duration.ofMinutes(10)))
                .open(KEY);
        store.update(put("a", "1"));
        time.advance(Duration.ofMinutes(1).minusMillis(1));
        counted.calls.take();
        store.read();
        store.update(UnaryOperator.identity());
        assertThat(counted.calls.take()).containsExactly("get", "get");
        time.advance(Duration.ofMillis(1));
        store.read();
        assertThat(counted.calls.take()).containsExactly("get", "get", "add");
        store.read();
        assertThat(counted.calls.take()).containsExactly("get");
    }

    @Test
    void updateThatChangesNothingTouchesWhenItIsDue() {
        SessionStore store = node(repository, Fixtures.withMaxInactiveInterval(Duration.ofMinutes(10)))
                .open(KEY);
        store.update(put("a", "1"));
        time.advance(Duration.ofMinutes(9));
        store.update(UnaryOperator.identity());
        time.advance(Duration.ofMinutes(9));
        assertThat(store.read()).isEqualTo(session("a", "1"));
    }

    // Sweep

    @Test
    void sweepRemovesWhatNoRequestCanReachAnyMore() {
        DelegatingRepository counted = new DelegatingRepository(repository);
        GlobalSessions sessions = node(counted, SETTINGS);
        sessions.open(KEY).update(put("a", "1"));
        sessions.open(USER).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        counted.calls.take();
        assertThat(sessions.sweep()).isEqualTo(2);
        assertThat(repository.getKeys()).isEmpty();
        assertThat(counted.calls.take()).containsSubsequence("remove", "confirm", "remove", "confirm");
    }

    @Test
    void sweepLeavesWhatExpiredOneMillisecondTooLate() {
        GlobalSessions sessions = node();
        sessions.open(KEY).update(put("a", "1"));
        sessions.open(USER).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT).minusMillis(1));
        assertThat(sessions.sweep()).isZero();
        assertThat(repository.getKeys()).containsExactlyInAnyOrder(KEY.value(), USER.value());
    }

    @Test
    void sweepReadsOnlyTheKeysOfLiveSessionsWhereKeysTell() {
        DelegatingRepository counted = new DelegatingRepository(repository);
        GlobalSessions sessions = node(counted, SETTINGS);
        sessions.open(KEY).update(put("a", "1"));
        counted.calls.take();
        sessions.sweep();
        assertThat(counted.calls.take()).containsExactly("keys");
    }

    @Test
    void sessionCanBeMadeAgainAfterTheSweep() {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        sessions.sweep();
        sessions.open(USER_LATER).update(put("b", "2"));
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    void sweepSkipsEntriesThatCanNotBeReadAndKeysOfOthers() {
        GlobalSessions sessions = node();
        String damaged = claimsKey("damaged", EXPIRY).value();
        store(damaged, "{\"v\":1,".getBytes(StandardCharsets.UTF_8));
        store("order-4711", "an aggregated order");
        sessions.open(KEY).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(repository.getKeys()).containsExactlyInAnyOrder(damaged, "order-4711");
    }

    // Errors

    @Test
    void entryThatIsNoneOfOursIsAnErrorThatSaysSoAndNotAnEmptySession() {
        store(KEY.value(), "{\"v\":1,\"data\":{\"card\":4711}}");
        SessionStore store = node().open(KEY);
        assertThatThrownBy(store::read)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(KEY.label())
                .hasMessageContaining("its body is java.lang.String instead of byte[]")
                .hasMessageNotContaining("4711");
        assertThatThrownBy(() -> store.update(put("a", "1"))).isInstanceOf(StoreException.class);
    }

    @Test
    void updateBeyondMaxSessionSizeIsRefusedAndChangesNothing() {
        SessionStore store = node(
                        repository,
                        new GlobalSettings(Duration.ofSeconds(5), Duration.ZERO, null, "{\"a\":1234}".length()))
                .open(KEY);
        store.update(put("a", "1234"));
        assertThatThrownBy(() -> store.update(put("a", "12345")))
                .isInstanceOfSatisfying(
                        LimitException.class, e -> assertThat(e.option()).isEqualTo("maxSessionSize"))
                .hasMessageContaining("11 bytes")
                .hasMessageContaining("allows 10");
        assertThat(store.read()).isEqualTo(session("a", "1234"));
    }

    // Concurrency

    @Test
    void noUpdateOfManyThreadsIsLost() throws Exception {
        SessionStore store = node().open(KEY);
        Threads.run(16, thread -> {
            for (int i = 0; i < 200; i++) {
                store.update(increment("count"));
            }
        });
        assertThat(store.read()).isEqualTo(session("count", "3200"));
    }

    @Test
    void noUpdateOfManyThreadsOnTwoNodesIsLost() throws Exception {
        assumeTrue(comparesAndSwaps(), "several nodes need a repository that compares and swaps");
        GlobalSettings patient = new GlobalSettings(Duration.ofMinutes(10), Duration.ZERO, null, 1000);
        List<SessionStore> nodes = List.of(
                GlobalSessions.in(context, repository, patient, time).open(KEY),
                GlobalSessions.in(context, repository, patient, time).open(KEY));
        Threads.run(16, thread -> {
            for (int i = 0; i < 200; i++) {
                nodes.get(thread % 2).update(increment("count"));
            }
        });
        assertThat(node().open(KEY).read()).isEqualTo(session("count", "3200"));
    }

    @Test
    void staleWriterDoesNotOverwriteAnotherNode() {
        SteppingInRepository paused = steppingIn();
        SessionStore store = node(paused, SETTINGS).open(KEY);
        SessionStore other = node().open(KEY);
        store.update(increment("count"));
        paused.beforeNextWrite(() -> other.update(increment("count")));
        store.update(increment("count"));
        assertThat(other.read()).isEqualTo(session("count", "3"));
    }

    @Test
    void twoNodesThatCreateTheSameSessionLoseNothing() {
        SteppingInRepository paused = steppingIn();
        SessionStore store = node(paused, SETTINGS).open(KEY);
        SessionStore other = node().open(KEY);
        paused.beforeNextWrite(() -> other.update(increment("count")));
        store.update(increment("count"));
        assertThat(other.read()).isEqualTo(session("count", "2"));
    }

    @Test
    void updateThatCrossesTheSweepStartsANewSession() {
        SteppingInRepository paused = steppingIn();
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        GlobalSessions sessions = node(paused, SETTINGS);
        time.set(EXPIRY.plus(KEPT));
        paused.beforeNextWrite(other::sweep);
        sessions.open(USER_LATER).update(put("b", "2"));
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    void sweepThatCrossesAnUpdateLeavesTheSession() {
        SteppingInRepository paused = steppingIn();
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        GlobalSessions sessions = node(paused, SETTINGS);
        time.set(EXPIRY.plus(KEPT));
        paused.beforeNextWrite(() -> other.open(USER_LATER).update(put("b", "2")));
        sessions.sweep();
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    void touchThatLosesIsForgotten() {
        SteppingInRepository paused = steppingIn();
        SessionStore store = node(paused, SETTINGS).open(USER_LATER);
        SessionStore other = node().open(USER);
        other.update(increment("count"));
        paused.beforeNextWrite(() -> other.update(increment("count")));
        assertThat(store.read()).isEqualTo(session("count", "1"));
        assertThat(other.read()).isEqualTo(session("count", "2"));
    }

    @Test
    void writeThatIsInThoughTheRepositoryFailedIsNotAppliedTwice() {
        for (RuntimeException failure : List.of(
                new IllegalStateException("connection lost"),
                new OptimisticLockingAggregationRepository.OptimisticLockingException())) {
            SteppingInRepository paused = steppingIn();
            SessionStore store = node(paused, SETTINGS).open(KEY);
            store.update(session -> Session.EMPTY);
            paused.afterNextWrite(() -> {
                throw failure;
            });
            store.update(increment("count"));
            assertThat(store.read()).isEqualTo(session("count", "1"));
        }
    }

    @Test
    void updateIsRefusedWhenItsTokenExpiredWhileItWaited() {
        SteppingInRepository paused = steppingIn();
        SessionStore store = node(paused, SETTINGS).open(KEY);
        SessionStore other = node().open(KEY);
        time.set(EXPIRY.plus(SETTINGS.clockSkew()).minusNanos(1));
        paused.beforeNextWrite(() -> other.update(increment("count")));
        assertThatThrownBy(() -> store.update(increment("count")))
                .isInstanceOfSatisfying(
                        ExpiredKeyException.class,
                        e -> assertThat(e.expiredAt()).isEqualTo(EXPIRY));
    }
}
