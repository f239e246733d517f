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

import io.github.camelsession.compatibility.CamelPart;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy;
import org.junit.jupiter.api.Test;

/** One LOCAL session for everything that an execution does, whatever EIP runs it, and for nothing else. */
class LocalSessionTest extends RouteTest {
    private static final String PUT_A = put("a");
    private static final String GET_A = get("a");
    private static final String HELD = "{\"a\":1}";

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private void remember(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(String.class));
    }

    private String nextSeen() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void getAfterPutInOneRouteFindsTheField() throws Exception {
        start(routes -> routes.from("direct:a").to(PUT_A).setBody(e -> "{}").to(GET_A));
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void nextMessageFindsAnEmptySession() throws Exception {
        start(routes -> {
            routes.from("direct:put").to(PUT_A);
            routes.from("direct:get").to(GET_A);
        });
        request("direct:put", HELD);
        assertThat(request("direct:get", "{}")).isEqualTo("{}");
    }

    @Test
    void pooledExchangeDoesNotCarryTheSessionIntoTheNextMessage() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        start(routes -> routes.from("timer:tick?period=1&delay=0&repeatCount=50")
                .setBody(e -> "{}")
                .to(GET_A)
                .process(this::remember)
                .setBody(e -> HELD)
                .to(PUT_A));
        for (int message = 0; message < 50; message++) {
            assertThat(nextSeen()).isEqualTo("{}");
        }
    }

    @Test
    void pooledExchangeSharesTheSessionWithItsBranches() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        start(routes -> routes.from("timer:tick?period=1&delay=0&repeatCount=50")
                .setBody(e -> List.of(HELD, HELD))
                .split(routes.body())
                .to(PUT_A)
                .end()
                .setBody(e -> "{}")
                .to(GET_A)
                .process(this::remember));
        for (int message = 0; message < 50; message++) {
            assertThat(nextSeen()).isEqualTo(HELD);
        }
    }

    @Test
    void directSharesTheSession() throws Exception {
        start(routes -> {
            routes.from("direct:a").to("direct:sub").setBody(e -> "{}").to(GET_A);
            routes.from("direct:sub").to(PUT_A);
        });
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void firstPutInASplitBranchIsSeenAfterTheSplit() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .to(PUT_A)
                .end()
                .setBody(e -> "{}")
                .to(GET_A));
        assertThat(request("direct:a", List.of(HELD))).isEqualTo(HELD);
    }

    @Test
    void parallelSplitBranchesLoseNoUpdate() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .parallelProcessing()
                .to(put("*"))
                .end()
                .setBody(e -> "{}")
                .to(get("*")));
        List<String> bodies = IntStream.range(0, 200)
                .mapToObj(i -> "{\"f" + i + "\":" + i + "}")
                .toList();
        assertThat(request("direct:a", bodies).split(",")).hasSize(200);
    }

    @Test
    void splitBranchWithSharedUnitOfWorkSharesTheSession() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .shareUnitOfWork()
                .to(PUT_A)
                .end()
                .setBody(e -> "{}")
                .to(GET_A));
        assertThat(request("direct:a", List.of(HELD))).isEqualTo(HELD);
    }

    @Test
    void multicastBranchesShareTheSession() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .multicast()
                    .parallelProcessing()
                    .to("direct:x", "direct:y")
                    .end()
                    .setBody(e -> "{}")
                    .to(get("a,b"));
            routes.from("direct:x").to(PUT_A);
            routes.from("direct:y").to(put("b"));
        });
        assertThat(request("direct:a", "{\"a\":1,\"b\":2}")).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void recipientListSharesTheSession() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .recipientList(routes.constant("direct:x"))
                    .end()
                    .setBody(e -> "{}")
                    .to(GET_A);
            routes.from("direct:x").to(PUT_A);
        });
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void stepThatOnlyARecipientListNamesSharesTheSession() throws Exception {
        start(routes -> routes.from("direct:a")
                .recipientList(routes.constant(PUT_A))
                .end()
                .setBody(e -> "{}")
                .recipientList(routes.constant(GET_A)));
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void enrichSharesTheSession() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .enrich("direct:x", new UseOriginalAggregationStrategy())
                    .setBody(e -> "{}")
                    .to(GET_A);
            routes.from("direct:x").to(PUT_A);
        });
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void loopWithCopySharesTheSession() throws Exception {
        start(routes -> routes.from("direct:a")
                .loop(3)
                .copy()
                .setBody(routes.simple("{\"f${exchangeProperty.CamelLoopIndex}\":1}"))
                .to(put("*"))
                .end()
                .setBody(e -> "{}")
                .to(get("*")));
        assertThat(request("direct:a", "{}")).isEqualTo("{\"f0\":1,\"f1\":1,\"f2\":1}");
    }

    @Test
    void wireTapSharesTheSession() throws Exception {
        start(routes -> {
            routes.from("direct:a").to(PUT_A).setBody(e -> "{}").wireTap("direct:tapped");
            routes.from("direct:tapped").to(GET_A).process(this::remember);
        });
        request("direct:a", HELD);
        assertThat(nextSeen()).isEqualTo(HELD);
    }

    @Test
    void wireTapWithoutCopyBeginsANewExecution() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .to(PUT_A)
                    .setBody(e -> "{}")
                    .wireTap("direct:tapped")
                    .copy(false);
            routes.from("direct:tapped").setBody(e -> "{}").to(GET_A).process(this::remember);
        });
        request("direct:a", HELD);
        assertThat(nextSeen()).isEqualTo("{}");
    }

    @Test
    void circuitBreakerAndItsFallbackShareTheSession() throws Exception {
        CamelPart.CIRCUIT_BREAKER.assume();
        start(routes -> routes.from("direct:a")
                .circuitBreaker()
                .to(PUT_A)
                .throwException(new IllegalStateException("broken"))
                .onFallback()
                .setBody(e -> "{}")
                .to(GET_A)
                .end());
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void sedaHopSharesTheSession() throws Exception {
        start(routes -> {
            routes.from("direct:a").to(PUT_A).setBody(e -> "{}").to("seda:hop?waitForTaskToComplete=Never");
            routes.from("seda:hop").to(GET_A).process(this::remember);
        });
        request("direct:a", HELD);
        assertThat(nextSeen()).isEqualTo(HELD);
    }

    @Test
    void sedaWithAnswerSharesTheSession() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .to("seda:hop?waitForTaskToComplete=Always")
                    .setBody(e -> "{}")
                    .to(GET_A);
            routes.from("seda:hop").to(PUT_A);
        });
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void kameletSharesTheSession() throws Exception {
        CamelPart.KAMELET.assume();
        start(routes -> {
            routes.routeTemplate("keep").from("kamelet:source").to(PUT_A);
            routes.from("direct:a").to("kamelet:keep").setBody(e -> "{}").to(GET_A);
        });
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void doCatchAndDoFinallyShareTheSession() throws Exception {
        start(routes -> routes.from("direct:a")
                .doTry()
                .to(PUT_A)
                .throwException(new IllegalStateException("broken"))
                .doCatch(IllegalStateException.class)
                .setBody(e -> "{\"b\":2}")
                .to(put("b"))
                .doFinally()
                .setBody(e -> "{}")
                .to(get("a,b"))
                .end());
        assertThat(request("direct:a", HELD)).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void onExceptionSeesWhatTheMainFlowPut() throws Exception {
        start(routes -> {
            routes.onException(IllegalStateException.class)
                    .handled(true)
                    .setBody(e -> "{}")
                    .to(GET_A);
            routes.from("direct:a").to(PUT_A).throwException(new IllegalStateException("broken"));
        });
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void onCompletionSeesWhatTheMainFlowPut() throws Exception {
        start(routes -> {
            routes.onCompletion().setBody(e -> "{}").to(GET_A).process(this::remember);
            routes.from("direct:a").to(PUT_A);
        });
        request("direct:a", HELD);
        assertThat(nextSeen()).isEqualTo(HELD);
    }

    @Test
    void failoverLoadBalancerSharesTheSession() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .loadBalance()
                    .failover()
                    .to("direct:broken", "direct:x")
                    .end()
                    .setBody(e -> "{}")
                    .to(get("a,b"));
            routes.from("direct:broken")
                    .errorHandler(routes.noErrorHandler())
                    .to(PUT_A)
                    .throwException(new IllegalStateException("broken"));
            routes.from("direct:x").to(put("b"));
        });
        assertThat(request("direct:a", "{\"a\":1,\"b\":2}")).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void messageThatABeanSendsBeginsANewExecution() throws Exception {
        ProducerTemplate template = context.createProducerTemplate();
        start(routes -> {
            routes.from("direct:a").to(PUT_A).process(e -> template.sendBody("direct:other", "{}"));
            routes.from("direct:other").to(GET_A).process(this::remember);
        });
        request("direct:a", HELD);
        assertThat(nextSeen()).isEqualTo("{}");
    }

    @Test
    void removingAllPropertiesKeepsTheSession() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(PUT_A)
                .removeProperties("*")
                .setBody(e -> "{}")
                .to(GET_A));
        assertThat(request("direct:a", HELD)).isEqualTo(HELD);
    }

    @Test
    void pollEnrichNeverBringsInTheSessionOfAnotherExecution() throws Exception {
        start(routes -> {
            routes.from("direct:other").to(PUT_A).setBody(e -> "{}").to("seda:polled?waitForTaskToComplete=Never");
            routes.from("direct:a")
                    .pollEnrich("seda:polled", 10_000, new UseLatestAggregationStrategy())
                    .setBody(e -> "{}")
                    .to(GET_A);
        });
        request("direct:other", HELD);
        assertThat(request("direct:a", "{}")).isEqualTo("{}");
    }

    @Test
    void restartedContextStillSharesTheSession() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .to(PUT_A)
                .end()
                .setBody(e -> "{}")
                .to(GET_A));
        context.stop();
        context.start();
        assertThat(request("direct:a", List.of(HELD))).isEqualTo(HELD);
    }
}
