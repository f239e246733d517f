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
package io.github.camelsession.session.global.repository;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionLimitException;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.Threads;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedMemoryRepositoryTest {
    private final CamelContext context = new DefaultCamelContext();
    private final ManualTime time = new ManualTime();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private Exchange exchange() {
        return new DefaultExchange(context);
    }

    @Test
    void newSessionBeyondTheLimitIsRefusedAndLiveOnesGoOn() {
        GlobalSessions sessions = GlobalSessions.with(context, new BoundedMemoryRepository(1), Fixtures.SETTINGS, time);
        SessionStore live = sessions.open(tokenKey("first", EXPIRY));
        live.update(put("a", "1"));
        assertThatThrownBy(() -> sessions.open(tokenKey("second", EXPIRY)).update(put("a", "1")))
                .isInstanceOfSatisfying(
                        SessionLimitException.class,
                        e -> assertThat(e.getOption()).isEqualTo("maxSessions"))
                .hasMessageContaining("there are 1 sessions");
        live.update(put("a", "2"));
        assertThat(live.read()).isEqualTo(session("a", "2"));
    }

    @Test
    void sweepMakesRoomForNewSessions() {
        GlobalSessions sessions = GlobalSessions.with(context, new BoundedMemoryRepository(1), Fixtures.SETTINGS, time);
        sessions.open(tokenKey("first", EXPIRY)).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        sessions.sweep();
        SessionStore next = sessions.open(tokenKey("second", time.instant().plusSeconds(60)));
        next.update(put("a", "1"));
        assertThat(next.read()).isEqualTo(session("a", "1"));
    }

    /** As objects, even a small session would take more than twice as much. */
    @Test
    void sessionIsKeptAsItsJson() {
        BoundedMemoryRepository repository = new BoundedMemoryRepository(1);
        SessionKey key = tokenKey("first", EXPIRY);
        GlobalSessions.with(context, repository, Fixtures.SETTINGS, time)
                .open(key)
                .update(put("a", "1"));
        assertThat(Objects.requireNonNull(repository.get(context, key.value()))
                        .getMessage()
                        .getBody())
                .isInstanceOf(byte[].class);
    }

    @Test
    void smallerLimitRemovesNothingAndRefusesNewSessions() {
        BoundedMemoryRepository repository = new BoundedMemoryRepository(2);
        repository.add(context, "a", null, exchange());
        repository.add(context, "b", null, exchange());
        repository.setMaxSessions(1);
        assertThat(repository.getKeys()).hasSize(2);
        assertThatThrownBy(() -> repository.add(context, "c", null, exchange()))
                .isInstanceOf(SessionLimitException.class)
                .hasMessageContaining("there are 2 sessions");
        assertThatThrownBy(() -> repository.setMaxSessions(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitIsExactUnderConcurrency() throws Exception {
        BoundedMemoryRepository repository = new BoundedMemoryRepository(100);
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger created = new AtomicInteger();
        Threads.run(8, thread -> {
            for (int i = 0; i < 1000; i++) {
                String key = thread + "-" + i;
                Exchange exchange = exchange();
                try {
                    repository.add(context, key, null, exchange);
                    assertThat(created.incrementAndGet()).isLessThanOrEqualTo(100);
                    if (i % 2 == 0) {
                        created.decrementAndGet();
                        repository.remove(context, key, exchange);
                    }
                } catch (SessionLimitException e) {
                    refused.incrementAndGet();
                }
            }
        });
        assertThat(repository.getKeys()).hasSize(100);
        assertThat(created).hasValue(100);
        assertThat(refused).hasPositiveValue();
    }

    @Test
    void lostCreateTakesNoRoom() {
        BoundedMemoryRepository repository = new BoundedMemoryRepository(2);
        repository.add(context, "a", null, exchange());
        assertThatThrownBy(() -> repository.add(context, "a", null, exchange()))
                .isInstanceOf(OptimisticLockingException.class);
        repository.add(context, "b", null, exchange());
        assertThat(repository.getKeys()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void staleReplacementAndRemovalAreRefused() {
        BoundedMemoryRepository repository = new BoundedMemoryRepository(2);
        Exchange stale = exchange();
        Exchange held = exchange();
        repository.add(context, "a", null, stale);
        repository.add(context, "a", stale, held);
        assertThatThrownBy(() -> repository.add(context, "a", stale, exchange()))
                .isInstanceOf(OptimisticLockingException.class);
        assertThatThrownBy(() -> repository.remove(context, "a", stale)).isInstanceOf(OptimisticLockingException.class);
        assertThatThrownBy(() -> repository.remove(context, "not there", stale))
                .isInstanceOf(OptimisticLockingException.class);
        assertThat(Objects.requireNonNull(repository.get(context, "a")).getExchangeId())
                .isEqualTo(held.getExchangeId());
    }

    @Test
    void stopForgetsEverythingAndMakesRoom() {
        BoundedMemoryRepository repository = new BoundedMemoryRepository(1);
        repository.start();
        repository.add(context, "a", null, exchange());
        repository.stop();
        assertThat(repository.getKeys()).isEmpty();
        repository.start();
        repository.add(context, "b", null, exchange());
        assertThat(repository.getKeys()).containsExactly("b");
    }

    @Test
    void writingWithoutComparingIsNotSupported() {
        assertThatThrownBy(() -> new BoundedMemoryRepository(1).add(context, "a", exchange()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void maxSessionsMustBePositive() {
        assertThatThrownBy(() -> new BoundedMemoryRepository(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxSessions is 0; set it to 1 or more");
    }
}
