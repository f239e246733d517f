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
import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.junit.jupiter.api.Test;

/** An execution that lives by sending itself on keeps nothing of the hops that are over. */
class LongExecutionTest extends RouteTest {
    /** More than any process that may still be ending, far fewer than the hops. */
    private static final int FEW = 100;

    private final ConcurrentLinkedQueue<WeakReference<Object>> processes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger hops = new AtomicInteger();
    private final CompletableFuture<Exchange> last = new CompletableFuture<>();

    /** Where the component keeps what belongs to one exchange. */
    private static Object processOf(Exchange exchange) {
        return exchange.getExchangeExtension()
                .getSafeCopyProperty("CamelSessionManagementProcess", SafeCopyProperty.class);
    }

    private void hop(Exchange exchange, int most) {
        processes.add(new WeakReference<>(processOf(exchange)));
        if (hops.incrementAndGet() >= most) {
            exchange.setRouteStop(true);
            last.complete(exchange);
        }
    }

    private void runToTheEnd(String uri, Object body) throws Exception {
        context.createProducerTemplate().sendBody(uri, body);
        Exchange end = last.get(100, TimeUnit.SECONDS);
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            System.gc();
            assertThat(processes.stream().filter(process -> process.get() != null))
                    .hasSizeLessThan(FEW);
        });
        Reference.reachabilityFence(end);
    }

    @Test
    void hundredThousandSedaHopsLeaveNothingBehind() throws Exception {
        start(routes -> routes.from("seda:work").process(e -> hop(e, 100_000)).to("seda:work"));
        runToTheEnd("seda:work", "x");
    }

    @Test
    void hopsThatWorkSideBySideLeaveNothingBehind() throws Exception {
        start(routes -> routes.from("seda:work?concurrentConsumers=4")
                .process(e -> hop(e, 20_000))
                .to("seda:work?concurrentConsumers=4")
                .setBody(e -> "still at work while the next hop runs"));
        runToTheEnd("seda:work?concurrentConsumers=4", "x");
    }

    @Test
    void wireTapsOfARouteToItselfLeaveNothingBehind() throws Exception {
        start(routes -> routes.from("direct:work").process(e -> hop(e, 5_000)).wireTap("direct:work"));
        runToTheEnd("direct:work", "x");
    }

    @Test
    void aggregationsThatFeedThemselvesLeaveNothingBehind() throws Exception {
        start(routes -> routes.from("seda:work")
                .process(e -> hop(e, 5_000))
                .aggregate(routes.constant(true), new UseLatestAggregationStrategy())
                .completionSize(1)
                .to("seda:work"));
        runToTheEnd("seda:work", "x");
    }

    @Test
    void versionsOfHopsThatAreOverAreNotKept() throws Exception {
        start(routes -> routes.from("seda:work")
                .process(e -> e.getMessage().setBody("{\"n\":" + hops.get() + "}"))
                .to(scoped(put("n")))
                .process(e -> hop(e, 5_000))
                .to("seda:work"));
        runToTheEnd("seda:work", "x");
    }

    @Test
    void eachHopBeginsWithTheVersionOfTheHopBefore() throws Exception {
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        start(routes -> routes.from("seda:work")
                .setBody(e -> "{}")
                .to(scoped(get("n")))
                .process(e -> seen.add(e.getMessage().getBody(String.class)))
                .process(e -> e.getMessage().setBody("{\"n\":" + hops.get() + "}"))
                .to(scoped(put("n")))
                .process(e -> hop(e, 4))
                .to("seda:work"));
        context.createProducerTemplate().sendBody("seda:work", "x");
        last.get(30, TimeUnit.SECONDS);
        assertThat(List.copyOf(seen)).containsExactly("{}", "{\"n\":0}", "{\"n\":1}", "{\"n\":2}");
    }
}
