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

import io.github.camelsession.session.LimitException;
import io.github.camelsession.session.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What updates make of an entry. */
final class EntryChange {
    private final Lifetime lifetime;

    EntryChange(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    /**
     * Applies the updates one after the other. One that can not be applied fails, and the others are applied as if it
     * had never been.
     *
     * @param stored whatever its age; null if nothing is stored
     * @param updates those that fail are removed
     * @return what is to be stored then; null if nothing needs to be
     */
    @Nullable
    Entry next(@Nullable Entry stored, List<PendingUpdate> updates, Instant now) {
        Entry live = stored == null || lifetime.isExpired(stored, now) ? null : stored;
        Session before = live == null ? Session.EMPTY : live.session();
        Session after = before;
        for (PendingUpdate update : updates) {
            after = applied(update, after, now);
        }
        updates.removeIf(PendingUpdate::isDone);
        boolean needed = after != before || (live != null && isTouchDue(live, updates, now));
        return needed ? lifetime.used(stored, after, expiry(stored, updates), now) : null;
    }

    private Session applied(PendingUpdate update, Session before, Instant now) {
        try {
            lifetime.checkToken(update.key(), now);
            Session after = update.applyTo(before);
            checkSize(before, after);
            return after;
        } catch (RuntimeException e) {
            update.fail(e);
            return before;
        }
    }

    /** A session that a smaller limit has caught may still shrink, in steps. */
    private void checkSize(Session before, Session after) {
        int limit = lifetime.settings().maxSessionSize();
        long size = after == before ? 0 : EntryCodec.dataSize(after);
        if (size > limit && size > EntryCodec.dataSize(before)) {
            throw new LimitException(
                    "maxSessionSize",
                    "the session would have " + size + " bytes of JSON, and maxSessionSize allows " + limit
                            + "; nothing was stored. Store less, or raise maxSessionSize");
        }
    }

    private boolean isTouchDue(Entry live, List<PendingUpdate> updates, Instant now) {
        return updates.stream().anyMatch(update -> lifetime.isTouchDue(live, update.key(), now));
    }

    /** An entry never ends earlier than the longest-lived token that has used it. */
    private static Instant expiry(@Nullable Entry stored, List<PendingUpdate> updates) {
        Instant latest = stored == null ? Instant.MIN : stored.expiresAt();
        for (PendingUpdate update : updates) {
            Instant expiresAt = update.key().expiresAt();
            latest = expiresAt.isAfter(latest) ? expiresAt : latest;
        }
        return latest;
    }
}
