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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelsession.session.global.support.TestServers;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.data.redis.RedisSessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions of Spring Session, used as its filter and a controller use them in a request; without HTTP and tokens. */
final class SpringSessions<S extends Session> implements AutoCloseable {
    private final SessionRepository<S> repository;
    private final Runnable end;

    private SpringSessions(SessionRepository<S> repository, Runnable end) {
        this.repository = repository;
        this.end = end;
    }

    static SpringSessions<?> in(RemoteStore store) {
        return switch (store) {
            case POSTGRESQL -> postgres(TestServers.postgres());
            case REDIS ->
                redis(URI.create(TestServers.redis()
                                .getConfig()
                                .useSingleServer()
                                .getAddress())
                        .getPort());
        };
    }

    /** As its configuration class sets it up, and with the statements for PostgreSQL that its reference advises. */
    private static SpringSessions<?> postgres(DataSource dataSource) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("DROP TABLE IF EXISTS spring_session_attributes, spring_session");
        DatabasePopulatorUtils.execute(
                new ResourceDatabasePopulator(
                        new ClassPathResource("org/springframework/session/jdbc/schema-postgresql.sql")),
                dataSource);
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        JdbcIndexedSessionRepository repository = new JdbcIndexedSessionRepository(jdbc, transactions);
        new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(repository);
        return new SpringSessions<>(repository, () -> {});
    }

    private static SpringSessions<?> redis(int port) {
        LettuceConnectionFactory connections = new LettuceConnectionFactory("127.0.0.1", port);
        connections.afterPropertiesSet();
        connections.start();
        RedisTemplate<String, Object> template = new RedisTemplate<>();
        template.setKeySerializer(RedisSerializer.string());
        template.setHashKeySerializer(RedisSerializer.string());
        template.setConnectionFactory(connections);
        template.afterPropertiesSet();
        return new SpringSessions<>(new RedisSessionRepository(template), connections::destroy);
    }

    /** @return its id, which a cookie would bring */
    String create() {
        S session = repository.createSession();
        repository.save(session);
        return session.getId();
    }

    /** Each field is an attribute, as JSON text. */
    void put(String id, byte[] message) throws IOException {
        JsonNode body = HttpSessionSteps.MAPPER.readTree(message);
        request(id, session -> {
            for (String field : HttpSessionSteps.FIELDS) {
                session.setAttribute(field, body.get(field).toString());
            }
        });
    }

    byte[] get(String id) throws IOException {
        ObjectNode body = HttpSessionSteps.MAPPER.createObjectNode();
        S session = request(id, found -> {});
        for (String field : HttpSessionSteps.FIELDS) {
            String text = session.getAttribute(field);
            body.set(field, HttpSessionSteps.MAPPER.readTree(text));
        }
        return HttpSessionSteps.MAPPER.writeValueAsBytes(body);
    }

    S request(String id, Consumer<S> work) {
        S session = found(id);
        session.setLastAccessedTime(Instant.now());
        work.accept(session);
        repository.save(session);
        return session;
    }

    S found(String id) {
        return Objects.requireNonNull(repository.findById(id), "the session is gone");
    }

    @Override
    public void close() {
        end.run();
    }
}
