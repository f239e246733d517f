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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.token.TestTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What it does beyond Camel's class; the rest is in the store contract. */
class JdbcSessionRepositoryTest {
    private final CamelContext context = new DefaultCamelContext();
    private final HikariDataSource pool = new HikariDataSource();
    private final JdbcSessionRepository repository = new JdbcSessionRepository();

    @BeforeEach
    void createTable() throws SQLException {
        pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        createTables(pool, "blob");
        repository.setDataSource(pool);
    }

    private static void createTables(DataSource database, String bytes) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sessions (id varchar(255) NOT NULL, exchange " + bytes + " NOT NULL,"
                    + " version BIGINT NOT NULL, CONSTRAINT sessions_pk PRIMARY KEY (id))");
            statement.execute("CREATE TABLE orders (id varchar(255))");
        }
    }

    @AfterEach
    void closePool() {
        context.stop();
        pool.close();
    }

    private Exchange entry(Object body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private Exchange next(Exchange read) {
        Exchange next = entry(new byte[] {2});
        next.setProperty("CamelOptimisticLockVersion", read.getProperty("CamelOptimisticLockVersion"));
        return next;
    }

    private Exchange stored() {
        ServiceHelper.startService(repository);
        repository.add(context, "k", null, entry(new byte[] {1}));
        return repository.get(context, "k");
    }

    @Test
    void lateUpdateDoesNotBringBackARowThatWasRemoved() {
        Exchange read = stored();
        repository.remove(context, "k", read);
        assertThatThrownBy(() -> repository.add(context, "k", read, next(read)))
                .isInstanceOf(OptimisticLockingException.class);
        assertThat(repository.get(context, "k")).isNull();
    }

    @Test
    void lateUpdateDoesNotHitARowThatWasMadeAnew() {
        Exchange read = stored();
        repository.remove(context, "k", read);
        repository.add(context, "k", null, entry(new byte[] {3}));
        assertThatThrownBy(() -> repository.add(context, "k", read, next(read)))
                .isInstanceOf(OptimisticLockingException.class);
        assertThat(repository.get(context, "k").getMessage().getBody()).isEqualTo(new byte[] {3});
    }

    @Test
    void removalOfARowThatChangedMeanwhileIsRefused() {
        Exchange read = stored();
        repository.add(context, "k", read, next(read));
        assertThatThrownBy(() -> repository.remove(context, "k", read)).isInstanceOf(OptimisticLockingException.class);
        assertThatThrownBy(() -> repository.remove(context, "k", entry("never read")))
                .isInstanceOf(OptimisticLockingException.class);
        assertThat(repository.get(context, "k")).isNotNull();
    }

    @Test
    void removalNeedsNoSecondTable() {
        Exchange read = stored();
        repository.remove(context, "k", read);
        repository.confirm(context, read.getExchangeId());
        assertThat(repository.getKeys()).isEmpty();
    }

    @Test
    void withRecoveryItUsesTheSecondTableAsCamelsDoes() {
        new JdbcTemplate(pool)
                .execute(
                        "CREATE TABLE sessions_completed (id varchar(255) PRIMARY KEY, exchange blob, version BIGINT)");
        repository.setUseRecovery(true);
        Exchange read = stored();
        repository.remove(context, "k", read);
        assertThat(repository.scan(context)).containsExactly(read.getExchangeId());
        assertThat(repository.confirmWithResult(context, read.getExchangeId())).isTrue();
        assertThat(repository.scan(context)).isEmpty();
    }

    @Test
    void missingTableFailsTheStart() {
        repository.setRepositoryName("nowhere");
        assertThatThrownBy(() -> ServiceHelper.startService(repository)).hasMessageContaining("nowhere");
    }

    @Test
    void keyThatIsTooLongIsNoConflict() {
        ServiceHelper.startService(repository);
        assertThatThrownBy(() -> repository.add(context, "k".repeat(300), null, entry(new byte[] {1})))
                .isNotInstanceOf(OptimisticLockingException.class);
    }

    @Test
    void databaseThatIsGoneIsNoConflictAndNoNullPointer() {
        ServiceHelper.startService(repository);
        pool.close();
        assertThatThrownBy(() -> repository.add(context, "k", null, entry(new byte[] {1})))
                .isNotInstanceOf(OptimisticLockingException.class)
                .isNotInstanceOf(NullPointerException.class);
    }

    @Test
    void rowWithAnObjectOfAnotherClassIsNotDeserialised() {
        ServiceHelper.startService(repository);
        repository.add(context, "k", null, entry(JsonNodeFactory.instance.objectNode()));
        assertThatThrownBy(() -> repository.get(context, "k")).hasStackTraceContaining("REJECTED");
    }

    @Test
    void transactionManagerThatIsSetIsKept() {
        DataSourceTransactionManager own = new DataSourceTransactionManager(pool);
        JdbcSessionRepository other = new JdbcSessionRepository();
        other.setTransactionManager(own);
        other.setDataSource(pool);
        assertThat(other.getTransactionManager()).isSameAs(own);
    }

    @Test
    void rollbackOfTheCallersTransactionDoesNotTakeBackTheSession() {
        ServiceHelper.startService(repository);
        new TransactionTemplate(new DataSourceTransactionManager(pool)).executeWithoutResult(status -> {
            repository.add(context, "k", null, entry(new byte[] {1}));
            status.setRollbackOnly();
        });
        assertThat(repository.get(context, "k")).isNotNull();
    }

    @Test
    void conflictDoesNotBreakTheTransactionOfATransactedRoute() throws Exception {
        assertConflictDoesNotBreakATransactedRoute(pool);
    }

    /** There a statement that failed breaks its transaction, so that nothing can be written in it any more. */
    @Test
    void conflictDoesNotBreakTheTransactionOfATransactedRouteOnPostgres() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                HikariDataSource postgres = new HikariDataSource()) {
            postgres.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
            createTables(postgres, "bytea");
            assertConflictDoesNotBreakATransactedRoute(postgres);
        }
    }

    private void assertConflictDoesNotBreakATransactedRoute(DataSource database) throws Exception {
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
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order")
                        .transacted()
                        .process(e -> orders.update("INSERT INTO orders VALUES ('before')"))
                        .to("session-management:save?operation=PUT&sessionType=GLOBAL&fields=cart")
                        .process(e -> orders.update("INSERT INTO orders VALUES ('after')"));
            }
        });
        context.start();
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
