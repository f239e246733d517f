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

import io.github.camelsession.InvalidLogoutTokenException;
import io.github.camelsession.SessionAccessDeniedException;
import org.jspecify.annotations.Nullable;

/**
 * Counts every step once, and measures its time only if a timer is set.
 *
 * @param <O> what steps do
 * @param <T> in what way
 */
public final class StepRecorder<O extends Enum<O>, T extends Enum<T>> {
    private final StepCounts<O, T> counts;
    private volatile @Nullable StepTimer timer;

    StepRecorder(Class<O> operations, Class<T> types) {
        this.counts = new StepCounts<>(operations, types);
    }

    public StepCounts<O, T> counts() {
        return counts;
    }

    boolean isTimed() {
        return timer != null;
    }

    void timeWith(StepTimer listener) {
        timer = listener;
    }

    void stopTiming() {
        StepTimer known = timer;
        timer = null;
        if (known != null) {
            known.close();
        }
    }

    /** Returns the start time, to be passed to {@code done} or {@code failed}; 0 if steps are not timed. */
    public long start() {
        return timer == null ? 0 : System.nanoTime();
    }

    public StepOutcome done(O operation, T type, long start) {
        return end(operation, type, StepOutcome.OK, start);
    }

    public StepOutcome failed(O operation, T type, RuntimeException failure, long start) {
        if (failure instanceof SessionAccessDeniedException denied) {
            counts.addDenial(denied.getReason());
        }
        if (failure instanceof InvalidLogoutTokenException refused) {
            counts.addDenial(refused.getReason());
        }
        return end(operation, type, StepOutcome.of(failure), start);
    }

    private StepOutcome end(O operation, T type, StepOutcome outcome, long start) {
        counts.add(operation, type, outcome);
        StepTimer known = timer;
        if (known != null && start != 0) {
            known.finished(operation, type, outcome, System.nanoTime() - start);
        }
        return outcome;
    }
}
