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

import io.github.camelsession.compatibility.CamelPart;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scoped step of a sub-process sees, and who sees what it does. */
class ScopedSessionTest extends RouteTest {
    private static final String PUT_A = put("a");
    private static final String GET_A = get("a");

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    private void remember(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(String.class));
    }

    private String nextSeen() throws InterruptedException {
        return seen.poll(10, TimeUnit.SECONDS);
    }

    private static String a(int value) {
        return "{\"a\":" + value + "}";
    }

    @Test
    void inTheTopProcessScopedIsTheSessionItself() throws Exception {
        start(routes ->
                routes.from("direct:a").to(scoped(PUT_A)).setBody(e -> "{}").to(GET_A));
        assertThat(request("direct:a", a(1))).isEqualTo(a(1));
    }

    @Test
    void routeCalledByDirectIsTheSameProcess() throws Exception {
        start(routes -> {
            routes.from("direct:a").to("direct:sub").setBody(e -> "{}").to(GET_A);
            routes.from("direct:sub").to(scoped(PUT_A));
        });
        assertThat(request("direct:a", a(1))).isEqualTo(a(1));
    }

    @Test
    void subProcessStartsWithWhatTheSessionHolds() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(PUT_A)
                .setBody(e -> List.of("{}"))
                .split(routes.body())
                .to(scoped(GET_A))
                .process(this::remember));
        request("direct:a", a(1));
        assertThat(nextSeen()).isEqualTo(a(1));
    }

    @Test
    void scopedPutIsNotSeenByTheParent() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .to(scoped(PUT_A))
                .end()
                .setBody(e -> "{}")
                .to(scoped(GET_A)));
        assertThat(request("direct:a", List.of(a(1)))).isEqualTo("{}");
    }

    @Test
    void scopedPutIsSeenByLaterScopedStepsOfTheSameSubProcess() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .to(scoped(PUT_A))
                .setBody(e -> "{}")
                .to(scoped(GET_A))
                .process(this::remember));
        request("direct:a", List.of(a(1)));
        assertThat(nextSeen()).isEqualTo(a(1));
    }

    @Test
    void scopedPutIsNotSeenByALaterBranch() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .choice()
                .when(routes.simple("${exchangeProperty.CamelSplitIndex} == 0"))
                .to(scoped(PUT_A))
                .otherwise()
                .to(scoped(GET_A))
                .process(this::remember)
                .end());
        request("direct:a", List.of(a(1), "{}"));
        assertThat(nextSeen()).isEqualTo("{}");
    }

    @Test
    void pooledBranchExchangeDoesNotCarryAVersionIntoALaterBranch() throws Exception {
        assumeFalse(
                context.getVersion().matches("4\\.1[0-7]\\..*"),
                "Before 4.18, Camel's pooled processor exchanges fail at a split with ClassCastException");
        context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        scopedPutIsNotSeenByALaterBranch();
    }

    @Test
    void parallelBranchesEachHaveTheirOwnVersion() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .parallelProcessing()
                .to(scoped(PUT_A))
                .setProperty("own", routes.body())
                .setBody(e -> "{}")
                .to(scoped(GET_A))
                .process(e -> seen.add(String.valueOf(
                        e.getProperty("own", String.class).equals(e.getMessage().getBody(String.class)))))
                .end());
        List<String> bodies = java.util.stream.IntStream.range(0, 100)
                .mapToObj(ScopedSessionTest::a)
                .toList();
        request("direct:a", bodies);
        assertThat(seen).hasSize(100).containsOnly("true");
    }

    @Test
    void unscopedStepInASubProcessWorksOnTheSessionItself() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .to(scoped(PUT_A))
                .setBody(e -> "{}")
                .to(GET_A)
                .process(this::remember));
        request("direct:a", List.of(a(1)));
        assertThat(nextSeen()).isEqualTo("{}");
    }

    @Test
    void versionIsTakenAtTheFirstScopedStepAndNotRenewed() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(PUT_A)
                .setBody(e -> List.of(a(2)))
                .split(routes.body())
                .to(scoped("session-management:?operation=CONTAINS&fields=a"))
                .to(PUT_A)
                .setBody(e -> "{}")
                .to(scoped(GET_A))
                .process(this::remember));
        request("direct:a", a(1));
        assertThat(nextSeen()).isEqualTo(a(1));
    }

    @Test
    void nestedSubProcessStartsWithTheVersionOfItsParent() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(PUT_A)
                .setBody(e -> List.of(a(2)))
                .split(routes.body())
                .to(scoped(PUT_A))
                .setBody(e -> List.of("{}"))
                .split(routes.body())
                .to(scoped(GET_A))
                .process(this::remember));
        request("direct:a", a(1));
        assertThat(nextSeen()).isEqualTo(a(2));
    }

    @Test
    void nestedSubProcessSeesTheNearestVersionAboveIt() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .to(scoped(PUT_A))
                .setBody(e -> List.of("{}"))
                .split(routes.body())
                .setBody(e -> List.of("{}"))
                .split(routes.body())
                .to(scoped(GET_A))
                .process(this::remember));
        request("direct:a", List.of(a(3)));
        assertThat(nextSeen()).isEqualTo(a(3));
    }

    @Test
    void nestedScopedPutIsNotSeenByTheSubProcessAbove() throws Exception {
        start(routes -> routes.from("direct:a")
                .split(routes.body())
                .to(scoped(PUT_A))
                .setBody(e -> List.of(a(9)))
                .split(routes.body())
                .to(scoped(PUT_A))
                .end()
                .setBody(e -> "{}")
                .to(scoped(GET_A))
                .process(this::remember));
        request("direct:a", List.of(a(1)));
        assertThat(nextSeen()).isEqualTo(a(1));
    }

    @Test
    void scopedDeleteIsNotSeenByTheParent() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(PUT_A)
                .setBody(e -> List.of("{}"))
                .split(routes.body())
                .to(scoped("session-management:?operation=DELETE&fields=a"))
                .end()
                .setBody(e -> "{}")
                .to(GET_A));
        assertThat(request("direct:a", a(1))).isEqualTo(a(1));
    }

    @Test
    void enrichedSubProcessIsNotTakenForTheParentsOwnAfterwards() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .enrich("direct:x", new UseLatestAggregationStrategy())
                    .setBody(e -> "{}")
                    .to(scoped(GET_A));
            routes.from("direct:x").to(scoped(PUT_A));
        });
        assertThat(request("direct:a", a(1))).isEqualTo("{}");
    }

    @Test
    void multicastWithSharedUnitOfWorkIsASubProcess() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .multicast()
                    .shareUnitOfWork()
                    .to("direct:x")
                    .end()
                    .setBody(e -> "{}")
                    .to(scoped(GET_A));
            routes.from("direct:x").to(scoped(PUT_A));
        });
        assertThat(request("direct:a", a(1))).isEqualTo("{}");
    }

    @Test
    void eachPassOfACopyingLoopIsASubProcess() throws Exception {
        start(routes -> routes.from("direct:a")
                .loop(2)
                .copy()
                .to(scoped("session-management:?operation=CONTAINS&fields=a"))
                .process(e -> seen.add(
                        e.getMessage().getHeader("CamelSessionManagementFound").toString()))
                .to(scoped(PUT_A))
                .end()
                .setBody(e -> "{}")
                .to(scoped(GET_A)));
        assertThat(request("direct:a", a(1))).isEqualTo("{}");
        assertThat(seen).containsExactly("[]", "[]");
    }

    @Test
    void copyingLoopThatRanAnEnrichBeforeItsFirstScopedStepIsItsOwnSubProcess() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .to(PUT_A)
                    .loop(1)
                    .copy()
                    .setBody(e -> a(2))
                    .enrich("direct:x", new UseLatestAggregationStrategy())
                    .setBody(e -> "{}")
                    .to(scoped(GET_A))
                    .process(this::remember)
                    .end();
            routes.from("direct:x").to(scoped(PUT_A));
        });
        request("direct:a", a(1));
        assertThat(nextSeen()).isEqualTo(a(1));
    }

    @Test
    void wireTappedSubProcessHasItsOwnVersion() throws Exception {
        start(routes -> {
            routes.from("direct:a").to(PUT_A).wireTap("direct:tapped");
            routes.from("direct:tapped")
                    .setBody(e -> a(2))
                    .to(scoped(PUT_A))
                    .setBody(e -> "{}")
                    .to(GET_A)
                    .process(this::remember)
                    .setBody(e -> "{}")
                    .to(scoped(GET_A))
                    .process(this::remember);
        });
        request("direct:a", a(1));
        assertThat(nextSeen()).isEqualTo(a(1));
        assertThat(nextSeen()).isEqualTo(a(2));
    }

    @Test
    void circuitBreakerIsASubProcess() throws Exception {
        CamelPart.CIRCUIT_BREAKER.assume();
        start(routes -> routes.from("direct:a")
                .circuitBreaker()
                .to(scoped(PUT_A))
                .end()
                .setBody(e -> "{}")
                .to(scoped(GET_A)));
        assertThat(request("direct:a", a(1))).isEqualTo("{}");
    }

    @Test
    void sedaHopIsASubProcess() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .to("seda:hop?waitForTaskToComplete=Always")
                    .setBody(e -> "{}")
                    .to(scoped(GET_A));
            routes.from("seda:hop").to(scoped(PUT_A));
        });
        assertThat(request("direct:a", a(1))).isEqualTo("{}");
    }

    @Test
    void workerThatTheCircuitBreakerHasGivenUpOnOverwritesNothingIfItIsScoped() throws Exception {
        CamelPart.CIRCUIT_BREAKER.assume();
        CountDownLatch fallbackIsDone = new CountDownLatch(1);
        start(routes -> routes.from("direct:a")
                .circuitBreaker()
                .resilience4jConfiguration()
                .timeoutEnabled(true)
                .timeoutDuration(100)
                .end()
                .process(e -> fallbackIsDone.await())
                .setBody(e -> "{\"a\":\"late\"}")
                .to(scoped(PUT_A))
                .process(this::remember)
                .onFallback()
                .setBody(e -> "{\"a\":\"fallback\"}")
                .to(PUT_A)
                .end()
                .process(e -> {
                    fallbackIsDone.countDown();
                    nextSeen();
                })
                .setBody(e -> "{}")
                .to(GET_A));
        assertThat(request("direct:a", "{}")).isEqualTo("{\"a\":\"fallback\"}");
    }

    /** Camel announces none of these copies, and none of them ran a step before it was copied itself. */
    @ParameterizedTest
    @ValueSource(strings = {"split", "multicast", "enrich", "circuitBreaker"})
    void branchThatSharesTheUnitOfWorkDoesNotSeeTheVersionsOfItsOwnBranches(String eip) throws Exception {
        CamelPart.CIRCUIT_BREAKER.assume();
        start(routes -> {
            routes.from("direct:a").multicast().shareUnitOfWork().to("direct:" + eip);
            AggregationStrategy latest = (older, newer) -> newer;
            routes.from("direct:split")
                    .split(routes.constant("one,two"), latest)
                    .shareUnitOfWork()
                    .to("direct:put")
                    .end()
                    .to("direct:look");
            routes.from("direct:multicast")
                    .multicast(latest)
                    .shareUnitOfWork()
                    .to("direct:put")
                    .end()
                    .to("direct:look");
            routes.from("direct:enrich")
                    .enrich()
                    .constant("direct:put")
                    .aggregationStrategy(latest)
                    .shareUnitOfWork()
                    .end()
                    .to("direct:look");
            routes.from("direct:circuitBreaker")
                    .circuitBreaker()
                    .to("direct:put")
                    .end()
                    .to("direct:look");
            routes.from("direct:put").setBody(e -> a(1)).to(scoped(PUT_A));
            // First by a copy, for a step would tell whose process it is.
            routes.from("direct:look").enrich("direct:get").to("direct:get");
            routes.from("direct:get").setBody(e -> "{}").to(scoped(GET_A)).process(this::remember);
        });
        request("direct:a", "{}");
        assertThat(List.of(nextSeen(), nextSeen())).containsExactly("{}", "{}");
    }
}
