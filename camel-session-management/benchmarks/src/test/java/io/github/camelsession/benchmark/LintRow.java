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

import io.github.camelsession.LintMode;
import io.github.camelsession.TestConfiguration;
import io.github.camelsession.component.LintShape;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/** What the look at the routes adds to a start, in CPU time of the thread that starts the context. */
final class LintRow implements Row {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int STARTED_ROUTES = 7_000;

    @Override
    public String name() {
        return "lint";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        start(LintShape.GLOBAL, effort.routes().get(0), LintMode.WARN); // the first start of all loads classes
        for (LintShape shape : List.of(LintShape.INDEPENDENT, LintShape.STAR, LintShape.CHAIN, LintShape.GLOBAL)) {
            for (int routes : effort.routes()) {
                done.accept(result(shape, routes, effort));
            }
        }
    }

    private static Result result(LintShape shape, int routes, Effort effort) throws Exception {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        int repetitions = effort == Effort.FULL ? Math.min(15, STARTED_ROUTES / routes) : 1;
        for (int i = 0; i < repetitions; i++) {
            without.add(start(shape, routes, LintMode.OFF));
            with.add(start(shape, routes, LintMode.WARN));
        }
        String name = shape.name().toLowerCase(Locale.ROOT);
        return new Result(
                "lint-" + name + "-" + routes,
                "Start of " + routes + " times the routes of the shape '" + name + "' with lint=WARN",
                "the same with lint=OFF",
                PerformanceTarget.atMostTimes(1.1),
                Figure.medianOf(with, "ms"),
                Figure.medianOf(without, "ms"));
    }

    private static double start(LintShape shape, int routes, LintMode mode) throws Exception {
        try (CamelContext context = Contexts.with(shape.routes(routes, false))) {
            TestConfiguration.of(context).setLint(mode);
            // Queues that nobody empties would keep each stop waiting.
            context.getShutdownStrategy().setTimeout(1);
            long start = THREADS.getCurrentThreadCpuTime();
            context.start();
            return (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
        }
    }
}
