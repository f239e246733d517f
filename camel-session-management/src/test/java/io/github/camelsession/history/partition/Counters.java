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
package io.github.camelsession.history.partition;

import io.github.camelsession.history.Answer;
import io.github.camelsession.history.Answer.Done;
import io.github.camelsession.history.Answer.Open;
import io.github.camelsession.history.Call;
import io.github.camelsession.history.Node;
import io.github.camelsession.history.SessionService;
import io.github.camelsession.history.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Users of each node who count in sessions that they share: what is missing at the end was acknowledged and is lost. */
final class Counters implements AutoCloseable {
    private static final int USERS_PER_NODE = 2;
    private static final Duration UNDONE_PAUSE = Duration.ofMillis(20);
    private static final Step ONE_MORE = Step.storing(Step.Kind.ADD, "n", "1");
    private static final Step COUNT = Step.naming(Step.Kind.GET, "n");

    private final List<? extends SessionService> nodes;
    private final List<String> tokens;
    private final List<List<Add>> adds = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService users = Executors.newCachedThreadPool();
    private volatile boolean stopped;

    private record Add(int node, int session, Call call) {
        boolean isDone() {
            return call.answer() instanceof Done;
        }
    }

    Counters(List<? extends SessionService> nodes, String name, int sessions) {
        this.nodes = nodes;
        this.tokens = Stream.iterate(0, session -> session + 1)
                .limit(sessions)
                .map(session -> Node.token(name + session, Instant.now().plusSeconds(3600)))
                .toList();
        for (int node = 0; node < nodes.size(); node++) {
            for (int user = 0; user < USERS_PER_NODE; user++) {
                int of = node;
                List<Add> own = new ArrayList<>();
                adds.add(own);
                running.add(users.submit(() -> count(of, own)));
            }
        }
    }

    private void count(int node, List<Add> own) {
        while (!stopped) {
            int session = ThreadLocalRandom.current().nextInt(tokens.size());
            long start = System.nanoTime();
            Answer answer = nodes.get(node).ask(ONE_MORE, tokens.get(session));
            own.add(new Add(node, session, new Call("node " + node, ONE_MORE, answer, start, System.nanoTime())));
            if (!(answer instanceof Done)) {
                LockSupport.parkNanos(UNDONE_PAUSE.toNanos());
            }
        }
    }

    /** What was acknowledged, and what has become of it. */
    record Losses(
            int acknowledged, int acknowledgedWhileCut, int byMinority, int open, int lost, int tooMany, String rest) {
        @Override
        public String toString() {
            return acknowledged + " acknowledged, " + acknowledgedWhileCut + " of them while cut, " + byMinority
                    + " of these by the minority, " + rest + "; " + open + " open; lost: " + lost + ", too many: "
                    + tooMany;
        }
    }

    /**
     * Stops the users and counts.
     *
     * @param from when the network was cut, by {@code System.nanoTime}
     * @param until when it was healed
     * @param minority the node that was cut off
     */
    Losses stop(long from, long until, int minority) throws Exception {
        stopped = true;
        for (Future<?> user : running) {
            user.get();
        }
        List<Add> all = adds.stream().flatMap(List::stream).toList();
        List<Add> whileCut = all.stream()
                .filter(add ->
                        add.isDone() && add.call().end() > from && add.call().end() < until)
                .toList();
        List<Add> ofMinority =
                whileCut.stream().filter(add -> add.node() == minority).toList();
        int open = (int) all.stream().filter(add -> add.call().isOpen()).count();
        int lost = 0;
        int tooMany = 0;
        for (int session = 0; session < tokens.size(); session++) {
            int of = session;
            int acknowledged = (int) all.stream()
                    .filter(add -> add.session() == of && add.isDone())
                    .count();
            int inDoubt = (int) all.stream()
                    .filter(add -> add.session() == of && add.call().answer() instanceof Open)
                    .count();
            int counted = counted(tokens.get(session));
            lost += Math.max(0, acknowledged - counted);
            tooMany += Math.max(0, counted - acknowledged - inDoubt);
        }
        long slowest = all.stream()
                .mapToLong(add -> add.call().end() - add.call().start())
                .max()
                .orElse(0);
        long window = ofMinority.stream()
                .mapToLong(add -> add.call().end() - from)
                .max()
                .orElse(0);
        return new Losses(
                all.stream().filter(Add::isDone).toList().size(),
                whileCut.size(),
                ofMinority.size(),
                open,
                lost,
                tooMany,
                "its last " + window / 1_000_000 + " ms after the cut; slowest answer " + slowest / 1_000_000 + " ms");
    }

    /** By all nodes. */
    private int counted(String token) {
        List<Integer> counts = new ArrayList<>();
        for (SessionService node : nodes) {
            Awaitility.await("a node that reads").atMost(Duration.ofSeconds(60)).until(() -> {
                if (node.ask(COUNT, token) instanceof Done done) {
                    counts.add(Integer.parseInt(done.values().getOrDefault("n", "0")));
                    return true;
                }
                return false;
            });
        }
        if (counts.stream().distinct().count() != 1) {
            throw new AssertionError("the nodes differ: " + counts);
        }
        return counts.get(0);
    }

    @Override
    public void close() {
        stopped = true;
        users.shutdownNow();
    }
}
