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

import java.time.Duration;
import java.time.Instant;

/** When a session ends, and what keeps it going. Pure: the present comes in as an argument. */
record Lifetime(GlobalSettings settings) {
    /** By how much the clocks of two nodes may differ, and a request may lag behind the check of its token. */
    static final Duration MARGIN = Duration.ofMinutes(1);

    private static final int TOUCHES_PER_INTERVAL = 10;

    boolean isExpired(Entry entry, Instant now) {
        return isOver(entry.expiresAt(), now) || isIdle(entry, now);
    }

    /** Whether a token with this expiry is over, the tolerance included. */
    boolean isOver(Instant expiresAt, Instant now) {
        // Not expiresAt + clockSkew: that overflows for an expiry at the end of time.
        return !now.minus(settings.clockSkew()).isBefore(expiresAt);
    }

    /** Again at the session itself: a step may be under way for longer than the check of its token foresaw. */
    void checkToken(SessionKey key, Instant now) {
        if (isOver(key.expiresAt(), now)) {
            throw new ExpiredKeyException(key);
        }
    }

    private boolean isIdle(Entry entry, Instant now) {
        Duration limit = settings.maxInactiveInterval();
        return limit != null && sinceAccess(entry, now).compareTo(limit) >= 0;
    }

    /** Whether a live entry must be written again though its session stays as it is. */
    boolean isTouchDue(Entry entry, SessionKey key, Instant now) {
        Duration limit = settings.maxInactiveInterval();
        return key.expiresAt().isAfter(entry.expiresAt())
                || (limit != null && sinceAccess(entry, now).compareTo(limit.dividedBy(TOUCHES_PER_INTERVAL)) >= 0);
    }

    private static Duration sinceAccess(Entry entry, Instant now) {
        return Duration.between(entry.accessedAt(), now);
    }

    /**
     * Whether no request that was let in with a token of this expiry can still be at work, on whichever node. Only
     * then may an entry be removed: in some repositories a removal breaks the comparison of a concurrent write.
     * Idleness does not count here, for the token of an idle session may come back any moment.
     */
    boolean isRemovable(Instant expiresAt, Instant now) {
        return isOver(expiresAt, now.minus(settings.updateTimeout()).minus(MARGIN));
    }
}
