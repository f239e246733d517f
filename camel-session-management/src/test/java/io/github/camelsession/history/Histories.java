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
package io.github.camelsession.history;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.camelsession.history.Linearizability.Verdict;
import io.github.camelsession.session.global.outage.RealServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.JMException;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/**
 * Histories on a real store whose server is killed, stopped and started:
 * {@code mvn -Phistories -pl camel-session-management verify -Dhistories.store=postgresql -Dhistories.seconds=60}, or
 * mariadb, redis, hazelcast, h2. Round after round, each with sessions of its own and one disturbance; ends with a status other
 * than 0 if a session was not as if one step had come after the other, or that could not be decided.
 */
public final class Histories {
    private static final int SESSIONS = 4;
    private static final Duration UPDATE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration BACK_AGAIN = Duration.ofSeconds(60);
    private static final Duration CALM = Duration.ofMillis(1_500);

    private final RealStore store;
    private final List<Node> nodes;
    private final Tally tally = new Tally();

    private Histories(RealStore store, List<Node> nodes) {
        this.store = store;
        this.nodes = nodes;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        String name = System.getProperty("histories.store", "postgresql");
        int seconds = Integer.getInteger("histories.seconds", 60);
        long seed = Long.getLong("histories.seed", System.nanoTime());
        boolean good;
        try (RealStore store = RealStore.named(name);
                Node one = new Node(store.open(), UPDATE_TIMEOUT);
                Node two = new Node(store.open(), UPDATE_TIMEOUT)) {
            good = new Histories(store, List.of(one, two)).run(seconds, seed);
        } catch (Throwable e) {
            e.printStackTrace();
            good = false;
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(int seconds, long seed) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Disturbance[] disturbances = disturbances();
        for (int i = 0; System.nanoTime() < end; i++) {
            Disturbance disturbance = disturbances[i % disturbances.length];
            RealServer server = store.servers()
                    .get(i / disturbances.length % store.servers().size());
            Round round = round(i, seed + i, disturbance, server);
            List<Verdict> bad = round.verdicts().values().stream()
                    .filter(verdict -> !verdict.isGood())
                    .toList();
            tally.add(round.calls(), bad);
            System.out.println("round " + i + ", seed " + (seed + i) + ", " + disturbance + ": " + figures());
            bad.forEach(verdict -> System.out.println(verdict.kind() + "\n" + verdict.explanation()));
            if (!bad.isEmpty()) {
                System.out.println("All of it: " + round.write(Path.of("target", "histories")));
            }
        }
        System.out.println("Histories " + (tally.isGood() ? "passed: " : "FAILED: ") + figures());
        return tally.isGood();
    }

    private static Disturbance[] disturbances() {
        String names = System.getProperty("histories.disturbances", "");
        return names.isEmpty()
                ? Disturbance.values()
                : Stream.of(names.split(",")).map(Disturbance::valueOf).toArray(Disturbance[]::new);
    }

    private String figures() throws JMException {
        long conflicts = 0;
        for (Node node : nodes) {
            conflicts += node.conflicts();
        }
        return tally + "; writes that lost: " + conflicts;
    }

    private Round round(int number, long seed, Disturbance disturbance, RealServer server) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> disturbed = executor.submit(() -> {
                TimeUnit.MILLISECONDS.sleep(CALM.toMillis());
                disturbance.strike(server);
                Awaitility.await("the store")
                        .atMost(BACK_AGAIN)
                        .until(() -> nodes.stream().allMatch(Node::answers));
                TimeUnit.MILLISECONDS.sleep(CALM.toMillis());
                return null;
            });
            Round round =
                    new Round(nodes, "round" + number + "-" + seed, SESSIONS, seed).run(calls -> !disturbed.isDone());
            disturbed.get();
            return round.readAll();
        } finally {
            executor.shutdownNow();
        }
    }
}
