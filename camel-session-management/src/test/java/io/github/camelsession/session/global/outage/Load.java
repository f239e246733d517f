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
package io.github.camelsession.session.global.outage;

import static org.awaitility.Awaitility.await;

import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.SessionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Users at work: half of them on one session, so that they queue, half of them on sessions of their own. */
final class Load implements AutoCloseable {
    private static final int WORKERS = 16;

    private final List<Worker> workers = new ArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(WORKERS);

    Load(GlobalSessions sessions, String repository) {
        SessionKey shared = newKey();
        for (int i = 0; i < WORKERS; i++) {
            SessionKey key = i % 2 == 0 ? shared : newKey();
            Worker worker = new Worker(sessions.open(key), "worker " + i, repository);
            workers.add(worker);
            threads.scheduleWithFixedDelay(worker, 0, 10, TimeUnit.MILLISECONDS);
        }
    }

    static SessionKey newKey() {
        byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        return SessionKey.ofToken("outage", token, Instant.now().plusSeconds(3600));
    }

    /** @return how long it took until every worker had so many more successes */
    Duration awaitSuccesses(int more, Duration atMost) {
        return awaitMore(more, atMost, worker -> worker.successes);
    }

    void awaitFailures(int more) {
        awaitMore(more, Duration.ofSeconds(20), worker -> worker.failures);
    }

    private Duration awaitMore(int more, Duration atMost, Function<Worker, AtomicInteger> counter) {
        long start = System.nanoTime();
        List<Integer> goals = workers.stream()
                .map(worker -> counter.apply(worker).get() + more)
                .toList();
        await().pollInterval(Duration.ofMillis(20)).atMost(atMost).until(() -> {
            for (int i = 0; i < WORKERS; i++) {
                if (counter.apply(workers.get(i)).get() < goals.get(i)) {
                    return false;
                }
            }
            return true;
        });
        return Duration.ofNanos(System.nanoTime() - start);
    }

    List<String> complaints() {
        return workers.stream().flatMap(worker -> worker.complaints.stream()).toList();
    }

    long slowestMillis() {
        return workers.stream()
                .mapToLong(worker -> worker.slowestMillis.get())
                .max()
                .orElse(0);
    }

    /** Waits for the steps at hand. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a step does not end");
        }
    }
}
