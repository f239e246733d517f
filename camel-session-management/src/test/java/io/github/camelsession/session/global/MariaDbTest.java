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
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.outage.MariaDbServer;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.TestServers;
import io.github.camelsession.session.global.update.UpdateClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/** What MariaDB does otherwise than PostgreSQL: collations, waits for locks, deadlocks, largest packets. */
@Timeout(60)
class MariaDbTest {
    private static final SessionKey ALICE = claimsKey("alice", EXPIRY);
    /** As many can be written long before the server ends the idle transaction of the sweep. */
    private static final int MANY = 2 * IndexedSweep.BATCH;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final String table = TestServers.newName();
    private final DataSource database = TestServers.mariaDb();
    private final JdbcTemplate sql = new JdbcTemplate(database);

    @BeforeEach
    void createTable() {
        sql.execute(MariaDbServer.createTable(table));
    }

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private JdbcSessionRepository repository() {
        JdbcSessionRepository repository = new JdbcSessionRepository(database);
        repository.setRepositoryName(table);
        ServiceHelper.startService(repository);
        return repository;
    }

    private SessionStore alice(JdbcSessionRepository repository) {
        return alice(repository, SETTINGS);
    }

    private SessionStore alice(JdbcSessionRepository repository, GlobalSettings settings) {
        return GlobalSessions.with(context, repository, settings, new ManualTime())
                .open(ALICE);
    }

    @Test
    void keysThatDifferByCaseAreDifferentRows() {
        alice(repository()).update(put("a", "1"));
        int copied = sql.update(
                "INSERT INTO " + table + " SELECT ?, exchange, version, expires_at FROM " + table,
                ALICE.value().toLowerCase(Locale.ROOT));
        assertThat(copied).isOne();
    }

    @Test
    void lockThatIsNotHadInTimeIsAConflict() throws Exception {
        JdbcSessionRepository repository = repository();
        alice(repository).update(put("a", "1"));
        Exchange read = repository.get(context, ALICE.value());
        try (Connection other = locking()) {
            assertThatThrownBy(() -> repository.add(context, ALICE.value(), read, read))
                    .isInstanceOf(OptimisticLockingException.class)
                    .rootCause()
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Lock wait timeout exceeded");
            other.rollback();
        }
    }

    /** Two that wait to create the same row deadlock when the one before them rolls back: the server refuses one. */
    @Test
    void deadlockIsAConflict() throws Exception {
        JdbcSessionRepository repository = repository();
        alice(repository).update(put("a", "1"));
        sql.update("DELETE FROM " + table);
        int before = deadlocks();
        try (Connection first = database.getConnection()) {
            first.setAutoCommit(false);
            try (PreparedStatement insert = first.prepareStatement("INSERT INTO " + table + " VALUES (?, '', 1, 0)")) {
                insert.setString(1, ALICE.value());
                insert.executeUpdate();
            }
            Executor ownThreads = task -> new Thread(task).start(); // the common pool may have a single one
            CompletableFuture<?> one =
                    CompletableFuture.runAsync(() -> alice(repository()).update(put("b", "2")), ownThreads);
            CompletableFuture<?> two =
                    CompletableFuture.runAsync(() -> alice(repository()).update(put("c", "3")), ownThreads);
            await().until(() -> waitingForLocks() == 2);
            first.rollback();
            one.get();
            two.get();
        }
        assertThat(deadlocks()).isGreaterThan(before);
        assertThat(alice(repository).read().attributes()).containsOnlyKeys("b", "c");
    }

    @Test
    void writeBeyondTheLargestPacketFailsAndLeavesWhatWasThere() {
        int largest = number("SELECT @@max_allowed_packet");
        SessionStore alice = alice(
                repository(), new GlobalSettings(SETTINGS.updateTimeout(), SETTINGS.clockSkew(), null, 2 * largest));
        alice.update(put("a", "1"));
        assertThatThrownBy(() -> alice.update(put("b", '"' + "x".repeat(largest) + '"')))
                .isInstanceOf(SessionStoreException.class)
                .hasStackTraceContaining("max_allowed_packet");
        assertThat(alice.read().attributes()).containsOnlyKeys("a");
    }

    /** At READ COMMITTED, as documented. The new sessions' keys, and their ends in the index, are among the others. */
    @Test
    void sweepThatIsRemovingManyKeepsNobodyElseWaiting() throws Exception {
        JdbcSessionRepository repository = repository();
        GlobalSessions sessions = GlobalSessions.with(context, repository, SETTINGS, new ManualTime());
        sessions.open(ALICE).update(put("a", "1"));
        for (int i = 0; i < MANY; i++) {
            sessions.open(claimsKey("over " + i, EXPIRY.minusSeconds(i))).update(put("a", "1"));
        }
        int before = waitsForLocks();
        try (Connection sweeping = database.getConnection()) {
            sweeping.setAutoCommit(false);
            try (PreparedStatement delete = sweeping.prepareStatement("DELETE FROM " + table + " WHERE id = ?")) {
                for (int i = 0; i < MANY; i++) {
                    delete.setString(1, claimsKey("over " + i, EXPIRY).value());
                    delete.addBatch();
                }
                assertThat(delete.executeBatch()).hasSize(MANY);
            }
            sessions.open(ALICE).update(put("a", "2"));
            for (int i = 0; i < MANY; i++) {
                sessions.open(claimsKey("new " + i, EXPIRY.minusSeconds(i))).update(put("a", "1"));
            }
            sweeping.commit();
        }
        assertThat(waitsForLocks()).isEqualTo(before);
        assertThat(repository.getKeys()).hasSize(MANY + 1);
    }

    private int waitsForLocks() {
        return number("SELECT variable_value FROM information_schema.global_status"
                + " WHERE variable_name = 'INNODB_ROW_LOCK_WAITS'");
    }

    /** Longer than updateTimeout, so that no update of the session can end it. */
    @Test
    void lockThatIsHeldForTheWholeUpdateTimeoutIsNamedToWhoIsRefused() throws Exception {
        GlobalSettings hasty = new GlobalSettings(Duration.ofMillis(500), SETTINGS.clockSkew(), null, 1 << 20);
        SessionStore alice = GlobalSessions.with(context, repository(), hasty, UpdateClock.of(Clock.systemUTC()))
                .open(claimsKey("alice", Instant.now().plusSeconds(3600)));
        alice.update(put("a", "1"));
        try (Connection other = locking()) {
            assertThatThrownBy(() -> alice.update(put("b", "2")))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("if something else has locked the session's row")
                    .hasStackTraceContaining("Lock wait timeout exceeded");
            other.rollback();
        }
    }

    private int waitingForLocks() {
        return number("SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'");
    }

    private int deadlocks() {
        return number("SELECT variable_value FROM information_schema.global_status"
                + " WHERE variable_name = 'INNODB_DEADLOCKS'");
    }

    private int number(String query) {
        return Objects.requireNonNull(sql.queryForObject(query, Integer.class));
    }

    @Test
    void tableOfTheDocumentationIsNoWarning() {
        try (CapturedLog log = new CapturedLog(JdbcSessionRepository.class)) {
            repository();
            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void tableThatLosesSessionsIsAWarningWithTheStatementThatMendsIt() {
        sql.execute("ALTER TABLE " + table + " MODIFY exchange blob NOT NULL, ENGINE = MyISAM,"
                + " MODIFY id varchar(255) CHARACTER SET latin1 COLLATE latin1_swedish_ci NOT NULL");
        try (CapturedLog log = new CapturedLog(JdbcSessionRepository.class)) {
            repository();
            assertThat(log.warnings())
                    .hasSize(3)
                    .allSatisfy(line -> sql.execute(line.substring(line.indexOf("ALTER TABLE "))));
        }
        tableOfTheDocumentationIsNoWarning();
    }

    /** As by a node that was cut off between its statement and its commit. */
    @Test
    void lockOfANodeThatIsGoneEndsWithinTheUpdateTimeout() throws Exception {
        SessionStore alice = alice(repository());
        alice.update(put("a", "1"));
        try (Connection gone = locking()) {
            alice.update(put("b", "2"));
            assertThatThrownBy(gone::commit).isInstanceOf(SQLException.class);
        }
        assertThat(alice.read().attributes()).containsOnlyKeys("a", "b");
    }

    private Connection locking() throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE " + table + " SET version = version + 1 WHERE id = ?")) {
            update.setString(1, ALICE.value());
            assertThat(update.executeUpdate()).isOne();
        }
        return connection;
    }
}
