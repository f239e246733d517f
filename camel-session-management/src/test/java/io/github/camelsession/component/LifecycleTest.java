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
package io.github.camelsession.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.EventNotifierSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The repository is a service of the context: up before the routes, down after them. */
class LifecycleTest extends HttpRouteTest {
    private final List<String> events = new CopyOnWriteArrayList<>();

    private void recordEvents() {
        configuration().setAggregationRepository(new MemoryAggregationRepository(true) {
            @Override
            protected void doStart() throws Exception {
                events.add("repository up");
                super.doStart();
            }

            @Override
            protected void doStop() throws Exception {
                events.add("repository down");
                super.doStop();
            }
        });
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.RouteStartedEvent) {
                    events.add("route up");
                } else if (event instanceof CamelEvent.RouteStoppedEvent) {
                    events.add("route down");
                }
            }
        });
    }

    @Test
    void repositoryIsUpBeforeTheRoutesAndDownAfterThem() throws Exception {
        recordEvents();
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> routes.from("direct:a").to(global("GET", "*")));
        context.stop();
        assertThat(events).containsExactly("repository up", "route up", "route down", "repository down");
    }

    /** Camel starts what is within these while it initialises the routes. */
    @Test
    void repositoryIsUpBeforeItIsUsedForAStepWithinASplitOrMulticast() throws Exception {
        List<Consumer<RouteDefinition>> shapes = List.of(
                route -> route.to(global("GET", "*")),
                route -> route.split().body().to(global("GET", "*")),
                route -> route.split().body().to(global("GET", "*") + "&scoped=true"),
                route -> route.multicast().to(global("GET", "*")),
                route -> route.split().body().choice().when().constant(true).to(global("GET", "*")));
        for (Consumer<RouteDefinition> shape : shapes) {
            List<String> used = new CopyOnWriteArrayList<>();
            try (DefaultCamelContext one = new DefaultCamelContext()) {
                SessionManagementConfiguration options = one.getComponent(
                                "session-management", SessionManagementComponent.class)
                        .getConfiguration();
                options.setSecretKey(TestTokens.SECRET);
                options.setAllowedTriggers("*");
                options.setAggregationRepository(new MemoryAggregationRepository(true) {
                    @Override
                    public Exchange get(CamelContext camelContext, String key) {
                        used.add(getStatus().name());
                        return super.get(camelContext, key);
                    }

                    @Override
                    protected void doStop() throws Exception {
                        used.add("stopped");
                        super.doStop();
                    }
                });
                one.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        shape.accept(from("direct:a"));
                    }
                });
                one.start();
            }
            assertThat(used)
                    .containsOnly("Started", "stopped")
                    .containsOnlyOnce("stopped")
                    .endsWith("stopped");
        }
    }

    @Test
    void stepInFlightFinishesWhenTheContextStops() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setAllowedTriggers("*");
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        List<Exchange> done = new CopyOnWriteArrayList<>();
        start(routes -> {
            routes.onCompletion().modeBeforeConsumer().process(done::add);
            routes.from("seda:a?waitForTaskToComplete=Never")
                    .process(e -> {
                        entered.countDown();
                        assertThat(proceed.await(10, TimeUnit.SECONDS)).isTrue();
                    })
                    .to(global("PUT", "cart"));
        });
        context.createFluentProducerTemplate()
                .to("seda:a?waitForTaskToComplete=Never")
                .withHeader("Authorization", "Bearer " + tokenOf("alice"))
                .withBody("{\"cart\":1}")
                .send();
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stopping = new Thread(context::stop);
        stopping.start();
        proceed.countDown();
        stopping.join(20_000);
        assertThat(done).hasSize(1);
        assertThat(done.get(0).getException()).isNull();
    }

    @Test
    void restartedContextServesGlobalSessionsAgain() throws Exception {
        startCart();
        String alice = tokenOf("alice");
        put("/put", alice, "{\"cart\":1}");
        context.stop();
        // Camel makes a new component then, which knows nothing of what Java code set on the first one.
        configuration().setSecretKey(TestTokens.SECRET);
        context.start();
        assertThat(get("/get", alice)).isEqualTo("{}");
        put("/put", alice, "{\"cart\":2}");
        assertThat(get("/get", alice)).isEqualTo("{\"cart\":2}");
    }

    @Test
    void stepThatComesAfterTheStopBringsNothingBackToLife() throws Exception {
        recordEvents();
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setAllowedTriggers("*");
        start(routes -> routes.from("direct:a").to(global("GET", "*")));
        Exchange late = new DefaultExchange(context);
        Producer step = context.getEndpoint(global("GET", "*")).createProducer();
        context.stop();
        assertThatThrownBy(() -> step.process(late))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("stopped");
        assertThat(events).endsWith("repository down");
    }

    @Test
    void stepOfAComponentThatIsStoppedAloneSaysSoAsOneOfOurs() throws Exception {
        startCart();
        String alice = tokenOf("alice");
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader("Authorization", "Bearer " + alice);
        Producer step = context.getEndpoint(global("GET", "*")).createProducer();
        component().stop();
        assertThatThrownBy(() -> step.process(exchange))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContainingAll("the component is stopped", "nothing was read or stored");
        component().start();
        put("/put", alice, "{\"cart\":1}");
    }

    /** A sweep that an operator asks for is a first use, too; the repository hangs meanwhile. */
    @Test
    void firstUseThatIsUnderWayWhenTheContextStopsLeavesNothingBehind() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setAggregationRepository(new MemoryAggregationRepository(true) {
            @Override
            public Exchange add(CamelContext camelContext, String key, Exchange oldExchange, Exchange newExchange) {
                tried.countDown();
                try {
                    assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return super.add(camelContext, key, oldExchange, newExchange);
            }
        });
        SessionManagementComponent used = component();
        context.start();
        FutureTask<Integer> operator = new FutureTask<>(used::sweepNow);
        new Thread(operator).start();
        assertThat(tried.await(20, TimeUnit.SECONDS)).isTrue();
        context.stop();
        answer.countDown();
        assertThatThrownBy(operator::get)
                .hasRootCauseInstanceOf(SessionStoreException.class)
                .hasStackTraceContaining("stopped");
        assertThat(used.observation().rememberedTokens()).isZero();
        assertThat(sweepThreads()).isZero();
    }

    @Test
    void componentThatIsStoppedAndStartedKeepsItsSessionsInOneBuiltInRepository() throws Exception {
        startCart();
        String alice = tokenOf("alice");
        put("/put", alice, "{\"cart\":1}");
        for (int i = 0; i < 3; i++) {
            component().stop();
            component().start();
            assertThat(get("/get", alice)).isEqualTo("{\"cart\":1}");
        }
        assertThat(builtInRepositories()).isEqualTo(1);
        component().stop();
        assertThat(builtInRepositories()).isZero();
    }

    @Test
    void removedComponentLeavesNoRepositoryBehind() throws Exception {
        startCart();
        put("/put", tokenOf("alice"), "{\"cart\":1}");
        context.removeComponent("session-management");
        assertThat(builtInRepositories()).isZero();
    }

    private static SessionManagementComponent partner() {
        SessionManagementComponent partner = new SessionManagementComponent();
        partner.getConfiguration().setSecretKey(TestTokens.SECRET);
        partner.getConfiguration().setKeyClaims("sub");
        partner.getConfiguration().setMaxTokenLifetime(Duration.ofHours(1));
        return partner;
    }

    private RouteBuilder partnersRoute() {
        return new RouteBuilder(context) {
            @Override
            public void configure() {
                from("direct:partner")
                        .routeId("partner")
                        .setHeader(SessionManagementConstants.CLAIMS, constant(Map.of("sub", "alice")))
                        .to("partner:x?operation=PUT&sessionType=GLOBAL&fields=a&onBehalf=true");
            }
        };
    }

    private @Nullable Exception failureOfPartner() {
        return context.createFluentProducerTemplate()
                .to("direct:partner")
                .withBody("{\"a\":1}")
                .send()
                .getException();
    }

    @Test
    void stepsOfARemovedInstanceAreRemovedWithItBeforeItIsAddedAgain() throws Exception {
        context.addComponent("partner", partner());
        context.addRoutes(partnersRoute());
        context.start();
        assertThat(failureOfPartner()).isNull();
        context.removeComponent("partner");
        context.addComponent("partner", partner());
        assertThat(failureOfPartner()).isInstanceOf(SessionStoreException.class);
        context.getRouteController().stopRoute("partner");
        context.removeRoute("partner");
        context.removeEndpoints("partner:*");
        context.addRoutes(partnersRoute());
        assertThat(failureOfPartner()).isNull();
    }

    private long builtInRepositories() {
        return context.getCamelContextExtension().getServices().stream()
                .filter(BoundedMemoryRepository.class::isInstance)
                .count();
    }

    @Test
    void noThreadOfTheComponentOutlivesTheContext() throws Exception {
        assumeFalse(
                Boolean.getBoolean("camel.threads.virtual.enabled"),
                "Java does not list virtual threads: none is seen");
        startCart();
        assertThat(sweepThreads()).isPositive();
        context.stop();
        // A thread is told to end, and is seen for a moment longer.
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(sweepThreads()).isZero());
    }

    private long sweepThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(context.getName())
                        && thread.getName().contains("SessionSweeper"))
                .count();
    }
}
