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
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.login;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.FailingRepository;
import io.github.camelsession.session.global.support.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A token that was ended opens no session; those that were not still do. */
public interface LogOutContract extends TokensOfAUser {
    @Test
    default void endedTokenOpensNoSessionOnAnyNodeAndItsDataIsGone() {
        GlobalSessions sessions = node();
        sessions.open(KEY).update(put("a", "1"));
        assertThat(sessions.end(KEY)).isEqualTo(session("a", "1"));
        TokensOfAUser.assertEnded(sessions, KEY);
        TokensOfAUser.assertEnded(node(), KEY);
        assertThat(sessions.open(tokenKey("another token", EXPIRY)).read()).isSameAs(Session.EMPTY);
        assertThat(partsOf(KEY)).isEqualTo(1);
    }

    @Test
    default void tokenIsEndedBeforeItHasStoredAnything() {
        GlobalSessions sessions = node();
        assertThat(sessions.end(KEY)).isSameAs(Session.EMPTY);
        TokensOfAUser.assertEnded(node(), KEY);
    }

    @Test
    default void sessionThatTokensShareStaysForTheOthersWhenOneIsEnded() {
        GlobalSessions sessions = node();
        sessions.open(PHONE).update(put("a", "1"));
        assertThat(sessions.end(PHONE)).isEqualTo(session("a", "1"));
        TokensOfAUser.assertEnded(sessions, PHONE);
        assertThat(sessions.open(LAPTOP).read()).isEqualTo(session("a", "1"));
        sessions.open(LAPTOP).update(put("a", "2"));
        TokensOfAUser.assertEnded(node(), PHONE);
        sessions.end(LAPTOP);
        TokensOfAUser.assertEnded(node(), PHONE);
        TokensOfAUser.assertEnded(node(), LAPTOP);
        assertThat(sessions.open(NEXT).read()).isEqualTo(session("a", "2"));
    }

    @Test
    default void endAllEndsEachTokenThatWasIssuedUntilNowAndEmptiesTheSession() {
        GlobalSessions sessions = node();
        sessions.open(PHONE).update(put("a", "1"));
        assertThat(sessions.endAll(LAPTOP, LONGEST)).isEqualTo(session("a", "1"));
        SessionKey thisSecond = login("this second", NOW);
        SessionKey untold = login("untold", null);
        for (SessionKey key : List.of(PHONE, LAPTOP, thisSecond, untold)) {
            TokensOfAUser.assertEnded(node(), key);
        }
        assertThat(node().open(NEXT).read()).isSameAs(Session.EMPTY);
        sessions.open(NEXT).update(put("b", "2"));
        TokensOfAUser.assertEnded(node(), PHONE);
    }

    @Test
    default void endAllReachesTheCallersOwnTokenThoughItsIssuersClockIsAhead() {
        GlobalSessions sessions = node();
        SessionKey ahead = login("ahead", NOW.plusSeconds(30));
        sessions.endAll(ahead, LONGEST);
        TokensOfAUser.assertEnded(sessions, ahead);
        TokensOfAUser.assertEnded(sessions, login("ahead as well", NOW.plusSeconds(30)));
        assertThat(sessions.open(login("later", NOW.plusSeconds(31))).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void secondEndAllNeverTakesBackTheFirst() {
        GlobalSessions sessions = node();
        sessions.endAll(login("ahead", NOW.plusSeconds(30)), LONGEST);
        sessions.endAll(login("later", NOW.plusSeconds(31)), LONGEST);
        TokensOfAUser.assertEnded(sessions, login("between", NOW.plusSeconds(31)));
        sessions.endAll(TokensOfAUser.ofUser(), LONGEST);
        TokensOfAUser.assertEnded(sessions, login("between", NOW.plusSeconds(31)));
    }

    @Test
    default void tokensOfAUserAreEndedBySomebodyElse() {
        GlobalSessions sessions = node();
        sessions.open(PHONE).update(put("a", "1"));
        assertThat(sessions.endAll(TokensOfAUser.ofUser(), LONGEST)).isEqualTo(session("a", "1"));
        TokensOfAUser.assertEnded(sessions, PHONE);
        sessions.open(TokensOfAUser.ofUser()).update(put("b", "2"));
        assertThat(sessions.open(NEXT).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void endOfTokensIssuedUntilThenSparesLaterOnesAndTheirSessionWhenItComesAgain() {
        GlobalSessions sessions = node();
        sessions.open(PHONE).update(put("a", "1"));
        Instant until = NOW.minusSeconds(60);
        assertThat(sessions.endIssuedUntil(TokensOfAUser.ofUser(), until, LONGEST))
                .isEqualTo(session("a", "1"));
        TokensOfAUser.assertEnded(node(), PHONE);
        TokensOfAUser.assertEnded(node(), login("that second", until));
        assertThat(sessions.open(LAPTOP).read()).isSameAs(Session.EMPTY);
        sessions.open(LAPTOP).update(put("b", "2"));
        for (Instant again : List.of(until, until.minusSeconds(1))) {
            node().endIssuedUntil(TokensOfAUser.ofUser(), again, LONGEST);
            assertThat(sessions.open(LAPTOP).read()).isEqualTo(session("b", "2"));
            TokensOfAUser.assertEnded(sessions, PHONE);
        }
        node().endIssuedUntil(TokensOfAUser.ofUser(), NOW, LONGEST);
        TokensOfAUser.assertEnded(sessions, LAPTOP);
    }

    @Test
    default void readOnBehalfDoesNotKeepTheSessionAlive() {
        GlobalSessions sessions = node(repository(), Fixtures.withMaxInactiveInterval(Duration.ofMinutes(10)));
        sessions.open(LAPTOP).update(put("a", "1"));
        time().advance(Duration.ofMinutes(9));
        assertThat(sessions.open(TokensOfAUser.ofUser()).read()).isEqualTo(session("a", "1"));
        time().advance(Duration.ofMinutes(2).plus(SETTINGS.clockSkew()));
        assertThat(sessions.open(TokensOfAUser.ofUser()).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void endsCostNoCallMoreThanUpdatesAndNoStepCostsMoreBecauseOfThem() {
        DelegatingRepository counted = new DelegatingRepository(repository());
        GlobalSessions sessions = node(counted, SETTINGS);
        counted.calls.take();
        sessions.end(KEY);
        assertThat(counted.calls.take()).containsExactly("get", "add");
        TokensOfAUser.assertEnded(() -> sessions.open(KEY).read());
        TokensOfAUser.assertEnded(() -> sessions.open(KEY).update(put("a", "1")));
        TokensOfAUser.assertEnded(() -> sessions.end(KEY));
        assertThat(counted.calls.take()).containsExactly("get", "get", "get");
        sessions.end(PHONE);
        sessions.endAll(LAPTOP, LONGEST);
        assertThat(counted.calls.take()).containsExactly("get", "add", "get", "add");
        sessions.open(NEXT).read();
        sessions.open(NEXT).update(put("a", "1"));
        assertThat(counted.calls.take()).containsExactly("get", "get", "add");
    }

    @Test
    default void storeThatIsDownLetsNobodyInAndTellsThatNobodyWasLoggedOut() {
        FailingRepository failing = new FailingRepository(repository());
        GlobalSessions sessions = node(failing, SETTINGS);
        sessions.end(PHONE);
        failing.reads = false;
        failing.writes = false;
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> sessions.open(PHONE).read(),
                () -> sessions.open(PHONE).update(put("a", "1")),
                () -> sessions.end(LAPTOP),
                () -> sessions.endAll(LAPTOP, LONGEST),
                () -> sessions.endIssuedUntil(TokensOfAUser.ofUser(), NOW, LONGEST))) {
            assertThatThrownBy(call).isInstanceOf(SessionStoreException.class);
        }
        failing.reads = true;
        failing.writes = true;
        TokensOfAUser.assertEnded(sessions, PHONE);
        assertThat(sessions.open(LAPTOP).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void endReplacesAnEntryThatCannotBeRead() {
        for (SessionKey key : List.of(KEY, PHONE)) {
            store(key.value(), "what was put there by hand");
            assertThatThrownBy(() -> node().open(key).read()).isInstanceOf(SessionStoreException.class);
            assertThat(node().end(key)).isSameAs(Session.EMPTY);
            TokensOfAUser.assertEnded(node(), key);
        }
        assertThat(node().open(LAPTOP).read()).isSameAs(Session.EMPTY);
    }
}
