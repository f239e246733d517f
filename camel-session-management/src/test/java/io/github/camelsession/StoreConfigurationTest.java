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
package io.github.camelsession;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.token.TestTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Properties;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/** Each store is set up with application.properties alone; what is durable is there after a restart. */
class StoreConfigurationTest {
    private static final String TABLE = "CREATE TABLE sessions (id varchar(255) NOT NULL, exchange %s NOT NULL,"
            + " version BIGINT NOT NULL, CONSTRAINT sessions_pk PRIMARY KEY (id))";
    private static final String DATABASE = """
            camel.beans.database = #class:com.zaxxer.hikari.HikariDataSource
            camel.beans.database.jdbcUrl = %s
            camel.beans.sessions = #class:io.github.camelsession.JdbcSessionRepository
            camel.beans.sessions.dataSource = #bean:database
            camel.component.session-management.aggregationRepository = #bean:sessions
            """;
    private static final boolean THERE = true;
    private static final boolean GONE = false;

    private final String alice = HttpRouteTest.tokenOf("alice");

    @TempDir
    private Path directory;

    @Test
    void inMemoryIsHonestlyGone() throws Exception {
        assertAfterRestart("", GONE);
    }

    @Test
    void h2FileIsThereAfterARestart() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("sessions");
        createTable(url, "blob");
        assertAfterRestart(DATABASE.formatted(url), THERE);
    }

    @Test
    void postgresIsThereAfterARestart() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            createTable(url, "bytea");
            assertAfterRestart(DATABASE.formatted(url), THERE);
        }
    }

    @Test
    void redisIsThereAfterARestart() throws Exception {
        int port = freePort();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("dir " + directory)
                .setting("appendonly yes")
                .build();
        server.start();
        try {
            assertAfterRestart("""
                    camel.beans.sessions = #class:org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository
                    camel.beans.sessions.endpoint = 127.0.0.1:%d
                    camel.beans.sessions.mapName = sessions
                    camel.beans.sessions.optimistic = true
                    camel.beans.sessions.useRecovery = false
                    camel.component.session-management.aggregationRepository = #bean:sessions
                    """.formatted(port), THERE);
        } finally {
            server.stop();
        }
    }

    @Test
    void hazelcastInTheOnlyNodeIsGoneWithIt() throws Exception {
        assertAfterRestart("""
                camel.beans.sessions = #class:org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository('sessions', true)
                camel.beans.sessions.useRecovery = false
                camel.component.session-management.aggregationRepository = #bean:sessions
                """, GONE);
    }

    @Test
    void caffeineIsGone() throws Exception {
        assertAfterRestart("""
                camel.beans.sessions = #class:org.apache.camel.component.caffeine.processor.aggregate.CaffeineAggregationRepository
                camel.component.session-management.aggregationRepository = #bean:sessions
                """, GONE);
    }

    private void assertAfterRestart(String store, boolean there) throws Exception {
        String put = inOneApplication(store, "PUT", "{\"cart\":[1]}");
        assertThat(put).isEqualTo("{\"cart\":[1]}");
        assertThat(inOneApplication(store, "GET", "{}")).isEqualTo(there ? "{\"cart\":[1]}" : "{}");
    }

    private String inOneApplication(String store, String operation, String body) throws Exception {
        Main main = new Main();
        Properties properties = new Properties();
        properties.load(new StringReader(store));
        properties.put("camel.component.session-management.secretKey", TestTokens.SECRET);
        properties.put("camel.component.session-management.allowedTriggers", "*");
        properties.forEach((name, value) -> main.addOverrideProperty((String) name, (String) value));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:PUT").to(HttpRouteTest.global("PUT", "cart"));
                from("direct:GET").to(HttpRouteTest.global("GET", "cart"));
            }
        });
        main.start();
        try {
            FluentProducerTemplate template = main.getCamelContext().createFluentProducerTemplate();
            return template.to("direct:" + operation)
                    .withHeader("Authorization", "Bearer " + alice)
                    .withBody(body)
                    .request(String.class);
        } finally {
            main.stop();
        }
    }

    private static void createTable(String url, String bytes) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE.formatted(bytes));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
