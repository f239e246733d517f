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

import io.github.camelsession.history.Answer.Done;
import io.github.camelsession.history.Answer.Open;
import io.github.camelsession.history.Answer.Refused;
import io.github.camelsession.history.Answer.Undone;
import io.github.camelsession.history.Linearizability.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of a run. */
public final class Tally {
    private final List<Verdict> bad = new ArrayList<>();
    private int rounds;
    private long calls;
    private long done;
    private long refused;
    private long undone;
    private long conflicts;
    private long open;
    private Step.@Nullable Kind slowestKind;
    private long slowest;

    public void add(List<Call> round, List<Verdict> notGood) {
        rounds++;
        bad.addAll(notGood);
        for (Call call : round) {
            calls++;
            if (call.end() - call.start() > slowest) {
                slowest = call.end() - call.start();
                slowestKind = call.step().kind();
            }
            count(call.answer());
        }
    }

    private void count(Answer answer) {
        if (answer instanceof Done) {
            done++;
        } else if (answer instanceof Refused) {
            refused++;
        } else if (answer instanceof Open) {
            open++;
        } else if (answer instanceof Undone told) {
            undone++;
            conflicts += told.why().startsWith("SessionConflictException") ? 1 : 0;
        }
    }

    public boolean isGood() {
        return bad.isEmpty();
    }

    @Override
    public String toString() {
        return rounds + " rounds, " + calls + " calls: " + done + " done, " + refused + " refused, " + undone
                + " undone (" + conflicts + " conflicts), " + open + " open, slowest " + slowest / 1_000_000
                + " ms (" + slowestKind + "); sessions not linearizable: "
                + bad.stream()
                        .filter(verdict -> verdict.kind() == Verdict.Kind.NOT_LINEARIZABLE)
                        .count()
                + ", undecided: "
                + bad.stream()
                        .filter(verdict -> verdict.kind() == Verdict.Kind.UNDECIDED)
                        .count();
    }
}
