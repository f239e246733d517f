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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.update.UpdateClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PaceTest {
    private final ManualTime time = new ManualTime();
    private final Pace pace = new Pace(time, () -> false);

    private static void work(Pace pace, ManualTime time, Duration duration) {
        pace.work(() -> time.advance(duration));
    }

    @Test
    void workOfLessThanASliceIsFollowedByNoRest() {
        work(pace, time, Pace.SLICE.minusNanos(1));
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void sliceOfSmallWorkIsFollowedByARestAsLong() {
        for (int i = 0; i < 11; i++) {
            work(pace, time, Duration.ofMillis(3));
        }
        assertThat(time.pauses).hasSize(2).containsOnly(Duration.ofMillis(12));
    }

    @Test
    void timeBetweenWorkIsNoWork() {
        time.advance(Duration.ofHours(1));
        work(pace, time, Duration.ofMillis(1));
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void longWorkIsFollowedByARestAsLongInShortPauses() {
        work(pace, time, Duration.ofMillis(250));
        assertThat(time.pauses).containsExactly(Pace.LONGEST_PAUSE, Pace.LONGEST_PAUSE, Duration.ofMillis(50));
    }

    @Test
    void pauseThatEndsEarlyDoesNotEndTheRest() {
        UpdateClock wakingEarly = new UpdateClock() {
            @Override
            public Instant instant() {
                return time.instant();
            }

            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public void park(long nanos) {
                time.pause(Duration.ofNanos(time.pauses.isEmpty() ? nanos / 10 : nanos));
            }
        };
        work(new Pace(wakingEarly, () -> false), time, Pace.SLICE);
        assertThat(time.pauses)
                .containsExactly(
                        Pace.SLICE.dividedBy(10), Pace.SLICE.multipliedBy(9).dividedBy(10));
    }

    @Test
    void cancelEndsTheRestAfterThePauseThatItIsIn() {
        AtomicInteger asked = new AtomicInteger();
        work(new Pace(time, () -> asked.incrementAndGet() > 2), time, Duration.ofHours(1));
        assertThat(time.pauses).containsExactly(Pace.LONGEST_PAUSE, Pace.LONGEST_PAUSE);
    }

    @Test
    @Timeout(10)
    void interruptEndsTheRestAndStaysSet() {
        Thread.currentThread().interrupt();
        work(pace, time, Duration.ofHours(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(time.pauses).isEmpty();
    }
}
