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
package io.github.camelsession.lint.graph;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time limit of the lint, so that it ends however large the application is. */
public final class Budget {
    private static final int STEPS_PER_LOOK = 1024;

    private final LongSupplier nanoTime;
    private final long start;
    private final long limit;
    private long steps;
    private boolean over;

    /** @param nanoTime like {@link System#nanoTime()} */
    public Budget(Duration limit, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.limit = limit.toNanos();
    }

    /** Counts one step of work. Returns whether the time is over; the clock is read only now and then. */
    public boolean spend() {
        if (++steps % STEPS_PER_LOOK == 0) {
            look();
        }
        return over;
    }

    /** Returns whether the time is over, and always reads the clock: for work that takes long. */
    public boolean look() {
        over = over || nanoTime.getAsLong() - start > limit;
        return over;
    }

    public boolean isOver() {
        return over;
    }

    /** Counts work that is done already. */
    void spent(int more) {
        steps += more;
    }

    /** Returns the number of edges added or followed, which determines the lint's cost. */
    public long steps() {
        return steps;
    }
}
