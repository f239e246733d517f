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

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Jobs in short turns in one JVM, so that whatever else the machine does meets all of them, and in CPU time of the thread,
 * which does not run while others do: two JVMs of the same code differ by more than what is to be seen. The work of the
 * garbage collector and of the compiler is not in it.
 */
final class Turns {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int PARTS = 12;
    private static final int MOST_ROUNDS = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Runnable> jobs;
    private final List<List<Double>> nanos;

    private Turns(List<Runnable> jobs) {
        this.jobs = jobs;
        this.nanos = Stream.generate(() -> (List<Double>) new ArrayList<Double>())
                .limit(jobs.size())
                .toList();
    }

    /** The median of the turns of each job, from when none of them gets faster any more. */
    static List<Figure> of(Effort effort, List<Runnable> jobs) {
        long nanos = effort.window().toNanos() * jobs.size();
        warmUp(jobs, nanos / 2);
        return turned(jobs, nanos).stream().map(Turns::figure).toList();
    }

    private static void warmUp(List<Runnable> jobs, long nanos) {
        double[] least = new double[jobs.size()];
        Arrays.fill(least, Double.MAX_VALUE);
        int rounds = 0;
        for (int noFaster = 0; noFaster < 2 && rounds < MOST_ROUNDS; rounds++) {
            noFaster++;
            List<List<Double>> turns = turned(jobs, nanos);
            for (int i = 0; i < least.length; i++) {
                double now = micros(turns.get(i));
                noFaster = now < 0.97 * least[i] ? 0 : noFaster;
                least[i] = Math.min(least[i], now);
            }
        }
    }

    private static List<List<Double>> turned(List<Runnable> jobs, long nanos) {
        Turns turns = new Turns(jobs);
        turns.run(nanos);
        return turns.nanos;
    }

    /** Which job comes first changes from round to round. */
    private void run(long nanosOfAll) {
        long end = System.nanoTime() + nanosOfAll;
        do {
            for (int i = 0; i < jobs.size(); i++) {
                nanos.get(i).add(turn(jobs.get(i)));
            }
            for (int i = jobs.size() - 1; i >= 0; i--) {
                nanos.get(i).add(turn(jobs.get(i)));
            }
        } while (System.nanoTime() < end);
    }

    /** @return nanoseconds of one call */
    private static double turn(Runnable job) {
        long start = THREADS.getCurrentThreadCpuTime();
        long spent;
        int calls = 0;
        do {
            for (int i = 0; i < 10; i++) {
                job.run();
            }
            calls += 10;
            spent = THREADS.getCurrentThreadCpuTime() - start;
        } while (spent < TURN_NANOS);
        return (double) spent / calls;
    }

    /** One turn tells little, a part of all of them more. */
    private static Figure figure(List<Double> turns) {
        int length = turns.size() / PARTS;
        List<Double> parts = new ArrayList<>();
        for (int part = 0; length > 0 && part < PARTS; part++) {
            parts.add(micros(turns.subList(part * length, (part + 1) * length)));
        }
        return parts.isEmpty() ? Figure.exactly(micros(turns), "µs") : Figure.medianOf(parts, "µs");
    }

    private static double micros(List<Double> turns) {
        return turns.stream().sorted().toList().get(turns.size() / 2) / 1_000;
    }
}
