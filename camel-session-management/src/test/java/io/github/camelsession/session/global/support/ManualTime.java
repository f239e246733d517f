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
package io.github.camelsession.session.global.support;

import io.github.camelsession.session.global.update.UpdateClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that stands still unless a test moves it. A pause returns at once, and moves the time on by its duration.
 * {@link #set} changes the wall clock alone, as an operator does.
 */
public final class ManualTime implements UpdateClock {
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    /** A park may end early, so that waiting threads see how far the time was moved. */
    private static final long LONGEST_PARK = Duration.ofMillis(5).toNanos();

    public final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    private final Set<Thread> parked = ConcurrentHashMap.newKeySet();
    private Instant now = START;

    /** Near the end of the range, as {@link System#nanoTime} may be. */
    private long nanos = Long.MAX_VALUE - 1000;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public void park(long longest) {
        parked.add(Thread.currentThread());
        LockSupport.parkNanos(this, Math.min(longest, LONGEST_PARK));
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
        advance(duration);
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    /** Returns whether the thread has waited. */
    public boolean hasParked(Thread thread) {
        return parked.contains(thread);
    }

    public void advanceTo(Instant instant) {
        advance(Duration.between(instant(), instant));
    }

    public synchronized void set(Instant instant) {
        now = instant;
    }
}
