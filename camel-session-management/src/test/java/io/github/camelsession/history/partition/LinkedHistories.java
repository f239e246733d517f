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

import io.github.camelsession.history.Linearizability.Verdict;
import io.github.camelsession.history.Round;
import io.github.camelsession.history.SessionService;
import io.github.camelsession.history.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Histories of nodes whose links to their server are cut and healed, one cut a round. */
final class LinkedHistories {
    private static final int SESSIONS = 4;
    private static final Duration BACK_AGAIN = Duration.ofSeconds(60);
    private static final Duration CALM = Duration.ofMillis(1_000);

    private final Deployment linked;
    private final long[] lengths;
    private final Tally tally = new Tally();
    private final List<String> notes = new ArrayList<>();
    private long slowestReturn;

    /** @param lengths how long cuts last, in milliseconds: shorter than clients wait, and longer */
    LinkedHistories(Deployment linked, long... lengths) {
        this.linked = linked;
        this.lengths = lengths;
    }

    /** @return whether each session was as if one step had come after the other */
    boolean run(int seconds, long seed) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i == 0 || System.nanoTime() < end; i++) {
            Cut cut = Cut.values()[i % Cut.values().length];
            long millis = lengths[new Random(seed + i).nextInt(lengths.length)];
            round(cut, millis, seed + i);
            System.out.println("  " + cut + " for " + millis + " ms, seed " + (seed + i) + ": " + this);
        }
        return tally.isGood();
    }

    /** @return how long it took until all nodes answered again, in milliseconds */
    long round(Cut cut, long millis, long seed) throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<Long> disturbed = executor.submit(() -> disturb(cut, millis, seed));
            Round round = new Round(linked.nodes(), cut.name().toLowerCase() + seed, SESSIONS, seed)
                    .run(calls -> !disturbed.isDone());
            long back = disturbed.get();
            slowestReturn = Math.max(slowestReturn, back);
            round.readAll();
            List<Verdict> bad = round.verdicts().values().stream()
                    .filter(verdict -> !verdict.isGood())
                    .toList();
            tally.add(round.calls(), bad);
            if (!bad.isEmpty()) {
                bad.forEach(verdict -> notes.add(verdict.kind() + "\n" + verdict.explanation()));
                notes.add("all of it: " + round.write(Path.of("target", "histories")));
            }
            return back;
        } finally {
            executor.shutdownNow();
            linked.heal();
        }
    }

    private long disturb(Cut cut, long millis, long seed) throws Exception {
        TimeUnit.MILLISECONDS.sleep(CALM.toMillis());
        int nodes = linked.nodes().size();
        cut.strike(linked, Math.floorMod(seed, nodes), nodes, millis);
        linked.heal();
        long healed = System.nanoTime();
        Awaitility.await("the store")
                .pollInterval(Duration.ofMillis(20))
                .atMost(BACK_AGAIN)
                .until(() -> linked.nodes().stream().allMatch(SessionService::answers));
        long back = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - healed);
        TimeUnit.MILLISECONDS.sleep(CALM.toMillis());
        return back;
    }

    boolean isGood() {
        return tally.isGood();
    }

    @Override
    public String toString() {
        return tally + "; back after " + slowestReturn + " ms at most"
                + notes.stream().map(note -> "\n" + note).collect(Collectors.joining());
    }
}
