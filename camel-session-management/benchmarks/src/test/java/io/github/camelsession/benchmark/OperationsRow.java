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

import io.github.camelsession.benchmark.OperationsBenchmark.Step;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What the operations that combine cost over those that only set or only tell. */
final class OperationsRow implements Row {
    @Override
    public String name() {
        return "operations";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        Step[] steps = Step.values();
        Jmh[] sides = new Jmh[steps.length];
        for (int i = 0; i < steps.length; i++) {
            sides[i] = Jmh.of(OperationsBenchmark.class, "step").with("step", steps[i]);
        }
        List<Figure> figures = Jmh.inTurns(effort, sides);
        for (Step step : List.of(Step.TAKE, Step.MERGE, Step.APPEND)) {
            done.accept(against(step, Step.PUT, "PUT of as much", 1.5, figures));
        }
        done.accept(against(Step.ADD, Step.PUT_NUMBERS, "PUT of the same numbers", 1.5, figures));
        done.accept(against(Step.GET_VERSIONED, Step.GET, "GET of the same fields", 1.2, figures));
    }

    private static Result against(Step ours, Step theirs, String inWords, double limit, List<Figure> figures) {
        boolean versioned = ours == Step.GET_VERSIONED;
        return new Result(
                "operations-" + (versioned ? "versioned" : ours.name().toLowerCase(Locale.ROOT)),
                (versioned ? "GET with versioned" : ours.name()) + " of 3 of 20 fields, 1 KB, GLOBAL in memory",
                inWords,
                PerformanceTarget.atMostTimes(limit),
                figures.get(ours.ordinal()),
                figures.get(theirs.ordinal()));
    }
}
