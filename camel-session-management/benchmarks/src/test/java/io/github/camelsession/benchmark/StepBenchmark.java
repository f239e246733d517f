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
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
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

/** Whole steps on a LOCAL session, with the making of their exchange, against the bare parse of the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {
    @Param({"1", "100", "1024"})
    public int kilobytes;

    @Param({"BYTES", "STRING", "STREAM"})
    public BodyKind kind;

    private BareSteps steps;
    private Processor put;
    private Processor get;
    private String text;
    private byte[] utf8;
    private String laterText;
    private byte[] laterUtf8;
    private Session filled;

    /** Kept, so that the copy is made. */
    @SuppressWarnings("unused")
    private byte[] copy;

    @Setup
    public void start() throws Exception {
        text = Orders.order(kilobytes, 0);
        utf8 = text.getBytes(UTF_8);
        laterText = Orders.laterMessage(kilobytes);
        laterUtf8 = laterText.getBytes(UTF_8);
        steps = new BareSteps(Contexts.with());
        put = steps.step(BareSteps.PUT);
        get = steps.step(BareSteps.GET);
        filled = Execution.of(put()).session().read();
    }

    @TearDown
    public void stop() {
        steps.close();
    }

    @Benchmark
    public Exchange put() throws Exception {
        Exchange exchange = new DefaultExchange(steps.context());
        exchange.getMessage().setBody(kind.body(utf8, text));
        put.process(exchange);
        return exchange;
    }

    @Benchmark
    public int bareParse() throws IOException {
        return BareParse.tokens(utf8);
    }

    @Benchmark
    public Exchange get() throws Exception {
        Exchange exchange = new DefaultExchange(steps.context());
        exchange.getMessage().setBody(kind.body(laterUtf8, laterText));
        Execution.of(exchange).session().update(empty -> filled);
        get.process(exchange);
        return exchange;
    }

    @Benchmark
    public int bareParseAndCopy() throws IOException {
        copy = laterUtf8.clone();
        return BareParse.tokens(laterUtf8);
    }
}
