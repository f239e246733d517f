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

import io.github.camelsession.endurance.SoakGauge.Sample;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * Users come, work, misbehave and go, on two nodes over HTTP, for as long as one likes:
 * {@code mvn -Psoak -pl camel-session-management verify -Dsoak.seconds=60 -Dsoak.store=memory}, or
 * {@code -Dsoak.store=postgresql}. Ends with an AssertionError, or a status other than 0, if an answer is wrong, an
 * update is lost, an expired session stays in the store, or heap or threads grow.
 *
 * <p>Over HTTP, because what leaks in practice hangs on exchanges, connections and threads of a server.
 */
final class Soak implements AutoCloseable {
    private static final int WORKERS = 6;
    private static final int USERS_OF_A_WORKER = 10;
    private static final Duration SWEPT_WITHIN = Duration.ofSeconds(60);

    private final int seconds;
    private final Consumer<String> progress;
    private final SoakStore store;
    private final LongAdder conflicts = new LongAdder();
    private final FastClock clock = new FastClock(Instant.now());
    private final ExecutorService clientThreads = Executors.newFixedThreadPool(4);
    private final SoakClient client;
    private final SoakGauge gauge = new SoakGauge();

    private volatile boolean stopping;

    Soak(int seconds, String storeName, Consumer<String> progress) throws Exception {
        this.seconds = seconds;
        this.progress = progress;
        this.store = SoakStore.named(storeName);
        HttpClient http = HttpClient.newBuilder().executor(clientThreads).build();
        this.client = new SoakClient(List.of(node(), node()), clock, http, new LongAdder());
    }

    private SoakNode node() throws Exception {
        return new SoakNode(new ConflictCounting(store.open(), conflicts), clock);
    }

    public static void main(String[] args) throws Exception {
        int seconds = Integer.getInteger("soak.seconds", 60);
        try (Soak soak = new Soak(seconds, System.getProperty("soak.store", "memory"), System.out::println)) {
            soak.run();
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    void run() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            String shared = SharedCart.login(client);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                int number = i;
                running.add(workers.submit(() -> work(number, shared, end)));
            }
            watch(running, end);
            stopping = true;
            for (Future<?> worker : running) {
                worker.get();
            }
        } finally {
            workers.shutdownNow();
        }
        gauge.checkFlat();
        checkSwept();
        progress.accept("Soak passed: " + status());
    }

    private Object work(int number, String shared, long end) throws Exception {
        List<SoakUser> users = new ArrayList<>();
        for (int i = 0; i < USERS_OF_A_WORKER; i++) {
            users.add(new SoakUser("user" + number + "-" + i, client, number * 1_000L + i));
        }
        SharedCart cart = new SharedCart(client, shared, number);
        while (!stopping && System.nanoTime() < end) {
            for (SoakUser user : users) {
                user.act();
            }
            cart.count();
            cart.check();
        }
        for (SoakUser user : users) {
            if (user.isWithinSession()) {
                user.check();
            }
        }
        return cart;
    }

    /** Ends early when a worker has failed. */
    private void watch(List<Future<?>> running, long end) throws Exception {
        long interval = TimeUnit.MILLISECONDS.toNanos(Math.min(5_000, seconds * 1_000L / 30));
        long nextLine = 0;
        while (System.nanoTime() < end && running.stream().noneMatch(Future::isDone)) {
            TimeUnit.NANOSECONDS.sleep(interval);
            Sample sample = gauge.take();
            if (System.nanoTime() >= nextLine) {
                progress.accept(status() + ", " + sample);
                nextLine = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            }
        }
    }

    private String status() throws Exception {
        return client.requests() + " requests, " + store.entries() + " sessions in the store, " + conflicts
                + " lost comparisons";
    }

    /** All tokens are over now, so nothing may stay. */
    private void checkSwept() {
        clock.jump(Duration.ofDays(4_000));
        Awaitility.await("the sweep").atMost(SWEPT_WITHIN).until(() -> store.entries() == 0);
        Awaitility.await("connections given back").atMost(SWEPT_WITHIN).until(() -> store.busyConnections() == 0);
    }

    @Override
    public void close() throws Exception {
        client.nodes().forEach(SoakNode::close);
        clientThreads.shutdownNow();
        store.close();
    }
}
