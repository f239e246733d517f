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

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import io.github.camelsession.session.global.outage.MariaDbServer;
import io.github.camelsession.session.global.outage.PostgresServer;
import io.github.camelsession.session.global.outage.RealServer;
import io.github.camelsession.session.global.outage.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.spi.AggregationRepository;

/** Servers on loopback that can be killed and stopped, and a way for each node to keep its sessions there. */
interface RealStore extends AutoCloseable {
    /** Those that may be disturbed, one at a time. */
    List<RealServer> servers();

    /** A repository of its own for each node, with the time-outs that are documented. */
    AggregationRepository open();

    static RealStore named(String name) throws Exception {
        return switch (name) {
            case "postgresql" -> postgresql();
            case "mariadb" -> mariaDb();
            case "redis" -> redis();
            case "hazelcast" -> hazelcast();
            case "h2" -> h2();
            default ->
                throw new IllegalArgumentException(
                        "histories.store is " + name + "; set postgresql, mariadb, redis, hazelcast or h2");
        };
    }

    private static RealStore of(Opening opening, RealServer... servers) {
        return new RealStore() {
            @Override
            public List<RealServer> servers() {
                return List.of(servers);
            }

            @Override
            public AggregationRepository open() {
                return opening.open();
            }

            @Override
            public void close() throws Exception {
                for (RealServer server : servers) {
                    server.close();
                }
            }
        };
    }

    interface Opening {
        AggregationRepository open();
    }

    private static RealStore postgresql() throws Exception {
        PostgresServer server = new PostgresServer();
        server.start();
        server.execute(PostgresServer.createTable("sessions"));
        return of(() -> Repositories.postgresql("127.0.0.1", server.port()), server);
    }

    private static RealStore mariaDb() throws Exception {
        MariaDbServer server = new MariaDbServer();
        server.start();
        server.execute(MariaDbServer.createTable("sessions"));
        return of(() -> Repositories.jdbc(server.url()), server);
    }

    private static RealStore h2() throws Exception {
        // The pool does not know H2's codes of dead connections, and by default does not look at those of the last 500
        // ms.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
        JavaServer server = new JavaServer(h2 -> List.of(
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                Integer.toString(h2.port()),
                "-ifNotExists",
                "-baseDir",
                h2.data().toString()));
        server.start();
        // Each commit is in the file before it is answered; by default that takes up to half a second.
        String url = "jdbc:h2:tcp://127.0.0.1:" + server.port() + "/./sessions;WRITE_DELAY=0;DB_CLOSE_DELAY=-1";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sessions (id varchar(255) NOT NULL PRIMARY KEY, exchange blob NOT NULL,"
                    + " version bigint NOT NULL, expires_at bigint DEFAULT 0 NOT NULL)");
            statement.execute("CREATE INDEX sessions_expires_at ON sessions (expires_at)");
        }
        return of(() -> Repositories.jdbc(url), server);
    }

    private static RealStore redis() throws Exception {
        RedisServer server = new RedisServer();
        server.start();
        return of(() -> Repositories.redis("127.0.0.1", server.port()), server);
    }

    private static RealStore hazelcast() throws Exception {
        int one = freePort();
        int two = freePort();
        AtomicBoolean first = new AtomicBoolean(true);
        JavaServer[] members = {member(one, two, first), member(two, one, first)};
        for (JavaServer member : members) {
            member.start();
            first.set(false);
        }
        return of(
                () -> {
                    ClientConfig config = new ClientConfig().setClusterName(HazelcastMember.CLUSTER);
                    config.setProperty("hazelcast.client.invocation.timeout.seconds", "3");
                    config.setProperty("hazelcast.client.operation.fail.on.indeterminate.state", "true");
                    config.setProperty("hazelcast.logging.type", "slf4j");
                    config.getConnectionStrategyConfig().setReconnectMode(ReconnectMode.ASYNC);
                    config.getNetworkConfig().addAddress("127.0.0.1:" + one, "127.0.0.1:" + two);
                    HazelcastAggregationRepository repository = new HazelcastAggregationRepository(
                            "sessions", true, HazelcastClient.newHazelcastClient(config));
                    repository.setUseRecovery(false);
                    return repository;
                },
                members);
    }

    private static JavaServer member(int port, int other, AtomicBoolean first) throws IOException {
        return new JavaServer(member -> List.of(
                HazelcastMember.class.getName(),
                Integer.toString(port),
                Integer.toString(other),
                Integer.toString(member.port()),
                Boolean.toString(first.get())));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
