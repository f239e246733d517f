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
import org.openjdk.jmh.runner.RunnerException;

/** A cold start, as of a JVM in a container. */
final class StartRow implements Row {
    private static final int JVMS = 11;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws RunnerException {
        List<Figure> figures = Jmh.coldInTurns(
                effort, JVMS, Jmh.of(StartBenchmark.class, "with"), Jmh.of(StartBenchmark.class, "without"));
        done.accept(new Result(
                "start",
                "Start of a context with LOCAL and GLOBAL steps, in a new JVM",
                "the same routes without the component",
                PerformanceTarget.atMostMore(50),
                figures.get(0),
                figures.get(1)));
    }
}
