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
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.PlainRepository;
import io.github.camelsession.session.global.support.Threads;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code lockOnlyRepository=true} still promises. */
class LockOnlyRepositoryTest {
    private final CamelContext context = new DefaultCamelContext();
    private final CamelContext another = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
        another.close();
    }

    private static SessionStore alice(CamelContext context, AggregationRepository repository) {
        return GlobalSessions.with(context, repository, Fixtures.lockOnly(Fixtures.SETTINGS), new ManualTime())
                .open(claimsKey("alice", EXPIRY));
    }

    @Test
    void componentsAndContextsThatShareOneRepositoryObjectLoseNothing() throws Exception {
        PlainRepository shared = new PlainRepository(new MemoryAggregationRepository(false)) {
            @Override
            public @Nullable Exchange get(CamelContext camelContext, String key) {
                Exchange exchange = super.get(camelContext, key);
                Thread.yield();
                return exchange;
            }
        };
        List<SessionStore> components = List.of(alice(context, shared), alice(context, shared), alice(another, shared));
        Threads.run(6, thread -> {
            for (int i = 0; i < 200; i++) {
                components.get(thread % 3).update(increment("n"));
            }
        });
        assertThat(components.get(0).read()).isEqualTo(session("n", "1200"));
    }

    @Test
    void writeThatFailedIsNotTriedAgainAndSaysThatItMayComeIn() {
        List<Exchange> failed = new ArrayList<>();
        PlainRepository remote = new PlainRepository(new MemoryAggregationRepository(false)) {
            @Override
            public @Nullable Exchange add(CamelContext camelContext, String key, Exchange exchange) {
                if (key.equals(claimsKey("alice", EXPIRY).value()) && get(camelContext, key) != null) {
                    failed.add(exchange);
                    throw new IllegalStateException("response time-out");
                }
                return super.add(camelContext, key, exchange);
            }
        };
        SessionStore alice = alice(context, remote);
        alice.update(put("cart", "1"));
        assertThatThrownBy(() -> alice.update(put("colour", "\"red\"")))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("it may still be stored");
        assertThat(failed).hasSize(1);
        assertThat(alice.read()).isEqualTo(session("cart", "1"));
    }

    @Test
    void writeThatFailedButIsStoredIsAcknowledged() {
        PlainRepository remote = new PlainRepository(new MemoryAggregationRepository(false)) {
            @Override
            public @Nullable Exchange add(CamelContext camelContext, String key, Exchange exchange) {
                super.add(camelContext, key, exchange);
                if (key.equals(claimsKey("alice", EXPIRY).value())) {
                    throw new IllegalStateException("answer lost");
                }
                return null;
            }
        };
        SessionStore alice = alice(context, remote);
        alice.update(put("cart", "1"));
        assertThat(alice.read()).isEqualTo(session("cart", "1"));
    }
}
