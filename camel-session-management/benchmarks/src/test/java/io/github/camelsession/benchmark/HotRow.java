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

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelsession.component.SessionManagementComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

/** All requests of one user at once: they take turns, and must not cost each other more than that. */
final class HotRow implements Row {
    private static final int THREADS = 16;

    private final byte[][] orders = new byte[100][];

    HotRow() {
        for (int i = 0; i < orders.length; i++) {
            orders[i] = Orders.order(1, i).getBytes(UTF_8);
        }
    }

    @Override
    public String name() {
        return "hot";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        CamelContext context = Contexts.with();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (BareSteps steps = new BareSteps(context)) {
            Hot hot = new Hot(steps, effort, threads);
            hot.run(THREADS);
            hot.run(1);
            results(hot, effort, component(context)).forEach(done);
        } finally {
            threads.shutdownNow();
        }
    }

    private static SessionManagementComponent component(CamelContext context) {
        return context.getComponent("session-management", SessionManagementComponent.class);
    }

    private static List<Result> results(Hot hot, Effort effort, SessionManagementComponent component) throws Exception {
        double[] many = new double[effort.repetitions()];
        double[] one = new double[effort.repetitions()];
        long conflictsBefore = component.getConflicts();
        long putsBefore = hot.puts.sum();
        for (int i = 0; i < many.length; i++) {
            many[i] = hot.run(THREADS);
            one[i] = hot.run(1);
        }
        double perThousand = 1_000.0 * (component.getConflicts() - conflictsBefore) / (hot.puts.sum() - putsBefore);
        Figure refused = Figure.exactly(perThousand, "in 1,000");
        return List.of(
                new Result(
                        "hot-throughput",
                        "PUT steps on one session in memory, 16 threads",
                        "one thread",
                        PerformanceTarget.atLeastTimes(1),
                        median(many),
                        median(one)),
                new Result(
                        "hot-refused",
                        "Writes that the repository refused meanwhile, each of which is done again",
                        "–",
                        PerformanceTarget.atMost(1),
                        refused,
                        refused));
    }

    private static Figure median(double[] rates) {
        return Figure.medianOf(Arrays.stream(rates).boxed().toList(), "ops/s");
    }

    private final class Hot {
        private final BareSteps steps;
        private final Processor put;
        private final Effort effort;
        private final ExecutorService threads;
        private final String authorization = BareSteps.authorization("hot");
        private final LongAdder puts = new LongAdder();

        Hot(BareSteps steps, Effort effort, ExecutorService threads) throws Exception {
            this.steps = steps;
            this.put = steps.step(BareSteps.PUT + BareSteps.GLOBAL);
            this.effort = effort;
            this.threads = threads;
        }

        /** @return PUTs in a second */
        double run(int count) throws Exception {
            long start = System.nanoTime();
            long until = start + effort.window().toNanos();
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int first = i;
                running.add(threads.submit(() -> work(first, until)));
            }
            long done = 0;
            for (Future<Long> thread : running) {
                done += thread.get();
            }
            puts.add(done);
            return done * 1e9 / (System.nanoTime() - start);
        }

        private long work(int first, long until) throws Exception {
            long done = 0;
            do {
                put.process(steps.request(orders[(int) ((first + done) % orders.length)], authorization));
                done++;
            } while (System.nanoTime() < until);
            return done;
        }
    }
}
