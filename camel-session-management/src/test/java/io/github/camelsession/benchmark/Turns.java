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
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Two jobs in short turns in one JVM, so that whatever else the machine does meets both, and in CPU time of the thread,
 * which does not run while others do. For differences of a few per cent, which two JVMs of the same code can have
 * already. The work of the garbage collector is not in it.
 */
final class Turns {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Which job comes first changes from pair to pair. */
    private final double[] ours;

    private final double[] theirs;

    private Turns(int pairs) {
        this.ours = new double[pairs];
        this.theirs = new double[pairs];
    }

    record Medians(Figure ours, Figure theirs) {}

    /** Medians of the turns. A third of the time before them is to warm up. */
    static Medians of(Runnable ours, Runnable theirs, Effort effort) {
        int pairs = (int) Math.max(1, effort.window().toNanos() * effort.repetitions() / (2 * TURN_NANOS));
        int warmUp = pairs / 2;
        for (int i = 0; i < warmUp; i++) {
            turn(ours);
            turn(theirs);
        }
        Turns turns = new Turns(pairs);
        for (int i = 0; i < pairs; i++) {
            turns.pair(i, ours, theirs);
        }
        return new Medians(figure(turns.ours), figure(turns.theirs));
    }

    private void pair(int i, Runnable one, Runnable other) {
        if (i % 2 == 0) {
            ours[i] = turn(one);
            theirs[i] = turn(other);
        } else {
            theirs[i] = turn(other);
            ours[i] = turn(one);
        }
    }

    /** @return nanoseconds of one call */
    private static double turn(Runnable job) {
        long start = THREADS.getCurrentThreadCpuTime();
        long nanos;
        int calls = 0;
        do {
            for (int i = 0; i < 10; i++) {
                job.run();
            }
            calls += 10;
            nanos = THREADS.getCurrentThreadCpuTime() - start;
        } while (nanos < TURN_NANOS);
        return (double) nanos / calls;
    }

    private static Figure figure(double[] turns) {
        Arrays.sort(turns);
        return Figure.exactly(turns[turns.length / 2] / 1_000, "us/op");
    }
}
