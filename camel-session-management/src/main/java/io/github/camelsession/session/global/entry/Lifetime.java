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

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a session ends, and what keeps it alive. Pure: the current time is an argument.
 *
 * <p>The idle limit of an entry is that of the application that used it last; its {@code clockSkew} is the largest of
 * all applications that have used it. So if applications share a session but differ in these settings, none ends it for
 * another one earlier than for itself. {@code maxLifetime} is different: an entry tells when its session was first
 * written, and each application counts from there by itself, so that the option takes effect at once for all sessions.
 */
public record Lifetime(GlobalSettings settings) {
    /** How much the clocks of two nodes may differ, and how long a request may lag behind the check of its token. */
    public static final Duration MARGIN = Duration.ofMinutes(1);

    /**
     * How much longer an unreadable entry is kept than its key tells: it may be that of an application with a larger
     * {@code clockSkew}.
     */
    public static final Duration GRACE = Duration.ofDays(1);

    private static final int TOUCHES_PER_INTERVAL = 10;

    public boolean isExpired(Entry entry, Instant now) {
        return isOver(entry.expiresAt(), tolerance(entry), now) || isIdle(entry, now) || isTooOld(entry, now);
    }

    private boolean isTooOld(Entry entry, Instant now) {
        Duration limit = settings.maxLifetime();
        return limit != null && isOver(startOf(entry), limit.plus(tolerance(entry)), now);
    }

    /** An entry that does not tell is at least as old as its last use. */
    private static Instant startOf(Entry entry) {
        Instant told = entry.startedAt();
        return told != null ? told : entry.accessedAt();
    }

    /** Whether a token with this expiry is over, the tolerance included. */
    public boolean isOver(Instant expiresAt, Instant now) {
        return isOver(expiresAt, settings.clockSkew(), now);
    }

    /** Whether the owner of the key can see nothing of it any more. */
    public boolean isOver(SessionKey key, StoredEntry stored, Instant now) {
        return isOver(key.expiresAt(), now) || (stored.isReadable() && isExpired(stored.entry(), now));
    }

    /**
     * When the last token that was issued until now is over, before the tolerance: a token may be issued
     * {@code clockSkew} ahead of this clock, and what ends it may have to wait.
     */
    public Instant endOfAllIssuedUntil(Instant now, Duration longestToken) {
        return now.plus(settings.updateTimeout()).plus(settings.clockSkew()).plus(longestToken);
    }

    private static boolean isOver(Instant expiresAt, Duration tolerance, Instant now) {
        // Not expiresAt + tolerance: that overflows for an expiry at the end of time. What is not over without any
        // tolerance is not over with it, and that is so in nearly every step.
        return !now.isBefore(expiresAt) && !now.minus(tolerance).isBefore(expiresAt);
    }

    /** Again at the session itself: a step may be under way for longer than the check of its token foresaw. */
    public void checkToken(SessionKey key, Instant now) {
        if (isOver(key.expiresAt(), now)) {
            throw new SessionAccessDeniedException(
                    "the token expired while the step was running: send a new token", DenialReason.EXPIRED);
        }
    }

    /**
     * Uses within a tenth of the limit after the last touch are not recorded. So the session ends a tenth later, and
     * never too early.
     */
    private boolean isIdle(Entry entry, Instant now) {
        Duration limit = termsOf(entry).idleLimit();
        return limit != null
                && sinceAccess(entry, now)
                                .minus(limit.dividedBy(TOUCHES_PER_INTERVAL))
                                .minus(tolerance(entry))
                                .compareTo(limit)
                        >= 0;
    }

    /** Whether a live entry must be written again though its session stays as it is. */
    public boolean isTouchDue(Entry entry, SessionKey key, Instant now) {
        Terms terms = termsOf(entry);
        return key.isOwners()
                && (key.expiresAt().isAfter(entry.expiresAt())
                        || settings.clockSkew().compareTo(terms.clockSkew()) > 0
                        || isAccessDue(entry, terms.idleLimit(), now)
                        || isAccessDue(entry, settings.maxInactiveInterval(), now));
    }

    private boolean isAccessDue(Entry entry, @Nullable Duration limit, Instant now) {
        return limit != null
                && (sinceAccess(entry, now).compareTo(limit.dividedBy(TOUCHES_PER_INTERVAL)) >= 0
                        || isAhead(entry.accessedAt(), tolerance(entry), now));
    }

    private static Duration sinceAccess(Entry entry, Instant now) {
        return Duration.between(entry.accessedAt(), now);
    }

    /**
     * Returns whether a time of the past is in the future by more than clocks may differ. Until that time the session
     * would be neither idle nor old.
     */
    private static boolean isAhead(Instant past, Duration tolerance, Instant now) {
        return now.isBefore(past) && now.plus(tolerance).isBefore(past);
    }

    /**
     * What is to be stored when a session is used now.
     *
     * @param stored what was there, whatever its age; null if nothing was
     */
    public Entry used(@Nullable Entry stored, EntryContent content, Instant expiresAt, Instant now) {
        Duration skew = stored == null ? settings.clockSkew() : tolerance(stored);
        Terms terms = new Terms(settings.maxInactiveInterval(), skew);
        Instant latest = latestAtWork(now);
        EntryContent needed = content.withoutOver(tokenExpiry -> isOver(tokenExpiry, skew, latest));
        return new Entry(needed, expiresAt, accessAt(stored, now), startAt(stored, now), terms, List.of());
    }

    /** The session that was there goes on; what is used after its end is a new one. */
    private Instant startAt(@Nullable Entry stored, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        if (stored == null || isExpired(stored, now)) {
            return at;
        }
        Instant start = startOf(stored);
        return isAhead(start, tolerance(stored), now) ? at : start;
    }

    /** It does not go back when a node writes whose clock is behind. */
    private Instant accessAt(@Nullable Entry stored, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        if (stored == null || isAhead(stored.accessedAt(), tolerance(stored), now)) {
            return at;
        }
        return stored.accessedAt().isAfter(at) ? stored.accessedAt() : at;
    }

    private Terms termsOf(Entry entry) {
        Terms terms = entry.terms();
        return terms != null ? terms : new Terms(settings.maxInactiveInterval(), settings.clockSkew());
    }

    private Duration tolerance(Entry entry) {
        Duration stored = termsOf(entry).clockSkew();
        return stored.compareTo(settings.clockSkew()) > 0 ? stored : settings.clockSkew();
    }

    /**
     * Whether no request that was let in with a token of this expiry can still be at work, on whichever node of this
     * application. Only then may an entry be removed: in some repositories a removal breaks the comparison of a
     * concurrent write. Idleness does not count here, for the token of an idle session may come back any moment.
     */
    public boolean isRemovable(Instant expiresAt, Instant now) {
        return isOver(expiresAt, latestAtWork(now));
    }

    /** The same, for the nodes of all applications that have used the entry. */
    public boolean isRemovable(Entry entry, Instant now) {
        return isOver(entry.expiresAt(), tolerance(entry), latestAtWork(now));
    }

    /** The epoch second from which on this application sees nothing of the entry. */
    public long overAt(Entry entry) {
        return Entry.overAt(entry.expiresAt(), tolerance(entry));
    }

    /** The same of an entry that cannot be read, by the expiry in its key. */
    public long overAt(Instant expiresAt) {
        return Entry.overAt(expiresAt, settings.clockSkew());
    }

    /** The last epoch second from which on an entry must have been over to be removable now. */
    public long removableIfOverBy(Instant now) {
        return latestAtWork(now).getEpochSecond();
    }

    /** What was over then, no request is at work with now. */
    private Instant latestAtWork(Instant now) {
        return now.minus(settings.updateTimeout()).minus(MARGIN);
    }
}
