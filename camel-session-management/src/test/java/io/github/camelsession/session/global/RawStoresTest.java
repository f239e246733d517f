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
package io.github.camelsession.session.global;

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.map.IMap;
import com.hazelcast.spi.impl.SerializationServiceSupport;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.global.entry.EncryptedForm;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.TestServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What a thief of the bytes of a store finds: with encryptionKeys no value, no name of a field, no token and no claim.
 * Without, the same search finds what is stored, and neither token nor claim.
 */
@Timeout(120)
class RawStoresTest {
    private static final EncryptedForm ENCRYPTION = EncryptedForm.of(
            List.of(HexFormat.of().parseHex("17c4e2905db3f86a7e81c90b2da65f3418d7b0ce493f62a5518e0c77fbd6a92e")));

    @TempDir
    private Path directory;

    private final CamelContext context = new DefaultCamelContext();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        context.close();
    }

    private interface Bytes {
        Stream<byte[]> all() throws Exception;
    }

    /** Each word is in no other test, and in no other run. */
    private record Words(String run) {
        String field() {
            return "f1eld" + run;
        }

        String value() {
            return "h1dden" + run;
        }

        String next() {
            return "n3xt" + run;
        }

        String token() {
            return "t0ken" + run;
        }

        String claim() {
            return "cla1m" + run;
        }

        List<String> all() {
            return List.of(field(), value(), next(), token(), claim());
        }
    }

    private void assertSecret(AggregationRepository repository, Bytes bytes) throws Exception {
        Words plain = new Words("plain" + TestServers.newName());
        Words secret = new Words("secret" + TestServers.newName());
        ServiceHelper.startService(repository);
        open.add(() -> ServiceHelper.stopService(repository));
        use(GlobalSessions.with(context, repository, SETTINGS, new ManualTime()), plain);
        use(GlobalSessions.with(context, repository, SETTINGS.with(ENCRYPTION), new ManualTime()), secret);
        Set<String> found = new LinkedHashSet<>();
        bytes.all().forEach(some -> {
            String text = new String(some, StandardCharsets.ISO_8859_1);
            Stream.concat(plain.all().stream(), secret.all().stream())
                    .filter(text::contains)
                    .forEach(found::add);
        });
        assertThat(found).contains(plain.field(), plain.next());
        assertThat(found).doesNotContain(plain.token(), plain.claim());
        assertThat(found).doesNotContainAnyElementsOf(secret.all());
    }

    private static void use(GlobalSessions sessions, Words words) {
        SessionKey token = SessionKey.ofToken("default", words.token().getBytes(StandardCharsets.UTF_8), EXPIRY);
        SessionKey user = SessionKey.ofClaims("default", Map.of("sub", words.claim()), EXPIRY)
                .shownBy("default", words.token().getBytes(StandardCharsets.UTF_8), null);
        for (SessionKey key : List.of(token, user)) {
            sessions.open(key).update(put(words.field(), '"' + words.value() + '"'));
            sessions.open(key).update(put(words.field(), '"' + words.next() + '"'));
        }
        sessions.end(user);
    }

    private static Stream<byte[]> files(Path root) throws IOException {
        return Files.walk(root).filter(Files::isRegularFile).map(file -> {
            try {
                return Files.readAllBytes(file);
            } catch (NoSuchFileException gone) {
                return new byte[0]; // a server removes and renames files of its own
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void filesOfH2() throws Exception {
        HikariDataSource pool = TestServers.pool("jdbc:h2:file:" + directory.resolve("sessions"));
        open.add(pool);
        TestServers.createTable(pool, "sessions", "blob");
        JdbcSessionRepository repository = new JdbcSessionRepository();
        repository.setDataSource(pool);
        assertSecret(repository, () -> {
            new JdbcTemplate(pool).execute("CHECKPOINT SYNC");
            return files(directory);
        });
    }

    @Test
    void filesOfPostgresAndItsLogOfWrites() throws Exception {
        JdbcTemplate database = new JdbcTemplate(TestServers.postgres());
        JdbcSessionRepository repository = new JdbcSessionRepository();
        repository.setRepositoryName(TestServers.newName());
        repository.setDataSource(TestServers.postgres());
        TestServers.createTable(TestServers.postgres(), repository.getRepositoryName(), "bytea");
        assertSecret(repository, () -> {
            database.execute("CHECKPOINT");
            return files(Path.of(database.queryForObject("SHOW data_directory", String.class)));
        });
    }

    @Test
    void appendOnlyFileOfRedis() throws Exception {
        RedisAggregationRepository repository = new RedisAggregationRepository();
        repository.setMapName(TestServers.newName());
        repository.setOptimistic(true);
        repository.setRedisson(TestServers.redis());
        assertSecret(repository, () -> files(Path.of(directoryOfRedis())));
    }

    private static String directoryOfRedis() throws IOException {
        URI address =
                URI.create(TestServers.redis().getConfig().useSingleServer().getAddress());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write("CONFIG GET dir\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            // An array of two texts, each with its length before it: dir, and the directory.
            for (int line = 0; line < 4; line++) {
                answer.readLine();
            }
            return answer.readLine();
        }
    }

    /** The bytes that a member keeps for each value, and sends to the members with its backups. */
    @Test
    void serialisedValuesOfHazelcast() throws Exception {
        String name = TestServers.newName();
        HazelcastAggregationRepository repository =
                new HazelcastAggregationRepository(name, true, TestServers.hazelcast());
        SerializationService serialization =
                ((SerializationServiceSupport) TestServers.hazelcast()).getSerializationService();
        assertSecret(repository, () -> {
            IMap<Object, Object> map = TestServers.hazelcast().getMap(name);
            return map.entrySet().stream()
                    .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                    .map(object -> serialization.toData(object).toByteArray());
        });
    }
}
