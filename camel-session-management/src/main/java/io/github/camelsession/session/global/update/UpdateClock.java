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
package io.github.camelsession.session.global.update;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** Provides the time: a wall clock for what is stored, and a monotonic one for durations. */
public interface UpdateClock extends InstantSource {
    /** Returns the time of the monotonic clock. Only the difference between two values is meaningful. */
    long nanos();

    /** Waits at most this long. Ends early if the thread is unparked or interrupted. An interrupt stays set. */
    void park(long nanos);

    /** Waits between two attempts. May end early, as {@link #park} does. */
    default void pause(Duration duration) {
        park(duration.toNanos());
    }

    static UpdateClock of(InstantSource clock) {
        return new UpdateClock() {
            @Override
            public Instant instant() {
                return clock.instant();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void park(long nanos) {
                LockSupport.parkNanos(this, nanos);
            }
        };
    }
}
