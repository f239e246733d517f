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

import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.TestServers;
import io.github.camelsession.session.global.update.UpdateClock;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;

/** A sweep that has to read every entry, as with keyClaims, with its pace and without; and steps meanwhile. */
final class CapacitySweep {
    private static final int THREADS = 16;

    /** Of the effort, after which no further round begins. */
    private static final int WINDOWS = 30;

    private static final long PACE_MILLIS = 5;
    private static final int MOST_TIMES = 1_000_000;

    private final CapacityStore store;
    private final int sessions;
    private final GlobalSessions users;
    private final GlobalSessions paced;
    private final GlobalSessions unpaced;
    private final CapacitySteps steps;
    private final long[] nanos = new long[MOST_TIMES];
    private final List<Double> with = new ArrayList<>();
    private final List<Double> without = new ArrayList<>();
    private final List<Double> p99OfWith = new ArrayList<>();
    private final List<Double> p99OfWithout = new ArrayList<>();
    private final List<Double> p99OfNone = new ArrayList<>();

    private CapacitySweep(
            CapacityStore store,
            CamelContext context,
            OptimisticLockingAggregationRepository repository,
            CapacitySteps steps,
            int sessions) {
        this.store = store;
        this.sessions = sessions;
        this.users = GlobalSessions.in(context, repository, CapacityBytes.SETTINGS, Clock.systemUTC());
        this.paced =
                GlobalSessions.with(context, repository, CapacityBytes.SETTINGS, UpdateClock.of(Clock.systemUTC()));
        this.unpaced = GlobalSessions.with(context, repository, CapacityBytes.SETTINGS, new PauselessClock());
        this.steps = steps;
    }

    static void measure(CapacityStore store, Effort effort, Consumer<Result> done) throws Exception {
        String place = TestServers.newName();
        try (CamelContext context = Contexts.without();
                CapacitySteps steps = new CapacitySteps(store.open(place))) {
            context.start();
            OptimisticLockingAggregationRepository repository = store.open(place);
            context.addService(repository, true, true);
            new CapacitySweep(store, context, repository, steps, effort.sessions() / 10).measure(effort, done);
        }
    }

    private void measure(Effort effort, Consumer<Result> done) throws Exception {
        join(0, sessions / 10);
        steps(effort);
        seconds(unpaced);
        List<Double> few = new ArrayList<>();
        for (int i = 0; i < effort.repetitions(); i++) {
            few.add(seconds(paced) * 10);
        }
        join(sessions / 10, sessions);
        long end = System.nanoTime() + effort.window().multipliedBy(WINDOWS).toNanos();
        for (int i = 0; i == 0 || (i < effort.repetitions() && System.nanoTime() < end); i++) {
            p99OfNone.add(steps(effort));
            p99OfWithout.add(duringASweep(unpaced, without));
            p99OfWith.add(duringASweep(paced, with));
        }
        Figure took = CapacityRow.median(with, "s");
        done.accept(result(
                "sweep", "Sweep of 100,000 entries", "without pauses", 4, took, CapacityRow.median(without, "s")));
        done.accept(result(
                "sweep-growth",
                "Sweep of 100,000 entries",
                "ten sweeps of 10,000",
                2,
                took,
                CapacityRow.median(few, "s")));
        Figure none = CapacityRow.median(p99OfNone, "ms");
        done.accept(result(
                "sweep-p99",
                "p99 of GET and PUT during a sweep",
                "the same without a sweep",
                4,
                CapacityRow.median(p99OfWith, "ms"),
                none));
        done.accept(result(
                "sweep-p99-unpaced",
                "p99 of GET and PUT during a sweep without pauses",
                "the same without a sweep",
                8,
                CapacityRow.median(p99OfWithout, "ms"),
                none));
    }

    private Result result(String what, String text, String against, double limit, Figure ours, Figure theirs) {
        return new Result(
                CapacityRow.id(what, store),
                text + ", keyClaims, 1 KB, " + store.title(),
                against,
                PerformanceTarget.atMostTimes(limit),
                ours,
                theirs);
    }

    private void join(int first, int end) throws Exception {
        Together.millis(
                THREADS,
                end - first,
                (thread, number) -> users.open(SessionKey.ofClaims(
                                "sweep", Map.of("sub", "user " + (first + number)), BareSteps.END_OF_TOKENS))
                        .update(empty -> CapacityBytes.Shape.ONE_KILOBYTE.session(number)));
    }

    private static double seconds(GlobalSessions swept) {
        long start = System.nanoTime();
        if (swept.sweep() != 0) {
            throw new IllegalStateException("the sweep removed what is alive");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double steps(Effort effort) throws Exception {
        long until = System.nanoTime() + effort.window().multipliedBy(2).toNanos();
        return p99(() -> System.nanoTime() < until);
    }

    private double duringASweep(GlobalSessions swept, List<Double> seconds) throws Exception {
        CompletableFuture<Double> sweep = CompletableFuture.supplyAsync(() -> seconds(swept));
        double p99 = p99(() -> !sweep.isDone());
        seconds.add(sweep.get());
        return p99;
    }

    /** @return of a GET and a PUT step one after the other, in milliseconds */
    private double p99(BooleanSupplier goesOn) throws Exception {
        int count = 0;
        do {
            long start = System.nanoTime();
            steps.get(0, count);
            steps.put(0, count);
            nanos[count++] = System.nanoTime() - start;
            Thread.sleep(PACE_MILLIS);
        } while (count < nanos.length && goesOn.getAsBoolean());
        Arrays.sort(nanos, 0, count);
        return nanos[(int) (count * 0.99)] / 1e6;
    }
}
