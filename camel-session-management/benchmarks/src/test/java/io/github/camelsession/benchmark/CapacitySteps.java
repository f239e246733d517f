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

import io.github.camelsession.TestConfiguration;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.support.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.DefaultExchange;

/** GLOBAL steps of many users against the calls of the repository that they cannot do without. */
final class CapacitySteps implements AutoCloseable {
    /** A multiple of the threads, so that no two meet at one session. */
    private static final int USERS = 512;

    private static final List<Integer> THREADS = List.of(1, 16);

    /** JDBC repositories compare the version that the new exchange carries. */
    private static final String VERSION = "CamelOptimisticLockVersion";

    private final OptimisticLockingAggregationRepository repository;
    private final CamelContext context = Contexts.with();
    private final BareSteps steps;
    private final Processor put;
    private final Processor get;
    private final List<String> authorizations = new ArrayList<>();
    private final byte[][] orders = new byte[101][];
    private final AtomicIntegerArray putsOf = new AtomicIntegerArray(USERS);
    private final List<String> keys;

    /** @param repository not started */
    CapacitySteps(OptimisticLockingAggregationRepository repository) throws Exception {
        this.repository = repository;
        TestConfiguration.of(context).setAggregationRepository(repository);
        TestConfiguration.of(context).setSweepInterval(Duration.ofDays(1));
        // Where 256 requests wait for 10 connections, it is to be slow, and not to fail.
        TestConfiguration.of(context).setUpdateTimeout(Duration.ofSeconds(60));
        this.steps = new BareSteps(context);
        this.put = steps.step(BareSteps.PUT + BareSteps.GLOBAL);
        this.get = steps.step(BareSteps.GET + BareSteps.GLOBAL);
        for (int i = 0; i < orders.length; i++) {
            orders[i] = Orders.order(1, i).getBytes(UTF_8);
        }
        for (int i = 0; i < USERS; i++) {
            authorizations.add(BareSteps.authorization("user " + i));
            put(0, i);
        }
        this.keys = keysOfOthers();
    }

    /** Sessions for the bare calls alone, so that no step meets them. */
    private List<String> keysOfOthers() throws Exception {
        Set<String> stepped = Set.copyOf(repository.getKeys());
        for (int i = 0; i < USERS; i++) {
            checked(put, steps.request(orders[i % orders.length], BareSteps.authorization("other user " + i)));
        }
        return repository.getKeys().stream()
                .filter(KeyFormat::isSession)
                .filter(key -> !stepped.contains(key))
                .toList();
    }

    static void measure(CapacityStore store, Effort effort, Consumer<Result> done) throws Exception {
        try (CapacitySteps steps = new CapacitySteps(store.open(TestServers.newName()))) {
            for (int threads : THREADS) {
                done.accept(result(store, "get", threads, effort, steps::get, steps::bareGet));
                done.accept(result(store, "put", threads, effort, steps::put, steps::barePut));
            }
        }
    }

    private static Result result(
            CapacityStore store, String kind, int threads, Effort effort, Together.Job step, Together.Job bare)
            throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        new Pairs(step, bare).run(threads, effort);
        for (int i = 0; i < effort.repetitions(); i++) {
            Pairs pairs = new Pairs(step, bare);
            pairs.run(threads, effort);
            ours.add(pairs.stepsPerSecond());
            theirs.add(pairs.callsPerSecond());
        }
        return new Result(
                CapacityRow.id(kind + "-" + threads, store),
                "GLOBAL %s steps, 1 KB, %d threads, each with its own sessions, %s"
                        .formatted(kind.toUpperCase(Locale.ROOT), threads, store.title()),
                kind.equals("get") ? "the repository's get" : "the repository's get and add",
                PerformanceTarget.atLeastTimes(store.isInHeap() ? 0.001 : 0.5),
                CapacityRow.median(ours, "steps/s"),
                CapacityRow.median(theirs, "/s"));
    }

    /** How long each of many took. */
    private static final class Times {
        private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

        void time(Together.Job job, int thread, int number) throws Exception {
            long start = System.nanoTime();
            job.run(thread, number);
            nanos.add(System.nanoTime() - start);
        }

        double sum() {
            return nanos.stream().mapToDouble(Long::doubleValue).sum();
        }

        double median() {
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    /**
     * Each thread does a step and the bare calls by turns, so that both find the same machine. They are compared by their
     * medians, because others on the machine delay a few of them by much.
     */
    private static final class Pairs {
        private final Times steps = new Times();
        private final Times calls = new Times();
        private final Together.Job step;
        private final Together.Job bare;
        private double perSecond;

        Pairs(Together.Job step, Together.Job bare) {
            this.step = step;
            this.bare = bare;
        }

        void run(int threads, Effort effort) throws Exception {
            perSecond = Together.perSecond(threads, effort.window().dividedBy(3), (thread, number) -> {
                steps.time(step, thread, number);
                calls.time(bare, thread, number);
            });
        }

        /** If all of the time were theirs. */
        double stepsPerSecond() {
            return perSecond * (steps.sum() + calls.sum()) / steps.sum();
        }

        double callsPerSecond() {
            return stepsPerSecond() * steps.median() / calls.median();
        }
    }

    /** Never what the user's session holds already: that would not be written. */
    void put(int thread, int number) throws Exception {
        int user = number % USERS;
        byte[] order = orders[(user + putsOf.incrementAndGet(user)) % orders.length];
        checked(put, steps.request(order, authorizations.get(user)));
    }

    void get(int thread, int number) throws Exception {
        checked(get, steps.request(new byte[0], authorizations.get(number % USERS)));
    }

    private static void checked(Processor step, Exchange exchange) throws Exception {
        step.process(exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
    }

    void bareGet(int thread, int number) {
        stored(number);
    }

    void barePut(int thread, int number) {
        Exchange old = stored(number);
        Exchange next = new DefaultExchange(context);
        next.getMessage().setBody(old.getMessage().getBody());
        Object version = old.getProperty(VERSION);
        if (version != null) {
            next.setProperty(VERSION, version);
        }
        repository.add(context, keys.get(number % keys.size()), old, next);
    }

    private Exchange stored(int number) {
        return Objects.requireNonNull(repository.get(context, keys.get(number % keys.size())));
    }

    @Override
    public void close() {
        steps.close();
    }
}
