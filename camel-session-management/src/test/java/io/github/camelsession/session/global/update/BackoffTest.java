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

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Positive;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Property(tries = 100)
    void pauseIsBetweenOneAndSixtyFourMilliseconds(@ForAll @Positive int attempt) {
        assertThat(Backoff.after(attempt)).isBetween(Duration.ofMillis(1), Duration.ofMillis(64));
    }

    @Test
    void firstPauseIsShort() {
        assertThat(Backoff.after(1)).isLessThanOrEqualTo(Duration.ofMillis(2));
    }

    @Test
    void pausesDiffer() {
        assertThat(IntStream.range(0, 100).mapToObj(i -> Backoff.after(6)).distinct())
                .hasSizeGreaterThan(10);
    }
}
