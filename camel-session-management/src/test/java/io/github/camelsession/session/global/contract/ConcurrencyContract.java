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
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.repository.RepositoryProbe;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.SteppingInRepository;
import io.github.camelsession.session.global.support.StoreUnderTest;
import io.github.camelsession.session.global.support.Threads;
import java.time.Duration;
import java.util.List;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.junit.jupiter.api.Test;

/** Updates by several threads and nodes: none is lost, and none is applied twice. */
public interface ConcurrencyContract extends StoreUnderTest {
    @Test
    default void startWarnsExactlyIfOneSessionPerTokenIsAllThatIsSafe() {
        try (CapturedLog log = new CapturedLog(RepositoryProbe.class)) {
            node();
            assertThat(log.warnings()).hasSize(comparesAndSwaps() && !tellsRecreatedEntries() ? 1 : 0);
        }
    }

    @Test
    default void noUpdateOfManyThreadsIsLost() throws Exception {
        SessionStore store = node().open(KEY);
        Threads.run(16, thread -> {
            for (int i = 0; i < 50; i++) {
                store.update(increment("count"));
            }
        });
        assertThat(store.read()).isEqualTo(session("count", "800"));
    }

    @Test
    default void noUpdateOfManyThreadsOnTwoNodesIsLost() throws Exception {
        assumeSeveralNodes();
        GlobalSettings patient = new GlobalSettings(Duration.ofMinutes(10), Duration.ZERO, null, 1000);
        List<SessionStore> nodes =
                List.of(inProduction(patient).open(KEY), inProduction(patient).open(KEY));
        Threads.run(16, thread -> {
            for (int i = 0; i < 200; i++) {
                nodes.get(thread % 2).update(increment("count"));
            }
        });
        assertThat(node().open(KEY).read()).isEqualTo(session("count", "3200"));
    }

    /**
     * Returns a node that waits as in production. It shares no turns with others, since it has a repository object of
     * its own.
     */
    private GlobalSessions inProduction(GlobalSettings settings) {
        return GlobalSessions.in(context(), new DelegatingRepository(repository()), settings.with(form()), time());
    }

    @Test
    default void staleWriterDoesNotOverwriteAnotherNode() {
        SteppingInRepository paused = steppingIn();
        SessionStore store = node(paused, SETTINGS).open(KEY);
        SessionStore other = node().open(KEY);
        store.update(increment("count"));
        paused.beforeNextWrite(() -> other.update(increment("count")));
        store.update(increment("count"));
        assertThat(other.read()).isEqualTo(session("count", "3"));
    }

    @Test
    default void twoNodesThatCreateTheSameSessionLoseNothing() {
        SteppingInRepository paused = steppingIn();
        SessionStore store = node(paused, SETTINGS).open(KEY);
        SessionStore other = node().open(KEY);
        paused.beforeNextWrite(() -> other.update(increment("count")));
        store.update(increment("count"));
        assertThat(other.read()).isEqualTo(session("count", "2"));
    }

    @Test
    default void updateThatCrossesTheSweepStartsANewSession() {
        SteppingInRepository paused = steppingIn();
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        GlobalSessions sessions = node(paused, SETTINGS);
        time().set(EXPIRY.plus(KEPT));
        paused.beforeNextWrite(other::sweep);
        sessions.open(USER_LATER).update(put("b", "2"));
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void sweepThatCrossesAnUpdateLeavesTheSession() {
        SteppingInRepository paused = steppingIn();
        GlobalSessions other = node();
        other.open(USER).update(put("a", "1"));
        GlobalSessions sessions = node(paused, SETTINGS);
        time().set(EXPIRY.plus(KEPT));
        paused.beforeNextWrite(() -> other.open(USER_LATER).update(put("b", "2")));
        sessions.sweep();
        assertThat(other.open(USER_LATER).read()).isEqualTo(session("b", "2"));
    }

    @Test
    default void touchThatLosesIsForgotten() {
        SteppingInRepository paused = steppingIn();
        SessionStore store = node(paused, SETTINGS).open(USER_LATER);
        SessionStore other = node().open(USER);
        other.update(increment("count"));
        paused.beforeNextWrite(() -> other.update(increment("count")));
        assertThat(store.read()).isEqualTo(session("count", "1"));
        assertThat(other.read()).isEqualTo(session("count", "2"));
    }

    @Test
    default void writeThatIsInThoughTheRepositoryFailedIsNotAppliedTwice() {
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
    default void updateIsRefusedWhenItsTokenExpiredWhileItWaited() {
        SteppingInRepository paused = steppingIn();
        SessionStore store = node(paused, SETTINGS).open(KEY);
        SessionStore other = node().open(KEY);
        time().set(EXPIRY.plus(SETTINGS.clockSkew()).minusNanos(1));
        paused.beforeNextWrite(() -> other.update(increment("count")));
        assertThatThrownBy(() -> store.update(increment("count")))
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        e -> assertThat(e.getReason()).isEqualTo(DenialReason.EXPIRED));
    }
}
