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

import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Users with keyClaims go on in PostgreSQL while ended sessions, 1 %, are removed from among a million of 1 KB. */
final class DatabaseSweepRow implements Row {
    private static final int USERS = 1_000;
    private static final int CALLERS = 4;
    private static final long PACE_NANOS = 40_000_000;
    private static final int LONGEST_SECONDS = 5;
    private static final GlobalSettings SETTINGS =
            new GlobalSettings(Duration.ofSeconds(5), Duration.ofSeconds(60), null, 1 << 20);
    private static final Session OF_ONE_KILOBYTE =
            Session.of(Map.of("cart", JsonValue.ofText('"' + "x".repeat(950) + '"')));

    @Override
    public String name() {
        return "sweep-database";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        try (CamelContext context = Contexts.with()) {
            context.start();
            Load load = new Load(context, effort);
            load.run(forAWindow(effort), new ArrayList<>());
            List<Long> with = new ArrayList<>();
            List<Long> without = new ArrayList<>();
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < effort.repetitions(); i++) {
                seconds.add(load.sweep(with));
                load.run(forAWindow(effort), without);
            }
            Figure took = Figure.medianOf(seconds, "s");
            done.accept(new Result(
                    "sweep-postgresql-1M",
                    "sweep of 1M sessions of 1 KB with keyClaims in PostgreSQL, 1 % of them ended",
                    "–",
                    PerformanceTarget.atMost(LONGEST_SECONDS),
                    took,
                    took));
            done.accept(new Result(
                    "sweep-postgresql-1M-p99",
                    "p99 of a read and an update in PostgreSQL meanwhile",
                    "the same without a sweep",
                    PerformanceTarget.atMostTimes(2),
                    p99(with),
                    p99(without)));
        }
    }

    private static BooleanSupplier forAWindow(Effort effort) {
        long until = System.nanoTime() + effort.window().toNanos();
        return () -> System.nanoTime() < until;
    }

    private static Figure p99(List<Long> nanos) {
        nanos.sort(null);
        return Figure.exactly(nanos.get(nanos.size() * 99 / 100) / 1_000.0, "µs");
    }

    private static final class Load {
        private final Effort effort;
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        private final Instant end = now.get().plusSeconds(365L * 86_400);
        private final JdbcTemplate sql = new JdbcTemplate(TestServers.postgres());
        private final String table = TestServers.newName();
        private final GlobalSessions sessions;
        private int sweeps;

        Load(CamelContext context, Effort effort) throws Exception {
            this.effort = effort;
            TestServers.createTable(TestServers.postgres(), table, "bytea");
            JdbcSessionRepository repository = new JdbcSessionRepository();
            repository.setRepositoryName(table);
            repository.setDataSource(TestServers.postgres());
            context.addService(repository);
            sessions = GlobalSessions.in(context, repository, SETTINGS, now::get);
            for (int user = 0; user < USERS; user++) {
                sessions.open(key(user)).update(empty -> OF_ONE_KILOBYTE);
            }
            join("live", end, effort.sessions() - USERS);
            sql.execute("VACUUM ANALYZE " + table);
            sql.execute("CHECKPOINT"); // or the first sweep waits for what this has written
        }

        private SessionKey key(int user) {
            return SessionKey.ofClaims("default", Map.of("sub", "user " + user), end);
        }

        /** Copies of one session, which the component has written, under keys as those of other users. */
        private void join(String group, Instant expiresAt, int users) {
            SessionKey first = SessionKey.ofClaims("default", Map.of("sub", group), expiresAt);
            sessions.open(first).update(empty -> OF_ONE_KILOBYTE);
            sql.update(
                    "INSERT INTO " + table + " (id, exchange, version, expires_at) SELECT"
                            + " translate(rtrim(encode(sha256((? || n)::bytea), 'base64'), '='), '+/', '-_'),"
                            + " exchange, version, expires_at FROM " + table + ", generate_series(2, ?) n WHERE id = ?",
                    group,
                    users,
                    first.value());
        }

        /** @return the seconds that it took */
        double sweep(List<Long> nanos) throws Exception {
            Instant expiry = now.get().plusSeconds(60);
            int ended = effort.sessions() / 100;
            join("ended " + sweeps++ + " ", expiry, ended);
            sql.execute("CHECKPOINT"); // as above
            now.set(expiry.plus(SETTINGS.clockSkew()).plus(Duration.ofMinutes(5)));
            ExecutorService sweeper = Executors.newSingleThreadExecutor();
            try {
                long start = System.nanoTime();
                CompletableFuture<Double> took = CompletableFuture.supplyAsync(
                        () -> {
                            if (sessions.sweep() != ended) {
                                throw new IllegalStateException("the sweep did not remove what had ended");
                            }
                            return (System.nanoTime() - start) / 1e9;
                        },
                        sweeper);
                run(() -> !took.isDone(), nanos);
                return took.get();
            } finally {
                sweeper.shutdown();
            }
        }

        /** Callers come at their own pace, so a late answer to one is a late one to those behind as well. */
        void run(BooleanSupplier goesOn, List<Long> nanos) throws Exception {
            ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
            try {
                List<Future<List<Long>>> measured = new ArrayList<>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    int first = caller * (USERS / CALLERS);
                    measured.add(callers.submit(() -> callAgainAndAgain(first, goesOn)));
                }
                for (Future<List<Long>> each : measured) {
                    nanos.addAll(each.get());
                }
            } finally {
                callers.shutdown();
            }
        }

        private List<Long> callAgainAndAgain(int first, BooleanSupplier goesOn) throws InterruptedException {
            List<Long> nanos = new ArrayList<>();
            long start = System.nanoTime();
            while (nanos.isEmpty() || goesOn.getAsBoolean()) {
                long due = start + nanos.size() * PACE_NANOS;
                long early = due - System.nanoTime();
                if (early > 0) {
                    Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
                }
                var session = sessions.open(key(first + nanos.size() % (USERS / CALLERS)));
                session.read();
                String number = Integer.toString(nanos.size());
                session.update(before -> before.with(Map.of("number", JsonValue.ofText(number))));
                nanos.add(System.nanoTime() - due);
            }
            return nanos;
        }
    }
}
