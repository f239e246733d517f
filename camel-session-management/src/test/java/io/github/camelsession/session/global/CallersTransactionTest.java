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

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.TestServers;
import io.github.camelsession.session.global.support.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Updates by threads that are in a transaction on the database of the sessions. */
@Timeout(60)
class CallersTransactionTest {
    private static final int TRANSACTIONS = 4;

    private final CamelContext context = new DefaultCamelContext();
    private final HikariDataSource pool = new HikariDataSource();
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));

    @AfterEach
    void close() throws Exception {
        context.close();
        pool.close();
    }

    private JdbcAggregationRepository setUp(JdbcAggregationRepository repository) throws Exception {
        pool.setJdbcUrl("jdbc:h2:mem:" + TestServers.newName() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000");
        TestServers.createTable(pool, "sessions", "blob");
        TestServers.createTable(pool, "sessions_completed", "blob");
        repository.setRepositoryName("sessions");
        repository.setTransactionManager(new DataSourceTransactionManager(pool));
        repository.setDataSource(pool);
        return repository;
    }

    private SessionStore alice(JdbcAggregationRepository repository) {
        return sessions(repository).open(claimsKey("alice", EXPIRY));
    }

    private GlobalSessions sessions(JdbcAggregationRepository repository) {
        ServiceHelper.startService(repository);
        return GlobalSessions.with(context, repository, SETTINGS, new ManualTime());
    }

    private static JdbcAggregationRepository camels() {
        JdbcAggregationRepository repository = new JdbcAggregationRepository();
        repository.setPropagationBehaviorName("PROPAGATION_REQUIRES_NEW");
        return repository;
    }

    private static JdbcAggregationRepository repository(boolean camels) {
        return camels ? camels() : new JdbcSessionRepository();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rollbackTakesBackNeitherItsOwnUpdateNorThatOfAnotherRequest(boolean camels) throws Exception {
        SessionStore alice = alice(setUp(repository(camels)));
        alice.update(put("a", "1"));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch rollBack = new CountDownLatch(1);
        FutureTask<Session> holder = started(() -> alice.update(session -> {
            held.countDown();
            await(release);
            return session;
        }));
        held.await();
        // Both wait for their turn, so that whoever comes first may write for both.
        FutureTask<Session> leader = waiting(() -> transaction.execute(status -> {
            Session before = alice.update(put("l", "1"));
            await(rollBack);
            status.setRollbackOnly();
            return before;
        }));
        FutureTask<Session> other = waiting(() -> alice.update(put("u", "1")));
        release.countDown();
        holder.get();
        other.get();
        rollBack.countDown();
        leader.get();
        assertThat(alice.read().attributes()).containsOnlyKeys("a", "l", "u");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void updateBetweenTwoOfOneTransactionWaitsForNeither(boolean camels) throws Exception {
        SessionStore alice = alice(setUp(repository(camels)));
        alice.update(put("a", "1"));
        transaction.executeWithoutResult(status -> {
            alice.update(put("l1", "1"));
            assertThat(outcome(started(() -> alice.update(put("u", "1")))).attributes())
                    .containsOnlyKeys("a", "l1");
            alice.update(put("l2", "1"));
        });
        assertThat(alice.read().attributes()).containsOnlyKeys("a", "l1", "u", "l2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROPAGATION_REQUIRED", "PROPAGATION_SUPPORTS", "PROPAGATION_NESTED", "PROPAGATION_NEVER"})
    void repositoryThatJoinsTheCallersTransactionIsRefused(String behavior) throws Exception {
        for (boolean camels : new boolean[] {true, false}) {
            JdbcAggregationRepository repository = repository(camels);
            repository.setPropagationBehaviorName(behavior);
            assertThatThrownBy(() -> GlobalSessions.with(context, repository, SETTINGS, new ManualTime()))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContainingAll(
                            repository.getClass().getName(),
                            "its propagationBehaviorName is not PROPAGATION_REQUIRES_NEW",
                            ".propagationBehaviorName = PROPAGATION_REQUIRES_NEW");
        }
    }

    @Test
    void repositoryAsCamelMakesItIsRefused() {
        assertThatThrownBy(() ->
                        GlobalSessions.with(context, new JdbcAggregationRepository() {}, SETTINGS, new ManualTime()))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("propagationBehaviorName is not PROPAGATION_REQUIRES_NEW");
    }

    /** Each of them has a connection, and needs a second one that none of them gives back. */
    @Test
    void poolOfAsManyConnectionsAsTransactionsIsExhausted() throws Exception {
        pool.setMaximumPoolSize(TRANSACTIONS);
        pool.setConnectionTimeout(250);
        assertThat(storedInTransactionsAtOnce(sessions(setUp(new JdbcSessionRepository()))))
                .isZero();
    }

    @Test
    void poolOfOneConnectionMoreThanTransactionsIsEnough() throws Exception {
        pool.setMaximumPoolSize(TRANSACTIONS + 1);
        assertThat(storedInTransactionsAtOnce(sessions(setUp(new JdbcSessionRepository()))))
                .isEqualTo(TRANSACTIONS);
    }

    @Test
    void poolOfTheirOwnKeepsSessionsGoingWhileTransactionsHoldAllOfTheOther() throws Exception {
        JdbcAggregationRepository repository = setUp(new JdbcSessionRepository());
        pool.getHikariConfigMXBean().setMaximumPoolSize(TRANSACTIONS);
        try (HikariDataSource own = new HikariDataSource()) {
            own.setJdbcUrl(pool.getJdbcUrl());
            own.setMaximumPoolSize(1);
            repository.setTransactionManager(new DataSourceTransactionManager(own));
            repository.setDataSource(own);
            assertThat(storedInTransactionsAtOnce(sessions(repository))).isEqualTo(TRANSACTIONS);
        }
    }

    /** @return how many of them, one user's each, were stored */
    private int storedInTransactionsAtOnce(GlobalSessions sessions) throws Exception {
        CyclicBarrier allHaveTheirs = new CyclicBarrier(TRANSACTIONS);
        boolean[] stored = new boolean[TRANSACTIONS];
        Threads.run(
                TRANSACTIONS,
                user -> transaction.executeWithoutResult(status -> {
                    await(allHaveTheirs);
                    try {
                        sessions.open(claimsKey("user " + user, EXPIRY)).update(put("a", "1"));
                        stored[user] = true;
                    } catch (SessionStoreException exhausted) {
                        assertThat(exhausted).hasStackTraceContaining("Connection is not available");
                    }
                    await(allHaveTheirs);
                }));
        int count = 0;
        for (boolean each : stored) {
            count += each ? 1 : 0;
        }
        return count;
    }

    private static FutureTask<Session> started(Callable<Session> work) {
        FutureTask<Session> task = new FutureTask<>(work);
        new Thread(task).start();
        return task;
    }

    /** Returns when it waits for its turn, or has ended. */
    private static FutureTask<Session> waiting(Callable<Session> work) {
        FutureTask<Session> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return task;
    }

    private static Session outcome(FutureTask<Session> task) {
        try {
            return task.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
