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

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.support.DefaultExchange;

/** What routes without a step pay for the component in their context: the look at each new exchange. */
final class UnusedRow implements Row {
    private static final byte[] BODY = Orders.order(1, 0).getBytes(UTF_8);

    @Override
    public String name() {
        return "unused";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        done.accept(result("json", "a route that reads, routes by and writes 1 KB of JSON", 1.02, effort));
        done.accept(result("shortest", "the shortest route, which sets one header", 1.03, effort));
    }

    private static Result result(String route, String what, double times, Effort effort) throws Exception {
        try (BareSteps with = new BareSteps(Contexts.with(routes()));
                BareSteps without = new BareSteps(Contexts.without(routes()))) {
            checkHook(with.context(), true);
            checkHook(without.context(), false);
            List<Figure> figures = Turns.of(effort, List.of(job(with, route), job(without, route)));
            return new Result(
                    "unused-" + route,
                    "The component in the context of " + what,
                    "the same without the component",
                    PerformanceTarget.atMostTimes(times),
                    figures.get(0),
                    figures.get(1));
        }
    }

    private static void checkHook(CamelContext context, boolean wanted) {
        if (context.getManagementStrategy().getEventNotifiers().isEmpty() == wanted) {
            throw new IllegalStateException("the context is not what it is to be compared as");
        }
    }

    private static Runnable job(BareSteps steps, String route) throws Exception {
        Processor step = steps.step("direct:" + route);
        return () -> {
            Exchange exchange = new DefaultExchange(steps.context());
            exchange.getMessage().setBody(BODY);
            process(step, exchange);
        };
    }

    private static void process(Processor step, Exchange exchange) {
        try {
            step.process(exchange);
        } catch (Exception e) {
            throw new IllegalStateException("a route that can not fail failed", e);
        }
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:shortest").setHeader("a", constant("b"));
                from("direct:json")
                        .unmarshal()
                        .json(JsonLibrary.Jackson, Map.class)
                        .choice()
                        .when(simple("${body[status]} == 'OPEN'"))
                        .setHeader("open", constant(true))
                        .otherwise()
                        .setHeader("open", constant(false))
                        .end()
                        .marshal()
                        .json(JsonLibrary.Jackson);
            }
        };
    }
}
