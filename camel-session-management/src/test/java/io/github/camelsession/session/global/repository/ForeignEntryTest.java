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
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.DelegatingRepository;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a repository may answer instead of an entry of ours. */
class ForeignEntryTest {
    private static final SessionKey KEY = tokenKey("alice", EXPIRY);

    private final CamelContext context = new DefaultCamelContext();
    private final MemoryAggregationRepository memory = new MemoryAggregationRepository(true);
    private @Nullable RuntimeException failure;

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private SessionStore session() {
        DelegatingRepository repository = new DelegatingRepository(memory) {
            @Override
            public @Nullable Exchange get(CamelContext camelContext, String key) {
                if (failure != null && key.equals(KEY.value())) {
                    throw failure;
                }
                return super.get(camelContext, key);
            }
        };
        return GlobalSessions.with(context, repository, Fixtures.SETTINGS, new ManualTime())
                .open(KEY);
    }

    @Test
    void classThatKryoRefusesIsAnEntryThatCannotBeRead() {
        failure = new IllegalArgumentException("Class is not registered: java.util.Currency");
        assertThatThrownBy(session()::read)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContainingAll("that cannot be read: ", "remove it with the tools of the store");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "the node list is empty")
    void anythingElseThatIsIllegalIsAFailureOfTheStore(@Nullable String message) {
        failure = new IllegalArgumentException(message);
        assertThatThrownBy(session()::read)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageNotContaining("cannot be read");
    }

    @Test
    void exchangeWithoutBodyIsAnEntryThatCannotBeRead() {
        memory.add(context, KEY.value(), null, new DefaultExchange(context));
        assertThatThrownBy(session()::read)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("that cannot be read: its body is nothing instead of byte[]");
    }
}
