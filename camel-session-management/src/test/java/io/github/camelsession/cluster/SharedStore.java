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
package io.github.camelsession.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import java.util.List;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.slf4j.LoggerFactory;

/** Where several nodes keep their sessions together. */
enum SharedStore {
    /** At a JDBC URL; the table must be there. */
    JDBC {
        @Override
        OptimisticLockingAggregationRepository open(String url) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(url);
            pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
            JdbcSessionRepository repository = new JdbcSessionRepository();
            repository.setDataSource(pool);
            return repository;
        }
    },

    /** At {@code host:port}. */
    REDIS {
        @Override
        OptimisticLockingAggregationRepository open(String endpoint) {
            quiet(RedisAggregationRepository.class);
            RedisAggregationRepository repository = new RedisAggregationRepository("sessions", endpoint, true);
            repository.setUseRecovery(false);
            return repository;
        }
    },

    /** In the nodes themselves: this one's port on loopback, a comma, and the other one's. */
    HAZELCAST {
        @Override
        OptimisticLockingAggregationRepository open(String ports) {
            quiet(HazelcastAggregationRepository.class);
            HazelcastAggregationRepository repository = new HazelcastAggregationRepository(
                    "sessions", true, Hazelcast.newHazelcastInstance(member(List.of(ports.split(",")))));
            repository.setUseRecovery(false);
            return repository;
        }

        private Config member(List<String> ports) {
            Config config = new Config()
                    .setProperty("hazelcast.logging.type", "slf4j")
                    .setProperty("hazelcast.phone.home.enabled", "false")
                    .setProperty("hazelcast.socket.bind.any", "false");
            config.getNetworkConfig()
                    .setPort(Integer.parseInt(ports.get(0)))
                    .setPortAutoIncrement(false)
                    .getInterfaces()
                    .setEnabled(true)
                    .addInterface("127.0.0.1");
            JoinConfig join = config.getNetworkConfig().getJoin();
            join.getAutoDetectionConfig().setEnabled(false);
            join.getTcpIpConfig().setEnabled(true);
            ports.forEach(port -> join.getTcpIpConfig().addMember("127.0.0.1:" + port));
            return config;
        }
    };

    static final String TABLE = "sessions";

    abstract OptimisticLockingAggregationRepository open(String place);

    /** These two log a line for each write that lost, and here thousands do. */
    private static void quiet(Class<?> repository) {
        ((Logger) LoggerFactory.getLogger(repository)).setLevel(Level.OFF);
    }
}
