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
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static io.github.camelsession.session.global.support.StoreUnderTest.USER;
import static io.github.camelsession.session.global.support.StoreUnderTest.USER_LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.EntryCodec;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.Entries;
import io.github.camelsession.session.global.repository.EntryRepository;
import io.github.camelsession.session.global.repository.MonitoredRepository;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.Threads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompareAndSetLoopTest {
    private static final SessionKey KEY = tokenKey("a token", EXPIRY);

    private final ManualTime time = new ManualTime();
    private final CamelContext context = new DefaultCamelContext();
    private final TurnsPerKey turns = new TurnsPerKey();

    @AfterEach
    void close() throws Exception {
        Thread.interrupted();
        context.close();
    }

    private GroupCommit updates(EntryRepository port) {
        return updates(port, SETTINGS);
    }

    private GroupCommit otherNode(EntryRepository port) {
        return updates(port, SETTINGS, new TurnsPerKey());
    }

    private GroupCommit updates(EntryRepository port, GlobalSettings settings) {
        return updates(port, settings, turns);
    }

    private GroupCommit updates(EntryRepository port, GlobalSettings settings, TurnsPerKey turns) {
        String name = "org.example.SomeRepository";
        EntryRepository watched = new MonitoredRepository(port, name, time);
        return new GroupCommit(new Entries(context, watched, name), turns, new Lifetime(settings), time);
    }

    @Test
    void updateThatAlwaysLosesEndsInAConflictWithinUpdateTimeout() {
        OptimisticLockingException lost = new OptimisticLockingException();
        GroupCommit updates = updates(losing(lost, () -> {}));
        assertThatThrownBy(() -> updates.update(KEY, increment("count")))
                .isInstanceOf(SessionConflictException.class)
                .hasCause(lost)
                .hasMessageContaining("updateTimeout=PT5S")
                .hasMessageContaining("org.example.SomeRepository")
                .hasMessageContaining(" refused " + time.pauses.size() + " writes");
        assertThat(Duration.between(ManualTime.START, time.instant()))
                .isBetween(Duration.ofSeconds(4), SETTINGS.updateTimeout());
    }

    /** Another node is always faster. */
    private MapPort losing(OptimisticLockingException lost, Runnable then) {
        MapPort port = new MapPort(next -> {});
        GroupCommit other = otherNode(port);
        AtomicBoolean others = new AtomicBoolean();
        port.beforeWrite = next -> {
            if (!others.get()) {
                others.set(true);
                other.update(KEY, increment("other"));
                others.set(false);
                then.run();
                throw lost;
            }
        };
        return port;
    }

    @Test
    void conflictIsRetriedOnWhatIsThereNow() {
        MapPort port = new MapPort(next -> {});
        GroupCommit other = otherNode(port);
        AtomicBoolean first = new AtomicBoolean(true);
        port.beforeWrite = next -> {
            if (first.getAndSet(false)) {
                other.update(KEY, put("a", "1"));
                throw new OptimisticLockingException();
            }
        };
        assertThat(updates(port).update(KEY, increment("a"))).isEqualTo(session("a", "1"));
        assertThat(time.pauses).hasSize(1);
    }

    @Test
    void failedWriteIsAStoreExceptionWithItsCause() {
        RuntimeException failure = new IllegalStateException("disk full");
        GroupCommit updates = updates(new MapPort(next -> {
            throw failure;
        }));
        assertThatThrownBy(() -> updates.update(KEY, put("a", "1")))
                .isInstanceOf(SessionStoreException.class)
                .hasCause(failure)
                .hasMessage("repository org.example.SomeRepository failed to write session " + KEY.label()
                        + "…, which does not hold the update now; it may still be stored, because the write may be in"
                        + " progress");
    }

    @Test
    void failedWriteThatCanNotBeLookedUpIsAStoreExceptionWithBothCauses() {
        RuntimeException failure = new IllegalStateException("connection lost");
        MapPort port = new MapPort(next -> {});
        port.beforeWrite = next -> {
            port.down = true;
            throw failure;
        };
        assertThatThrownBy(() -> updates(port).update(KEY, put("a", "1")))
                .isInstanceOf(SessionStoreException.class)
                .hasMessage("repository org.example.SomeRepository failed to write session " + KEY.label()
                        + "…, and then to read it: it is unknown whether the update was stored")
                .hasRootCauseMessage("down")
                .hasSuppressedException(failure);
    }

    @Test
    void refusedWriteThatCanNotBeLookedUpIsAStoreException() {
        MapPort port = new MapPort(next -> {});
        port.beforeWrite = next -> {
            port.down = true;
            throw new OptimisticLockingException();
        };
        assertThatThrownBy(() -> updates(port).update(KEY, put("a", "1")))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.isOutcomeUnknown()).isTrue())
                .hasRootCauseMessage("down");
    }

    @Test
    void failedReadIsAStoreExceptionThatNamesTheRepository() {
        MapPort port = new MapPort(next -> {});
        port.down = true;
        assertThatThrownBy(() -> updates(port).update(KEY, put("a", "1")))
                .isInstanceOf(SessionStoreException.class)
                .hasMessage("repository org.example.SomeRepository failed to read session " + KEY.label() + "…")
                .hasRootCauseMessage("down");
    }

    @Test
    void limitOfTheRepositoryComesThrough() {
        SessionLimitException full = new SessionLimitException("full", "maxSessions");
        GroupCommit updates = updates(new MapPort(next -> {
            throw full;
        }));
        assertThatThrownBy(() -> updates.update(KEY, put("a", "1"))).isSameAs(full);
    }

    @Test
    void lockIsFreeAgainAfterAFailure() throws Exception {
        GroupCommit updates = updates(new MapPort(next -> {
            throw new IllegalStateException();
        }));
        assertThatThrownBy(() -> updates.update(KEY, put("a", "1"))).isInstanceOf(SessionStoreException.class);
        Threads.run(
                1, thread -> assertThat(turns.ifFree(KEY.value(), () -> true)).isTrue());
    }

    @Test
    void interruptWhilePausingIsAConflictAndStaysSet() {
        GroupCommit updates = updates(losing(
                new OptimisticLockingException(), () -> Thread.currentThread().interrupt()));
        assertThatThrownBy(() -> updates.update(KEY, put("a", "1")))
                .isInstanceOf(SessionConflictException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interruptAfterAFailedWriteDoesNotHideThatItMayBeStored() {
        GroupCommit updates = updates(new MapPort(next -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it wrote");
        }));
        assertThatThrownBy(() -> updates.update(KEY, put("a", "1")))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.isOutcomeUnknown()).isTrue());
    }

    @Test
    void writeThatIsInWhenItsThreadWasInterruptedIsASuccess() {
        MapPort port = new MapPort(next -> {});
        port.afterWrite = () -> {
            Thread.currentThread().interrupt();
            throw new OptimisticLockingException();
        };
        assertThat(updates(port).update(KEY, put("a", "1"))).isSameAs(Session.EMPTY);
    }

    @Test
    void tokenThatExpiresAfterAFailedWriteDoesNotHideThatItMayBeStored() {
        GroupCommit updates = updates(new MapPort(next -> {
            time.set(EXPIRY.plus(SETTINGS.clockSkew()));
            throw new IllegalStateException("timed out");
        }));
        assertThatThrownBy(() -> updates.update(KEY, put("a", "1")))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.isOutcomeUnknown()).isTrue());
    }

    @Test
    void failureAtTheEndOfUpdateTimeoutIsNoConflict() {
        RuntimeException failure = new IllegalStateException("could not serialize access");
        MapPort port = new MapPort(next -> {});
        GroupCommit other = otherNode(port);
        GroupCommit updates = updates(port);
        port.beforeWrite = next -> {
            port.beforeWrite = otherWrite -> {};
            other.update(KEY, increment("other"));
            time.advance(SETTINGS.updateTimeout());
            throw failure;
        };
        assertThatThrownBy(() -> updates.update(KEY, put("a", "1")))
                .isInstanceOf(SessionStoreException.class)
                .hasMessage("repository org.example.SomeRepository failed to write session " + KEY.label() + "…")
                .hasCause(failure);
    }

    @Test
    void touchThatFailsIsAStoreException() {
        MapPort port = new MapPort(next -> {});
        updates(port).update(USER, put("a", "1"));
        port.beforeWrite = next -> {
            throw new IllegalStateException("read only");
        };
        assertThatThrownBy(() -> updates(port).touch(USER_LATER))
                .isInstanceOf(SessionStoreException.class)
                .hasRootCauseMessage("read only");
    }

    @Test
    void whateverTheRepositoryThrowsIsAStoreExceptionAndTheTurnIsFree() throws Exception {
        for (Throwable thrown : List.of(new StackOverflowError(), new IOException("broken pipe"))) {
            GroupCommit updates = updates(new MapPort(next -> sneak(thrown)));
            assertThatThrownBy(() -> updates.update(KEY, put("a", "1")))
                    .isInstanceOf(SessionStoreException.class)
                    .hasCause(thrown);
            Threads.run(
                    1,
                    thread -> assertThat(turns.ifFree(KEY.value(), () -> true)).isTrue());
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void expiredTokenChangesNothing() {
        MapPort port = new MapPort(next -> {});
        time.set(EXPIRY.plus(SETTINGS.clockSkew()));
        assertThatThrownBy(() -> updates(port).update(KEY, put("a", "1")))
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        expired -> assertThat(expired.getReason()).isEqualTo(DenialReason.EXPIRED))
                .hasMessageNotContaining("2030");
        assertThat(port.keys()).isEmpty();
    }

    @Test
    void sessionThatASmallerLimitHasCaughtMayShrinkButNotGrow() {
        MapPort port = new MapPort(next -> {});
        updates(port).update(KEY, put("a", "\"123456789\""));
        GroupCommit small = updates(port, new GlobalSettings(Duration.ofSeconds(5), Duration.ZERO, null, 10));
        small.update(KEY, put("a", "\"12345678\""));
        assertThatThrownBy(() -> small.update(KEY, put("a", "\"123456789\"")))
                .isInstanceOf(SessionLimitException.class);
        assertThat(small.update(KEY, session -> session)).isEqualTo(session("a", "\"12345678\""));
    }

    @Test
    void touchChangesNothingWhenItIsNotDueAnyMore() {
        MapPort port = new MapPort(next -> {});
        updates(port).update(KEY, put("a", "1"));
        Exchange before = port.get(KEY.value());
        updates(port).touch(KEY);
        assertThat(port.get(KEY.value())).isSameAs(before);
    }

    @Test
    void everyWriteHasAnExchangeOfItsOwnWithoutHeadersAndProperties() {
        Set<String> ids = new HashSet<>();
        GroupCommit updates = updates(new MapPort(next -> {
            ids.add(next.getExchangeId());
            assertThat(next.getMessage().getHeaders()).isEmpty();
            assertThat(next.getProperties()).isEmpty();
            assertThat(next.getMessage().getBody()).isInstanceOf(byte[].class);
        }));
        for (int i = 0; i < 3; i++) {
            updates.update(KEY, increment("count"));
        }
        assertThat(ids).hasSize(3);
    }

    @Test
    void entrySaysWhenItEndsAndWhenItWasWritten() {
        MapPort port = new MapPort(next -> {});
        updates(port).update(KEY, session -> Session.of(Map.of("a", JsonValue.ofText("1"))));
        Exchange stored = Objects.requireNonNull(port.get(KEY.value()));
        assertThat(EntryCodec.decode(stored.getMessage().getBody(byte[].class)))
                .isEqualTo(Fixtures.entry(session("a", "1"), EXPIRY, Instant.parse("2030-01-01T00:00:00Z")));
    }
}
