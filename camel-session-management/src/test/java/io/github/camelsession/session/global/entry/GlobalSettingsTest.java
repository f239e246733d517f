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
package io.github.camelsession.session.global.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GlobalSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NEGATIVE = Duration.ofSeconds(-1);

    private static void assertRefused(String message, ThrowingCallable settings) {
        assertThatThrownBy(settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void smallestValuesAreTaken() {
        GlobalSettings settings = new GlobalSettings(Duration.ofMillis(1), Duration.ZERO, Duration.ofMillis(1), 2);
        assertThat(settings.maxSessionSize()).isEqualTo(2);
    }

    @Test
    void updateTimeoutMustBePositive() {
        assertRefused(
                "updateTimeout is PT0S; set it to more than 0",
                () -> new GlobalSettings(Duration.ZERO, SECOND, null, 1000));
        assertRefused("updateTimeout is PT-1S", () -> new GlobalSettings(NEGATIVE, SECOND, null, 1000));
    }

    /** R19d: a deadline must not overflow, and nobody wants to wait for a year. */
    @Test
    void updateTimeoutMustNotBeLongerThanADay() {
        assertThat(new GlobalSettings(Duration.ofDays(1), SECOND, null, 1000).updateTimeout())
                .isEqualTo(Duration.ofDays(1));
        assertRefused(
                "updateTimeout is PT24H0.000000001S; set it to PT24H (a day) at most",
                () -> new GlobalSettings(Duration.ofDays(1).plusNanos(1), SECOND, null, 1000));
        assertRefused(
                "updateTimeout is PT2629746H; set it to PT24H",
                () -> new GlobalSettings(Duration.ofHours(2_629_746), SECOND, null, 1000));
    }

    @Test
    void clockSkewMustNotBeNegative() {
        assertRefused(
                "clockSkew is PT-1S; set it to 0 or more", () -> new GlobalSettings(SECOND, NEGATIVE, null, 1000));
    }

    @Test
    void maxInactiveIntervalMustBePositiveIfSet() {
        assertRefused(
                "maxInactiveInterval is PT0S; set it to 1 ms or more",
                () -> new GlobalSettings(SECOND, SECOND, Duration.ZERO, 1000));
        assertRefused(
                "maxInactiveInterval is PT0.0009S",
                () -> new GlobalSettings(SECOND, SECOND, Duration.ofNanos(900_000), 1000));
    }

    @Test
    void maxLifetimeMustBePositiveIfSet() {
        for (Duration wrong :
                new Duration[] {Duration.ZERO, NEGATIVE, Duration.ofNanos(900_000), Duration.ofSeconds(Long.MAX_VALUE)
                }) {
            assertRefused(
                    "maxLifetime is " + wrong + "; set it to 1 ms or more, and to at most 10 years",
                    () -> new GlobalSettings(SECOND, SECOND, null, wrong, 1000, false, EntryForm.PLAIN));
        }
        Duration tenYears = Duration.ofDays(3650);
        assertThat(new GlobalSettings(SECOND, SECOND, null, tenYears, 1000, false, EntryForm.PLAIN).maxLifetime())
                .isEqualTo(tenYears);
    }

    @Test
    void timesThatCannotBeReckonedWithAreRefused() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        assertRefused("maxInactiveInterval is " + endless, () -> new GlobalSettings(SECOND, SECOND, endless, 1000));
        assertRefused("clockSkew is " + endless, () -> new GlobalSettings(SECOND, endless, null, 1000));
        Duration tenYears = Duration.ofDays(3650);
        assertThat(new GlobalSettings(SECOND, tenYears, tenYears, 1000).clockSkew())
                .isEqualTo(tenYears);
    }

    @Test
    void maxSessionSizeMustHoldAnEmptySessionAndFitAnArray() {
        assertRefused("maxSessionSize is 1 bytes", () -> new GlobalSettings(SECOND, SECOND, null, 1));
        assertRefused(
                "maxSessionSize is 1073741825 bytes", () -> new GlobalSettings(SECOND, SECOND, null, (1 << 30) + 1));
    }
}
