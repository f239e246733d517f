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

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.routes.TransactedRouteTest;
import io.github.camelsession.session.global.support.CapturedLog;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** What it does beyond Camel's class; the rest is in the store contract. */
class JdbcSessionRepositoryTest {
    private final CamelContext context = new DefaultCamelContext();
    private final HikariDataSource pool = new HikariDataSource();
    private final JdbcSessionRepository repository = new JdbcSessionRepository();

    @BeforeEach
    void createTable() throws SQLException {
        pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        TransactedRouteTest.createTables(pool, "blob");
        repository.setDataSource(pool);
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
    void eachWriteIsOneStatement() {
        List<String> statements = new ArrayList<>();
        repository.setDataSource(recording(statements));
        Exchange read = stored();
        assertThat(statements).filteredOn(sql -> sql.startsWith("INSERT")).hasSize(1);
        statements.clear();
        repository.add(context, "k", read, next(read));
        assertThat(statements).singleElement(STRING).startsWith("UPDATE");
    }

    private DataSource recording(List<String> statements) {
        return new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                Class<?>[] type = {Connection.class};
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), type, (proxy, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")) {
                                statements.add((String) arguments[0]);
                            }
                            return method.invoke(connection, arguments);
                        });
            }
        };
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
    void tableOfTheFirstVersionFailsTheStartWithTheStatementsThatChangeIt() {
        new JdbcTemplate(pool)
                .execute(
                        "CREATE TABLE old (id varchar(255) PRIMARY KEY, exchange blob NOT NULL, version BIGINT NOT NULL)");
        repository.setRepositoryName("old");
        assertThatThrownBy(() -> ServiceHelper.startService(repository))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the table 'old' is one of version 0.1.0, or of a build before the column expires_at,"
                        + " which it lacks. Run these two statements, which keep all sessions, and start again: ALTER TABLE old ADD expires_at BIGINT"
                        + " DEFAULT 0 NOT NULL; CREATE INDEX old_expires_at ON old (expires_at);");
    }

    @Test
    void missingIndexIsAWarningWithTheStatementThatMakesIt() {
        new JdbcTemplate(pool).execute("DROP INDEX sessions_expires_at");
        try (CapturedLog log = new CapturedLog(JdbcSessionRepository.class)) {
            ServiceHelper.startService(repository);
            assertThat(log.warnings())
                    .containsExactly("The table 'sessions' has no index on expires_at, so each sweep reads the whole"
                            + " table. Run: CREATE INDEX sessions_expires_at ON sessions (expires_at);");
        }
    }

    @Test
    void indexThatIsThereIsNoWarning() {
        try (CapturedLog log = new CapturedLog(JdbcSessionRepository.class)) {
            ServiceHelper.startService(repository);
            assertThat(log.warnings()).isEmpty();
        }
    }

    private @Nullable Object hint() {
        return Objects.requireNonNull(repository.getAll(context, List.of("k")).get("k"))
                .getProperty(SweepableRepository.EXPIRES_AT);
    }

    @Test
    void writeWithoutExpiryForgetsTheOneBefore() {
        Exchange read = stored();
        Exchange told = next(read);
        told.setProperty(SweepableRepository.EXPIRES_AT, 17L);
        repository.add(context, "k", read, told);
        assertThat(hint()).isEqualTo(17L);
        repository.add(context, "k", null, next(repository.get(context, "k")));
        assertThat(hint()).isEqualTo(SweepableRepository.NOT_KNOWN);
    }

    @Test
    void bodyAndHeadersAreStoredAsTextBesideTheExpiryIfCamelsOptionsSaySo() {
        JdbcTemplate sql = new JdbcTemplate(pool);
        sql.execute("ALTER TABLE sessions ADD body varchar(100)");
        sql.execute("ALTER TABLE sessions ADD colour varchar(100)");
        repository.setStoreBodyAsText(true);
        repository.setHeadersToStoreAsText(List.of("colour"));
        ServiceHelper.startService(repository);
        Exchange first = entry("one");
        first.getMessage().setHeader("colour", "red");
        repository.add(context, "k", null, first);
        assertThat(sql.queryForObject("SELECT body || ' ' || colour FROM sessions", String.class))
                .isEqualTo("one red");
        Exchange read = repository.get(context, "k");
        Exchange second = next(read);
        second.getMessage().setBody("two");
        second.getMessage().setHeader("colour", "blue");
        repository.add(context, "k", read, second);
        assertThat(sql.queryForObject("SELECT body || ' ' || colour FROM sessions", String.class))
                .isEqualTo("two blue");
    }

    @Test
    void nameThatWouldNotStayANameInAStatementFailsTheStart() {
        repository.setRepositoryName("sessions; DROP TABLE sessions");
        assertThatThrownBy(() -> ServiceHelper.startService(repository))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("repositoryName is 'sessions; DROP TABLE sessions'");
    }

    @Test
    void keyThatIsTooLongIsNoConflict() {
        ServiceHelper.startService(repository);
        assertThatThrownBy(() -> repository.add(context, "k".repeat(300), null, entry(new byte[] {1})))
                .isNotInstanceOf(OptimisticLockingException.class);
    }

    @Test
    void conflictTellsWhyTheDatabaseRefusedTheWrite() {
        stored();
        assertThatThrownBy(() -> repository.add(context, "k", null, entry(new byte[] {2})))
                .isInstanceOf(OptimisticLockingException.class)
                .hasRootCauseInstanceOf(SQLException.class);
    }

    /** As when the server closes the connection because of the statement, so that nothing can be rolled back. */
    @Test
    void eachCallTellsWhatFailedFirstThoughTheRollbackFailsToo() {
        AtomicBoolean fails = new AtomicBoolean();
        repository.setTransactionManager(new DataSourceTransactionManager(pool) {
            @Override
            protected void doRollback(DefaultTransactionStatus status) {
                super.doRollback(status);
                if (fails.get()) {
                    throw new TransactionSystemException("JDBC rollback failed");
                }
            }
        });
        Exchange read = stored();
        new JdbcTemplate(pool).execute("DROP TABLE sessions");
        fails.set(true);
        Instant now = Instant.EPOCH;
        List<ThrowingCallable> calls = List.of(
                () -> repository.get(context, "k"),
                () -> repository.add(context, "k", read, next(read)),
                () -> repository.add(context, "k2", null, entry(new byte[] {1})),
                () -> repository.remove(context, "k", read),
                repository::getKeys,
                () -> repository.keysOverBy(1, 1),
                () -> repository.getAll(context, List.of("k")),
                () -> repository.removeAll(Map.of("k", read)),
                () -> repository.setHints(Map.of("k", read)),
                repository::recheck,
                repository::count,
                () -> repository.lease(null, now, now.plusSeconds(1)));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .rootCause()
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("\"SESSIONS\" not found");
            assertThatThrownBy(call)
                    .satisfies(thrown -> assertThat(thrown.getSuppressed())
                            .singleElement(THROWABLE)
                            .hasMessage("JDBC rollback failed"));
        }
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
    void rowWithAnObjectOfAnotherClassIsNotDeserialisedAndCanBeReplacedAndRemoved() {
        ServiceHelper.startService(repository);
        repository.add(context, "k", null, entry(JsonNodeFactory.instance.objectNode()));
        Exchange read = repository.get(context, "k");
        assertThat(read.getException()).hasStackTraceContaining("REJECTED");
        assertThat(read.getMessage().getBody()).isNull();
        repository.add(context, "k", read, next(read));
        Exchange replaced = repository.get(context, "k");
        assertThat(replaced.getMessage().getBody()).isEqualTo(new byte[] {2});
        repository.remove(context, "k", replaced);
        assertThat(repository.getKeys()).isEmpty();
    }

    /** A length that is damaged must not become an array that fills the memory, nor anything else an error. */
    @Test
    void rowWithAnyByteDamagedIsReadOrTellsWhyItCannotBeReadAndCanBeReplaced() {
        stored();
        byte[] sound =
                new JdbcTemplate(pool).queryForObject("SELECT exchange FROM sessions WHERE id = 'k'", byte[].class);
        for (int at = 0; at < sound.length; at++) {
            for (int written : new int[] {0, 1, 0x7f, 0x80, 0xff, sound[at] ^ 1, sound[at] ^ 0x40}) {
                byte[] damaged = sound.clone();
                damaged[at] = (byte) written;
                new JdbcTemplate(pool).update("UPDATE sessions SET exchange = ?", damaged);
                Exchange read = repository.get(context, "k");
                repository.add(context, "k", read, next(read));
            }
        }
        assertThat(repository.get(context, "k").getMessage().getBody()).isEqualTo(new byte[] {2});
    }

    @Test
    void rowWithTheLengthOfALargerArrayCannotBeRead() {
        stored();
        byte[] bytes =
                new JdbcTemplate(pool).queryForObject("SELECT exchange FROM sessions WHERE id = 'k'", byte[].class);
        int length = new String(bytes, ISO_8859_1).lastIndexOf("\0\0\0\1\1"); // the one byte of the body
        bytes[length] = 0x7f;
        new JdbcTemplate(pool).update("UPDATE sessions SET exchange = ?", bytes);
        assertThat(repository.get(context, "k").getException()).hasStackTraceContaining("REJECTED");
    }

    @Test
    void rowThatCannotBeReadIsNotReplacedByALateWriter() {
        ServiceHelper.startService(repository);
        repository.add(context, "k", null, entry(JsonNodeFactory.instance.objectNode()));
        Exchange read = repository.get(context, "k");
        repository.add(context, "k", read, next(read));
        assertThatThrownBy(() -> repository.add(context, "k", read, next(read)))
                .isInstanceOf(OptimisticLockingException.class);
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
}
