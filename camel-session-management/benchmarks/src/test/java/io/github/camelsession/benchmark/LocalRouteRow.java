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

/** LOCAL PUT and GET in a route, against what Camel has for the same job. */
final class LocalRouteRow implements Row {
    @Override
    public String name() {
        return "local";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        for (int kilobytes : new int[] {1, 100}) {
            Jmh jmh = Jmh.of(LocalRouteBenchmark.class, "run").with("kilobytes", kilobytes);
            List<Figure> figures = Jmh.inTurns(
                    effort,
                    jmh.with("way", "session"),
                    jmh.with("way", "variables"),
                    jmh.with("way", "jsonpath"),
                    jmh.with("way", "jq"));
            done.accept(
                    result(kilobytes, "variables", "unmarshal, variables, marshal", 3, figures.get(0), figures.get(1)));
            done.accept(
                    result(kilobytes, "jsonpath", "variables by jsonpath, marshal", 3, figures.get(0), figures.get(2)));
            done.accept(result(kilobytes, "jq", "variables by jq, marshal", 2.5, figures.get(0), figures.get(3)));
        }
    }

    private static Result result(int kilobytes, String way, String inWords, double times, Figure ours, Figure theirs) {
        return new Result(
                "local-" + kilobytes + "KB-" + way,
                "LOCAL PUT and GET in a route, " + kilobytes + " KB",
                inWords,
                PerformanceTarget.timesLess(times),
                ours,
                theirs);
    }
}
