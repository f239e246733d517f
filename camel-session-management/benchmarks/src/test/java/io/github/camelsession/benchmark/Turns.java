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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two jobs in short turns in one JVM, so that whatever else the machine does meets both, and in CPU time of the thread,
 * which does not run while others do. For differences of a few per cent, which two JVMs of the same code can have
 * already. The work of the garbage collector is not in it.
 */
final class Turns {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Runnable ours;
    private final Runnable theirs;
    private final List<Double> oursNanos = new ArrayList<>();
    private final List<Double> theirsNanos = new ArrayList<>();

    private Turns(Runnable ours, Runnable theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    record Medians(Figure ours, Figure theirs) {}

    /** Medians of the turns, but for those of the first third of the time, which is to warm up. */
    static Medians of(Runnable ours, Runnable theirs, Effort effort) {
        long nanos = effort.window().toNanos() * effort.repetitions();
        new Turns(ours, theirs).run(nanos / 3);
        Turns turns = new Turns(ours, theirs);
        turns.run(nanos * 2 / 3);
        return new Medians(figure(turns.oursNanos), figure(turns.theirsNanos));
    }

    /** Which job comes first changes from pair to pair. */
    private void run(long nanos) {
        long end = System.nanoTime() + nanos;
        do {
            oursNanos.add(turn(ours));
            theirsNanos.add(turn(theirs));
            theirsNanos.add(turn(theirs));
            oursNanos.add(turn(ours));
        } while (System.nanoTime() < end);
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

    private static Figure figure(List<Double> turns) {
        Collections.sort(turns);
        return Figure.exactly(turns.get(turns.size() / 2) / 1_000, "us/op");
    }
}
