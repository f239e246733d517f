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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.session.global.support.TestServers;
import io.github.camelsession.token.TestTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Routes that begin with the events of sessions. The sessions are those of named users, for which no HTTP is needed. */
@Timeout(60)
class SessionEventRoutesTest extends RouteTest {
    private static final String EVENTS = "session-management:events";
    private static final String ALICE = "alice-of-the-claims";

    private final List<Exchange> heard = new CopyOnWriteArrayList<>();
    private final HikariDataSource pool = new HikariDataSource();

    @AfterEach
    void closePool() {
        pool.close();
    }

    private static SessionManagementComponent component(CamelContext context, String name) {
        SessionManagementComponent component = context.getComponent(name, SessionManagementComponent.class);
        SessionManagementConfiguration configuration = component.getConfiguration();
        configuration.setSecretKey(TestTokens.SECRET);
        configuration.setKeyClaims("sub");
        configuration.setMaxTokenLifetime(Duration.ofHours(1));
        return component;
    }

    private static void steps(RouteBuilder routes, String component) {
        for (String operation : List.of("PUT", "GET", "END_ALL")) {
            routes.from("direct:" + component + "-" + operation)
                    .to(component + ":step?sessionType=GLOBAL&fields=cart&onBehalf=true&operation=" + operation);
        }
    }

    private static Exchange call(CamelContext context, String step, String user) {
        return context.createFluentProducerTemplate()
                .to("direct:" + step)
                .withHeader(SessionManagementConstants.CLAIMS, Map.of("sub", user))
                .withBody("{\"cart\":1}")
                .send();
    }

    private void store(String user) {
        assertThat(call(context, "session-management-PUT", user).getException()).isNull();
    }

    private void endAll(String user) {
        assertThat(call(context, "session-management-END_ALL", user).getException())
                .isNull();
    }

    private void startListening(Routes more) throws Exception {
        component(context, "session-management");
        start(routes -> {
            steps(routes, "session-management");
            more.in(routes);
        });
    }

    private void startListening() throws Exception {
        startListening(routes -> routes.from(EVENTS).routeId("events").process(heard::add));
    }

    private List<Object> takeKinds() {
        return takeHeaders(SessionManagementConstants.EVENT);
    }

    private List<Object> takeHeaders(String name) {
        List<Object> values = new ArrayList<>();
        heard.forEach(exchange -> values.add(exchange.getMessage().getHeader(name)));
        heard.clear();
        return values;
    }

    @Test
    void messageSaysWhatHappenedToWhichSessionAndNothingOfItsUser() throws Exception {
        startListening();
        store(ALICE);
        Exchange exchange = heard.get(0);
        String hash = exchange.getMessage().getHeader(SessionManagementConstants.SESSION, String.class);
        Instant time = Instant.ofEpochMilli(exchange.getMessage().getHeader(Exchange.MESSAGE_TIMESTAMP, Long.class));
        assertThat(hash).hasSize(43);
        assertThat(exchange.getMessage().getBody(Map.class))
                .containsExactly(
                        Map.entry("event", "CREATED"),
                        Map.entry("session", hash),
                        Map.entry("component", "session-management"),
                        Map.entry("time", time.toString()));
        assertThat(exchange.getMessage().getHeaders())
                .containsOnlyKeys(
                        SessionManagementConstants.EVENT,
                        SessionManagementConstants.SESSION,
                        Exchange.MESSAGE_TIMESTAMP);
        assertThat(exchange.getProperties().toString()).doesNotContain(ALICE);
    }

    @Test
    void hashIsWhatClearSessionTakes() throws Exception {
        startListening();
        store(ALICE);
        String hash = heard.get(0).getMessage().getHeader(SessionManagementConstants.SESSION, String.class);
        assertThat(component(context, "session-management").clearSession(hash)).isTrue();
        assertThat(call(context, "session-management-GET", ALICE).getMessage().getHeader("CamelSessionManagementFound"))
                .isEqualTo(List.of());
    }

    @Test
    void stepAndOperatorEndSessionsAndBothAreTold() throws Exception {
        startListening();
        store(ALICE);
        endAll(ALICE);
        store("bob");
        component(context, "session-management").endSessions("sub=bob");
        assertThat(takeKinds()).containsExactly("CREATED", "ENDED", "CREATED", "ENDED");
    }

    @Test
    void eventsOfAnotherComponentAreAnotherRoutes() throws Exception {
        List<Exchange> others = new CopyOnWriteArrayList<>();
        context.addComponent("second-sessions", new SessionManagementComponent());
        component(context, "second-sessions");
        startListening(routes -> {
            steps(routes, "second-sessions");
            routes.from(EVENTS).process(heard::add);
            routes.from("second-sessions:events").process(others::add);
        });
        store(ALICE);
        call(context, "second-sessions-PUT", ALICE);
        call(context, "second-sessions-END_ALL", ALICE);
        assertThat(heard).hasSize(1);
        assertThat(others)
                .hasSize(2)
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getBody(Map.class))
                        .containsEntry("component", "second-sessions"));
    }

    @Test
    void eachOfSeveralRoutesGetsEachEventForAsLongAsItIsThere() throws Exception {
        List<Exchange> others = new CopyOnWriteArrayList<>();
        startListening(routes -> {
            routes.from(EVENTS).routeId("cleanup").process(others::add);
            routes.from(EVENTS).process(heard::add);
            routes.from(EVENTS + "?exchangePattern=InOnly").process(heard::add);
        });
        store(ALICE);
        assertThat(takeKinds()).containsExactly("CREATED", "CREATED");
        assertThat(others).hasSize(1);
        context.getRouteController().stopRoute("cleanup");
        context.removeRoute("cleanup");
        endAll(ALICE);
        assertThat(takeKinds()).containsExactly("ENDED", "ENDED");
        assertThat(others).hasSize(1);
    }

    @Test
    void routeThatIsStoppedOrSuspendedGetsNone() throws Exception {
        startListening();
        context.getRouteController().suspendRoute("events");
        store("a");
        context.getRouteController().resumeRoute("events");
        store("b");
        assertThat(takeKinds()).containsExactly("CREATED");
        context.getRouteController().stopRoute("events");
        store("c");
        context.getRouteController().startRoute("events");
        store("d");
        assertThat(takeKinds()).containsExactly("CREATED");
        context.getRouteController().stopRoute("events");
        context.removeRoute("events");
        store("e");
        assertThat(takeKinds()).isEmpty();
    }

    @Test
    void stepGoesOnWhenTheRouteIsDoneAndDoesNotFailWithIt() throws Exception {
        List<String> failures = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("failures", new Failures(failures));
        List<Thread> threads = new CopyOnWriteArrayList<>();
        startListening(routes -> routes.from(EVENTS + "?exceptionHandler=#failures")
                .process(exchange -> threads.add(Thread.currentThread()))
                .process(heard::add)
                .throwException(new IllegalStateException("the log is full")));
        store(ALICE);
        assertThat(takeKinds()).containsExactly("CREATED");
        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(failures).singleElement().asString().contains("CREATED", "the log is full");
    }

    private record Failures(List<String> seen) implements ExceptionHandler {
        @Override
        public void handleException(Throwable exception) {
            handleException("", null, exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            handleException(message, null, exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            seen.add(message + " " + exception.getMessage());
        }
    }

    @Test
    void sedaTakesTheEventOutOfTheStepsThread() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        startListening(routes -> {
            routes.from(EVENTS).to("seda:events");
            routes.from("seda:events").process(exchange -> {
                goOn.await();
                heard.add(exchange);
                done.countDown();
            });
        });
        store(ALICE);
        goOn.countDown();
        done.await();
        assertThat(takeKinds()).containsExactly("CREATED");
    }

    @Test
    void localSessionWorksInTheRouteAndGlobalOneIsNobodys() throws Exception {
        List<Exception> refusals = new CopyOnWriteArrayList<>();
        for (String triggers : List.of("jetty", "*")) {
            component(context, "session-management").getConfiguration().setAllowedTriggers(triggers);
            startListening(routes -> {
                routes.from(EVENTS)
                        .onException(SessionAccessDeniedException.class)
                        .handled(true)
                        .process(exchange ->
                                refusals.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)))
                        .end()
                        .to("session-management:keep?operation=PUT&fields=session")
                        .setBody(routes.constant("{}"))
                        .to("session-management:recall?operation=GET&fields=session")
                        .process(heard::add)
                        .to("session-management:whose?operation=GET&fields=cart&sessionType=GLOBAL");
            });
            store(ALICE);
            Exchange exchange = heard.remove(0);
            assertThat(exchange.getMessage().getBody(String.class))
                    .isEqualTo("{\"session\":\"" + exchange.getMessage().getHeader(SessionManagementConstants.SESSION)
                            + "\"}");
            context.close();
            context = new DefaultCamelContext();
        }
        assertThat(refusals)
                .extracting(refusal ->
                        ((SessionAccessDeniedException) refusal).getReason().name())
                .containsExactly("WRONG_TRIGGER", "NO_TOKEN");
    }

    @Test
    void eventOfAMessageThatIsUnderWayWhenTheContextStopsIsHeard() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        startListening(routes -> {
            routes.from("seda:late")
                    .process(exchange -> {
                        arrived.countDown();
                        goOn.await();
                    })
                    .to("direct:session-management-PUT");
            routes.from(EVENTS).process(heard::add);
        });
        context.createFluentProducerTemplate()
                .to("seda:late")
                .withHeader(SessionManagementConstants.CLAIMS, Map.of("sub", ALICE))
                .withBody("{\"cart\":1}")
                .send();
        arrived.await();
        Thread stopping = new Thread(context::stop);
        stopping.start();
        while (!context.isStopping()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        stopping.join();
        assertThat(takeKinds()).containsExactly("CREATED");
    }

    /** Of a file, as two processes would: only the table is shared. */
    @Test
    void eventComesFromTheNodeThatDidIt(@TempDir Path directory) throws Exception {
        pool.setJdbcUrl("jdbc:h2:file:" + directory.resolve("sessions"));
        TestServers.createTable(pool, "sessions", "blob");
        component(context, "session-management").getConfiguration().setAggregationRepository(repository());
        startListening();
        List<Exchange> others = new CopyOnWriteArrayList<>();
        try (CamelContext other = new DefaultCamelContext()) {
            AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
            SessionManagementComponent second = component(other, "session-management");
            second.getConfiguration().setAggregationRepository(repository());
            second.setClock(now::get);
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    steps(this, "session-management");
                    from(EVENTS).process(others::add);
                }
            });
            other.start();
            store(ALICE);
            call(other, "session-management-PUT", ALICE);
            call(other, "session-management-END_ALL", ALICE);
            store("bob");
            assertThat(takeKinds()).containsExactly("CREATED", "CREATED");
            assertThat(others).hasSize(1);
            now.set(Instant.now().plus(Duration.ofDays(1)));
            assertThat(second.sweepNow()).isEqualTo(2);
            assertThat(others)
                    .extracting(exchange -> exchange.getMessage().getHeader(SessionManagementConstants.EVENT))
                    .containsExactly("ENDED", "EXPIRED");
            assertThat(heard).isEmpty();
        }
    }

    private AggregationRepository repository() {
        JdbcSessionRepository repository = new JdbcSessionRepository();
        repository.setDataSource(pool);
        return repository;
    }

    @Test
    void optionsOfStepsAreRefusedByName() {
        assertThatThrownBy(() -> start(routes ->
                        routes.from(EVENTS + "?operation=PUT&fields=a").to("log:a")))
                .hasStackTraceContaining(
                        "begins a route with the events of sessions, and is no step that has the option")
                .hasStackTraceContaining("operation")
                .hasStackTraceContaining("fields");
    }

    @Test
    void stepMayBeLabelledEvents() throws Exception {
        start(routes ->
                routes.from("direct:a").to(EVENTS + "?operation=PUT&fields=a").to(RouteTest.get("a")));
        assertThat(request("direct:a", "{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void routeOfEventsAloneNeedsNoConfiguration() throws Exception {
        start(routes -> routes.from(EVENTS).routeId("events").process(heard::add));
        assertThat(context.getRouteController().getRouteStatus("events").isStarted())
                .isTrue();
    }
}
