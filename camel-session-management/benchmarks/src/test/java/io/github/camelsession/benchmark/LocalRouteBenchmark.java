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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** {@link LocalRoutes}; before the time counts, each is seen to give the same message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LocalRouteBenchmark {
    @Param({"1", "100"})
    public int kilobytes;

    @Param({"session", "variables", "jsonpath", "jq"})
    public String way;

    private BareSteps steps;
    private Processor route;
    private byte[] body;

    @Setup
    public void start() throws Exception {
        body = Orders.order(kilobytes, 0).getBytes(UTF_8);
        steps = new BareSteps(Contexts.with(new LocalRoutes(Orders.laterMessage(kilobytes))));
        route = steps.step("direct:session");
        JsonNode wanted = answer();
        route = steps.step("direct:" + way);
        if (!answer().equals(wanted)) {
            throw new IllegalStateException("the route " + way + " does another job than the route session");
        }
    }

    private JsonNode answer() throws Exception {
        return new ObjectMapper().readTree(run().getMessage().getBody(byte[].class));
    }

    @TearDown
    public void stop() {
        steps.close();
    }

    @Benchmark
    public Exchange run() throws Exception {
        Exchange exchange = new DefaultExchange(steps.context());
        exchange.getMessage().setBody(body);
        route.process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange;
    }
}
