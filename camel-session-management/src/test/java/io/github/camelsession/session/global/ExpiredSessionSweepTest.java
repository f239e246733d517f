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

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.EntryCodec;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.Threads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpiredSessionSweepTest {
    private static final SessionKey FIRST = tokenKey("first", EXPIRY);
    private static final SessionKey SECOND = tokenKey("second", EXPIRY);
    private static final SessionKey USER = claimsKey("a user", EXPIRY);
    private static final SessionKey OTHER_USER = claimsKey("another user", EXPIRY);
    private static final SessionKey USER_LATER = claimsKey("a user", EXPIRY.plus(Duration.ofHours(1)));

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

    private void store(SessionKey key, byte[] body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        memory.add(context, key.value(), null, exchange);
    }

    @Test
    void keyThatFailsDoesNotStopTheRestAndIsReportedOnce() {
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public void remove(CamelContext camelContext, String key, Exchange exchange) {
                if (key.equals(FIRST.value()) || key.equals(USER.value())) {
                    throw new IllegalStateException("disk full");
                }
                super.remove(camelContext, key, exchange);
            }
        });
        sessions.open(FIRST).update(put("a", "1"));
        sessions.open(SECOND).update(put("a", "1"));
        sessions.open(USER).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(sessions.sweep()).isEqualTo(1);
            assertThat(log.warnings()).singleElement().asString().contains("failed to remove 2 expired sessions");
        }
        assertThat(memory.getKeys()).containsExactlyInAnyOrder(FIRST.value(), USER.value());
    }

    @Test
    void unreadableEntryOfATokenIsSaidToBeRemovedADayLater() {
        store(FIRST, new byte[] {'{'});
        GlobalSessions sessions = over(new DelegatingRepository(memory));
        time.set(EXPIRY.plus(KEPT));
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(sessions.sweep()).isZero();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(FIRST.label(), "the sweep removes it a day after the end of its token")
                    .doesNotContain("does not remove it");
        }
        time.advance(Lifetime.GRACE);
        assertThat(sessions.sweep()).isEqualTo(1);
    }

    @Test
    void unreadableEntryIsReportedOnceUntilItIsReadableAndDamagedAgain() {
        byte[] damaged = "{\"v\":1,\"secret".getBytes(StandardCharsets.UTF_8);
        store(USER, damaged);
        GlobalSessions sessions = over(new DelegatingRepository(memory));
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            sessions.sweep();
            sessions.sweep();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(USER.label(), DelegatingRepository.class.getName(), "The sweep does not remove it")
                    .doesNotContain("secret", USER.value());
            memory.remove(context, USER.value(), Objects.requireNonNull(memory.get(context, USER.value())));
            sessions.sweep();
            store(USER, damaged);
            sessions.sweep();
            assertThat(log.warnings()).hasSize(2);
        }
    }

    @Test
    void tokenKeyWhoseEntryIsUnreadableIsRemovedADayLater() {
        store(FIRST, new byte[0]);
        GlobalSessions sessions = over(new DelegatingRepository(memory));
        time.set(EXPIRY.plus(KEPT).plus(Lifetime.GRACE).minusMillis(1));
        assertThat(sessions.sweep()).isZero();
        assertThat(memory.getKeys()).containsExactly(FIRST.value());
        time.advance(Duration.ofMillis(1));
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(memory.getKeys()).isEmpty();
    }

    @Test
    void entriesOfALaterVersionGoWhenTheirKeysSayThatTheyAreOver() {
        byte[] later = "{\"v\":99,\"exp\":1,\"acc\":1,\"data\":{}}".getBytes(StandardCharsets.UTF_8);
        store(FIRST, later);
        store(SECOND, later);
        store(USER, later);
        time.set(EXPIRY.plus(Duration.ofDays(365)));
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(over(new DelegatingRepository(memory)).sweep()).isEqualTo(2);
            assertThat(log.warnings()).singleElement().asString().contains(USER.label(), "it has version 99");
        }
        assertThat(memory.getKeys()).containsExactly(USER.value());
    }

    @Test
    void entryThatEndsLaterThanItsKeySaysIsLeftAlone() {
        store(FIRST, EntryCodec.encode(Fixtures.entry(Session.EMPTY, EXPIRY.plusSeconds(1), EXPIRY)));
        time.set(EXPIRY.plus(KEPT));
        assertThat(over(new DelegatingRepository(memory)).sweep()).isZero();
    }

    @Test
    void entryThatAnotherNodeRemovedMeanwhileIsNotCounted() {
        AtomicInteger gets = new AtomicInteger();
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public @Nullable Exchange get(CamelContext camelContext, String key) {
                return key.equals(USER.value()) && gets.incrementAndGet() == 2 ? null : super.get(camelContext, key);
            }
        });
        store(USER, EntryCodec.encode(Fixtures.entry(Session.EMPTY, EXPIRY, EXPIRY)));
        time.set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isZero();
        assertThat(sessions.sweep()).isEqualTo(1);
    }

    @Test
    void nullAmongTheKeysOfARepositoryIsPassedOver() {
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public Set<String> getKeys() {
                Set<String> keys = new HashSet<>(super.getKeys());
                keys.add(null);
                return keys;
            }
        });
        store(USER, EntryCodec.encode(Fixtures.entry(Session.EMPTY, EXPIRY, EXPIRY)));
        time.set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(1);
    }

    @Test
    void entryThatIsGoneBeforeItIsLookedAtIsNotCounted() {
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public Set<String> getKeys() {
                return Set.of(USER.value());
            }
        });
        assertThat(sessions.sweep()).isZero();
    }

    @Test
    void sessionThatIsBeingUpdatedIsLeftAlone() {
        GlobalSessions sessions = over(new DelegatingRepository(memory));
        sessions.open(USER).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        sessions.open(USER_LATER).update(session -> {
            inAnotherThread(() -> assertThat(sessions.sweep()).isZero());
            return put("b", "2").apply(session);
        });
        assertThat(sessions.open(USER_LATER).read()).isEqualTo(Fixtures.session("b", "2"));
    }

    @Test
    void readDoesNotWaitForAnUpdateEvenIfATouchIsDue() {
        GlobalSessions sessions = over(new DelegatingRepository(memory));
        sessions.open(USER).update(put("a", "1"));
        sessions.open(USER_LATER).update(session -> {
            inAnotherThread(() -> assertThat(sessions.open(USER_LATER).read()).isEqualTo(session));
            return session;
        });
    }

    @Test
    void cancelledSweepStopsAtTheNextKey() {
        GlobalSessions sessions = over(new DelegatingRepository(memory));
        sessions.open(FIRST).update(put("a", "1"));
        sessions.open(SECOND).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        AtomicInteger asked = new AtomicInteger();
        assertThat(sessions.sweep(() -> asked.incrementAndGet() > 1)).isEqualTo(1);
        assertThat(memory.getKeys()).hasSize(1);
    }

    private static final class SlowRepository extends DelegatingRepository {
        private final ManualTime time;

        SlowRepository(BoundedMemoryRepository memory, ManualTime time) {
            super(memory);
            this.time = time;
        }

        @Override
        public @Nullable Exchange get(CamelContext camelContext, String key) {
            time.advance(Duration.ofSeconds(2));
            return super.get(camelContext, key);
        }
    }

    @Test
    void sweepThatIsCancelledWhileItRestsStops() {
        store(USER, EntryCodec.encode(Fixtures.entry(Session.EMPTY, EXPIRY, EXPIRY)));
        store(OTHER_USER, EntryCodec.encode(Fixtures.entry(Session.EMPTY, EXPIRY, EXPIRY)));
        SlowRepository repository = new SlowRepository(memory, time);
        GlobalSessions sessions = over(repository);
        repository.calls.take();
        time.pauses.clear();
        sessions.sweep(() -> time.pauses.size() == 3);
        assertThat(repository.calls.take()).containsExactly("keys", "get");
    }

    @Test
    void sweepDoesNotRestWhereKeysTellTheExpiry() {
        GlobalSessions sessions = over(new SlowRepository(memory, time));
        sessions.open(FIRST).update(put("a", "1"));
        sessions.open(SECOND).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        time.pauses.clear();
        assertThat(sessions.sweep()).isEqualTo(2);
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void entriesThatHadToBeReadAreCounted() {
        GlobalSessions sessions = over(new DelegatingRepository(memory));
        sessions.open(FIRST).update(put("a", "1"));
        sessions.open(USER).update(put("a", "1"));
        sessions.open(OTHER_USER).update(put("a", "1"));
        sessions.sweep();
        assertThat(sessions.status().sweeps().last()).matches(run -> run.entriesRead() == 2);
    }

    @Test
    void keysThatCanNotBeListedAreAStoreException() {
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public Set<String> getKeys() {
                throw new IllegalStateException("down");
            }
        });
        assertThatThrownBy(sessions::sweep)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageEndingWith("failed to list its keys")
                .hasRootCauseMessage("down");
    }

    @Test
    void probeThatStayedBehindIsSwept() {
        AtomicInteger removals = new AtomicInteger();
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public void remove(CamelContext camelContext, String key, Exchange exchange) {
                if (removals.incrementAndGet() > 1) {
                    super.remove(camelContext, key, exchange);
                }
            }
        });
        assertThat(memory.getKeys()).hasSize(1);
        time.advance(KEPT);
        assertThat(sessions.sweep()).isEqualTo(1);
        assertThat(memory.getKeys()).isEmpty();
    }

    private static void inAnotherThread(Runnable work) {
        try {
            Threads.run(1, thread -> work.run());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
