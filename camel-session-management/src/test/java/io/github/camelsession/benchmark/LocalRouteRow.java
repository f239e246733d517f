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

/** LOCAL PUT and GET in a route, against what Camel has for the same job. */
final class LocalRouteRow implements Row {
    @Override
    public String name() {
        return "local";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws RunnerException {
        for (int kilobytes : new int[] {1, 100}) {
            Jmh jmh = Jmh.of(effort, LocalRouteBenchmark.class).with("kilobytes", kilobytes);
            Figure ours = jmh.with("way", "session").figure("run");
            for (String way : List.of("variables", "jsonpath", "jq")) {
                done.accept(new Result(
                        "local-" + kilobytes + "KB-" + way,
                        "LOCAL PUT and GET in a route, " + kilobytes + " KB",
                        way.equals("variables") ? "unmarshal, variables, marshal" : "variables by " + way + ", marshal",
                        Target.timesLess(3),
                        ours,
                        jmh.with("way", way).figure("run")));
            }
        }
    }
}
