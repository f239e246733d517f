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
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.OddRepository;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That one write is refused while a node starts says nothing about the repository; that each is, fails the start. */
class RefusalAtTheStartTest {
    private final CamelContext context = new DefaultCamelContext();
    private final MemoryAggregationRepository memory = new MemoryAggregationRepository(false);

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private GlobalSessions start(AggregationRepository repository) {
        return GlobalSessions.with(context, repository, Fixtures.SETTINGS, new ManualTime());
    }

    private void assertThatItWorks(AggregationRepository repository) {
        SessionStore store = start(repository).open(tokenKey("a token", EXPIRY));
        store.update(increment("count"));
        store.update(increment("count"));
        assertThat(store.read()).isEqualTo(session("count", "2"));
    }

    /** Does what the memory does, but for the one of its first writes that is refused for no reason. */
    private MemoryAggregationRepository refusingOnce(int which) {
        AtomicInteger writes = new AtomicInteger();
        return new MemoryAggregationRepository(true) {
            @Override
            public @Nullable Exchange add(
                    CamelContext camelContext, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
                if (writes.getAndIncrement() == which) {
                    throw new OptimisticLockingException();
                }
                return super.add(camelContext, key, oldExchange, newExchange);
            }
        };
    }

    @Test
    void repositoryThatRefusesEveryReplacementFailsTheStartWithItsCause() {
        assertFailsWithTheRefusal(new OddRepository(memory) {
            @Override
            public void write(Held held, Exchange next) {
                if (!held.isEmpty()) {
                    throw new OptimisticLockingException();
                }
                held.put(next);
            }
        });
    }

    @Test
    void repositoryThatRefusesEveryCreateFailsTheStartWithItsCause() {
        assertFailsWithTheRefusal(new OddRepository(memory) {
            @Override
            public void write(Held held, Exchange next) {
                throw new OptimisticLockingException();
            }
        });
    }

    private void assertFailsWithTheRefusal(AggregationRepository repository) {
        assertThatThrownBy(() -> start(repository))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContainingAll(repository.getClass().getName(), "refused each of 5 writes")
                .hasCauseInstanceOf(OptimisticLockingException.class);
    }

    /** A lock that was not had in time, say: JdbcSessionRepository takes that for a conflict. */
    @Test
    void writeThatIsRefusedOnceAtTheStartDecidesNothing() {
        for (int which = 0; which < 6; which++) {
            assertThatItWorks(refusingOnce(which));
        }
    }

    /** As when the database found the row locked, and the retry of its driver got through. */
    @Test
    void writeThatIsStoredThoughItIsRefusedDecidesNothing() {
        for (int which = 0; which < 3; which += 2) {
            int stored = which;
            AtomicInteger writes = new AtomicInteger();
            assertThatItWorks(new MemoryAggregationRepository(true) {
                @Override
                public @Nullable Exchange add(
                        CamelContext camelContext, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
                    super.add(camelContext, key, oldExchange, newExchange);
                    if (writes.getAndIncrement() == stored) {
                        throw new OptimisticLockingException();
                    }
                    return oldExchange;
                }
            });
        }
    }

    @Test
    void removalThatIsRefusedAtTheStartIsLeftToTheSweep() {
        MemoryAggregationRepository repository = new MemoryAggregationRepository(true) {
            @Override
            public void remove(CamelContext camelContext, String key, Exchange exchange) {
                throw new OptimisticLockingException();
            }
        };
        assertThatItWorks(repository);
        assertThat(repository.getKeys()).hasSize(2);
    }
}
