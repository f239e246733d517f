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

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelsession.session.Session;
import io.github.camelsession.session.local.Execution;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Steps on exchanges as consumers make them, with bodies of each kind; and the making of these exchanges alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AllocationBenchmark {
    @Param({"LOCAL", "GLOBAL"})
    public String sessionType;

    @Param({"BYTES", "STRING", "STREAM"})
    public BodyKind kind;

    private final String[] orders = {Orders.order(1, 0), Orders.order(1, 1)};
    private final byte[][] ordersUtf8 = {orders[0].getBytes(UTF_8), orders[1].getBytes(UTF_8)};
    private final String laterMessage = Orders.laterMessage(1);
    private final byte[] laterUtf8 = laterMessage.getBytes(UTF_8);
    private final String authorization = BareSteps.authorization("user");

    private BareSteps steps;
    private Processor put;
    private Processor get;
    private Session filled;
    private int next;

    @Setup
    public void start() throws Exception {
        steps = new BareSteps(Contexts.with());
        put = steps.step(BareSteps.PUT + "&sessionType=" + sessionType);
        get = steps.step(BareSteps.GET + "&sessionType=" + sessionType);
        put();
        filled = sessionType.equals("LOCAL") ? Execution.of(put()).session().read() : Session.EMPTY;
    }

    @TearDown
    public void stop() {
        steps.close();
    }

    /** In turns one message and another, for a PUT that changes nothing would not write. */
    @Benchmark
    public Exchange put() throws Exception {
        Exchange exchange = putExchange();
        put.process(exchange);
        return exchange;
    }

    @Benchmark
    public Exchange putExchange() {
        next ^= 1;
        return steps.requestWith(kind.body(ordersUtf8[next], orders[next]), authorization);
    }

    @Benchmark
    public Exchange get() throws Exception {
        Exchange exchange = getExchange();
        get.process(exchange);
        return exchange;
    }

    @Benchmark
    public Exchange getExchange() {
        Exchange exchange = steps.requestWith(kind.body(laterUtf8, laterMessage), authorization);
        Execution.of(exchange).session().update(empty -> filled);
        return exchange;
    }
}
