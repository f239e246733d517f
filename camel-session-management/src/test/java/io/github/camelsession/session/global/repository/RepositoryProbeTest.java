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
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.KeyValueRepository;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.OddRepository;
import io.github.camelsession.session.global.support.PlainRepository;
import io.github.camelsession.session.global.support.Threads;
import io.github.camelsession.session.global.support.VersionComparingRepository;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepositoryProbeTest {
    private final CamelContext context = new DefaultCamelContext();
    private final MemoryAggregationRepository memory = new MemoryAggregationRepository(false);

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private GlobalSessions start(AggregationRepository repository) {
        return GlobalSessions.with(context, repository, Fixtures.SETTINGS, new ManualTime());
    }

    private GlobalSessions startLockOnly(AggregationRepository repository) {
        return GlobalSessions.with(context, repository, Fixtures.lockOnly(Fixtures.SETTINGS), new ManualTime());
    }

    private static void assertThatItWorks(GlobalSessions sessions) {
        SessionStore store = sessions.open(tokenKey("a token", EXPIRY));
        store.update(increment("count"));
        store.update(increment("count"));
        assertThat(store.read()).isEqualTo(session("count", "2"));
    }

    private void assertRefusedUnlessAdmitted(AggregationRepository repository) {
        assertThatThrownBy(() -> start(repository))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContainingAll(
                        repository.getClass().getName(),
                        "does not compare and swap",
                        "lockOnlyRepository=true",
                        "through only this repository object",
                        "another aggregationRepository");
        try (CapturedLog log = new CapturedLog(RepositoryProbe.class)) {
            assertThatItWorks(startLockOnly(repository));
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void repositoryThatComparesAndSwapsIsTakenWithoutAWarning() {
        try (CapturedLog log = new CapturedLog(RepositoryProbe.class)) {
            start(new MemoryAggregationRepository(true));
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void repositoryThatBringsRemovedEntriesBackIsTakenWithAWarningOfItsOwn() {
        VersionComparingRepository repository = new VersionComparingRepository();
        try (CapturedLog log = new CapturedLog(RepositoryProbe.class)) {
            start(repository);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(VersionComparingRepository.class.getName(), "keyClaims", "JdbcSessionRepository");
        }
        assertThat(repository.getKeys()).isEmpty();
    }

    @Test
    void repositoryWithItsOptimisticLockingSwitchedOffIsRefusedUnlessAdmitted() {
        assertRefusedUnlessAdmitted(memory);
    }

    @Test
    void repositoryWithoutTheInterfaceIsRefusedUnlessAdmitted() {
        assertRefusedUnlessAdmitted(new PlainRepository(memory));
    }

    @Test
    void repositoryThatOverwritesIsRefusedUnlessAdmitted() {
        assertRefusedUnlessAdmitted(new OddRepository(memory) {
            @Override
            public void write(Held held, Exchange next) {
                held.put(next);
            }
        });
    }

    @Test
    void repositoryThatRefusesASecondCreateButStoresItIsRefusedUnlessAdmitted() {
        assertRefusedUnlessAdmitted(new OddRepository(memory) {
            @Override
            public void write(Held held, Exchange next) {
                boolean first = held.isEmpty();
                held.put(next);
                if (!first) {
                    throw new OptimisticLockingException();
                }
            }
        });
    }

    @Test
    void keyValueRepositoryOfCamelIsRefusedUnlessAdmittedAndKeepsNothingOfTheProbe() {
        KeyValueRepository repository = new KeyValueRepository();
        assertRefusedUnlessAdmitted(repository);
        assertThat(repository.getKeys()).as("the session of the test").hasSize(1);
        assertThat(repository.scan(context))
                .as("what was removed, but not confirmed")
                .isEmpty();
    }

    @Test
    void optionChangesNothingForARepositoryThatCompares() throws Exception {
        MemoryAggregationRepository repository = new MemoryAggregationRepository(true);
        SessionStore one = startLockOnly(repository).open(tokenKey("a token", EXPIRY));
        SessionStore other = startLockOnly(new DelegatingRepository(repository)).open(tokenKey("a token", EXPIRY));
        Threads.run(4, thread -> {
            for (int i = 0; i < 100; i++) {
                (thread % 2 == 0 ? one : other).update(increment("count"));
            }
        });
        assertThat(one.read()).isEqualTo(session("count", "400"));
    }

    @Test
    void repositoryThatComparesOnCreateOnlyIsRefusedUnlessAdmitted() {
        assertRefusedUnlessAdmitted(new OddRepository(memory) {
            @Override
            public void write(Held held, Exchange next) {
                if (!held.isEmpty() && held.nothingExpected()) {
                    throw new OptimisticLockingException();
                }
                held.put(next);
            }
        });
    }

    @Test
    void repositoryThatRefusesAStaleReplacementButStoresItIsRefusedUnlessAdmitted() {
        assertRefusedUnlessAdmitted(new OddRepository(memory) {
            @Override
            public void write(Held held, Exchange next) {
                if (!held.isEmpty() && held.nothingExpected()) {
                    throw new OptimisticLockingException();
                }
                boolean stale = !held.isExpected();
                held.put(next);
                if (stale) {
                    throw new OptimisticLockingException();
                }
            }
        });
    }

    @Test
    void repositoryThatForgetsIsRefused() {
        PlainRepository forgetful = new PlainRepository(memory) {
            @Override
            public @Nullable Exchange get(CamelContext camelContext, String key) {
                return null;
            }
        };
        assertThatThrownBy(() -> startLockOnly(forgetful))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining(forgetful.getClass().getName())
                .hasMessageContaining("does not keep what is written to it");
    }

    @Test
    void repositoryThatDoesNotKeepTheExchangeIdIsToldSo() {
        DelegatingRepository nameless = new DelegatingRepository(new VersionComparingRepository()) {
            @Override
            public @Nullable Exchange get(CamelContext camelContext, String key) {
                Exchange exchange = super.get(camelContext, key);
                if (exchange != null) {
                    exchange.setExchangeId("of the reader");
                }
                return exchange;
            }
        };
        assertThatThrownBy(() -> start(nameless))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContainingAll(nameless.getClass().getName(), "not its exchange id");
    }

    @Test
    void repositoryThatForgetsThoughItSaysItComparesIsRefused() {
        OddRepository forgetful = new OddRepository(memory) {
            @Override
            public void write(Held held, Exchange next) {}

            @Override
            public @Nullable Exchange add(CamelContext camelContext, String key, Exchange exchange) {
                return null;
            }
        };
        assertThatThrownBy(() -> start(forgetful)).isInstanceOf(SessionStoreException.class);
    }

    @Test
    void repositoryThatFailsAtTheStartIsRefusedWithItsCause() {
        RuntimeException failure = new IllegalStateException("no such table");
        OddRepository failing = new OddRepository(memory) {
            @Override
            public void write(Held held, Exchange next) {
                throw failure;
            }
        };
        assertThatThrownBy(() -> start(failing))
                .isInstanceOf(SessionStoreException.class)
                .hasCause(failure);
        PlainRepository failingToo = new PlainRepository(memory) {
            @Override
            public @Nullable Exchange add(CamelContext camelContext, String key, Exchange exchange) {
                throw failure;
            }
        };
        assertThatThrownBy(() -> startLockOnly(failingToo))
                .isInstanceOf(SessionStoreException.class)
                .hasCause(failure);
    }
}
