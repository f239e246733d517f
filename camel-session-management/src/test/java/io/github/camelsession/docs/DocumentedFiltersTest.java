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

import com.hazelcast.core.HazelcastInstance;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.docs.Document.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.api.RedissonClient;
import org.redisson.codec.CompositeCodec;
import org.redisson.codec.Kryo5Codec;
import org.springframework.jdbc.core.JdbcTemplate;
import redis.embedded.RedisServer;

/**
 * With the documented settings a store makes objects of nothing but a session's entry; somebody who can write to it plants
 * others. Without the settings they come to life, or the tests would prove nothing.
 */
class DocumentedFiltersTest {
    private static final String HAZELCAST_CONFIG = "hazelcast.config";
    private static final String SESSIONS = "jdbc:h2:file:./sessions";
    private static final String OWN = "jdbc:h2:file:./own";

    @TempDir
    private Path directory;

    @AfterEach
    void forgetHazelcastConfig() {
        System.clearProperty(HAZELCAST_CONFIG);
    }

    private static Block documented(String part) {
        return Document.STORES.block("properties", part);
    }

    private Block inH2(String documentedUrl) {
        String url = "jdbc:h2:file:" + directory.resolve("sessions");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url);
            String create = Document.STORES
                    .block("sql", "exchange blob NOT NULL,\n  version BIGINT")
                    .text();
            new JdbcTemplate(pool).execute(create);
            new JdbcTemplate(pool).execute(create.replace("sessions", "sessions_completed"));
        }
        return documented(documentedUrl).with(documentedUrl, url);
    }

    private static void plantRow(CamelContext context, String key, Object entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(entry);
        }
        HikariDataSource pool = context.getRegistry().findSingleByType(HikariDataSource.class);
        new JdbcTemplate(pool).update("UPDATE sessions SET exchange = ? WHERE id = ?", bytes.toByteArray(), key);
    }

    @Test
    void jdbcSessionRepositoryReadsNothingButEntries() throws Exception {
        new ForeignEntries(inH2(SESSIONS), DocumentedFiltersTest::plantRow).assertRefused();
    }

    @Test
    void camelsJdbcRepositoryReadsNothingButEntriesWithTheFilter() throws Exception {
        new ForeignEntries(inH2(OWN), DocumentedFiltersTest::plantRow).assertRefused();
    }

    @Test
    void camelsJdbcRepositoryMakesWhateverComesWhereTheFilterIsOpen() throws Exception {
        Block open = inH2(OWN).with("deserializationFilter = ", "deserializationFilter = *;");
        new ForeignEntries(open, DocumentedFiltersTest::plantRow).assertMadeWithinAnExchange();
    }

    @FunctionalInterface
    private interface OnRedis {
        void run(Block store) throws Exception;
    }

    private void onRedis(OnRedis test) throws Exception {
        int port = freePort();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("dir " + directory)
                .build();
        server.start();
        try {
            test.run(documented("{singleServerConfig")
                    .with("redis.example.com:6379", "127.0.0.1:" + port)
                    .with("imeout: 1000", "imeout: 20000")); // both: the machine may be busy
        } finally {
            server.stop();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** With the names of the classes, as Kryo writes those that are on no list. */
    private static void plantInRedis(CamelContext context, String key, Object entry) {
        RedissonClient redis = context.getRegistry()
                .findSingleByType(RedisAggregationRepository.class)
                .getRedisson();
        redis.getMap("sessions", new CompositeCodec(redis.getConfig().getCodec(), new Kryo5Codec()))
                .fastPut(key, entry);
    }

    @Test
    void redisReadsNothingButEntriesWithTheListOfClasses() throws Exception {
        onRedis(store -> new ForeignEntries(store, DocumentedFiltersTest::plantInRedis).assertRefused());
    }

    @Test
    void redisMakesWhateverComesWithoutTheListOfClasses() throws Exception {
        onRedis(store -> new ForeignEntries(
                        store.with("camel.beans.redisConfig.codec", "#"), DocumentedFiltersTest::plantInRedis)
                .assertMadeWithinAnExchange());
    }

    private static void plantInHazelcast(CamelContext context, String key, Object entry) {
        HazelcastInstance member = context.getRegistry()
                .findSingleByType(HazelcastAggregationRepository.class)
                .getHazelcastInstance();
        member.getMap("sessions").set(key, entry);
    }

    private ForeignEntries inHazelcast() {
        return new ForeignEntries(
                documented("HazelcastAggregationRepository"), DocumentedFiltersTest::plantInHazelcast);
    }

    /** The documented part, within a configuration that stays on loopback. */
    private void filterHazelcast() throws IOException {
        String documented =
                Document.STORES.block("xml", "java-serialization-filter").text();
        String properties = StringHelper.between(documented, "<properties>", "</properties>");
        String filter = StringHelper.after(documented, "</properties>");
        try (InputStream loopback = Objects.requireNonNull(getClass().getResourceAsStream("/hazelcast.xml"))) {
            String xml = new String(loopback.readAllBytes(), StandardCharsets.UTF_8);
            Path file = Files.writeString(
                    directory.resolve("hazelcast.xml"),
                    xml.replace("</properties>", properties + "</properties>").replace("</hazelcast>", filter));
            System.setProperty(HAZELCAST_CONFIG, file.toString());
        }
    }

    @Test
    void hazelcastReadsNothingButEntriesWithTheFilter() throws Exception {
        filterHazelcast();
        inHazelcast().assertRefused();
    }

    @Test
    void hazelcastMakesWhateverComesWithoutTheFilter() throws Exception {
        inHazelcast().assertMadeWithinAnExchange();
    }

    static List<Object> inFormsOfHazelcast() {
        return List.of(new Gadgets.Hazelcasts(), new Gadgets.Compact());
    }

    /** So the page says to let nobody else into the cluster. */
    @ParameterizedTest
    @MethodSource("inFormsOfHazelcast")
    void hazelcastsFilterIsForJavasSerialisationAlone(Object entry) throws Exception {
        filterHazelcast();
        inHazelcast().assertMade(entry);
    }
}
