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
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.Fixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The end of a token is known until the token is over, whatever happens to its session, and not much longer. */
public interface LogOutRetentionContract extends TokensOfAUser {
    @Test
    default void clearKeepsTheEndOfTokens() {
        GlobalSessions sessions = node();
        sessions.open(LAPTOP).update(put("a", "1"));
        sessions.end(PHONE);
        sessions.open(LAPTOP).clear();
        TokensOfAUser.assertEnded(sessions, PHONE);
        sessions.open(LAPTOP).update(put("a", "1"));
        assertThat(sessions.clear(LAPTOP.value())).isTrue();
        TokensOfAUser.assertEnded(sessions, PHONE);
        sessions.end(KEY);
        sessions.clear(Objects.requireNonNull(KeyFormat.hashOf(KEY.value())));
        TokensOfAUser.assertEnded(node(), KEY);
    }

    @Test
    default void idleSessionIsEmptyButItsEndedTokensStayEnded() {
        GlobalSessions sessions = node(repository(), Fixtures.withMaxInactiveInterval(Duration.ofMinutes(10)));
        sessions.open(LAPTOP).update(put("a", "1"));
        sessions.end(PHONE);
        time().advance(Duration.ofMinutes(30));
        TokensOfAUser.assertEnded(sessions, PHONE);
        assertThat(sessions.open(LAPTOP).read()).isSameAs(Session.EMPTY);
        assertThat(sessions.sweep()).isZero();
        sessions.open(LAPTOP).update(put("b", "2"));
        TokensOfAUser.assertEnded(sessions, PHONE);
        assertThat(sessions.open(LAPTOP).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void touchKeepsTheEndOfTokens() {
        GlobalSessions sessions = node(repository(), Fixtures.withMaxInactiveInterval(Duration.ofMinutes(10)));
        sessions.open(LAPTOP).update(put("a", "1"));
        sessions.end(PHONE);
        time().advance(Duration.ofMinutes(5));
        assertThat(sessions.open(LAPTOP).read()).isEqualTo(session("a", "1"));
        TokensOfAUser.assertEnded(sessions, PHONE);
    }

    @Test
    default void sweepRemovesTheEndOfATokenWhenTheTokenIsOverAndNotBefore() {
        GlobalSessions sessions = node();
        sessions.end(KEY);
        sessions.end(PHONE);
        time().set(EXPIRY.plus(SETTINGS.clockSkew()).minusMillis(1));
        assertThat(sessions.sweep()).isZero();
        TokensOfAUser.assertEnded(sessions, KEY);
        TokensOfAUser.assertEnded(sessions, PHONE);
        time().set(EXPIRY.plus(KEPT).minusMillis(1));
        assertThat(sessions.sweep()).isZero();
        time().set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(2);
        assertThat(repository().getKeys()).isEmpty();
    }

    @Test
    default void endOfAllTokensIsKeptAsLongAsTheLongestMayLive() {
        GlobalSessions sessions = node();
        sessions.endAll(PHONE, LONGEST);
        Instant over = NOW.plus(LONGEST).plus(SETTINGS.clockSkew());
        SessionKey longest = SessionKey.ofClaims("default", Map.of("sub", "a user"), NOW.plus(LONGEST))
                .shownBy("default", "longest".getBytes(StandardCharsets.UTF_8), NOW);
        time().set(over.minusMillis(1));
        assertThat(sessions.sweep()).isZero();
        TokensOfAUser.assertEnded(sessions, longest);
        time().set(over.plus(SETTINGS.clockSkew())
                .plus(SETTINGS.updateTimeout())
                .plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(repository().getKeys()).isEmpty();
    }

    @Test
    default void endsOfTokensThatAreOverAreForgottenWithTheNextWrite() {
        GlobalSessions sessions = node();
        SessionKey later = login("later", NOW, EXPIRY.plus(Duration.ofHours(1)));
        sessions.end(PHONE);
        sessions.open(later).update(put("a", "1"));
        assertThat(partsOf(later)).isEqualTo(2);
        time().set(EXPIRY.plus(KEPT).minusMillis(1));
        sessions.open(later).update(put("a", "2"));
        assertThat(partsOf(later)).isEqualTo(2);
        time().advance(Duration.ofMillis(1));
        sessions.open(later).update(put("a", "3"));
        assertThat(partsOf(later)).isEqualTo(1);
    }

    @Test
    default void tokenThatIsOverIsRefusedForThatAndCannotBeEnded() {
        GlobalSessions sessions = node();
        sessions.end(KEY);
        time().set(EXPIRY.plus(SETTINGS.clockSkew()).minusMillis(1));
        TokensOfAUser.assertEnded(() -> sessions.open(KEY).read());
        time().set(EXPIRY.plus(SETTINGS.clockSkew()));
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(() -> sessions.end(KEY), () -> sessions.end(tokenKey("over", EXPIRY)))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            SessionAccessDeniedException.class,
                            e -> assertThat(e.getReason()).isEqualTo(DenialReason.EXPIRED));
        }
    }

    @Test
    default void fullSessionDoesNotKeepATokenFromBeingEnded() {
        GlobalSettings small =
                new GlobalSettings(SETTINGS.updateTimeout(), SETTINGS.clockSkew(), null, "{\"a\":1234}".length());
        GlobalSessions sessions = node(repository(), small);
        sessions.open(PHONE).update(put("a", "1234"));
        for (int i = 0; i < 200; i++) {
            sessions.end(login("token " + i, NOW));
        }
        sessions.end(PHONE);
        TokensOfAUser.assertEnded(sessions, PHONE);
        TokensOfAUser.assertEnded(sessions, login("token 0", NOW));
        assertThat(sessions.open(LAPTOP).read()).isEqualTo(session("a", "1234"));
    }
}
