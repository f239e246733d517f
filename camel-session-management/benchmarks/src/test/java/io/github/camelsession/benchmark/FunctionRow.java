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

/** The function {@code session} is for every expression, so it has to cost next to nothing. */
final class FunctionRow implements Row {
    @Override
    public String name() {
        return "function";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        List<Figure> figures = Jmh.inTurns(effort, jmh("customer"), jmh("order"));
        done.accept(result("text", figures.get(0)));
        done.accept(result("object", figures.get(1)));
    }

    private static Jmh jmh(String field) {
        return Jmh.of(FunctionBenchmark.class, "read").with("field", field);
    }

    private static Result result(String kind, Figure figure) {
        return new Result(
                "function-" + kind,
                "`${session(field)}` of a LOCAL session, whose value is a small " + kind,
                "–",
                PerformanceTarget.atMost(1),
                figure,
                figure);
    }
}
