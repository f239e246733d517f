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

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The start of an application in a JVM that has not loaded a class of it yet. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StartBenchmark {
    private CamelContext context;

    @TearDown
    public void stop() {
        context.stop();
    }

    /** With LOCAL and GLOBAL steps, so that keys, repository and sweep are there at the end of the start. */
    @Benchmark
    public CamelContext with() throws Exception {
        context = Contexts.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:local").to(BareSteps.PUT).setBody(constant("{}")).to(BareSteps.GET);
                from("direct:global").to(BareSteps.PUT + BareSteps.GLOBAL).to(BareSteps.GET + BareSteps.GLOBAL);
            }
        });
        context.start();
        return context;
    }

    @Benchmark
    public CamelContext without() throws Exception {
        context = Contexts.without(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:local").to("mock:put").setBody(constant("{}")).to("mock:get");
                from("direct:global").to("mock:put").to("mock:get");
            }
        });
        context.start();
        return context;
    }
}
