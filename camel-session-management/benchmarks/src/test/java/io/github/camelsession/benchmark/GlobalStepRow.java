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

/** What GLOBAL costs over LOCAL where neither network nor disk is in the way. */
final class GlobalStepRow implements Row {
    @Override
    public String name() {
        return "global";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        for (String operation : List.of("put", "get")) {
            Jmh jmh = Jmh.of(GlobalStepBenchmark.class, operation);
            List<Figure> figures =
                    Jmh.inTurns(effort, jmh.with("sessionType", "GLOBAL"), jmh.with("sessionType", "LOCAL"));
            done.accept(new Result(
                    "global-" + operation,
                    "GLOBAL " + operation.toUpperCase(Locale.ROOT) + " step in memory, 1 KB, token known",
                    "the LOCAL step",
                    PerformanceTarget.atMostTimes(3),
                    figures.get(0),
                    figures.get(1)));
        }
    }
}
