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

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.local.Execution;
import java.util.HashMap;
import java.util.Map;
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

/** Steps on a LOCAL session that holds fields already, so that nothing but their own work is in the figures. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OperationsBenchmark {
    private static final String NUMBERS = "number,total,tax";

    /** And the fields that it works on, with other options. */
    public enum Step {
        PUT(Orders.FIELDS),
        MERGE(Orders.FIELDS),
        /** One element stays of each, so that as much is stored as by PUT. */
        APPEND(Orders.FIELDS + "&maxItems=1"),
        PUT_NUMBERS(NUMBERS),
        ADD(NUMBERS),
        TAKE(Orders.FIELDS),
        GET(Orders.FIELDS),
        GET_VERSIONED(Orders.FIELDS + "&versioned=true");

        private final String uri;

        Step(String fields) {
            uri = "session-management:x?operation=" + name().split("_")[0] + "&fields=" + fields;
        }

        boolean givesFields() {
            return this == TAKE || this == GET || this == GET_VERSIONED;
        }
    }

    @Param
    public Step step;

    private BareSteps steps;
    private Processor processor;
    private byte[] message;
    private Session filled;

    @Setup
    public void start() throws Exception {
        steps = new BareSteps(Contexts.with());
        filled = filled();
        processor = steps.step(step.uri);
        message = (step.givesFields() ? Orders.laterMessage(1) : Orders.order(1, 0)).getBytes(UTF_8);
    }

    /** With the fields of another order. */
    private Session filled() throws Exception {
        Exchange exchange = steps.request(Orders.order(1, 1).getBytes(UTF_8), "");
        steps.step("session-management:fill?operation=PUT&fields=" + Orders.FIELDS + "," + NUMBERS)
                .process(exchange);
        Session session = Execution.of(exchange).session().read();
        if (step != Step.APPEND) {
            return session;
        }
        Map<String, JsonValue> arrays = new HashMap<>();
        session.attributes().forEach((name, value) -> arrays.put(name, JsonValue.ofText("[" + value.text() + "]")));
        return session.with(arrays);
    }

    @TearDown
    public void stop() {
        steps.close();
    }

    @Benchmark
    public Exchange step() throws Exception {
        Exchange exchange = steps.request(message, "");
        Execution.of(exchange).session().update(empty -> filled);
        processor.process(exchange);
        return exchange;
    }
}
