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
package io.github.camelsession.endurance;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;

/** Where the soak keeps its sessions: one store that both nodes work on. */
interface SoakStore extends AutoCloseable {
    /** A repository for one more node. */
    OptimisticLockingAggregationRepository open();

    long entries() throws Exception;

    /** Connections that somebody holds. */
    int busyConnections();

    static SoakStore named(String name) throws Exception {
        return switch (name) {
            case "memory" -> new Memory();
            case "postgresql" -> new PostgreSql();
            default -> throw new IllegalArgumentException("soak.store is " + name + "; set memory or postgresql");
        };
    }

    final class Memory implements SoakStore {
        private final BoundedMemoryRepository repository = new BoundedMemoryRepository(100_000);

        @Override
        public OptimisticLockingAggregationRepository open() {
            return repository;
        }

        @Override
        public long entries() {
            return repository.getKeys().size();
        }

        @Override
        public int busyConnections() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** PostgreSQL with durable commits, on loopback, gone with the soak. */
    final class PostgreSql implements SoakStore {
        private final EmbeddedPostgres server;
        private final HikariDataSource pool;

        PostgreSql() throws IOException, SQLException {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            HikariConfig config = new HikariConfig();
            config.setDataSource(server.getPostgresDatabase());
            config.setMinimumIdle(16);
            config.setMaximumPoolSize(16);
            pool = new HikariDataSource(config);
            createTable();
        }

        private void createTable() throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE sessions (id varchar(255) NOT NULL PRIMARY KEY,"
                        + " exchange bytea NOT NULL, version BIGINT NOT NULL,"
                        + " expires_at BIGINT DEFAULT 0 NOT NULL)");
                statement.execute("CREATE INDEX sessions_expires_at ON sessions (expires_at)");
            }
        }

        @Override
        public OptimisticLockingAggregationRepository open() {
            JdbcSessionRepository repository = new JdbcSessionRepository();
            repository.setDataSource(pool);
            repository.start();
            return repository;
        }

        @Override
        public long entries() throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("SELECT count(*) FROM sessions")) {
                count.next();
                return count.getLong(1);
            }
        }

        @Override
        public int busyConnections() {
            return pool.getHikariPoolMXBean().getActiveConnections();
        }

        @Override
        public void close() throws IOException {
            pool.close();
            server.close();
        }
    }
}
