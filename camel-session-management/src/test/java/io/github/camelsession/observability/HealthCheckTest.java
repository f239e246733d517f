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
package io.github.camelsession.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.jwkset.JwkSetServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ready means that users reach their sessions. */
class HealthCheckTest extends HttpRouteTest {
    private static final String STEP = global("GET", "a");

    private HealthCheck check() {
        return HealthCheckRegistry.get(context).getCheck("session-management").orElseThrow();
    }

    private HealthCheck.Result result() {
        return check().callReadiness();
    }

    private void startStep() throws Exception {
        start(routes -> routes.from("direct:a").to(STEP));
    }

    @Test
    void staticKeyAndRepositoryInMemoryAreReady() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        startStep();
        assertThat(result().getState()).isEqualTo(State.UP);
        assertThat(result().getDetails())
                .containsEntry("repository", "answers")
                .containsEntry("token.keys", "available");
    }

    @Test
    void localSessionsAloneAreAlwaysReady() throws Exception {
        start(routes -> routes.from("direct:a").to(put("a")));
        assertThat(result().getState()).isEqualTo(State.UP);
        assertThat(result().getDetails()).containsEntry("global", "not in use");
    }

    @Test
    void databaseThatGoesTakesTheReadinessWithItAndBringsItBack(@TempDir Path directory) throws Exception {
        Server database = database(directory);
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:tcp://127.0.0.1:" + port + "/./sessions");
        createTable(source);
        JdbcSessionRepository repository = new JdbcSessionRepository();
        repository.setDataSource(source);
        configuration().setAggregationRepository(repository);
        configuration().setSecretKey(TestTokens.SECRET);
        startStep();
        assertThat(result().getState()).isEqualTo(State.UP);
        database.stop();
        assertThat(result().getState()).isEqualTo(State.DOWN);
        assertThat(result().getMessage().orElseThrow()).contains("JdbcSessionRepository does not answer");
        assertThat(result().getDetails())
                .containsEntry("repository", "does not answer")
                .containsEntry("token.keys", "available");
        assertThat(component().getLastStoreError()).isNotNull();
        Server again = database(directory);
        assertThat(result().getState()).isEqualTo(State.UP);
        context.stop();
        again.stop();
    }

    private Server database(Path directory) throws SQLException {
        return Server.createTcpServer(
                        "-tcpPort", Integer.toString(port), "-baseDir", directory.toString(), "-ifNotExists")
                .start();
    }

    private static void createTable(JdbcDataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection
                    .createStatement()
                    .execute(
                            "CREATE TABLE sessions (id varchar(255) NOT NULL, exchange blob NOT NULL,"
                                    + " version BIGINT NOT NULL, expires_at BIGINT DEFAULT 0 NOT NULL, CONSTRAINT sessions_pk PRIMARY KEY (id))");
        }
    }

    @Test
    void keyServerThatIsDownAtTheStartIsNotReadyUntilItServesKeys() throws Exception {
        JwkSetServer server = JwkSetServer.start();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        try {
            server.fail(503);
            component().setClock(now::get);
            configuration().setJwkSetUri(server.uri());
            startStep();
            HealthCheck.Result down = result();
            assertThat(down.getState()).isEqualTo(State.DOWN);
            assertThat(down.getDetails()).containsEntry("token.keys", "not available");
            assertThat(down.getMessage().orElseThrow()).contains("jwkSetUri");
            server.serve(new JWKSet(TestTokens.RSA.toPublicJWK()).toString());
            now.updateAndGet(then -> then.plusSeconds(31));
            assertThat(result().getState()).isEqualTo(State.UP);
            server.fail(503);
            now.updateAndGet(then -> then.plusSeconds(31));
            assertThat(result().getState()).as("its keys go on working").isEqualTo(State.UP);
            now.updateAndGet(then -> then.plus(Duration.ofHours(25)));
            assertThat(result().getState()).isEqualTo(State.DOWN);
        } finally {
            server.stop();
        }
    }

    @Test
    void livenessIsLeftAlone() throws Exception {
        configuration().setJwkSetUri("http://127.0.0.1:" + port + "/nobody");
        startStep();
        assertThat(check().isLiveness()).isFalse();
        assertThat(HealthCheckHelper.invokeLiveness(context, "full"))
                .noneMatch(result -> result.getCheck().getId().equals("session-management"));
        assertThat(HealthCheckHelper.invokeReadiness(context, "full"))
                .anyMatch(result ->
                        result.getCheck().getId().equals("session-management") && result.getState() == State.DOWN);
    }

    @Test
    void disabledCheckAsksNobody() throws Exception {
        configuration().setJwkSetUri("http://127.0.0.1:" + port + "/nobody");
        startStep();
        check().setEnabled(false);
        assertThat(result().getState()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void detailsNameNeitherSecretNorAddress() throws Exception {
        configuration().setJwkSetUri("http://127.0.0.1:" + port + "/jwks?key=tops3cret");
        startStep();
        HealthCheck.Result result = check().call(Map.of());
        assertThat(result.getDetails().toString() + result.getMessage()).doesNotContain("tops3cret");
        assertThat(result.getError()).isEmpty();
    }

    @Test
    void stoppedComponentIsNotChecked() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        startStep();
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        component().stop();
        assertThat(registry.getCheck("session-management")).isEmpty();
    }
}
