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
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A route with a transaction of its own, on the database that the sessions are in. */
public class TransactedRouteTest extends RouteTest {
    public static void createTables(DataSource database, String bytes) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sessions (id varchar(255) NOT NULL, exchange " + bytes + " NOT NULL,"
                    + " version BIGINT NOT NULL, expires_at BIGINT DEFAULT 0 NOT NULL,"
                    + " CONSTRAINT sessions_pk PRIMARY KEY (id))");
            statement.execute("CREATE INDEX sessions_expires_at ON sessions (expires_at)");
            statement.execute("CREATE TABLE orders (id varchar(255))");
        }
    }

    @Test
    void conflictDoesNotBreakItsTransaction() throws Exception {
        try (HikariDataSource h2 = new HikariDataSource()) {
            h2.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
            createTables(h2, "blob");
            assertConflictBreaksNothing(h2);
        }
    }

    /** There a statement that failed breaks its transaction, so that nothing can be written in it any more. */
    @Test
    void conflictDoesNotBreakItsTransactionOnPostgres() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                HikariDataSource postgres = new HikariDataSource()) {
            postgres.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
            createTables(postgres, "bytea");
            assertConflictBreaksNothing(postgres);
        }
    }

    private void assertConflictBreaksNothing(DataSource database) throws Exception {
        JdbcTemplate orders = new JdbcTemplate(database);
        ConflictingOnce conflicting = new ConflictingOnce();
        conflicting.setDataSource(database);
        startOrders(orders, conflicting);
        conflicting.armed = true;
        Exchange sent = context.createFluentProducerTemplate()
                .to("direct:order")
                .withHeader("Authorization", "Bearer " + HttpRouteTest.tokenOf("alice"))
                .withBody("{\"cart\":1}")
                .send();
        assertThat(sent.getException()).isNull();
        assertThat(conflicting.armed).isFalse();
        assertThat(orders.queryForObject("SELECT COUNT(1) FROM orders", Integer.class))
                .isEqualTo(2);
        assertThat(conflicting.getKeys()).hasSize(1);
    }

    private void startOrders(JdbcTemplate orders, JdbcSessionRepository sessions) throws Exception {
        context.getRegistry()
                .bind(
                        "PROPAGATION_REQUIRED",
                        new SpringTransactionPolicy(new DataSourceTransactionManager(orders.getDataSource())));
        SessionManagementComponent component =
                context.getComponent("session-management", SessionManagementComponent.class);
        component.getConfiguration().setSecretKey(TestTokens.SECRET);
        component.getConfiguration().setAllowedTriggers("*");
        component.getConfiguration().setAggregationRepository(sessions);
        start(routes -> routes.from("direct:order")
                .transacted()
                .process(e -> orders.update("INSERT INTO orders VALUES ('before')"))
                .to("session-management:save?operation=PUT&sessionType=GLOBAL&fields=cart")
                .process(e -> orders.update("INSERT INTO orders VALUES ('after')")));
    }

    /** Once another is faster: the database refuses the second row of one key. */
    private static final class ConflictingOnce extends JdbcSessionRepository {
        private volatile boolean armed;

        @Override
        protected void insert(CamelContext context, String key, Exchange exchange, String table, Long version)
                throws Exception {
            if (armed) {
                armed = false;
                super.insert(context, key, exchange, table, version);
            }
            super.insert(context, key, exchange, table, version);
        }
    }
}
