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
import static io.github.camelsession.session.global.support.Fixtures.withMaxInactiveInterval;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.GlobalStatus.Count;
import io.github.camelsession.session.global.entry.EntryCodec;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.repository.StoreFailure;
import io.github.camelsession.session.global.repository.StoreStatus;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.FailingRepository;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator can see of GLOBAL sessions, and do to them. */
class GlobalStatusTest {
    private static final SessionKey TOKEN = tokenKey("a token", EXPIRY);
    private static final SessionKey USER = claimsKey("a user", EXPIRY);

    private final CamelContext context = new DefaultCamelContext();
    private final ManualTime time = new ManualTime();
    private final BoundedMemoryRepository memory = new BoundedMemoryRepository(2);

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private GlobalSessions over(AggregationRepository repository) {
        return GlobalSessions.with(context, repository, SETTINGS, time);
    }

    private static String hashOf(SessionKey key) {
        return key.value().substring(key.value().indexOf('.') + 1);
    }

    @Test
    void freshSessionsHaveNothingToTell() {
        GlobalStatus status = over(new DelegatingRepository(memory)).status();
        assertThat(status.repository()).isEqualTo(DelegatingRepository.class.getName());
        assertThat(status.sessions()).isEqualTo(new Count(-1, false));
        assertThat(status.store()).isEqualTo(new StoreStatus(0, null));
        assertThat(status.sweeps()).isEqualTo(GlobalStatus.Sweeps.NONE);
    }

    @Test
    void statusAsksTheRepositoryNothing() {
        DelegatingRepository repository = new DelegatingRepository(memory);
        GlobalSessions sessions = over(repository);
        repository.calls.take();
        sessions.status();
        assertThat(repository.calls.take()).isEmpty();
    }

    @Test
    void sessionsInMemoryAreCountedNow() {
        GlobalSessions sessions = over(memory);
        sessions.open(TOKEN).update(put("a", "1"));
        assertThat(sessions.status().sessions()).isEqualTo(new Count(1, true));
    }

    @Test
    void otherSessionsAreCountedByTheSweepWithoutForeignKeys() {
        GlobalSessions sessions = over(new DelegatingRepository(memory));
        sessions.open(TOKEN).update(put("a", "1"));
        memory.add(context, "an aggregator's", null, new DefaultExchange(context));
        time.advance(Duration.ofSeconds(1));
        sessions.sweep();
        assertThat(sessions.status().sessions()).isEqualTo(new Count(1, false));
        time.set(EXPIRY.plus(KEPT));
        sessions.sweep();
        assertThat(sessions.status().sessions()).isEqualTo(new Count(0, false));
        GlobalStatus.Sweeps sweeps = sessions.status().sweeps();
        assertThat(sweeps.totals()).isEqualTo(new GlobalStatus.Totals(2, 1, Duration.ZERO));
        assertThat(sweeps.last()).isEqualTo(new GlobalStatus.Run(EXPIRY.plus(KEPT), Duration.ZERO, 0, 1, 0));
        assertThat(sweeps.lastFailure()).isNull();
    }

    @Test
    void sweepThatTakesTimeTellsHowLong() {
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public Set<String> getKeys() {
                time.advance(Duration.ofSeconds(3));
                return super.getKeys();
            }
        });
        sessions.sweep();
        sessions.sweep();
        assertThat(sessions.status().sweeps().totals().took()).isEqualTo(Duration.ofSeconds(6));
        assertThat(sessions.status().sweeps().last()).matches(run -> run.took().equals(Duration.ofSeconds(3)));
    }

    @Test
    void lostComparisonsAreCountedAndNoFailure() {
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            private int refusals = 2;

            @Override
            public @Nullable Exchange add(
                    CamelContext camelContext, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
                if (key.equals(TOKEN.value()) && refusals-- > 0) {
                    throw new OptimisticLockingException();
                }
                return super.add(camelContext, key, oldExchange, newExchange);
            }
        });
        sessions.open(TOKEN).update(put("a", "1"));
        assertThat(sessions.status().store()).isEqualTo(new StoreStatus(2, null));
    }

    @Test
    void fullRepositoryIsNoFailureOfTheStore() {
        GlobalSessions sessions = over(new BoundedMemoryRepository(1));
        sessions.open(TOKEN).update(put("a", "1"));
        assertThatThrownBy(() -> sessions.open(USER).update(put("a", "1"))).isInstanceOf(SessionLimitException.class);
        assertThat(sessions.status().store().lastFailure()).isNull();
    }

    @Test
    void lastFailureIsTheClassOfTheInnermostCauseAndItsTime() {
        FailingRepository repository = new FailingRepository(memory);
        GlobalSessions sessions = over(repository);
        time.advance(Duration.ofSeconds(7));
        Instant at = time.instant();
        repository.reads = false;
        assertThatThrownBy(() -> sessions.open(TOKEN).read()).isInstanceOf(SessionStoreException.class);
        StoreFailure expected = new StoreFailure(IllegalStateException.class.getName(), at);
        assertThat(sessions.status().store().lastFailure()).isEqualTo(expected);
        assertThat(StoreFailure.of(new UncheckedIOException(new ConnectException("to db of bob")), at))
                .isEqualTo(new StoreFailure(ConnectException.class.getName(), at));
    }

    @Test
    void failureOfASweepIsRememberedBesideTheNextGoodOne() {
        FailingRepository repository = new FailingRepository(memory);
        GlobalSessions sessions = over(repository);
        sessions.open(TOKEN).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        repository.removal = new IllegalStateException("disk full");
        sessions.sweep();
        repository.removal = null;
        time.advance(Duration.ofSeconds(1));
        sessions.sweep();
        StoreFailure expected = new StoreFailure(IllegalStateException.class.getName(), EXPIRY.plus(KEPT));
        assertThat(sessions.status().sweeps().lastFailure()).isEqualTo(expected);
        assertThat(sessions.status().store().lastFailure()).isEqualTo(expected);
        assertThat(sessions.status().sweeps().totals().removed()).isEqualTo(1);
    }

    @Test
    void sweepThatCanNotListTheKeysIsAFailureAndNoRun() {
        GlobalSessions sessions = over(new DelegatingRepository(memory) {
            @Override
            public Set<String> getKeys() {
                throw new UnsupportedOperationException("no keys");
            }
        });
        assertThatThrownBy(sessions::sweep).isInstanceOf(SessionStoreException.class);
        assertThat(sessions.status().sweeps().totals().runs()).isZero();
        assertThat(sessions.status().sweeps().lastFailure())
                .isEqualTo(new StoreFailure(UnsupportedOperationException.class.getName(), time.instant()));
    }

    @Test
    void checkPassesWhileTheRepositoryAnswersOnly() {
        FailingRepository repository = new FailingRepository(memory);
        GlobalSessions sessions = over(repository);
        sessions.checkRepository();
        repository.reads = false;
        assertThatThrownBy(sessions::checkRepository)
                .isInstanceOf(SessionStoreException.class)
                .hasMessage("repository " + FailingRepository.class.getName() + " does not answer");
        repository.reads = true;
        sessions.checkRepository();
        assertThat(memory.getKeys()).isEmpty();
    }

    @Test
    void clearEmptiesTheSessionOfATokenAndThatOfAUserAndKeepsTheEntries() {
        GlobalSessions sessions = over(memory);
        for (SessionKey key : new SessionKey[] {TOKEN, USER}) {
            sessions.open(key).update(put("a", "1"));
            assertThat(sessions.clear(hashOf(key))).isTrue();
            assertThat(sessions.open(key).read()).isEqualTo(Session.EMPTY);
        }
        assertThat(memory.getKeys()).containsExactlyInAnyOrder(TOKEN.value(), USER.value());
    }

    @Test
    void clearedSessionCanBeUsedAgain() {
        GlobalSessions sessions = over(memory);
        sessions.open(TOKEN).update(put("a", "1"));
        sessions.clear(hashOf(TOKEN));
        sessions.open(TOKEN).update(put("a", "2"));
        assertThat(sessions.open(TOKEN).read()).isEqualTo(Fixtures.session("a", "2"));
    }

    @Test
    void clearOfASessionThatIsOverEmptiesWhatIsLeftOfIt() {
        GlobalSessions sessions =
                GlobalSessions.with(context, memory, withMaxInactiveInterval(Duration.ofMinutes(5)), time);
        sessions.open(TOKEN).update(put("a", "\"secret\""));
        time.advance(Duration.ofMinutes(5).plus(Duration.ofSeconds(30)).plus(Fixtures.SETTINGS.clockSkew()));
        assertThat(sessions.clear(hashOf(TOKEN))).isFalse();
        byte[] left = Objects.requireNonNull(memory.get(context, TOKEN.value()))
                .getMessage()
                .getBody(byte[].class);
        assertThat(EntryCodec.decode(left).session()).isEqualTo(Session.EMPTY);
    }

    @Test
    void clearOfASessionThatIsNotThereOrWhoseTokenIsOverChangesNothing() {
        GlobalSessions sessions = over(memory);
        assertThat(sessions.clear(hashOf(TOKEN))).isFalse();
        sessions.open(TOKEN).update(put("a", "1"));
        time.set(Fixtures.EXPIRY.plus(Fixtures.SETTINGS.clockSkew()));
        String before = lastWrite();
        assertThat(sessions.clear(hashOf(TOKEN))).isFalse();
        assertThat(lastWrite()).isEqualTo(before);
    }

    private String lastWrite() {
        return Objects.requireNonNull(memory.get(context, TOKEN.value())).getExchangeId();
    }

    @Test
    void clearTakesAHashAloneAndDoesNotRepeatWhatItGot() {
        GlobalSessions sessions = over(memory);
        for (String odd : new String[] {TOKEN.value(), "", "eyJhbGciOiJIUzI1NiJ9.e30.c2ln"}) {
            assertThatThrownBy(() -> sessions.clear(odd))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("this is not the hash of a session key: pass the 43 characters that the key in the"
                            + " repository ends with");
        }
    }
}
