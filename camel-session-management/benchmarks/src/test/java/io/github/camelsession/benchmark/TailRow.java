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

import io.github.camelsession.benchmark.HttpComparison.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** How long the slowest requests wait where a server has half as much to do as it can. */
final class TailRow implements Row {
    @Override
    public String name() {
        return "tail";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        try (JettyServer.Started server = JettyServer.start()) {
            Side steps = Side.ofSteps(server, Signature.HS256, effort).checked();
            Side empty = steps.at("/empty");
            done.accept(result("get", steps.get(), empty.get(), effort));
            done.accept(result("put", steps.put(), empty.put(), effort));
        }
    }

    /** Both at the same rate, which is half of what the server answers with our steps. */
    private static Result result(String operation, Traffic ours, Traffic theirs, Effort effort) throws Exception {
        List<Double> most = new ArrayList<>();
        Traffic.warmUp(ours, theirs, effort);
        for (int i = 0; i < effort.repetitions(); i++) {
            most.add(ours.run(effort.window()).perSecond());
        }
        double rate = Figure.medianOf(most, "").score() / 2;
        List<Double> oursMillis = new ArrayList<>();
        List<Double> theirsMillis = new ArrayList<>();
        for (int i = 0; i < effort.repetitions(); i++) {
            oursMillis.add(ours.p999Millis(rate, effort.window().multipliedBy(3)));
            theirsMillis.add(theirs.p999Millis(rate, effort.window().multipliedBy(3)));
        }
        return new Result(
                "tail-" + operation,
                "p99.9 of Jetty and GLOBAL " + operation.toUpperCase(Locale.ROOT)
                        + " in memory, HS256, 1 KB, at half of the requests that it can answer",
                "as many requests to a route without steps",
                PerformanceTarget.atMostTimes(1.5),
                Figure.medianOf(oursMillis, "ms"),
                Figure.medianOf(theirsMillis, "ms"));
    }
}
