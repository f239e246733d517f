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

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Which call of a repository goes wrong, and how: a function of the seed and the number of the call. */
final class FaultPlan {
    enum Fault {
        NONE,
        /** A read fails; a write fails and is not in. */
        FAILED,
        /** A write fails and is in. */
        STORED_BUT_FAILED,
        /** A write is refused and is in: the client sent it twice. */
        STORED_BUT_REFUSED,
        /** A write fails, and comes in a few calls later if the entry then still is what it expected. */
        LATE,
        /** As {@link #LATE}, but the write is said to be refused. */
        REFUSED_BUT_LATE,
        /** The call waits until all that hang are let go, and then fails; half of the writes are in. */
        HANGING;

        boolean isSaidToBeRefused() {
            return this == STORED_BUT_REFUSED || this == REFUSED_BUT_LATE;
        }
    }

    private final long seed;
    private final Map<Fault, Double> probabilities;
    private final List<Fault> script;

    FaultPlan(long seed, Map<Fault, Double> probabilities) {
        this(seed, probabilities, List.of());
    }

    private FaultPlan(long seed, Map<Fault, Double> probabilities, List<Fault> script) {
        this.seed = seed;
        this.script = script;
        this.probabilities = new EnumMap<>(Fault.class);
        this.probabilities.putAll(probabilities);
    }

    static FaultPlan none() {
        return new FaultPlan(0, Map.of());
    }

    /** The calls after the last one of the script go well. */
    static FaultPlan script(Fault... faults) {
        return new FaultPlan(0, Map.of(), List.of(faults));
    }

    Fault ofRead(long call) {
        Fault fault = drawn(call);
        return fault == Fault.FAILED || fault == Fault.HANGING ? fault : Fault.NONE;
    }

    Fault ofWrite(long call) {
        return drawn(call);
    }

    private Fault drawn(long call) {
        if (call <= script.size()) {
            return script.get((int) call - 1);
        }
        double dice = dice(call).nextDouble();
        for (Map.Entry<Fault, Double> fault : probabilities.entrySet()) {
            dice -= fault.getValue();
            if (dice < 0) {
                return fault.getKey();
            }
        }
        return Fault.NONE;
    }

    /** For whatever else the call has to decide by chance. */
    SplittableRandom dice(long call) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + call);
    }
}
