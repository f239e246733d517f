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
package io.github.camelsession.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A user whose session cannot be read is not locked out for good: CLEAR and the operator give a way out without SQL. */
class UnreadableEntryTest extends RouteTest {
    private final HikariDataSource pool = new HikariDataSource();
    private final JdbcSessionRepository repository = new JdbcSessionRepository();

    @BeforeEach
    void startSteps() throws Exception {
        pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        TransactedRouteTest.createTables(pool, "blob");
        repository.setDataSource(pool);
        SessionManagementConfiguration configuration = component().getConfiguration();
        configuration.setSecretKey(TestTokens.SECRET);
        configuration.setAllowedTriggers("*");
        configuration.setKeyClaims("sub");
        configuration.setAggregationRepository(repository);
        start(routes -> {
            for (String operation : new String[] {"GET", "PUT", "DELETE", "CONTAINS", "CLEAR"}) {
                routes.from("direct:" + operation)
                        .to("session-management:cart?sessionType=GLOBAL&fields=cart&operation=" + operation);
            }
        });
        assertThat(step("PUT", "{\"cart\":1}").getException()).isNull();
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    private SessionManagementComponent component() {
        return context.getComponent("session-management", SessionManagementComponent.class);
    }

    private Exchange step(String operation, String body) {
        return context.createFluentProducerTemplate()
                .to("direct:" + operation)
                .withHeader("Authorization", "Bearer " + HttpRouteTest.tokenOf("alice"))
                .withBody(body)
                .send();
    }

    private String key() {
        return repository.getKeys().iterator().next();
    }

    private void damage(String how) {
        if (how.equals("no exchange")) {
            new JdbcTemplate(pool).update("UPDATE sessions SET exchange = X'C0FFEE'");
            return;
        }
        Exchange foreign = new DefaultExchange(context);
        foreign.setProperty(
                "CamelOptimisticLockVersion", repository.get(context, key()).getProperty("CamelOptimisticLockVersion"));
        foreign.getMessage().setBody("{\"v\":99,\"later\":{}}".getBytes(StandardCharsets.UTF_8));
        repository.add(context, key(), foreign);
    }

    private void assertLockedOut() {
        for (String operation : new String[] {"GET", "PUT", "DELETE", "CONTAINS"}) {
            assertThat(step(operation, "{\"cart\":2}").getException())
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContainingAll("cannot be read", "CLEAR replaces it")
                    .hasMessageNotContaining(key());
        }
    }

    private void assertEmptyAndUsable() {
        assertThat(step("GET", "{}").getMessage().getBody(String.class)).isEqualTo("{}");
        assertThat(step("PUT", "{\"cart\":3}").getException()).isNull();
        assertThat(step("GET", "{}").getMessage().getBody(String.class)).isEqualTo("{\"cart\":3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no exchange", "a later version"})
    void clearReplacesIt(String how) {
        damage(how);
        assertLockedOut();
        Exchange cleared = step("CLEAR", "{}");
        assertThat(cleared.getException()).isNull();
        assertThat(cleared.getMessage().getHeader(SessionManagementConstants.FOUND, java.util.List.class))
                .isEmpty();
        assertEmptyAndUsable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no exchange", "a later version"})
    void operatorReplacesIt(String how) {
        damage(how);
        assertLockedOut();
        assertThat(component().clearSession(key())).isTrue();
        assertEmptyAndUsable();
    }

    @Test
    void otherUsersAreNotConcerned() throws SQLException {
        damage("no exchange");
        Exchange bob = context.createFluentProducerTemplate()
                .to("direct:PUT")
                .withHeader("Authorization", "Bearer " + HttpRouteTest.tokenOf("bob"))
                .withBody("{\"cart\":1}")
                .send();
        assertThat(bob.getException()).isNull();
    }
}
