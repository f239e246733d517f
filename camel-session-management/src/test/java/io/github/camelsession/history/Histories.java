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

import io.github.camelsession.history.FaultPlan.Fault;
import io.github.camelsession.history.Linearizability.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** tmp */
public final class Histories {
    private Histories() {}

    public static void main(String[] args) throws Exception {
        int rounds = Integer.getInteger("rounds", 20);
        long first = Long.getLong("seed", 1);
        Consumer<String> out = System.out::println;
        FaultyStore store = new FaultyStore(Duration.ofMillis(Integer.getInteger("latency", 1)));
        int bad = 0;
        try (Node one = new Node(new FaultyRepository(store), Duration.ofSeconds(2));
                Node two = new Node(new FaultyRepository(store), Duration.ofSeconds(2))) {
            for (long seed = first; seed < first + rounds; seed++) {
                store.follow(new FaultPlan(
                        seed,
                        Map.of(Fault.FAILED, Double.parseDouble(System.getProperty("failed", "0.03")), Fault.STORED_BUT_FAILED, Double.parseDouble(System.getProperty("sfailed", "0.03")), Fault.STORED_BUT_REFUSED, Double.parseDouble(System.getProperty("srefused", "0.03")),
                                Fault.LATE, Double.parseDouble(System.getProperty("late", "0.06")))));
                long begin = System.nanoTime();
                Round round = new Round(List.of(one, Boolean.getBoolean("single") ? one : two), "u" + seed, Integer.getInteger("sessions", 1), seed)
                        .run(calls -> calls < Integer.getInteger("calls", 60));
                store.follow(FaultPlan.none());
                round.readAll();
                long ran = System.nanoTime();
                Map<String, Verdict> verdicts = round.verdicts();
                boolean good = verdicts.values().stream().allMatch(Verdict::isGood);
                bad += good ? 0 : 1;
                List<Call> calls = round.calls();
                out.accept("seed " + seed + ": " + calls.size() + " calls, "
                        + calls.stream().filter(Call::isOpen).count() + " open, "
                        + calls.stream().filter(c -> c.answer() instanceof Answer.Undone).count() + " undone, " + calls.stream().filter(c -> c.answer() instanceof Answer.Refused).count() + " refused, "
                        + (ran - begin) / 1_000_000 + " ms, checked in " + (System.nanoTime() - ran) / 1_000_000 + " ms, visited "
                        + verdicts.values().stream().mapToInt(Verdict::visited).sum() + (good ? " ok" : " NOT"));
                verdicts.values().stream().filter(v -> !v.isGood()).forEach(v -> out.accept(v.kind() + " " + v.explanation()));
            }
        }
        out.accept(bad + " of " + rounds + " not linearizable; faults " + store.injected() + " conflicts " + store.conflicts());
        System.exit(0);
    }
}
