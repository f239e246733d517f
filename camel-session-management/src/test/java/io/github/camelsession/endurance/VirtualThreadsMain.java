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
package io.github.camelsession.endurance;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadType;

/** A JVM of its own with {@code camel.threads.virtual.enabled}: the option is read once, when Camel's classes load. */
final class VirtualThreadsMain {
    private static final int SESSIONS = 1_000;
    private static final Duration LATENCY = Duration.ofMillis(20);
    /** If each of three calls of the store held one of few carriers, it would take longer. */
    private static final Duration WHEN_PINNED =
            LATENCY.multipliedBy(3L * SESSIONS).dividedBy(Runtime.getRuntime().availableProcessors());

    private static final Semaphore TAPPED = new Semaphore(0);
    private static final LongAdder VIRTUAL = new LongAdder();

    private VirtualThreadsMain() {}

    public static void main(String[] args) throws Exception {
        check(ThreadType.current() == ThreadType.VIRTUAL, "Camel has no virtual threads");
        Path file = Files.createTempFile("pinned", ".jfr");
        try (Recording pinned = new Recording();
                SessionRoutes steps = new SessionRoutes()) {
            prepare(steps);
            pinned.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            pinned.start();
            run(steps);
            pinned.stop();
            pinned.dump(file);
            checkNotPinned(RecordingFile.readAllEvents(file));
        } finally {
            Files.delete(file);
        }
        System.exit(0);
    }

    private static void checkNotPinned(List<RecordedEvent> events) {
        List<RecordedEvent> ours =
                events.stream().filter(VirtualThreadsMain::isBeneathAStep).toList();
        System.out.println(events.size() + " times a carrier was pinned, " + ours.size() + " of them beneath a step");
        check(ours.isEmpty(), "Pinned: " + ours);
    }

    private static boolean isBeneathAStep(RecordedEvent event) {
        return event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> frame.getMethod().getType().getName().startsWith("io.github.camelsession."));
    }

    /** Each class is loaded once, and whoever needs it meanwhile waits for it, on its carrier. */
    private static void prepare(SessionRoutes steps) throws Exception {
        SessionManagementConfiguration configuration = steps.configure();
        configuration.setAggregationRepository(new Slow());
        configuration.setSweepInterval(Duration.ofMillis(10));
        steps.context().addRoutes(routes());
        steps.started();
        steps.step("all", "", List.of(SessionRoutes.newToken()));
        TAPPED.acquire();
        VIRTUAL.reset();
    }

    private static void run(SessionRoutes steps) throws Exception {
        List<String> tokens = IntStream.range(0, SESSIONS)
                .mapToObj(i -> SessionRoutes.newToken())
                .toList();
        long start = System.nanoTime();
        Exchange done = steps.step("all", "", tokens);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        check(done.getException() == null, "A step failed: " + done.getException());
        TAPPED.acquire(SESSIONS);
        check(VIRTUAL.sum() == 2L * SESSIONS, "Only " + VIRTUAL + " branches ran on virtual threads");
        System.out.println(SESSIONS + " sessions in " + took + ", " + WHEN_PINNED + " if carriers were pinned");
        check(took.compareTo(WHEN_PINNED.dividedBy(2)) < 0, "Carriers wait for the store: it took " + took);
        for (String token : tokens.subList(0, 10)) {
            check("{\"a\":1}".equals(steps.answer("GET", token, "{}")), "A session does not hold what was put");
        }
        check(Objects.equals(done.getProperty("local"), "{\"here\":2}"), "The LOCAL session is not shared");
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all")
                        .setHeader("tokens", body())
                        .split(header("tokens"))
                        .parallelProcessing()
                        .stopOnException()
                        .process(VirtualThreadsMain::countVirtual)
                        .setHeader("Authorization", simple("Bearer ${body}"))
                        .setBody(constant("{\"a\":1}"))
                        .to("direct:PUT")
                        .setBody(constant("{\"here\":2}"))
                        .to("session-management:s?operation=PUT&fields=here")
                        .wireTap("direct:tapped")
                        .end()
                        .end()
                        .setBody(constant("{}"))
                        .to("session-management:s?fields=here")
                        .setProperty("local", body());
                from("direct:tapped")
                        .process(VirtualThreadsMain::countVirtual)
                        .to("session-management:s?scoped=true&operation=CLEAR")
                        .process(exchange -> TAPPED.release());
            }
        };
    }

    /** By reflection, for the tests compile on 17. */
    private static void countVirtual(Exchange exchange) throws ReflectiveOperationException {
        if ((boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread())) {
            VIRTUAL.increment();
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            System.err.println(otherwise);
            System.exit(1);
        }
    }

    /** As far away as a database. */
    private static final class Slow extends ServiceSupport implements OptimisticLockingAggregationRepository {
        private final BoundedMemoryRepository repository = new BoundedMemoryRepository(100_000);

        private static void travel() {
            LockSupport.parkNanos(LATENCY.toNanos());
        }

        @Override
        public Exchange add(CamelContext context, String key, Exchange before, Exchange now) {
            travel();
            return repository.add(context, key, before, now);
        }

        @Override
        public Exchange add(CamelContext context, String key, Exchange exchange) {
            return repository.add(context, key, exchange);
        }

        @Override
        public Exchange get(CamelContext context, String key) {
            travel();
            return repository.get(context, key);
        }

        @Override
        public void remove(CamelContext context, String key, Exchange exchange) {
            travel();
            repository.remove(context, key, exchange);
        }

        @Override
        public void confirm(CamelContext context, String exchangeId) {
            repository.confirm(context, exchangeId);
        }

        @Override
        public Set<String> getKeys() {
            travel();
            return repository.getKeys();
        }
    }
}
