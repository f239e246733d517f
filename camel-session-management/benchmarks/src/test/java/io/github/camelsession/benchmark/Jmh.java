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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/** Runs one method of a benchmark class, with one value of each of its parameters. */
final class Jmh {
    private final Class<?> benchmark;
    private final String method;
    private final Map<String, String> parameters;

    private Jmh(Class<?> benchmark, String method, Map<String, String> parameters) {
        this.benchmark = benchmark;
        this.method = method;
        this.parameters = parameters;
    }

    static Jmh of(Class<?> benchmark, String method) {
        return new Jmh(benchmark, method, Map.of());
    }

    Jmh with(String parameter, Object value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(parameter, value.toString());
        return new Jmh(benchmark, method, more);
    }

    /** All sides by {@link Turns} in one new JVM. */
    static List<Figure> inTurns(Effort effort, Jmh... sides) throws Exception {
        List<String> names = Stream.of(sides).map(Jmh::name).toList();
        return effort == Effort.SMOKE ? TurnsProgram.run(effort, names) : TurnsProgram.inNewJvm(effort, names);
    }

    private String name() {
        StringBuilder name = new StringBuilder(benchmark.getName() + "#" + method);
        parameters.forEach((parameter, value) ->
                name.append('#').append(parameter).append('=').append(value));
        return name.toString();
    }

    /** The bytes that one call allocates, as JMH's own profiler counts them: load does not change them. */
    double allocated(Effort effort) throws RunnerException {
        ignoreOtherRunsOf(effort);
        Map<String, org.openjdk.jmh.results.Result> counted =
                run(effort.jmh().addProfiler(GCProfiler.class)).getSecondaryResults();
        return counted.get("gc.alloc.rate.norm").getScore();
    }

    private static void ignoreOtherRunsOf(Effort effort) {
        if (effort == Effort.SMOKE) {
            // Another run on this machine would spoil figures, but these are none.
            System.setProperty("jmh.ignoreLock", "true");
        }
    }

    private RunResult run(ChainedOptionsBuilder options) throws RunnerException {
        options.include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$");
        parameters.forEach((name, value) -> options.param(name, value));
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException(
                    benchmark.getSimpleName() + " has " + results.size() + " benchmarks named " + method);
        }
        return results.iterator().next();
    }
}
