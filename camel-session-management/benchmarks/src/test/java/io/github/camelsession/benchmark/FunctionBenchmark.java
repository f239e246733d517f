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

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.local.Execution;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The function {@code session}, and what Camel does to call it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FunctionBenchmark {
    @Param({"customer", "order"})
    public String field;

    private CamelContext context;
    private Exchange exchange;
    private Expression function;

    @Setup
    public void start() throws Exception {
        context = Contexts.with();
        context.start();
        exchange = new DefaultExchange(context);
        Map<String, JsonValue> held = Map.of(
                "customer", JsonValue.ofText("\"C-4711\""),
                "order", JsonValue.ofText("{\"id\":7,\"total\":1.10,\"items\":[\"tea\",\"milk\"]}"));
        Execution.of(exchange).session().update(empty -> empty.with(held));
        function = context.resolveLanguage("simple").createExpression("${session(" + field + ")}");
        function.init(context);
    }

    @TearDown
    public void stop() {
        context.stop();
    }

    @Benchmark
    public Object read() {
        return function.evaluate(exchange, Object.class);
    }
}
