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
package io.github.camelsession.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.support.OffUuidGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scoped versions work whatever the ids of exchanges are: changed by the route, switched off, or of pooled exchanges. */
class ScopedWithoutIdsTest extends RouteTest {
    private static final String PUT_A = scoped(put("a"));
    private static final String GET_A = scoped(get("a"));

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    enum Ids {
        OF_CAMEL(context -> {}),
        OFF(context -> context.setUuidGenerator(new OffUuidGenerator())),
        OF_CAMEL_POOLED(Ids::pool),
        OFF_POOLED(context -> {
            context.setUuidGenerator(new OffUuidGenerator());
            pool(context);
        });

        private final Consumer<CamelContext> setting;

        Ids(Consumer<CamelContext> setting) {
            this.setting = setting;
        }

        private static void pool(CamelContext context) {
            assumeFalse(
                    context.getVersion().matches("4\\.1[0-7]\\..*"),
                    "Before 4.18, Camel's pooled processor exchanges fail at copies with ClassCastException, or hang");
            context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
            context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        }
    }

    private void start(Ids ids, Routes routes) throws Exception {
        ids.setting.accept(context);
        start(routes);
    }

    private void remember(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(String.class));
    }

    private String nextSeen() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void topProcessStaysTheTopWhenTheRouteChangesTheIdOfTheExchange(Ids ids) throws Exception {
        start(
                ids,
                routes -> routes.from("direct:a")
                        .process(e -> e.setExchangeId("of-the-route"))
                        .to(PUT_A)
                        .setBody(e -> "{}")
                        .to(get("a")));
        assertThat(request("direct:a", "{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void subProcessStaysTheSameWhenTheRouteChangesTheIdOfItsExchange(Ids ids) throws Exception {
        start(
                ids,
                routes -> routes.from("direct:a")
                        .split(routes.body())
                        .to(PUT_A)
                        .process(e -> e.setExchangeId("of-the-branch"))
                        .setBody(e -> "{}")
                        .to(GET_A)
                        .process(this::remember));
        request("direct:a", List.of("{\"a\":1}"));
        assertThat(nextSeen()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void enrichDoesNotSeeTheVersionOfAnEarlierEnrich(Ids ids) throws Exception {
        start(ids, routes -> {
            routes.from("direct:a")
                    .enrich("direct:put")
                    .enrich("direct:get")
                    .setBody(e -> "{}")
                    .to(GET_A);
            routes.from("direct:put").to(PUT_A).setBody(e -> "{}");
            routes.from("direct:get").to(GET_A).process(this::remember);
        });
        assertThat(request("direct:a", "{\"a\":1}")).isEqualTo("{}");
        assertThat(nextSeen()).isEqualTo("{}");
    }

    @ParameterizedTest
    @EnumSource
    void branchDoesNotSeeTheVersionOfItsSibling(Ids ids) throws Exception {
        start(
                ids,
                routes -> routes.from("direct:a")
                        .split(routes.body())
                        .to(GET_A)
                        .process(this::remember)
                        .setBody(e -> "{\"a\":1}")
                        .to(PUT_A));
        request("direct:a", List.of("{}", "{}"));
        assertThat(List.of(nextSeen(), nextSeen())).containsExactly("{}", "{}");
    }

    @ParameterizedTest
    @EnumSource
    void branchThatSharesTheUnitOfWorkDoesNotSeeTheVersionOfItsSibling(Ids ids) throws Exception {
        start(
                ids,
                routes -> routes.from("direct:a").multicast().shareUnitOfWork().to("direct:put", "direct:get"));
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:put").to(PUT_A);
                from("direct:get").setBody(e -> "{}").to(GET_A).process(ScopedWithoutIdsTest.this::remember);
            }
        });
        request("direct:a", "{\"a\":1}");
        assertThat(nextSeen()).isEqualTo("{}");
    }

    @ParameterizedTest
    @EnumSource
    void loopThatCopiesBeginsEachTurnAnew(Ids ids) throws Exception {
        start(
                ids,
                routes -> routes.from("direct:a")
                        .loop(2)
                        .copy()
                        .to(GET_A)
                        .process(this::remember)
                        .setBody(e -> "{\"a\":1}")
                        .to(PUT_A)
                        .end()
                        .setBody(e -> "{}")
                        .to(GET_A));
        assertThat(request("direct:a", "{}")).isEqualTo("{}");
        assertThat(List.of(nextSeen(), nextSeen())).containsExactly("{}", "{}");
    }

    @ParameterizedTest
    @EnumSource
    void subProcessAfterALoopThatCopiesDoesNotSeeTheVersionOfTheLoop(Ids ids) throws Exception {
        start(ids, routes -> {
            routes.from("direct:a")
                    .split(routes.body())
                    .loop(1)
                    .copy()
                    .to(PUT_A)
                    .end()
                    .enrich("direct:get")
                    .to("direct:tap");
            routes.from("direct:get").setBody(e -> "{}").to(GET_A).process(this::remember);
            routes.from("direct:tap").wireTap("direct:get");
        });
        request("direct:a", List.of("{\"a\":1}"));
        assertThat(List.of(nextSeen(), nextSeen())).containsExactly("{}", "{}");
    }

    @ParameterizedTest
    @EnumSource
    void subProcessOfALoopThatCopiesSeesTheVersionOfTheLoop(Ids ids) throws Exception {
        start(ids, routes -> {
            routes.from("direct:a")
                    .loop(1)
                    .copy()
                    .to(PUT_A)
                    .enrich("direct:get")
                    .wireTap("direct:get")
                    .to("seda:get")
                    .end();
            routes.from("direct:get").setBody(e -> "{}").to(GET_A).process(this::remember);
            routes.from("seda:get").to("direct:get");
        });
        request("direct:a", "{\"a\":1}");
        assertThat(List.of(nextSeen(), nextSeen(), nextSeen())).containsOnly("{\"a\":1}");
    }

    @ParameterizedTest
    @EnumSource
    void nextMessageBeginsWithAnEmptySession(Ids ids) throws Exception {
        start(
                ids,
                routes -> routes.from("seda:a")
                        .setBody(e -> "{}")
                        .to(get("a"))
                        .process(this::remember)
                        .setBody(e -> "{\"a\":1}")
                        .to(put("a")));
        for (int message = 0; message < 3; message++) {
            context.createProducerTemplate().sendBody("seda:a", "{}");
            assertThat(nextSeen()).isEqualTo("{}");
        }
    }
}
