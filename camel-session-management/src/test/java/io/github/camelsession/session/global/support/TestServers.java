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
package io.github.camelsession.session.global.support;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.session.global.outage.MariaDbServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.codec.Kryo5Codec;
import redis.embedded.RedisServer;

/**
 * Real servers on free loopback ports. Each is started when first requested, shared by all tests, and ends with the
 * JVM.
 */
public final class TestServers {
    /** All classes that an entry consists of. The contract holds if no others are let in, as documented. */
    private static final List<String> ENTRY_CLASSES = List.of(
            "org.apache.camel.support.DefaultExchangeHolder", "java.util.LinkedHashMap", "java.util.HashMap", "[B");

    private static final AtomicInteger NAMES = new AtomicInteger();

    private TestServers() {}

    /** Returns the name of a table or map that only one test uses. */
    public static String newName() {
        return "sessions_" + NAMES.incrementAndGet();
    }

    public static DataSource postgres() {
        return Postgres.POOL;
    }

    /** Skips the test where there is none. */
    public static DataSource mariaDb() {
        MariaDbServer.assumeThereIsOne();
        return MariaDb.POOL;
    }

    public static RedissonClient redis() {
        return Redis.CLIENT;
    }

    public static HazelcastInstance hazelcast() {
        return Cluster.MEMBER;
    }

    /** @param bytes the database's type for bytes */
    public static void createTable(DataSource dataSource, String name, String bytes) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + name + " (id varchar(255) NOT NULL, exchange " + bytes
                    + " NOT NULL, version BIGINT NOT NULL, expires_at BIGINT DEFAULT 0 NOT NULL, CONSTRAINT " + name
                    + "_pk PRIMARY KEY (id))");
            statement.execute("CREATE INDEX " + name + "_expires_at ON " + name + " (expires_at)");
        }
    }

    public static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(20);
        return pool;
    }

    private static void atEnd(Ending ending) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                ending.run();
            } catch (Exception e) {
                throw new IllegalStateException("A test server did not end", e);
            }
        }));
    }

    private interface Ending {
        void run() throws Exception;
    }

    private static final class Postgres {
        static final HikariDataSource POOL = start();

        private static HikariDataSource start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
                atEnd(server::close);
                HikariDataSource pool = pool(server.getJdbcUrl("postgres", "postgres"));
                checkThatItWritesToDisk(pool);
                return pool;
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("PostgreSQL does not start", e);
            }
        }

        /** The test server's own arguments switch this off. Ours come after them, and switch it on. */
        private static void checkThatItWritesToDisk(DataSource pool) throws SQLException {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT current_setting('fsync') || current_setting('synchronous_commit')")) {
                if (!row.next() || !row.getString(1).equals("onon")) {
                    throw new IllegalStateException("PostgreSQL runs without fsync");
                }
            }
        }
    }

    private static final class MariaDb {
        static final HikariDataSource POOL = start();

        private static HikariDataSource start() {
            try {
                MariaDbServer server = new MariaDbServer();
                server.start();
                atEnd(server::close);
                // No outage is tested with it, and a table takes its time on a busy machine.
                HikariDataSource pool = pool(server.url().replace("socketTimeout=1500", "socketTimeout=30000"));
                pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
                return pool;
            } catch (IOException e) {
                throw new IllegalStateException("MariaDB does not start", e);
            }
        }
    }

    private static final class Redis {
        static final RedissonClient CLIENT = start();

        private static RedissonClient start() {
            try {
                int port = freePort();
                Path directory = Files.createTempDirectory("redis");
                RedisServer server = RedisServer.newRedisServer()
                        .port(port)
                        .setting("bind 127.0.0.1")
                        .setting("dir " + directory)
                        .setting("appendonly yes")
                        .build();
                server.start();
                atEnd(server::stop);
                org.redisson.config.Config config = new org.redisson.config.Config();
                config.useSingleServer().setAddress("redis://127.0.0.1:" + port);
                config.setCodec(new Kryo5Codec(new LinkedHashSet<>(ENTRY_CLASSES), false));
                return Redisson.create(config);
            } catch (IOException e) {
                throw new IllegalStateException("Redis does not start", e);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    private static final class Cluster {
        static final HazelcastInstance MEMBER = start();

        private static HazelcastInstance start() {
            HazelcastInstance first = Hazelcast.newHazelcastInstance(member(0));
            Hazelcast.newHazelcastInstance(
                    member(first.getCluster().getLocalMember().getAddress().getPort()));
            atEnd(Hazelcast::shutdownAll);
            return first;
        }

        private static ClassFilter entryClasses() {
            return new ClassFilter()
                    .addClasses(ENTRY_CLASSES.toArray(String[]::new))
                    .addClasses("java.util.ArrayList")
                    .addPrefixes(
                            "com.hazelcast.",
                            "java.lang.",
                            "java.io.",
                            "java.util.concurrent.",
                            "[Ljava.lang.",
                            "java.util.Collections$");
        }

        private static Config member(int seed) {
            Config config = new Config()
                    .setClusterName("store-contract")
                    .setProperty("hazelcast.logging.type", "slf4j")
                    .setProperty("hazelcast.phone.home.enabled", "false")
                    .setProperty("hazelcast.socket.bind.any", "false");
            config.getSerializationConfig()
                    .setJavaSerializationFilterConfig(new JavaSerializationFilterConfig()
                            .setDefaultsDisabled(true)
                            .setWhitelist(entryClasses()));
            config.getNetworkConfig()
                    .setPort(Math.max(seed, 25701))
                    .getInterfaces()
                    .setEnabled(true)
                    .addInterface("127.0.0.1");
            JoinConfig join = config.getNetworkConfig().getJoin();
            join.getAutoDetectionConfig().setEnabled(false);
            join.getTcpIpConfig().setEnabled(true);
            if (seed > 0) {
                join.getTcpIpConfig().addMember("127.0.0.1:" + seed);
            }
            return config;
        }
    }
}
