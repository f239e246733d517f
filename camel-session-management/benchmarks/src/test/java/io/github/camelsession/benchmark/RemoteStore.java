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
package io.github.camelsession.benchmark;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.global.support.TestServers;
import java.sql.SQLException;
import java.util.Locale;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.slf4j.LoggerFactory;

/** Servers that nodes share, which write to disk before they answer, as far as they do so by default. */
enum RemoteStore {
    POSTGRESQL {
        @Override
        String newPlace() throws SQLException {
            String table = TestServers.newName();
            TestServers.createTable(TestServers.postgres(), table, "bytea");
            return table;
        }

        @Override
        OptimisticLockingAggregationRepository open(String table) {
            JdbcSessionRepository repository = new JdbcSessionRepository();
            repository.setRepositoryName(table);
            repository.setDataSource(TestServers.postgres());
            return repository;
        }
    },
    REDIS {
        @Override
        String newPlace() {
            return TestServers.newName();
        }

        @Override
        OptimisticLockingAggregationRepository open(String map) {
            RedisAggregationRepository repository = new RedisAggregationRepository();
            repository.setMapName(map);
            repository.setOptimistic(true);
            repository.setUseRecovery(false);
            repository.setRedisson(TestServers.redis());
            // It logs each write that lost, and in a plain loop thousands do.
            ((Logger) LoggerFactory.getLogger(RedisAggregationRepository.class)).setLevel(Level.OFF);
            return repository;
        }
    };

    /** A table or map that is empty. */
    abstract String newPlace() throws SQLException;

    /** Another node's, if called again. */
    abstract OptimisticLockingAggregationRepository open(String place);

    final String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
