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
package io.github.camelsession.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.serialization.impl.HeapData;
import com.hazelcast.spi.impl.SerializationServiceSupport;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.codec.CompositeCodec;
import org.redisson.codec.Kryo5Codec;
import org.redisson.config.Config;
import org.springframework.jdbc.core.JdbcTemplate;

/** The bytes that 0.1.0 left in each kind of repository, recorded then; they are never to be changed. */
class StoredBytesTest {
    private static final Instant EXPIRES = Instant.ofEpochSecond(1_900_000_000L);
    private static final SessionKey KEY = SessionKey.ofClaims("recorded", Map.of("sub", "user"), EXPIRES);

    private static final JsonValue ONE = JsonValue.ofText("1");
    private static final Session RECORDED = Session.EMPTY
            .with(Map.of("a", ONE))
            .with(Map.of("cart", JsonValue.ofText("[{\"sku\":\"4711\",\"price\":1.10}, 1E400, -0.0]")));

    private static byte[] recorded(String name) throws IOException {
        String path = "/entries/0.1.0/stored-by-" + name + ".base64";
        try (InputStream file = StoredBytesTest.class.getResourceAsStream(path)) {
            return Base64.getMimeDecoder()
                    .decode(Objects.requireNonNull(file, path).readAllBytes());
        }
    }

    private static void assertReadAndUpdated(AggregationRepository repository) throws Exception {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_060L));
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            ServiceHelper.startService(repository);
            GlobalSettings settings = new GlobalSettings(Duration.ofSeconds(5), Duration.ZERO, null, 1000);
            SessionStore session =
                    GlobalSessions.in(context, repository, settings, clock).open(KEY);
            assertThat(session.read()).isEqualTo(RECORDED);
            session.update(before -> before.with(Map.of("b", ONE)));
            assertThat(session.read()).isEqualTo(RECORDED.with(Map.of("b", ONE)));
        }
    }

    @Test
    void rowIsReadThroughTheFilterOfNow() throws Exception {
        try (HikariDataSource database = TestServers.pool("jdbc:h2:mem:stored-bytes;DB_CLOSE_DELAY=-1")) {
            SharedTable table = new SharedTable(database);
            table.create();
            JdbcTemplate sql = new JdbcTemplate(database);
            sql.update("INSERT INTO sessions (id, exchange, version) VALUES (?, ?, 77)", KEY.value(), recorded("jdbc"));
            table.migrate();
            JdbcSessionRepository repository = new JdbcSessionRepository();
            repository.setDataSource(database);
            assertReadAndUpdated(repository);
            assertThat(table.number("version", KEY.value())).isEqualTo(78);
            sql.execute("SHUTDOWN");
        }
    }

    @Test
    void valueInRedisIsReadByTheCodecWithTheClassList() throws Exception {
        assertReadAndUpdated(redis(TestServers.redis(), recorded("redis-listed")));
    }

    @Test
    void valueInRedisIsReadByTheCodecWithoutAList() throws Exception {
        Config config = new Config(TestServers.redis().getConfig());
        config.setCodec(new Kryo5Codec());
        RedissonClient client = Redisson.create(config);
        try {
            assertReadAndUpdated(redis(client, recorded("redis")));
        } finally {
            client.shutdown();
        }
    }

    private static AggregationRepository redis(RedissonClient client, byte[] value) {
        RedisAggregationRepository repository = new RedisAggregationRepository();
        repository.setMapName(TestServers.newName());
        repository.setOptimistic(true);
        repository.setRedisson(client);
        client.getMap(
                        repository.getMapName(),
                        new CompositeCodec(client.getConfig().getCodec(), ByteArrayCodec.INSTANCE))
                .fastPut(KEY.value(), value);
        return repository;
    }

    @Test
    void valueInHazelcastIsReadThroughTheFilterOfNow() throws Exception {
        SerializationService serialization =
                ((SerializationServiceSupport) TestServers.hazelcast()).getSerializationService();
        String name = TestServers.newName();
        Object value = serialization.toObject(new HeapData(recorded("hazelcast")));
        TestServers.hazelcast().getMap(name).set(KEY.value(), value);
        assertReadAndUpdated(new HazelcastAggregationRepository(name, true, TestServers.hazelcast()));
    }
}
