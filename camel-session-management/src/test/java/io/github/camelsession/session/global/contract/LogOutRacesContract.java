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
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.SteppingInRepository;
import io.github.camelsession.session.global.support.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is under way when a token is ended was before the end, or is refused. */
public interface LogOutRacesContract extends TokensOfAUser {
    @Test
    default void writeUnderWayIsRefusedWhenItsTokenWasEndedMeanwhile() {
        for (SessionKey key : List.of(KEY, PHONE)) {
            SteppingInRepository paused = steppingIn();
            GlobalSessions other = node();
            SessionStore writer = node(paused, SETTINGS).open(key);
            paused.beforeNextWrite(() -> other.end(key));
            TokensOfAUser.assertEnded(() -> writer.update(put("late", "1")));
            TokensOfAUser.assertEnded(other, key);
        }
        assertThat(node().open(LAPTOP).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void writeUnderWayIsRefusedWhenAllTokensWereEndedMeanwhile() {
        SteppingInRepository paused = steppingIn();
        GlobalSessions other = node();
        other.open(LAPTOP).update(put("a", "1"));
        SessionStore writer = node(paused, SETTINGS).open(PHONE);
        paused.beforeNextWrite(() -> other.endAll(LAPTOP, LONGEST));
        TokensOfAUser.assertEnded(() -> writer.update(put("late", "1")));
        assertThat(other.open(NEXT).read()).isSameAs(Session.EMPTY);
    }

    @Test
    default void tokenThatWasIssuedWhileTheEndOfAllWasBeingStoredIsEndedToo() {
        SteppingInRepository slow = steppingIn();
        GlobalSessions ending = node(slow, SETTINGS);
        ending.open(PHONE).update(put("a", "1"));
        slow.beforeNextWrite(() -> time().advance(Duration.ofSeconds(3)));
        ending.endAll(PHONE, LONGEST);
        TokensOfAUser.assertEnded(ending, login("renewed", NOW.plusSeconds(2)));
        TokensOfAUser.assertEnded(ending, login("renewed last", NOW.plusSeconds(3)));
    }

    @Test
    default void endOverAWriteUnderWayHolds() {
        for (SessionKey key : List.of(KEY, PHONE)) {
            SteppingInRepository paused = steppingIn();
            GlobalSessions ending = node(paused, SETTINGS);
            GlobalSessions other = node();
            other.open(key).update(put("a", "1"));
            paused.beforeNextWrite(() -> other.open(key).update(put("a", "2")));
            assertThat(ending.end(key)).isEqualTo(session("a", "2"));
            TokensOfAUser.assertEnded(other, key);
        }
    }

    @Test
    default void endThatIsInThoughTheRepositoryFailedIsNotTakenForSomebodyElses() {
        SteppingInRepository paused = steppingIn();
        GlobalSessions sessions = node(paused, SETTINGS);
        sessions.open(PHONE).update(put("a", "1"));
        paused.afterNextWrite(() -> {
            throw new IllegalStateException("connection lost");
        });
        assertThat(sessions.end(PHONE)).isEqualTo(session("a", "1"));
        TokensOfAUser.assertEnded(sessions, PHONE);
    }

    @Test
    default void afterItsEndNothingOfATokenSucceedsOnTwoNodesUnderLoad() throws Exception {
        assumeSeveralNodes();
        List<GlobalSessions> nodes = List.of(inProduction(), inProduction());
        for (int round = 0; round < 20; round++) {
            SessionKey key = round % 2 == 0
                    ? tokenKey("token " + round, EXPIRY)
                    : login("token " + round, NOW.minusSeconds(round));
            AtomicBoolean ended = new AtomicBoolean();
            Threads.run(5, thread -> {
                GlobalSessions mine = nodes.get(thread % 2);
                if (thread == 0) {
                    mine.end(key);
                    ended.set(true);
                } else {
                    useUntilEnded(mine.open(key), ended, thread);
                }
            });
            TokensOfAUser.assertEnded(nodes.get(0), key);
            TokensOfAUser.assertEnded(nodes.get(1), key);
        }
    }

    /** Waits as in production, and shares no turns, since it has a repository object of its own. */
    private GlobalSessions inProduction() {
        GlobalSettings patient = new GlobalSettings(Duration.ofMinutes(10), Duration.ZERO, null, 1000);
        return GlobalSessions.in(context(), new DelegatingRepository(repository()), patient.with(form()), time());
    }

    private static void useUntilEnded(SessionStore store, AtomicBoolean ended, int thread) {
        boolean wasRefused = false;
        while (!wasRefused) {
            boolean wasEnded = ended.get();
            Throwable refusal = catchThrowable(() -> {
                if (thread % 2 == 0) {
                    store.read();
                } else {
                    store.update(put("late", Integer.toString(thread)));
                }
            });
            wasRefused = refusal instanceof SessionAccessDeniedException;
            assertThat(wasRefused || (refusal == null && !wasEnded))
                    .as("%s", refusal)
                    .isTrue();
        }
    }
}
