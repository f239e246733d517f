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
package io.github.camelsession.observability;

import io.github.camelsession.DenialReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts steps by operation, type and outcome. Cheap to update, expensive to read. */
public final class StepCounts<O extends Enum<O>, T extends Enum<T>> {
    private static final StepOutcome[] OUTCOMES = StepOutcome.values();
    private static final DenialReason[] REASONS = DenialReason.values();

    private final O[] operations;
    private final T[] types;
    private final LongAdder[] steps;
    private final LongAdder[] denials = adders(REASONS.length);

    StepCounts(Class<O> operations, Class<T> types) {
        this.operations = operations.getEnumConstants();
        this.types = types.getEnumConstants();
        this.steps = adders(this.operations.length * this.types.length * OUTCOMES.length);
    }

    /** The number of steps with this operation, type and outcome. */
    record Count(Enum<?> operation, Enum<?> type, StepOutcome outcome, long steps) {}

    /** The number of steps that were denied for this reason. */
    record Denials(DenialReason reason, long steps) {}

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    void add(O operation, T type, StepOutcome outcome) {
        steps[index(operation, type, outcome)].increment();
    }

    void addDenial(DenialReason reason) {
        denials[reason.ordinal()].increment();
    }

    private int index(O operation, T type, StepOutcome outcome) {
        return (operation.ordinal() * types.length + type.ordinal()) * OUTCOMES.length + outcome.ordinal();
    }

    /** Returns the counts that are not zero. */
    List<Count> all() {
        List<Count> counts = new ArrayList<>();
        for (O operation : operations) {
            for (T type : types) {
                for (StepOutcome outcome : OUTCOMES) {
                    long count = steps[index(operation, type, outcome)].sum();
                    if (count > 0) {
                        counts.add(new Count(operation, type, outcome, count));
                    }
                }
            }
        }
        return counts;
    }

    /** Returns the counts that are not zero, in the order of the checks. */
    List<Denials> denials() {
        return Stream.of(REASONS)
                .map(reason -> new Denials(reason, denials(reason)))
                .filter(denied -> denied.steps() > 0)
                .toList();
    }

    long denials(DenialReason reason) {
        return denials[reason.ordinal()].sum();
    }

    public long total() {
        return all().stream().mapToLong(Count::steps).sum();
    }

    public long failed() {
        return all().stream()
                .filter(count -> count.outcome() != StepOutcome.OK)
                .mapToLong(Count::steps)
                .sum();
    }

    public long denied() {
        return Stream.of(denials).mapToLong(LongAdder::sum).sum();
    }
}
