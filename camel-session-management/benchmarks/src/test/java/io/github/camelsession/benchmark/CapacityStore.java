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

import com.hazelcast.core.HazelcastInstance;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.global.entry.EntryForm;
import io.github.camelsession.session.global.outage.MariaDbServer;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.support.TestServers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.opentest4j.TestAbortedException;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodes;

/** Every documented store that compares and swaps, and how much room it takes. */
enum CapacityStore {
    MEMORY("built-in memory") {
        @Override
        OptimisticLockingAggregationRepository open(String place) {
            return new BoundedMemoryRepository(Integer.MAX_VALUE);
        }

        @Override
        EntryForm form() {
            return EntryForm.PACKED;
        }

        @Override
        long bytes(String place) {
            return heap();
        }
    },
    CAMEL("Camel's memory") {
        @Override
        OptimisticLockingAggregationRepository open(String place) {
            return new MemoryAggregationRepository(true);
        }

        @Override
        long bytes(String place) {
            return heap();
        }
    },
    H2("H2 file") {
        @Override
        OptimisticLockingAggregationRepository open(String table) throws SQLException {
            TestServers.createTable(H2File.POOL, table, "blob");
            return jdbc(H2File.POOL, table);
        }

        /** As a stop of the application leaves the file. */
        @Override
        long bytes(String table) throws Exception {
            try (Connection connection = DriverManager.getConnection(H2File.POOL.getJdbcUrl());
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            }
            H2File.POOL.getHikariPoolMXBean().softEvictConnections();
            return Files.size(Path.of(H2File.FILE + ".mv.db"));
        }
    },
    POSTGRESQL("PostgreSQL") {
        @Override
        OptimisticLockingAggregationRepository open(String table) throws SQLException {
            TestServers.createTable(TestServers.postgres(), table, "bytea");
            return jdbc(TestServers.postgres(), table);
        }

        @Override
        long bytes(String table) throws SQLException {
            return number(TestServers.postgres(), "VACUUM " + table, "SELECT pg_total_relation_size('" + table + "')");
        }
    },
    MARIADB("MariaDB") {
        @Override
        boolean isThere() {
            try {
                MariaDbServer.assumeThereIsOne();
                return true;
            } catch (TestAbortedException e) {
                return false; // on this system
            }
        }

        @Override
        OptimisticLockingAggregationRepository open(String table) throws SQLException {
            try (Connection connection = TestServers.mariaDb().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(MariaDbServer.createTable(table));
            }
            return jdbc(TestServers.mariaDb(), table);
        }

        @Override
        long bytes(String table) throws SQLException {
            return number(
                    TestServers.mariaDb(),
                    "ANALYZE TABLE " + table,
                    "SELECT FILE_SIZE FROM information_schema.INNODB_SYS_TABLESPACES WHERE NAME LIKE '%/" + table
                            + "'");
        }
    },
    REDIS("Redis") {
        @Override
        OptimisticLockingAggregationRepository open(String map) {
            return RemoteStore.REDIS.open(map);
        }

        @Override
        long bytes(String map) {
            return redis(InfoSection.MEMORY, "used_memory");
        }
    },
    /** Two members in this JVM, so each entry and its backup are here. */
    HAZELCAST("Hazelcast, with one backup") {
        @Override
        OptimisticLockingAggregationRepository open(String map) {
            HazelcastInstance member = TestServers.hazelcast();
            HazelcastAggregationRepository repository = new HazelcastAggregationRepository(map, true, member);
            repository.setUseRecovery(false);
            return repository;
        }

        @Override
        long bytes(String map) {
            return heap();
        }
    };

    private final String title;

    CapacityStore(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    boolean isThere() {
        return true;
    }

    /** Returns how the component stores entries in it. */
    EntryForm form() {
        return EntryForm.PLAIN;
    }

    /** Returns a repository with this table or map of its own, which is made if it is not there. */
    abstract OptimisticLockingAggregationRepository open(String place) throws Exception;

    /** Returns the room that is taken now; what sessions take is the difference. */
    abstract long bytes(String place) throws Exception;

    /** Whether all sessions are in one heap, or in one hash on one server, however many servers there are. */
    boolean isInOnePlace() {
        return isInHeap() || this == REDIS;
    }

    /** Whether a call costs so little that a step is mostly JSON and the check of the token. */
    boolean isInHeap() {
        return this == MEMORY || this == CAMEL;
    }

    static long appendOnlyFile() {
        return redis(InfoSection.PERSISTENCE, "aof_current_size");
    }

    private static long redis(InfoSection section, String name) {
        return Long.parseLong(TestServers.redis()
                .getRedisNodes(RedisNodes.SINGLE)
                .getInstance()
                .info(section)
                .get(name));
    }

    private static JdbcSessionRepository jdbc(DataSource pool, String table) {
        JdbcSessionRepository repository = new JdbcSessionRepository();
        repository.setRepositoryName(table);
        repository.setDataSource(pool);
        return repository;
    }

    private static long number(DataSource pool, String before, String query) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(before);
            try (ResultSet row = statement.executeQuery(query)) {
                if (!row.next()) {
                    throw new IllegalStateException("nothing answers " + query);
                }
                return row.getLong(1);
            }
        }
    }

    /** Several times, for objects with a reference to be cleared take more than one collection to go. */
    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Ends with the JVM. */
    private static final class H2File {
        static final String FILE = file();
        static final HikariDataSource POOL = TestServers.pool("jdbc:h2:file:" + FILE);

        private static String file() {
            try {
                Path directory = Files.createTempDirectory("capacity");
                Path file = directory.resolve("sessions");
                directory.toFile().deleteOnExit();
                Path.of(file + ".mv.db").toFile().deleteOnExit();
                return file.toString();
            } catch (IOException e) {
                throw new IllegalStateException("there is no room for a database", e);
            }
        }
    }
}
