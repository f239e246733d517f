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

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/** How many bytes a step allocates, by the kind of body; its exchange is made by Camel and is not in it. */
final class AllocationRow implements Row {
    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws RunnerException {
        for (String sessionType : List.of("LOCAL", "GLOBAL")) {
            for (String operation : List.of("put", "get")) {
                for (BodyKind kind : BodyKind.values()) {
                    done.accept(result(sessionType, operation, kind, effort));
                }
            }
        }
    }

    private static Result result(String sessionType, String operation, BodyKind kind, Effort effort)
            throws RunnerException {
        double step = bytes(operation, sessionType, kind, effort);
        double exchange = bytes(operation + "Exchange", sessionType, kind, effort);
        Figure allocated = Figure.exactly(step - exchange, "bytes");
        return new Result(
                "allocation-" + sessionType.toLowerCase(Locale.ROOT) + "-" + operation + "-" + kind.label(),
                "Bytes that a " + sessionType + " " + operation.toUpperCase(Locale.ROOT) + " step allocates, 1 KB, "
                        + kind.label(),
                "–",
                PerformanceTarget.atMost(limit(sessionType, operation) + forKind(kind, operation)),
                allocated,
                allocated);
    }

    private static double bytes(String method, String sessionType, BodyKind kind, Effort effort)
            throws RunnerException {
        return Jmh.of(AllocationBenchmark.class, method)
                .with("sessionType", sessionType)
                .with("kind", kind)
                .allocated(effort);
    }

    /** An eighth more than was measured, so that it shows if a step begins to allocate more. */
    private static int limit(String sessionType, String operation) {
        boolean puts = operation.equals("put");
        if (sessionType.equals("LOCAL")) {
            return puts ? 2_700 : 3_800;
        }
        return puts ? 9_500 : 7_800;
    }

    /** A stream is copied once. A String becomes bytes, and after a GET a String again. */
    private static int forKind(BodyKind kind, String operation) {
        return switch (kind) {
            case BYTES -> 0;
            case STREAM -> 1_250;
            case STRING -> operation.equals("put") ? 2_400 : 4_100;
        };
    }
}
