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

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.support.Fixtures;
import io.github.camelsession.session.global.support.ManualTime;
import org.apache.camel.component.jcache.processor.aggregate.JCacheAggregationRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.jdbc.ClusteredPostgresAggregationRepository;
import org.apache.camel.processor.aggregate.jdbc.PostgresAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.junit.jupiter.api.Test;

/** Repositories that lose sessions fail the start, with the reason and what to set instead. */
class UnfitRepositoriesTest {
    private static void assertRefused(AggregationRepository repository, String... words) {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> GlobalSessions.in(context, repository, Fixtures.SETTINGS, new ManualTime()))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining(repository.getClass().getName())
                    .hasMessageContainingAll(words);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void jcacheIsRefused() {
        assertRefused(new JCacheAggregationRepository(), "overwrites", "HazelcastAggregationRepository");
    }

    @Test
    void postgresRepositoriesAreRefused() {
        assertRefused(new PostgresAggregationRepository(), "JdbcSessionRepository");
        assertRefused(new ClusteredPostgresAggregationRepository(), "JdbcSessionRepository");
    }

    @Test
    void subclassIsRefusedToo() {
        assertRefused(new PostgresAggregationRepository() {}, "JdbcSessionRepository");
    }
}
