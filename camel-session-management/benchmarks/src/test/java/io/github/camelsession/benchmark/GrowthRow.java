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
import java.util.function.Consumer;

/** Nothing on the way of a step may depend on how many sessions there are. */
final class GrowthRow implements Row {
    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        int most = effort.sessions();
        List<Figure> figures = Jmh.inTurns(effort, jmh(most / 1_000), jmh(most / 10), jmh(most));
        done.accept(result("100K", figures.get(1), figures.get(0)));
        done.accept(result("1M", figures.get(2), figures.get(0)));
    }

    private static Jmh jmh(int sessions) {
        return Jmh.of(GrowthBenchmark.class, "putAndGet").with("sessions", sessions);
    }

    private static Result result(String sessions, Figure ours, Figure few) {
        return new Result(
                "growth-" + sessions,
                "GLOBAL PUT and GET step of 1,000 users while " + sessions + " sessions are alive, in memory",
                "the same while 1K are",
                PerformanceTarget.atMostTimes(1.2),
                ours,
                few);
    }
}
