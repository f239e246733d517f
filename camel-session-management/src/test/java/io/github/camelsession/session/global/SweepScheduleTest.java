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

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.ManualTime;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SweepScheduleTest {
    private static final Duration SHORT = Duration.ofMillis(1);

    private final CamelContext context = new DefaultCamelContext();
    private final ManualTime time = new ManualTime();
    private final BoundedMemoryRepository memory = new BoundedMemoryRepository(100);

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private GlobalSessions over(DelegatingRepository repository) {
        return GlobalSessions.with(context, repository, SETTINGS, time);
    }

    @Test
    void sweepsAgainAndAgainEvenIfOneFails() throws Exception {
        CountDownLatch sweeps = new CountDownLatch(3);
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public Set<String> getKeys() {
                sweeps.countDown();
                if (sweeps.getCount() == 2) {
                    throw new StackOverflowError("in a repository's serialisation");
                }
                throw new IllegalStateException("down");
            }
        });
        SweepSchedule sweeper = new SweepSchedule(context, sessions, SHORT);
        try (CapturedLog log = new CapturedLog(SweepSchedule.class)) {
            sweeper.start();
            assertThat(sweeps.await(20, TimeUnit.SECONDS)).isTrue();
            sweeper.stop();
            assertThat(log.warnings())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allSatisfy(line -> assertThat(line)
                            .contains("The sweep of expired sessions failed; the next one runs in PT0.001S"));
        }
    }

    @Test
    void stopEndsARunningSweepAfterTheKeyItIsAt() throws Exception {
        CountDownLatch removing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public void remove(CamelContext camelContext, String key, Exchange exchange) {
                if (time.instant().isAfter(EXPIRY)) {
                    removing.countDown();
                    awaitUninterrupted(goOn);
                }
                super.remove(camelContext, key, exchange);
            }
        });
        sessions.open(tokenKey("first", EXPIRY)).update(put("a", "1"));
        sessions.open(tokenKey("second", EXPIRY)).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        SweepSchedule sweeper = new SweepSchedule(context, sessions, SHORT);
        sweeper.start();
        removing.await();
        Thread stopping = new Thread(sweeper::stop);
        stopping.start();
        while (!sweeper.isStopping()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        stopping.join();
        assertThat(memory.getKeys()).hasSize(1);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the sweep was interrupted in the middle of a removal", e);
        }
    }

    @Test
    void nothingIsSweptAfterTheStop() throws Exception {
        AtomicInteger sweeps = new AtomicInteger();
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public Set<String> getKeys() {
                sweeps.incrementAndGet();
                return super.getKeys();
            }
        });
        SweepSchedule sweeper = new SweepSchedule(context, sessions, Duration.ofHours(1));
        sweeper.start();
        sweeper.stop();
        sweeper.stop();
        assertThat(sweeps).hasValue(0);
    }

    /** Routes that want to know of expired sessions may be gone by then. */
    @Test
    void nothingIsSweptWhileTheContextStops() throws Exception {
        CountDownLatch turns = new CountDownLatch(3);
        try (DefaultCamelContext stopping = new DefaultCamelContext() {
            @Override
            public boolean isStopping() {
                turns.countDown();
                return true;
            }
        }) {
            assertNothingIsSweptIn(stopping, turns);
        }
    }

    /** Routes that want to know of expired sessions may not be there yet. */
    @Test
    void nothingIsSweptWhileTheContextStarts() throws Exception {
        CountDownLatch turns = new CountDownLatch(3);
        try (DefaultCamelContext starting = new DefaultCamelContext() {
            @Override
            public boolean isStarting() {
                turns.countDown();
                return true;
            }
        }) {
            assertNothingIsSweptIn(starting, turns);
        }
    }

    private void assertNothingIsSweptIn(CamelContext busy, CountDownLatch turns) throws InterruptedException {
        SweptRepository repository = new SweptRepository();
        SweepSchedule sweeper = new SweepSchedule(busy, over(repository), SHORT);
        sweeper.start();
        assertThat(turns.await(20, TimeUnit.SECONDS)).isTrue();
        sweeper.stop();
        assertThat(repository.sweeps).hasValue(0);
    }

    /** Counts sweeps: each lists the keys once. The read of an entry takes as long as a test says, by the clock. */
    private final class SweptRepository extends DelegatingRepository {
        private final AtomicInteger sweeps = new AtomicInteger();
        private volatile Duration read = Duration.ZERO;

        SweptRepository() {
            super(memory);
        }

        @Override
        public Set<String> getKeys() {
            sweeps.incrementAndGet();
            return super.getKeys();
        }

        @Override
        public @Nullable Exchange get(CamelContext camelContext, String key) {
            time.advance(read);
            return super.get(camelContext, key);
        }

        /** The first of them may have begun before this was called. */
        void awaitSweeps(int more) {
            int until = sweeps.get() + more;
            await().atMost(Duration.ofSeconds(20)).until(() -> sweeps.get() >= until);
        }
    }

    @Test
    void sweepThatReadsForLongerThanTheIntervalIsReportedOnceUntilOneIsFast() {
        SweptRepository repository = new SweptRepository();
        GlobalSessions sessions = over(repository);
        sessions.open(claimsKey("a user", EXPIRY)).update(put("a", "1"));
        sessions.open(claimsKey("another user", EXPIRY)).update(put("a", "1"));
        SweepSchedule sweeper = new SweepSchedule(context, sessions, Duration.ofMillis(20));
        try (CapturedLog log = new CapturedLog(SweepSchedule.class)) {
            repository.read = Duration.ofMillis(10);
            sweeper.start();
            repository.awaitSweeps(4);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("took PT0.04S, longer than sweepInterval (PT0.02S): it read 2 entries", "keyClaims")
                    .contains("Set sweepInterval", "JdbcSessionRepository");
            repository.read = Duration.ZERO;
            repository.awaitSweeps(3);
            repository.read = Duration.ofMillis(10);
            repository.awaitSweeps(4);
            assertThat(log.warnings()).hasSize(2);
        } finally {
            sweeper.stop();
        }
    }

    @Test
    void longSweepThatReadsNoEntryButThoseToRemoveIsNotReported() {
        SweptRepository repository = new SweptRepository();
        GlobalSessions sessions = over(repository);
        sessions.open(tokenKey("a token", EXPIRY)).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        repository.read = Duration.ofSeconds(1);
        SweepSchedule sweeper = new SweepSchedule(context, sessions, SHORT);
        try (CapturedLog log = new CapturedLog(SweepSchedule.class)) {
            sweeper.start();
            repository.awaitSweeps(3);
            assertThat(memory.getKeys()).isEmpty();
            assertThat(log.warnings()).isEmpty();
        } finally {
            sweeper.stop();
        }
    }

    @Test
    void stopWithoutStartDoesNothing() {
        SweepSchedule sweeper = new SweepSchedule(context, over(new DelegatingRepository(memory)), SHORT);
        sweeper.stop();
        assertThat(sweeper.isStarted()).isFalse();
    }

    @Test
    void intervalMustBePositive() {
        GlobalSessions sessions = over(new DelegatingRepository(memory));
        assertThatThrownBy(() -> new SweepSchedule(context, sessions, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sweepInterval is PT0S; set it to 1 ms or more");
    }
}
