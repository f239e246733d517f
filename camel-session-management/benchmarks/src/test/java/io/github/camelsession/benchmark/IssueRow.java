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

/** What a log-in route pays for its token. */
final class IssueRow implements Row {
    @Override
    public String name() {
        return "issue";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        List<Figure> figures =
                Jmh.inTurns(effort, Jmh.of(IssueBenchmark.class, "issue"), Jmh.of(IssueBenchmark.class, "bareNimbus"));
        // A rate of 0.8 is a time of 1.25.
        done.accept(new Result(
                "issue",
                "ISSUE with HS256 of 2 of 3 fields",
                "Nimbus signing the same claims, and nothing else",
                PerformanceTarget.atMostTimes(1.25),
                figures.get(0),
                figures.get(1)));
    }
}
