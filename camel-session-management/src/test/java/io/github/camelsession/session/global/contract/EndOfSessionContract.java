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
package io.github.camelsession.session.global.contract;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.login;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.withMaxLifetime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.SessionVersion;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.StoreUnderTest;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The end of a session, and what postpones it. */
public interface EndOfSessionContract extends StoreUnderTest {
    @Test
    default void readWhenItsTokenExpiredExactlyThenItIsRefused() {
        SessionStore store = node().open(USER);
        store.update(put("a", "1"));
        time().set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThatThrownBy(store::read)
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        e -> assertThat(e.getReason()).isEqualTo(DenialReason.EXPIRED));
    }

    @Test
    default void readWithANewTokenWhenSessionExpiredThenItIsEmpty() {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        time().set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThat(sessions.open(USER_LATER).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void readWhenExpiredOneMillisecondTooSoonThenSessionIsThere() {
        SessionStore store = node().open(USER);
        store.update(put("a", "1"));
        time().set(EXPIRY.plus(SETTINGS.clockSkew()).minusMillis(1));
        assertThat(store.read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void updateWhenExpiredThenItStartsFromAnEmptySession() {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        time().set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThat(sessions.open(USER_LATER).update(put("b", "2"))).isSameAs(Session.EMPTY);
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void renewedTokenProlongsTheSessionEvenIfItOnlyReads() {
        GlobalSessions sessions = node();
        sessions.open(USER).update(put("a", "1"));
        sessions.open(USER_LATER).read();
        time().set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void olderTokenDoesNotShortenTheSession() {
        GlobalSessions sessions = node();
        sessions.open(USER_LATER).update(put("a", "1"));
        sessions.open(USER).update(put("a", "2"));
        time().set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(session("a", "2"));
    }

    @Test
    default void sessionThatIsReadNowAndThenOutlivesTheInactiveInterval() {
        SessionStore store = node(repository(), Fixtures.withMaxInactiveInterval(Duration.ofMinutes(10)))
                .open(KEY);
        store.update(put("a", "1"));
        for (int i = 0; i < 3; i++) {
            time().advance(Duration.ofMinutes(9));
            assertThat(store.read()).isEqualTo(session("a", "1"));
        }
        Duration limitAndATenth = Duration.ofMinutes(11);
        time().advance(limitAndATenth.plus(SETTINGS.clockSkew()));
        assertThat(store.read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void touchIsWrittenAtMostEveryTenthOfTheInactiveInterval() {
        DelegatingRepository counted = new DelegatingRepository(repository());
        SessionStore store = node(counted, Fixtures.withMaxInactiveInterval(Duration.ofMinutes(10)))
                .open(KEY);
        store.update(put("a", "1"));
        time().advance(Duration.ofMinutes(1).minusMillis(1));
        counted.calls.take();
        store.read();
        store.update(UnaryOperator.identity());
        assertThat(counted.calls.take()).containsExactly("get", "get");
        time().advance(Duration.ofMillis(1));
        store.read();
        assertThat(counted.calls.take()).containsExactly("get", "get", "add");
        store.read();
        assertThat(counted.calls.take()).containsExactly("get");
    }

    /** Of limited nodes: ten minutes, and clockSkew. */
    Duration OLD = Duration.ofMinutes(10).plus(SETTINGS.clockSkew());

    private GlobalSessions limitedNode() {
        return node(repository(), withMaxLifetime(Duration.ofMinutes(10)));
    }

    @Test
    default void sessionEndsMaxLifetimeAfterItsFirstWriteHoweverMuchItIsUsed() {
        GlobalSessions sessions = limitedNode();
        sessions.open(USER).update(put("a", "1"));
        time().advance(OLD.minusMillis(1));
        sessions.open(USER_LATER).update(put("b", "2"));
        assertThat(sessions.open(USER).read())
                .isEqualTo(session("a", "1").with(session("b", "2").attributes()));
        time().advance(Duration.ofMillis(1));
        assertThat(sessions.open(USER_LATER).read()).isSameAs(Session.EMPTY);
        assertThat(sessions.open(USER).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void fieldThatIsStoredAfterMaxLifetimeStartsANewSessionWithAllItsTime() {
        SessionStore store = limitedNode().open(USER);
        store.update(put("a", "1"));
        time().advance(OLD);
        assertThat(store.update(put("b", "2"))).isSameAs(Session.EMPTY);
        time().advance(OLD.minusMillis(1));
        assertThat(store.read()).isEqualTo(session("b", "2"));
        time().advance(Duration.ofMillis(1));
        assertThat(store.read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void clearedSessionIsAsOldAsBefore() {
        SessionStore store = limitedNode().open(USER);
        store.update(put("a", "1"));
        time().advance(OLD.minusMillis(1));
        store.clear();
        store.update(put("b", "2"));
        time().advance(Duration.ofMillis(1));
        assertThat(store.read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void sessionOfALoginAfterTheEndOfAllHasAllItsTime() {
        GlobalSessions sessions = limitedNode();
        sessions.open(login("phone", time().instant())).update(put("a", "1"));
        time().advance(OLD.minusSeconds(2));
        sessions.endAll(login("phone", time().instant()), Duration.ofHours(1));
        time().advance(Duration.ofSeconds(1));
        SessionStore next = sessions.open(login("laptop", time().instant()));
        next.update(put("b", "2"));
        time().advance(OLD.minusMillis(1));
        assertThat(next.read()).isEqualTo(session("b", "2"));
        time().advance(Duration.ofMillis(1));
        assertThat(next.read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void tokenThatWasEndedIsEndedWhenTheSessionIsTooOldToo() {
        GlobalSessions sessions = limitedNode();
        SessionKey phone = login("phone", time().instant());
        SessionKey laptop = login("laptop", time().instant());
        sessions.open(phone).update(put("a", "1"));
        sessions.end(phone);
        time().advance(OLD);
        assertEnded(sessions.open(phone));
        sessions.open(laptop).update(put("b", "2"));
        assertEnded(sessions.open(phone));
    }

    private static void assertEnded(SessionStore store) {
        assertThatThrownBy(store::read)
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        e -> assertThat(e.getReason()).isEqualTo(DenialReason.SESSION_ENDED));
    }

    @Test
    default void maxLifetimeThatIsIntroducedCountsFromTheFirstWriteToo() {
        node().open(USER).update(put("a", "1"));
        time().advance(Duration.ofMinutes(5));
        node().open(USER).update(put("b", "2"));
        time().advance(OLD.minus(Duration.ofMinutes(5)));
        assertThat(node().open(USER).read().attributes()).containsOnlyKeys("a", "b");
        assertThat(limitedNode().open(USER).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void endOfAFieldIsNotThatOfAFieldInTheNextSession() {
        SessionStore store = limitedNode().open(USER);
        store.update(session ->
                session.with(session("a", "1").attributes(), time().instant().plus(OLD.plusSeconds(1))));
        time().advance(OLD);
        assertThat(store.read()).isSameAs(Session.EMPTY);
        store.update(put("a", "2"));
        time().advance(Duration.ofSeconds(1));
        assertThat(store.read()).isEqualTo(session("a", "2"));
    }

    @Test
    default void versionOfASessionThatIsTooOldIsThatOfNone() {
        SessionStore store = limitedNode().open(USER);
        store.update(put("a", "1"));
        time().advance(OLD);
        assertThat(SessionVersion.of(store.read().attributes())).isEqualTo(SessionVersion.of(Map.of()));
    }

    @Test
    default void sessionThatIsTooOldIsSweptWhenItsTokensAreOver() {
        GlobalSessions sessions = limitedNode();
        sessions.open(USER).update(put("a", "1"));
        time().set(EXPIRY.plus(KEPT).minusMillis(1));
        assertThat(sessions.sweep()).isZero();
        time().advance(Duration.ofMillis(1));
        assertThat(sessions.sweep()).isEqualTo(1);
    }

    @Test
    default void updateThatChangesNothingTouchesWhenItIsDue() {
        SessionStore store = node(repository(), Fixtures.withMaxInactiveInterval(Duration.ofMinutes(10)))
                .open(KEY);
        store.update(put("a", "1"));
        time().advance(Duration.ofMinutes(9));
        store.update(UnaryOperator.identity());
        time().advance(Duration.ofMinutes(9));
        assertThat(store.read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void sessionThatIsTooOldIsThereForANodeWithoutALimitAsLongAsNobodyWritesIt() {
        node().open(USER).update(put("a", "1"));
        time().advance(OLD);
        assertThat(limitedNode().open(USER).read()).isSameAs(Session.EMPTY);
        assertThat(node().open(USER).read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void sessionThatIsClearedWhenItIsTooOldIsEmptyForANodeWithoutALimitToo() {
        node().open(USER).update(put("a", "1"));
        time().advance(OLD);
        assertThat(limitedNode().open(USER).clear()).isSameAs(Session.EMPTY);
        assertThat(node().open(USER).read().attributes()).isEmpty();
    }

    @Test
    default void updateThatFindsNothingToChangeInASessionThatIsTooOldEmptiesItForANodeWithoutALimitToo() {
        node().open(USER).update(put("a", "1"));
        time().advance(OLD);
        assertThat(limitedNode().open(USER).update(UnaryOperator.identity())).isSameAs(Session.EMPTY);
        assertThat(node().open(USER).read().attributes()).isEmpty();
    }

    @Test
    default void updateThatFailsOnASessionThatIsTooOldChangesNothing() {
        node().open(USER).update(put("a", "1"));
        time().advance(OLD);
        assertThatThrownBy(() -> limitedNode().open(USER).update(session -> {
                    throw new IllegalStateException("a field is missing");
                }))
                .hasMessage("a field is missing");
        assertThat(node().open(USER).read()).isEqualTo(session("a", "1"));
    }

    @Test
    default void sessionThatWasClearedWhenItWasTooOldHasAllItsTimeAgain() {
        SessionStore store = limitedNode().open(USER);
        store.update(put("a", "1"));
        time().advance(OLD);
        store.clear();
        time().advance(Duration.ofMinutes(1));
        store.update(put("b", "2"));
        time().advance(OLD.minusMillis(1));
        assertThat(store.read()).isEqualTo(session("b", "2"));
        time().advance(Duration.ofMillis(1));
        assertThat(store.read()).isSameAs(Session.EMPTY);
    }
}
