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
import java.lang.ref.Reference;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/** What a session takes besides its JSON: its key, its exchange, its place in the map. */
final class HeapRow implements Row {
    @Override
    public String name() {
        return "heap";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        try (CamelContext context = Contexts.with()) {
            context.start();
            Crowd crowd = new Crowd(context, Clock.systemUTC());
            int users = effort.sessions();
            long before = usedBytes();
            long json = crowd.join("heap", users, BareSteps.END_OF_TOKENS);
            double bytes = (double) (usedBytes() - before - json) / users;
            Reference.reachabilityFence(crowd);
            Figure ours = Figure.exactly(bytes, "bytes");
            done.accept(new Result(
                    "heap-1M",
                    "Heap of a session in memory beyond its JSON, 1M sessions",
                    "–",
                    PerformanceTarget.atMost(400),
                    ours,
                    ours));
        }
    }

    /** Several times, for objects with a reference to be cleared take more than one collection to go. */
    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
