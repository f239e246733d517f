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

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options that rule GLOBAL sessions, under the names that route authors write.
 *
 * @param updateTimeout how long one update may wait for and retry against concurrent ones; a day at most
 * @param clockSkew how long after its token's expiry a session is still there
 * @param maxInactiveInterval a session not used that long is gone, a tenth of it and {@code clockSkew} later; null for
 *     no such limit
 * @param maxLifetime a session is gone that long, and {@code clockSkew}, after its first write; null for no such limit
 * @param maxSessionSize bytes of a session's JSON
 * @param lockOnlyRepository whether a repository is taken that does not compare and swap
 * @param form how entries are stored
 */
public record GlobalSettings(
        Duration updateTimeout,
        Duration clockSkew,
        @Nullable Duration maxInactiveInterval,
        @Nullable Duration maxLifetime,
        int maxSessionSize,
        boolean lockOnlyRepository,
        EntryForm form) {
    private static final int LARGEST = 1 << 30;
    private static final Duration LONGEST_UPDATE = Duration.ofHours(24);

    /** Less than times can be reckoned with. */
    private static final Duration LONGEST = Duration.ofDays(3_650);

    /** Without an absolute end, unencrypted, and with a repository that compares and swaps. */
    public GlobalSettings(
            Duration updateTimeout, Duration clockSkew, @Nullable Duration maxInactiveInterval, int maxSessionSize) {
        this(updateTimeout, clockSkew, maxInactiveInterval, null, maxSessionSize, false, EntryForm.PLAIN);
    }

    public GlobalSettings {
        if (!isPositive(updateTimeout)) {
            throw new IllegalArgumentException("updateTimeout is " + updateTimeout + "; set it to more than 0");
        }
        if (updateTimeout.compareTo(LONGEST_UPDATE) > 0) {
            throw new IllegalArgumentException("updateTimeout is " + updateTimeout + "; set it to " + LONGEST_UPDATE
                    + " (a day) at most, because a request may wait that long");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "clockSkew is " + clockSkew + "; set it to 0 or more, and to at most 10 years");
        }
        if (maxInactiveInterval != null && !isLimit(maxInactiveInterval)) {
            throw new IllegalArgumentException("maxInactiveInterval is " + maxInactiveInterval
                    + "; set it to 1 ms or more, and to at most 10 years, or leave it out so that sessions end only"
                    + " with their token");
        }
        if (maxLifetime != null && !isLimit(maxLifetime)) {
            throw new IllegalArgumentException("maxLifetime is " + maxLifetime
                    + "; set it to 1 ms or more, and to at most 10 years, or leave it out so that sessions have no"
                    + " absolute end");
        }
        if (maxSessionSize < 2 || maxSessionSize > LARGEST) {
            throw new IllegalArgumentException("maxSessionSize is " + maxSessionSize
                    + " bytes; set it to 2, the size of an empty session, or more, and to " + LARGEST
                    + " (1 GiB) at most");
        }
    }

    /** The same, with entries stored in another way. */
    public GlobalSettings with(EntryForm other) {
        return new GlobalSettings(
                updateTimeout, clockSkew, maxInactiveInterval, maxLifetime, maxSessionSize, lockOnlyRepository, other);
    }

    private static boolean isLimit(Duration duration) {
        return duration.compareTo(LONGEST) <= 0 && duration.toMillis() >= 1;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
