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

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.session.global.support.TestServers;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** More requests at once than there are connections to PostgreSQL: a step holds one only while it calls. */
final class CapacityPool {
    static final List<Integer> REQUESTS = List.of(16, 64, 256);
    private static final int CONNECTIONS = 10;

    private CapacityPool() {}

    static void measure(Effort effort, Consumer<Result> done) throws Exception {
        String table = TestServers.newName();
        TestServers.createTable(TestServers.postgres(), table, "bytea");
        HikariDataSource unbounded = (HikariDataSource) TestServers.postgres();
        try (HikariDataSource pool = TestServers.pool(unbounded.getJdbcUrl())) {
            pool.setMaximumPoolSize(CONNECTIONS);
            JdbcSessionRepository repository = new JdbcSessionRepository();
            repository.setRepositoryName(table);
            repository.setDataSource(pool);
            try (CapacitySteps steps = new CapacitySteps(repository)) {
                run(steps, effort, CONNECTIONS);
                Round least = run(steps, effort, CONNECTIONS);
                for (int requests : REQUESTS) {
                    done.accept(new Result(
                            CapacityRow.PREFIX + "pool-" + requests,
                            "GLOBAL PUT steps, 1 KB, %d at once, PostgreSQL with %d connections"
                                    .formatted(requests, CONNECTIONS),
                            CONNECTIONS + " at once",
                            PerformanceTarget.atLeastTimes(0.5),
                            run(steps, effort, requests).figure(),
                            least.figure()));
                }
            }
        }
    }

    private record Round(double perSecond, double p50Millis, double p99Millis) {
        Figure figure() {
            return Figure.exactly(
                    perSecond,
                    "steps/s, median %s ms, p99 %s ms".formatted(Figure.digits(p50Millis), Figure.digits(p99Millis)));
        }
    }

    private static Round run(CapacitySteps steps, Effort effort, int requests) throws Exception {
        ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
        double perSecond = Together.perSecond(requests, effort.window(), (thread, number) -> {
            long start = System.nanoTime();
            steps.put(thread, number);
            took.add(System.nanoTime() - start);
        });
        long[] nanos = took.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Round(perSecond, millis(nanos, 0.5), millis(nanos, 0.99));
    }

    private static double millis(long[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
    }
}
