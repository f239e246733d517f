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
import static io.github.camelsession.session.global.support.Fixtures.KEPT;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.SessionEvent.Kind;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.SweepableRepository;
import io.github.camelsession.session.global.GlobalStatus.Count;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.StoreFailure;
import io.github.camelsession.session.global.support.CapturedLog;
import io.github.camelsession.session.global.support.Listener;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.SteppingInJdbcRepository;
import io.github.camelsession.session.global.support.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.h2.jdbc.JdbcBatchUpdateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** One node at a time, what cannot be read, and failures. What is removed is in the contract of the stores. */
class IndexedSweepTest {
    private static final SessionKey USER = claimsKey("a user", EXPIRY);
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ManualTime time = new ManualTime();
    private final HikariDataSource pool = new HikariDataSource();
    private JdbcTemplate sql = new JdbcTemplate();

    @BeforeEach
    void createTable() throws SQLException {
        pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        TestServers.createTable(pool, "sessions", "blob");
        sql = new JdbcTemplate(pool);
        context.start();
    }

    @AfterEach
    void close() throws Exception {
        context.close();
        pool.close();
    }

    private SteppingInJdbcRepository repository() {
        return new SteppingInJdbcRepository(pool, "sessions");
    }

    private GlobalSessions node() {
        return node(repository());
    }

    private GlobalSessions node(SteppingInJdbcRepository repository) {
        return GlobalSessions.with(context, repository, SETTINGS, time);
    }

    private void putUsers(GlobalSessions sessions, int users) {
        for (int i = 0; i < users; i++) {
            sessions.open(claimsKey("user " + i, EXPIRY)).update(put("a", "1"));
        }
    }

    private Long expiresAt(SessionKey key) {
        return sql.queryForObject("SELECT expires_at FROM sessions WHERE id = ?", Long.class, key.value());
    }

    private void overwrite(SessionKey key, byte[] body) {
        Exchange read = repository().get(context, key.value());
        read.getMessage().setBody(body);
        read.setProperty(SweepableRepository.EXPIRES_AT, expiresAt(key));
        repository().add(context, key.value(), read, read);
    }

    private void store(String key, byte[] body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        repository().add(context, key, null, exchange);
    }

    @Test
    void nodeLeavesTheSweepToAnotherThatIsAtItAndCountsAllTheSame() {
        SteppingInJdbcRepository busy = repository();
        GlobalSessions sweeping = node(busy);
        GlobalSessions other = node();
        putUsers(sweeping, 3);
        sweeping.open(claimsKey("live", EXPIRY.plus(KEPT))).update(put("a", "1"));
        time.set(EXPIRY.plus(KEPT));
        busy.beforeNextRemoval(() -> {
            assertThat(other.sweep()).isZero();
            assertThat(other.status().sessions()).isEqualTo(new Count(4, false));
        });
        assertThat(sweeping.sweep()).isEqualTo(3);
        assertThat(sweeping.status().sessions()).isEqualTo(new Count(1, false));
        assertThat(other.status().sweeps()).isEqualTo(GlobalStatus.Sweeps.NONE);
        assertThat(other.sweep()).isZero();
        assertThat(other.status().sweeps().totals().runs()).isEqualTo(1);
    }

    @Test
    void nodeThatIsGoneKeepsTheOthersFromSweepingForAMinuteAndNoLonger() {
        Instant start = time.instant();
        assertThat(repository().lease(null, start, start.plus(LEASE))).isTrue();
        GlobalSessions other = node();
        other.sweep();
        time.advance(LEASE.minusMillis(1));
        other.sweep();
        assertThat(other.status().sweeps().totals().runs()).isZero();
        time.advance(Duration.ofMillis(1));
        other.sweep();
        assertThat(other.status().sweeps().totals().runs()).isEqualTo(1);
    }

    @Test
    void leaseOfANodeWhoseClockIsAheadKeepsNobodyFromSweeping() {
        Instant ahead = time.instant().plus(Duration.ofHours(1));
        assertThat(repository().lease(null, ahead, ahead.plus(LEASE))).isTrue();
        GlobalSessions other = node();
        other.sweep();
        assertThat(other.status().sweeps().totals().runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -5, Long.MAX_VALUE})
    void leaseThatNoNodeHasWrittenIsTaken(long end) {
        GlobalSessions sessions = node();
        sessions.sweep();
        sql.update("UPDATE sessions SET version = ? WHERE id = 'session-management-sweep'", end);
        sessions.sweep();
        assertThat(sessions.status().sweeps().totals().runs()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "abc", "shop:", "x/", "1700000000.", "1700000000.abc", "garbage-entry-one"})
    void rowThatIsNoSessionDoesNotKeepTheSweepFromTheOthers(String id) {
        GlobalSessions sessions = node();
        putUsers(sessions, 3);
        store(id, new byte[] {1});
        time.set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(3);
        assertThat(repository().getKeys()).containsExactly(id);
    }

    @Test
    void sweepThatLostItsLeaseMeanwhileStops() {
        SteppingInJdbcRepository slow = repository();
        GlobalSessions sweeping = node(slow);
        SteppingInJdbcRepository another = repository();
        putUsers(sweeping, IndexedSweep.BATCH + 1);
        time.set(EXPIRY.plus(KEPT));
        Instant taken = time.instant().plus(LEASE);
        slow.beforeNextRemoval(() -> {
            time.advance(LEASE);
            assertThat(another.lease(null, taken, taken.plus(LEASE))).isTrue();
        });
        assertThat(sweeping.sweep()).isEqualTo(IndexedSweep.BATCH);
        assertThat(sweeping.status().sessions().number()).isEqualTo(1);
        assertThat(another.lease(taken.plus(LEASE), taken, Instant.EPOCH))
                .as("the lease is still the other one's")
                .isTrue();
    }

    @Test
    void longSweepRenewsItsLease() {
        SteppingInJdbcRepository slow = repository();
        GlobalSessions sweeping = node(slow);
        SteppingInJdbcRepository another = repository();
        putUsers(sweeping, 401);
        time.set(EXPIRY.plus(KEPT));
        slow.beforeNextRemoval(() -> time.advance(LEASE.minusSeconds(1)));
        slow.beforeNextRemoval(() -> {
            time.advance(LEASE.minusSeconds(1));
            assertThat(another.lease(null, time.instant(), time.instant().plus(LEASE)))
                    .isFalse();
        });
        assertThat(sweeping.sweep()).isEqualTo(401);
        assertThat(another.lease(null, time.instant(), time.instant().plus(LEASE)))
                .as("it is given back at the end")
                .isTrue();
    }

    @Test
    void sweepPausesAfterEachBatchForAsLongAsItTookAndForATenthOfASecondAtMost() {
        SteppingInJdbcRepository slow = repository();
        GlobalSessions sessions = node(slow);
        putUsers(sessions, 401);
        time.set(EXPIRY.plus(KEPT));
        time.pauses.clear();
        slow.beforeNextRemoval(() -> time.advance(Duration.ofMillis(30)));
        slow.beforeNextRemoval(() -> time.advance(Duration.ofMillis(300)));
        sessions.sweep();
        assertThat(time.pauses).containsExactly(Duration.ofMillis(30), Duration.ofMillis(100));
    }

    @Test
    void sessionThatCannotBeReadAndWhoseEndNobodyKnowsIsReportedOnceAndNotReadAgain() {
        store(USER.value(), new byte[] {'{'});
        SteppingInJdbcRepository swept = repository();
        GlobalSessions sessions = node(swept);
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(sessions.sweep()).isZero();
            assertThat(sessions.sweep()).isZero();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(USER.label(), "The sweep does not remove it")
                    .doesNotContain(USER.value());
        }
        assertThat(swept.read).containsExactly(USER.value());
        assertThat(expiresAt(USER)).isEqualTo(SweepableRepository.NEVER);
    }

    @Test
    void sessionThatCouldNotBeReadIsReadAgainByANodeThatStarts() {
        store(USER.value(), new byte[] {'{'});
        node().sweep();
        SteppingInJdbcRepository restarted = repository();
        node(restarted).sweep();
        assertThat(restarted.read).containsExactly(USER.value());
    }

    @Test
    void sessionThatCouldNotBeReadIsSweptAfterItWasCleared() {
        store(USER.value(), new byte[] {'{'});
        GlobalSessions sessions = node();
        sessions.sweep();
        sessions.open(USER).clear();
        time.set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(1);
    }

    @Test
    void sessionOfATokenThatCannotBeReadIsRemovedADayAfterTheEndInItsKey() {
        SessionKey token = tokenKey("a token", EXPIRY);
        store(token.value(), new byte[] {'{'});
        GlobalSessions sessions = node();
        time.set(EXPIRY.plus(KEPT).plus(Duration.ofDays(1)).minusSeconds(1));
        assertThat(sessions.sweep()).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(sessions.sweep()).isEqualTo(1);
    }

    @Test
    void rowThatIsNoSessionIsLeftAloneAndNotReadAgain() {
        store("order-4711", new byte[] {1});
        SteppingInJdbcRepository swept = repository();
        GlobalSessions sessions = node(swept);
        time.set(EXPIRY.plus(Duration.ofDays(365)));
        sessions.sweep();
        sessions.sweep();
        assertThat(swept.read).containsExactly("order-4711");
        assertThat(swept.getKeys()).containsExactly("order-4711");
    }

    @Test
    void expiredSessionsAreToldOnceEachWithoutASecondRead() {
        SteppingInJdbcRepository swept = repository();
        GlobalSessions sessions = node(swept);
        putUsers(sessions, 2);
        time.set(EXPIRY.plus(KEPT));
        Listener listener = Listener.in(context);
        sessions.sweep();
        assertThat(listener.takeKinds()).containsExactly(Kind.EXPIRED, Kind.EXPIRED);
        assertThat(swept.read).hasSize(2);
    }

    @Test
    void cancelledSweepStopsAtTheNextBatch() {
        GlobalSessions sessions = node();
        putUsers(sessions, IndexedSweep.BATCH + 1);
        time.set(EXPIRY.plus(KEPT));
        AtomicInteger asked = new AtomicInteger();
        assertThat(sessions.sweep(() -> asked.incrementAndGet() > IndexedSweep.BATCH + 1))
                .isEqualTo(IndexedSweep.BATCH);
        assertThat(sessions.sweep()).isEqualTo(1);
    }

    @Test
    void batchThatFailsOnceIsRemovedOneByOne() {
        SteppingInJdbcRepository failing = repository();
        GlobalSessions sessions = node(failing);
        putUsers(sessions, IndexedSweep.BATCH + 1);
        time.set(EXPIRY.plus(KEPT));
        failing.beforeNextRemoval(() -> {
            throw new IllegalStateException("deadlock");
        });
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(sessions.sweep()).isEqualTo(IndexedSweep.BATCH + 1);
            assertThat(log.warnings()).isEmpty();
        }
        assertThat(sessions.status().sweeps().lastFailure()).isNull();
    }

    /** They refer to sessions, so the database refuses to remove these. */
    @Test
    void sessionsThatTheDatabaseKeepsDoNotKeepTheOthersNorEndTheSweep() {
        GlobalSessions sessions = node();
        putUsers(sessions, 8 * IndexedSweep.BATCH);
        List<String> keys = repository().getKeys().stream().sorted().toList();
        sql.execute("CREATE TABLE holds (id varchar(255) REFERENCES sessions (id))");
        keys.subList(0, 5 * IndexedSweep.BATCH).forEach(key -> sql.update("INSERT INTO holds VALUES (?)", key));
        time.set(EXPIRY.plus(KEPT));
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(sessions.sweep()).isEqualTo(3 * IndexedSweep.BATCH);
            assertThat(log.warnings())
                    .singleElement(STRING)
                    .contains("failed to remove " + 5 * IndexedSweep.BATCH + " expired sessions, or batches of them;");
        }
        assertThat(sessions.status().sweeps().lastFailure())
                .isEqualTo(new StoreFailure(JdbcBatchUpdateException.class.getName(), time.instant()));
        sql.execute("DROP TABLE holds");
        assertThat(sessions.sweep()).isEqualTo(5 * IndexedSweep.BATCH);
    }

    @Test
    void hintThatTheDatabaseRefusesDoesNotKeepTheOthersFromBeingCorrected() {
        GlobalSessions sessions = node();
        putUsers(sessions, 3);
        String kept = repository().getKeys().iterator().next();
        sql.update("UPDATE sessions SET expires_at = 0");
        sql.execute("ALTER TABLE sessions ADD CONSTRAINT refused CHECK (id <> '" + kept + "' OR expires_at = 0)");
        assertThat(sessions.sweep()).isZero();
        assertThat(sql.queryForList("SELECT id FROM sessions WHERE expires_at = 0", String.class))
                .containsExactly(kept);
    }

    /** As long as it would take the other nodes to find out that it is gone. */
    @Test
    void nodeWhoseSweepAnOutageEndedDoesNotWaitForItsOwnLease() {
        SteppingInJdbcRepository down = repository();
        GlobalSessions sessions = node(down);
        putUsers(sessions, 4 * IndexedSweep.BATCH);
        time.set(EXPIRY.plus(KEPT));
        down.beforeNextRemoval(() -> sql.execute("ALTER TABLE sessions RENAME TO elsewhere"));
        assertThat(sessions.sweep()).isZero();
        // The first batch, of which one entry is read again, and two that could not be read.
        assertThat(down.read).hasSize(3 * IndexedSweep.BATCH + 1);
        sql.execute("ALTER TABLE elsewhere RENAME TO sessions");
        assertThat(node().sweep()).isZero();
        assertThat(sessions.sweep()).isEqualTo(4 * IndexedSweep.BATCH);
    }

    @Test
    void sweepWhoseCountFailsHasRemovedAllTheSame() {
        SteppingInJdbcRepository slow = repository();
        GlobalSessions sessions = node(slow);
        putUsers(sessions, 2);
        time.set(EXPIRY.plus(KEPT));
        slow.beforeNextCount(() -> {
            throw new IllegalStateException("timed out");
        });
        assertThat(sessions.sweep()).isEqualTo(2);
        GlobalStatus status = sessions.status();
        assertThat(status.sessions()).isEqualTo(new Count(-1, false));
        assertThat(status.sweeps().totals().removed()).isEqualTo(2);
        assertThat(status.sweeps().lastFailure())
                .isEqualTo(new StoreFailure(IllegalStateException.class.getName(), time.instant()));
    }

    @Test
    void repositoryThatRefusesAllOfThreeBatchesIsGivenUp() {
        SteppingInJdbcRepository failing = repository();
        GlobalSessions sessions = node(failing);
        putUsers(sessions, 4 * IndexedSweep.BATCH + 1);
        time.set(EXPIRY.plus(KEPT));
        for (int i = 0; i < 3 * (1 + IndexedSweep.BATCH); i++) {
            failing.beforeNextRemoval(() -> {
                throw new IllegalStateException("disk full");
            });
        }
        assertThat(sessions.sweep()).isZero();
        assertThat(Set.copyOf(failing.read)).hasSize(3 * IndexedSweep.BATCH);
    }

    @Test
    void databaseThatIsDownIsAStoreExceptionAndAFailureOfTheSweep() {
        GlobalSessions sessions = node();
        pool.close();
        assertThatThrownBy(sessions::sweep)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageEndingWith("failed to take turns at sweeping");
        assertThat(sessions.status().sweeps().totals().runs()).isZero();
        assertThat(sessions.status().sweeps().lastFailure()).isNotNull();
    }

    @Test
    void sweepThatFindsMoreThanItHoldsInMemoryGoesOnUntilAllIsRemoved() {
        GlobalSessions sessions = node();
        sessions.open(claimsKey("user", EXPIRY)).update(put("a", "1"));
        sql.update("INSERT INTO sessions SELECT lpad(cast(n AS varchar), 43, 'A'), exchange, version, expires_at"
                + " FROM sessions, system_range(1, 100000) AS numbers(n)");
        time.set(EXPIRY.plus(KEPT));
        assertThat(sessions.sweep()).isEqualTo(100_001);
    }

    @Test
    void sessionsOfAnApplicationWithALargerClockSkewAreLookedAtWhenTheyAreOverForIt() {
        node().open(USER).update(put("a", "1"));
        GlobalSessions patient = GlobalSessions.with(
                context,
                repository(),
                new GlobalSettings(SETTINGS.updateTimeout(), Duration.ofMinutes(5), null, SETTINGS.maxSessionSize()),
                time);
        time.set(EXPIRY.plus(KEPT));
        assertThat(patient.sweep()).isZero();
        assertThat(expiresAt(USER)).isEqualTo(EXPIRY.plus(Duration.ofMinutes(5)).getEpochSecond());
        assertThat(patient.open(claimsKey("a user", EXPIRY.plus(Duration.ofHours(1))))
                        .read())
                .isEqualTo(session("a", "1"));
    }

    @Test
    void ofManySessionsThatCannotBeReadAFewAreNamedAndTheOthersCounted() {
        for (int i = 0; i < 300; i++) {
            store(claimsKey("user " + i, EXPIRY).value(), new byte[] {'{'});
        }
        GlobalSessions sessions = node();
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            sessions.sweep();
            sessions.sweep();
            assertThat(log.warnings()).hasSize(6).last(STRING).contains("holds 295 more entries that cannot be read");
        }
    }

    @Test
    void sessionThatCannotBeReadAndWhoseEndTheRepositoryKnowsIsSaidToBeRemovedADayLater() {
        node().open(USER).update(put("a", "1"));
        overwrite(USER, new byte[] {'{'});
        time.set(EXPIRY.plus(KEPT));
        try (CapturedLog log = new CapturedLog(ExpiredSessionSweep.class)) {
            assertThat(node().sweep()).isZero();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("the sweep removes it a day after the end of its token");
        }
    }
}
