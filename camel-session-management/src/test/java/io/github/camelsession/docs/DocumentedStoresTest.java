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
package io.github.camelsession.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.MapConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.history.Repositories;
import io.github.camelsession.history.partition.RedisSentinel;
import io.github.camelsession.session.global.outage.MariaDbServer;
import io.github.camelsession.session.global.outage.RealServer;
import io.github.camelsession.token.TestTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.main.Main;
import org.apache.camel.util.OrderedProperties;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.config.Config;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/**
 * Each store is set up with the documented properties and statements alone; what is durable is there after a restart of
 * the application.
 */
class DocumentedStoresTest {
    private static final boolean THERE = true;
    private static final boolean GONE = false;

    private final String alice = TestTokens.hs256(TestTokens.SECRET)
            .subject("alice")
            .expiresAt(Instant.now().plusSeconds(600))
            .sign();

    @TempDir
    private Path directory;

    private static String properties(String containing) {
        return Document.STORES.block("properties", containing).text();
    }

    @Test
    void builtInMemoryIsHonestlyGone() throws Exception {
        assertAfterRestart("", GONE);
    }

    @Test
    void h2FileIsThereAfterARestart() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("sessions");
        execute(
                url,
                Document.STORES
                        .block("sql", "exchange blob NOT NULL,\n  version BIGINT")
                        .text());
        assertAfterRestart(properties("jdbc:h2:file:./sessions").replace("jdbc:h2:file:./sessions", url), THERE);
    }

    @Test
    void h2CreatesItsTableByItself() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("sessions");
        assertAfterRestart(
                properties("jdbc:h2:file:./sessions").replace("jdbc:h2:file:./sessions", url) + "\n"
                        + properties("connectionInitSql"),
                THERE);
    }

    @Test
    void encryptedSessionIsThereAfterARestartForWhoHasTheKey() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("sessions");
        String keys = properties("encryptionKeys")
                .replace("{{env:SESSION_ENCRYPTION_KEY}}", "jzrB1wJelLZrH+B3KdTDWhC7jmP3qU0CyFZx7po9JLE=");
        String store = properties("jdbc:h2:file:./sessions").replace("jdbc:h2:file:./sessions", url) + "\n"
                + properties("connectionInitSql");
        assertAfterRestart(store + "\n" + keys, THERE);
        assertThatThrownBy(() -> inOneApplication(store, "GET", "{}"))
                .hasStackTraceContaining("it is encrypted: set encryptionKeys");
    }

    @Test
    void missingTableIsSaidAndWhatToDo() {
        String url = "jdbc:h2:file:" + directory.resolve("sessions");
        assertThatThrownBy(() -> inOneApplication(
                        properties("jdbc:h2:file:./sessions").replace("jdbc:h2:file:./sessions", url), "GET", "{}"))
                .hasStackTraceContaining("the table 'sessions' cannot be read: create it before the first start");
    }

    @Test
    void postgresIsThereAfterARestart() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start()) {
            execute(
                    server.getJdbcUrl("postgres", "postgres"),
                    Document.STORES.block("sql", "bytea").text());
            assertAfterRestart(
                    properties("jdbc:postgresql")
                            .replace("db.example.com:5432/shop", "127.0.0.1:" + server.getPort() + "/postgres")
                            .replace("{{env:DB_USER:shop}}", "postgres")
                            .replace("{{env:DB_PASSWORD}}", "none"),
                    THERE);
        }
    }

    @Test
    void mariaDbIsThereAfterARestart() throws Exception {
        try (MariaDbServer server = new MariaDbServer()) {
            server.start();
            String table = Document.STORES.block("sql", "longblob").text();
            server.execute(table);
            // What the other tests of MariaDB have set is what is documented.
            assertThat(table).isEqualToIgnoringWhitespace(MariaDbServer.createTable("sessions") + ";");
            assertThat(properties("jdbc:mariadb")).contains(server.url().replaceFirst("^.*/test", "/shop"));
            assertAfterRestart(
                    properties("jdbc:mariadb")
                            .replace("db.example.com:3306/shop", "127.0.0.1:" + server.port() + "/test")
                            .replace("{{env:DB_USER:shop}}", "shop")
                            .replace("{{env:DB_PASSWORD}}", "none"),
                    THERE);
        }
    }

    private RedisServerBuilder redis(int port) {
        return RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("dir " + directory)
                .setting("appendonly yes");
    }

    @Test
    void redisIsThereAfterARestart() throws Exception {
        int port = freePort();
        RedisServer server = redis(port).build();
        server.start();
        try {
            assertAfterRestart(
                    properties("{singleServerConfig")
                            .replace("redis.example.com:6379", "127.0.0.1:" + port)
                            .replace("imeout: 1000", "imeout: 20000"), // both: the machine may be busy
                    THERE);
        } finally {
            server.stop();
        }
    }

    @Test
    void redisIsAskedWithThePassword() throws Exception {
        int port = freePort();
        RedisServer server = redis(port).setting("requirepass secret").build();
        server.start();
        try {
            String store = properties("{singleServerConfig")
                    .replace("redis.example.com:6379", "127.0.0.1:" + port)
                    .replace("imeout: 1000", "imeout: 20000"); // both: the machine may be busy
            assertThatThrownBy(() -> inOneApplication(store, "GET", "{}")).hasStackTraceContaining("NOAUTH");
            assertAfterRestart(
                    "redis.password = secret\n"
                            + store.replace(port + "\"", port + "\", password: \"{{redis.password}}\""),
                    THERE);
        } finally {
            server.stop();
        }
    }

    @Test
    void redisWithReplicasIsThereAfterAFailover() throws Exception {
        String[] options = Document.STORES
                .block("text", "min-replicas-to-write")
                .text()
                .lines()
                .flatMap(line -> Stream.of(("--" + line).split(" ")))
                .toArray(String[]::new);
        Deque<AutoCloseable> servers = new ArrayDeque<>();
        try {
            var primary = started(servers, redis(options));
            String address = "127.0.0.1 " + primary.port();
            String[] ofReplica = Stream.concat(Stream.of(options), Stream.of(("--replicaof " + address).split(" ")))
                    .toArray(String[]::new);
            var replicas = List.of(started(servers, redis(ofReplica)), started(servers, redis(ofReplica)));
            awaitReplicas(primary, 2);
            String store = properties("{singleServerConfig")
                    .replaceFirst(".*\n", Matcher.quoteReplacement(properties("{sentinelServersConfig") + "\n"))
                    .replace("imeout: 1000", "imeout: 20000"); // both: the machine may be busy
            for (int i = 1; i <= 3; i++) {
                RedisSentinel sentinel = started(servers, new RedisSentinel(List.of(), primary, address));
                store = store.replace("sentinel-" + i + ".example.com:26379", "127.0.0.1:" + sentinel.port());
            }
            assertThat(inOneApplication(store, "PUT", "{\"cart\":[1]}")).isEqualTo("{\"cart\":[1]}");

            primary.kill();

            AtomicReference<io.github.camelsession.session.global.outage.RedisServer> promoted =
                    new AtomicReference<>();
            await("a replica as primary").atMost(Duration.ofSeconds(60)).until(() -> {
                for (var replica : replicas) {
                    if (replica.ask("INFO replication").contains("role:master")) {
                        promoted.set(replica);
                    }
                }
                return promoted.get() != null;
            });
            awaitReplicas(promoted.get(), 1);
            assertAfterRestart(store, THERE);
        } finally {
            while (!servers.isEmpty()) {
                servers.pop().close();
            }
        }
    }

    private static io.github.camelsession.session.global.outage.RedisServer redis(String... options)
            throws IOException {
        return new io.github.camelsession.session.global.outage.RedisServer(List.of(), options);
    }

    private static <T extends RealServer> T started(Deque<AutoCloseable> servers, T server) throws IOException {
        servers.push(server);
        server.start();
        return server;
    }

    private static void awaitReplicas(io.github.camelsession.session.global.outage.RedisServer primary, int count) {
        await("replicas")
                .atMost(Duration.ofSeconds(60))
                .until(() -> primary.ask("INFO replication").split("state=online").length - 1 == count);
    }

    /** So the figures on the page are those of the settings on the page. */
    @Test
    void failoverWasMeasuredWithTheDocumentedSettings() throws Exception {
        String documented = properties("{sentinelServersConfig").replaceFirst("(?s).*fromYAML\\('(.*)'\\).*", "$1");
        Config measured = Repositories.ofSentinels(
                "sentinel-1.example.com:26379", "sentinel-2.example.com:26379", "sentinel-3.example.com:26379");
        assertThat(Config.fromYAML(documented).toYAML()).isEqualTo(measured.toYAML());
        assertThat(documented).contains("readMode: MASTER");
    }

    @Test
    void partsOfHazelcastsFileMakeOneForThreeMembers() {
        List<String> parts = Document.STORES.blocks().stream()
                .filter(block -> block.language().equals("xml"))
                .map(Document.Block::text)
                .toList();
        String properties = parts.stream()
                .filter(part -> part.contains("<properties>"))
                .map(part -> StringHelper.between(part, "<properties>", "</properties>"))
                .collect(Collectors.joining());
        String rest = parts.stream()
                .map(part ->
                        part.replaceFirst("(?s)<properties>.*</properties>", "").replaceAll("</?hazelcast[^>]*>", ""))
                .collect(Collectors.joining());

        com.hazelcast.config.Config config = com.hazelcast.config.Config.loadFromString(
                "<hazelcast xmlns='http://www.hazelcast.com/schema/config'><properties>" + properties + "</properties>"
                        + rest + "</hazelcast>");

        assertThat(parts).hasSize(3);
        assertThat(config.getClusterName()).isEqualTo("shop-sessions");
        assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
                .hasSize(3);
        assertThat(config.getProperty("hazelcast.operation.fail.on.indeterminate.state"))
                .isEqualTo("true");
        assertThat(config.getProperty("hazelcast.initial.min.cluster.size")).isEqualTo("2");
        MapConfig sessions = config.getMapConfig("sessions");
        assertThat(sessions.getBackupCount()).isEqualTo(1);
        assertThat(sessions.getSplitBrainProtectionName()).isEqualTo("majority");
    }

    @Test
    void hazelcastTellsWhetherEachEntryHasItsBackup() throws Exception {
        int port = freePort();
        String documented = Document.STORES.block("xml", "<cluster-name>").text();
        HazelcastInstance member = Hazelcast.newHazelcastInstance(com.hazelcast.config.Config.loadFromString(documented
                .replace(">5701<", ">" + port + "<")
                .replaceAll("node-\\d.example.com", "127.0.0.1:" + port)
                .replace("</network>", """
                        <interfaces enabled="true"><interface>127.0.0.1</interface></interfaces></network>
                        <properties>
                          <property name="hazelcast.logging.type">slf4j</property>
                          <property name="hazelcast.phone.home.enabled">false</property>
                          <property name="hazelcast.socket.bind.any">false</property>
                        </properties>""")));
        try {
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hazelcast/health"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("\"clusterSafe\":true");
        } finally {
            member.shutdown();
        }
    }

    @Test
    void hazelcastInTheOnlyNodeIsGoneWithIt() throws Exception {
        assertAfterRestart(properties("HazelcastAggregationRepository"), GONE);
    }

    @Test
    void caffeineIsGone() throws Exception {
        assertAfterRestart(properties("CaffeineAggregationRepository"), GONE);
    }

    private void assertAfterRestart(String store, boolean there) throws Exception {
        assertThat(inOneApplication(store, "PUT", "{\"cart\":[1]}")).isEqualTo("{\"cart\":[1]}");
        assertThat(inOneApplication(store, "GET", "{}")).isEqualTo(there ? "{\"cart\":[1]}" : "{}");
    }

    private String inOneApplication(String store, String operation, String body) throws Exception {
        Main main = new Main();
        OrderedProperties properties = new OrderedProperties();
        properties.load(new java.io.StringReader(store));
        properties.put("camel.component.session-management.secretKey", TestTokens.SECRET);
        properties.put("camel.component.session-management.allowedTriggers", "*");
        main.setInitialProperties(properties);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:PUT").to("session-management:?sessionType=GLOBAL&operation=PUT&fields=cart");
                from("direct:GET").to("session-management:?sessionType=GLOBAL&operation=GET&fields=cart");
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
            closeClients(main);
            main.stop();
        }
    }

    /** Beans of the application end with its JVM, and here there are several applications in one. */
    private static void closeClients(Main main) {
        main.getCamelContext().getRegistry().findByType(HikariDataSource.class).forEach(HikariDataSource::close);
        main.getCamelContext()
                .getRegistry()
                .findByType(RedisAggregationRepository.class)
                .forEach(repository -> repository.getRedisson().shutdown());
    }

    private static void execute(String url, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
