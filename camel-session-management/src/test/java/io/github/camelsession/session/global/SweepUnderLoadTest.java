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
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.tokenKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Many expired sessions in PostgreSQL are swept while requests go on. {@code -Dsweep.sessions=100000} makes it as many
 * as in the documentation, and prints the figures.
 */
class SweepUnderLoadTest {
    private static final int SESSIONS = Integer.getInteger("sweep.sessions", 2_000);

    private final ManualTime time = new ManualTime();
    private final String table = TestServers.newName();

    @Test
    void requestsGoOnWhileExpiredSessionsAreSwept() throws Exception {
        JdbcSessionRepository repository = new JdbcSessionRepository();
        repository.setRepositoryName(table);
        repository.setDataSource(TestServers.postgres());
        TestServers.createTable(TestServers.postgres(), table, "bytea");
        ServiceHelper.startService(repository);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            GlobalSessions sessions = GlobalSessions.with(context, repository, SETTINGS, time);
            sessions.open(tokenKey("expired", EXPIRY)).update(increment("count"));
            multiply(tokenKey("expired", EXPIRY).value());
            time.set(EXPIRY.plus(KEPT));
            SessionStore live = sessions.open(tokenKey("live", EXPIRY.plus(Duration.ofDays(1))));

            long start = System.nanoTime();
            CompletableFuture<Integer> sweep = CompletableFuture.supplyAsync(sessions::sweep);
            List<Long> latencies = new ArrayList<>();
            while (!sweep.isDone()) {
                long before = System.nanoTime();
                live.update(increment("count"));
                latencies.add(System.nanoTime() - before);
            }

            long nanos = System.nanoTime() - start;
            // A sweep waits for nobody: what shares a lock with the live one is left for the next.
            assertThat(sweep.get() + sessions.sweep()).isEqualTo(SESSIONS);
            assertThat(repository.getKeys()).hasSize(1);
            assertThat(live.read()).isEqualTo(session("count", Integer.toString(latencies.size())));
            report(nanos, latencies);
        }
    }

    /** Copies of the one row under other keys of the same form. */
    private void multiply(String key) {
        int hash = key.length() - 43;
        new JdbcTemplate(TestServers.postgres())
                .update(
                        "INSERT INTO " + table
                                + " SELECT ? || lpad(n::text, 43, 'A'), exchange, version, expires_at FROM " + table
                                + ", generate_series(1, ?) n",
                        key.substring(0, hash),
                        SESSIONS - 1);
    }

    private static void report(long nanos, List<Long> latencies) {
        latencies.sort(null);
        System.out.printf(
                "Swept %d sessions in %.1f s; meanwhile %d updates of a live one: median %.1f ms, p99 %.1f ms, max %.1f ms%n",
                SESSIONS,
                nanos / 1e9,
                latencies.size(),
                latencies.get(latencies.size() / 2) / 1e6,
                latencies.get(latencies.size() * 99 / 100) / 1e6,
                latencies.get(latencies.size() - 1) / 1e6);
    }
}
