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
package io.github.camelsession.cluster;

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;

/**
 * A node that counts in a session: does what the lines on its standard input say and answers each of them. It ends with
 * its input, so that none outlives the test that has started it.
 *
 * <p>Arguments: the {@link SharedStore}, where it is, and how many threads add one how many times.
 */
public final class CounterNode {
    static final String READY = "NODE ready";
    static final String GO = "go";
    static final String READ = "read";

    /** And how many writes were refused meanwhile. */
    static final String DONE = "NODE done ";

    static final String COUNT = "NODE count ";

    private static final String NAME = "count";

    /**
     * Not the 5 s that it is by default: a node may lose again and again for as long as the other one is faster, and on
     * a busy machine all 1600 updates of that one may take longer. Exactness is counted here, not fairness.
     */
    private static final Duration UPDATE_TIMEOUT = Duration.ofSeconds(45);

    private final SessionStore session;
    private final ConflictCounter conflicts;
    private final int threads;
    private final int increments;

    private CounterNode(SessionStore session, ConflictCounter conflicts, int threads, int increments) {
        this.session = session;
        this.conflicts = conflicts;
        this.threads = threads;
        this.increments = increments;
    }

    public static void main(String[] args) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            ConflictCounter repository =
                    new ConflictCounter(SharedStore.valueOf(args[0]).open(args[1]));
            ServiceHelper.startService(repository.delegate());
            try {
                GlobalSettings settings = new GlobalSettings(UPDATE_TIMEOUT, Duration.ZERO, null, 1000);
                GlobalSessions sessions = GlobalSessions.in(context, repository.proxy(), settings, Clock.systemUTC());
                SessionKey key = SessionKey.ofClaims(
                        "cluster", Map.of("sub", "counter"), Instant.now().plusSeconds(3600));
                new CounterNode(sessions.open(key), repository, Integer.parseInt(args[2]), Integer.parseInt(args[3]))
                        .obey();
            } finally {
                ServiceHelper.stopService(repository.delegate());
            }
        }
    }

    private void obey() throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println(READY);
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(order.equals(GO) ? count() : read());
        }
    }

    private String count() throws Exception {
        int before = conflicts.count();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(this::increment));
            }
            for (Future<?> future : futures) {
                future.get();
            }
            return DONE + (conflicts.count() - before);
        } finally {
            executor.shutdownNow();
        }
    }

    private void increment() {
        for (int i = 0; i < increments; i++) {
            session.update(CounterNode::plusOne);
        }
    }

    private static Session plusOne(Session before) {
        return before.with(Map.of(NAME, JsonValue.ofText(Integer.toString(number(before) + 1))));
    }

    private static int number(Session session) {
        JsonValue value = session.attributes().get(NAME);
        return value == null ? 0 : Integer.parseInt(value.text());
    }

    private String read() {
        return COUNT + number(session.read());
    }
}
