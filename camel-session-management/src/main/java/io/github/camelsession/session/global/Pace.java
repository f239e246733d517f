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
package io.github.camelsession.session.global;

import io.github.camelsession.session.global.update.UpdateClock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Keeps a sweep from taking more than half of the time of one connection: after each slice of work it rests for as long
 * as the work took. Used by one thread.
 */
final class Pace {
    /** Short, so that a request never finds more than this much of the sweep's work in front of it. */
    static final Duration SLICE = Duration.ofMillis(10);

    /** The time that a stop waits for a rest: work that took long, such as a call to a hanging store, rests as long. */
    static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private final UpdateClock clock;
    private final BooleanSupplier cancelled;
    private long worked;

    /** @param cancelled ends a rest, and so does an interrupt */
    Pace(UpdateClock clock, BooleanSupplier cancelled) {
        this.clock = clock;
        this.cancelled = cancelled;
    }

    void work(Runnable work) {
        long start = clock.nanos();
        work.run();
        worked += clock.nanos() - start;
        if (worked >= SLICE.toNanos()) {
            rest(worked);
            worked = 0;
        }
    }

    private void rest(long nanos) {
        long start = clock.nanos();
        long left = nanos;
        while (left > 0 && !cancelled.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            clock.pause(Duration.ofNanos(Math.min(left, LONGEST_PAUSE.toNanos())));
            left = nanos - (clock.nanos() - start);
        }
    }
}
