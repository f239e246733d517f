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
package io.github.camelsession.history;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.global.outage.MariaDbServer;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.redisson.Redisson;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;

/** Repositories with the settings that are documented. */
public final class Repositories {
    private Repositories() {}

    /** @param store postgresql, mariadb or redis */
    public static AggregationRepository of(String store, String host, int port) {
        return switch (store) {
            case "postgresql" -> postgresql(host, port);
            case "mariadb" -> jdbc(MariaDbServer.url(host, port));
            case "redis" -> redis(host, port);
            default -> throw new IllegalArgumentException(store);
        };
    }

    public static AggregationRepository postgresql(String host, int port) {
        return jdbc("jdbc:postgresql://" + host + ":" + port
                + "/postgres?user=postgres&connectTimeout=1&socketTimeout=1&loginTimeout=1&tcpKeepAlive=true"
                + "&options=-c%20idle_in_transaction_session_timeout=2000%20-c%20lock_timeout=500");
    }

    public static AggregationRepository jdbc(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(10);
        pool.setConnectionTimeout(500);
        pool.setValidationTimeout(250);
        pool.setInitializationFailTimeout(10_000);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        JdbcSessionRepository repository = new JdbcSessionRepository();
        repository.setDataSource(pool);
        return repository;
    }

    public static AggregationRepository redis(String host, int port) {
        Config config = new Config();
        timed(config.useSingleServer())
                .setAddress("redis://" + host + ":" + port)
                .setConnectionMinimumIdleSize(1);
        return redis(config);
    }

    /** @param sentinels host and port each */
    public static AggregationRepository redisOfSentinels(String... sentinels) {
        return redis(ofSentinels(sentinels));
    }

    /** @param sentinels host and port each */
    public static Config ofSentinels(String... sentinels) {
        Config config = new Config();
        var servers = timed(config.useSentinelServers())
                .setMasterName("sessions")
                .setReadMode(ReadMode.MASTER)
                .setCheckSentinelsList(false)
                .setMasterConnectionMinimumIdleSize(1)
                .setScanInterval(1000);
        for (String sentinel : sentinels) {
            servers.addSentinelAddress("redis://" + sentinel);
        }
        return config;
    }

    private static <T extends BaseConfig<T>> T timed(T servers) {
        return servers.setTimeout(1000).setConnectTimeout(1000).setRetryAttempts(0);
    }

    private static AggregationRepository redis(Config config) {
        RedisAggregationRepository repository = new RedisAggregationRepository();
        repository.setRedisson(Redisson.create(config));
        repository.setMapName("sessions");
        repository.setOptimistic(true);
        repository.setUseRecovery(false);
        return repository;
    }
}
