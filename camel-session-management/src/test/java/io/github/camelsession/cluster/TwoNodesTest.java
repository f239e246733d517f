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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.global.outage.MariaDbServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Two JVMs add to one number at the same time: the sum is exact, and no update fails because of the other node. */
class TwoNodesTest {
    private static final int NODES = 2;
    private static final int THREADS = 16;
    private static final int INCREMENTS = 200;

    @TempDir
    Path directory;

    @Test
    void noUpdateIsLostOnPostgres() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            createTable(url, "bytea");
            assertThatNoUpdateIsLost(SharedStore.JDBC, url, url);
        }
    }

    @Test
    void noUpdateIsLostOnMariaDb() throws Exception {
        try (MariaDbServer server = new MariaDbServer()) {
            server.start();
            server.execute(MariaDbServer.createTable(SharedStore.TABLE));
            assertThatNoUpdateIsLost(SharedStore.JDBC, server.url(), server.url());
        }
    }

    @Test
    void noUpdateIsLostOnH2WithAutomaticServer() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("sessions") + ";AUTO_SERVER=TRUE";
        createTable(url, "blob");
        assertThatNoUpdateIsLost(SharedStore.JDBC, url, url);
    }

    @Test
    void noUpdateIsLostOnRedis() throws Exception {
        int port = freePort();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("dir " + directory)
                .setting("appendonly yes")
                .build();
        server.start();
        try {
            assertThatNoUpdateIsLost(SharedStore.REDIS, "127.0.0.1:" + port, "127.0.0.1:" + port);
        } finally {
            server.stop();
        }
    }

    @Test
    void noUpdateIsLostOnHazelcast() throws Exception {
        int one;
        int two;
        // Both at once, so that they differ.
        try (ServerSocket first = anyPort();
                ServerSocket second = anyPort()) {
            one = first.getLocalPort();
            two = second.getLocalPort();
        }
        assertThatNoUpdateIsLost(SharedStore.HAZELCAST, one + "," + two, two + "," + one);
    }

    private static void assertThatNoUpdateIsLost(SharedStore store, String first, String second) throws Exception {
        try (NodeProcess one = startNode(store, first);
                NodeProcess two = startNode(store, second)) {
            one.order(CounterNode.GO);
            two.order(CounterNode.GO);
            int conflicts = number(one, CounterNode.DONE) + number(two, CounterNode.DONE);
            one.order(CounterNode.READ);
            two.order(CounterNode.READ);
            assertThat(List.of(number(one, CounterNode.COUNT), number(two, CounterNode.COUNT)))
                    .as(() -> "what each node reads; they said:\n" + one.output() + two.output())
                    .containsOnly(THREADS * INCREMENTS);
            assertThat(conflicts).as("writes that were refused and tried again").isPositive();
        }
    }

    private static int number(NodeProcess node, String prefix) throws InterruptedException {
        return Integer.parseInt(node.answer(prefix));
    }

    /** One after the other: two members of Hazelcast that start at once may each found a cluster. */
    private static NodeProcess startNode(SharedStore store, String place) throws Exception {
        NodeProcess node = NodeProcess.start(store, place, THREADS / NODES, INCREMENTS);
        try {
            node.answer(CounterNode.READY);
            return node;
        } catch (Throwable e) {
            node.close();
            throw e;
        }
    }

    private static void createTable(String url, String bytes) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            String table = SharedStore.TABLE;
            statement.execute("CREATE TABLE " + table + " (id varchar(255) NOT NULL, exchange " + bytes
                    + " NOT NULL, version BIGINT NOT NULL, expires_at BIGINT DEFAULT 0 NOT NULL, CONSTRAINT " + table
                    + "_pk PRIMARY KEY (id))");
            statement.execute("CREATE INDEX " + table + "_expires_at ON " + table + " (expires_at)");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = anyPort()) {
            return socket.getLocalPort();
        }
    }

    private static ServerSocket anyPort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
