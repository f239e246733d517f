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

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Runs methods of a benchmark class, with one value of each of its parameters. */
final class Jmh {
    private final Effort effort;
    private final Class<?> benchmark;
    private final Map<String, String> parameters;

    private Jmh(Effort effort, Class<?> benchmark, Map<String, String> parameters) {
        this.effort = effort;
        this.benchmark = benchmark;
        this.parameters = parameters;
    }

    static Jmh of(Effort effort, Class<?> benchmark) {
        return new Jmh(effort, benchmark, Map.of());
    }

    Jmh with(String parameter, Object value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(parameter, value.toString());
        return new Jmh(effort, benchmark, more);
    }

    Figure figure(String method) throws RunnerException {
        return figureOf(run(effort.jmh(), method));
    }

    /** The median of so many JVMs, each of which runs the method once, cold; in a smoke run of this one. */
    Figure coldFigure(String method, int jvms) throws RunnerException {
        ChainedOptionsBuilder options = effort.jmh().warmupIterations(0).measurementIterations(1);
        if (effort == Effort.FULL) {
            options.forks(jvms);
        }
        RunResult result = run(options, method);
        return Figure.exactly(
                result.getAggregatedResult().getPrimaryResult().getStatistics().getPercentile(50),
                result.getPrimaryResult().getScoreUnit());
    }

    private RunResult run(ChainedOptionsBuilder options, String method) throws RunnerException {
        if (effort == Effort.SMOKE) {
            // Another run on this machine would spoil figures, but these are none.
            System.setProperty("jmh.ignoreLock", "true");
        }
        options.include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$");
        parameters.forEach((name, value) -> options.param(name, value));
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException(
                    benchmark.getSimpleName() + " has " + results.size() + " benchmarks named " + method);
        }
        return results.iterator().next();
    }

    private static Figure figureOf(RunResult result) {
        return new Figure(
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError(),
                result.getPrimaryResult().getScoreUnit());
    }
}
