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

import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/** Users go on reading and writing while ended sessions are removed from among a million. */
final class SweepRow implements Row {
    private static final int USERS = 1_000;
    private static final long PACE_NANOS = 200_000;
    private static final int MOST_TIMES = 5_000_000;

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        try (CamelContext context = Contexts.with()) {
            context.start();
            Instant start = Instant.now();
            AtomicReference<Instant> now = new AtomicReference<>(start);
            Load load = new Load(new Crowd(context, now::get), now, effort);
            load.warmUp();
            double[] with = new double[effort.repetitions()];
            double[] without = new double[effort.repetitions()];
            for (int i = 0; i < with.length; i++) {
                with[i] = load.duringASweep();
                without[i] = load.withoutASweep();
            }
            done.accept(new Result(
                    "sweep-1M",
                    "p99 of a read and an update in memory while 1M sessions are swept, 10 % of them ended",
                    "the same without a sweep",
                    PerformanceTarget.atMostTimes(2),
                    median(with),
                    median(without)));
        }
    }

    private static Figure median(double[] micros) {
        return Figure.medianOf(Arrays.stream(micros).boxed().toList(), "µs");
    }

    private static final class Load {
        private final Crowd crowd;
        private final AtomicReference<Instant> now;
        private final Effort effort;
        private final Instant end = Instant.now().plusSeconds(365L * 86_400);
        private final long[] nanos = new long[MOST_TIMES];
        private int sweeps;

        Load(Crowd crowd, AtomicReference<Instant> now, Effort effort) {
            this.crowd = crowd;
            this.now = now;
            this.effort = effort;
            crowd.join("live", effort.sessions() * 9 / 10, end);
        }

        void warmUp() {
            run(forAWindow());
        }

        double withoutASweep() {
            return run(forAWindow());
        }

        private BooleanSupplier forAWindow() {
            long until = System.nanoTime() + effort.window().toNanos();
            return () -> System.nanoTime() < until;
        }

        /** Lasts as long as the sweep. */
        double duringASweep() throws Exception {
            Instant expiry = now.get().plusSeconds(60);
            int ended = effort.sessions() / 10;
            crowd.join("ended" + sweeps++, ended, expiry);
            now.set(expiry.plus(Crowd.REMOVABLE_AFTER));
            // What has ended is old; made just now, it would be moved by the first collection during the sweep.
            System.gc();
            ExecutorService sweeper = Executors.newSingleThreadExecutor();
            try {
                CompletableFuture<Integer> removed =
                        CompletableFuture.supplyAsync(() -> crowd.sessions().sweep(), sweeper);
                double p99 = run(() -> !removed.isDone());
                // One that shares a lock with a user at work is left for the next sweep.
                if (removed.get() + crowd.sessions().sweep() != ended) {
                    throw new IllegalStateException("the sweep did not remove what had ended");
                }
                return p99;
            } finally {
                sweeper.shutdown();
            }
        }

        /**
         * Users come at their own pace and do not wait for each other, so a late answer to one is a late one to those
         * behind as well.
         *
         * @return the 99th percentile of the time from when one was to come, in microseconds
         */
        private double run(BooleanSupplier goesOn) {
            int count = 0;
            long start = System.nanoTime();
            while (count == 0 || (count < nanos.length && goesOn.getAsBoolean())) {
                long due = start + count * PACE_NANOS;
                while (System.nanoTime() < due) {
                    Thread.onSpinWait();
                }
                act(count);
                nanos[count++] = System.nanoTime() - due;
            }
            Arrays.sort(nanos, 0, count);
            return nanos[(int) (count * 0.99)] / 1_000.0;
        }

        private void act(int count) {
            var session = crowd.sessions().open(Crowd.key("live", count % USERS, end));
            session.read();
            session.update(before -> Crowd.cart(count));
        }
    }
}
