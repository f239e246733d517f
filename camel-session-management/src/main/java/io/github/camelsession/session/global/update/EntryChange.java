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

import io.github.camelsession.SessionLimitException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.Entry;
import io.github.camelsession.session.global.entry.EntryCodec;
import io.github.camelsession.session.global.entry.EntryContent;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.update.PendingUpdate.Done;
import io.github.camelsession.session.global.update.PendingUpdate.Failed;
import io.github.camelsession.session.global.update.PendingUpdate.Happened;
import io.github.camelsession.session.global.update.PendingUpdate.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What updates make of an entry. Pure: nobody learns of it before it is stored. */
final class EntryChange {
    /**
     * @param entry what is to be stored; null if nothing needs to be
     * @param settled what is true of these, whatever becomes of the entry: it follows from what was read alone
     * @param pending what is true of these once the entry is stored
     */
    record Proposal(@Nullable Entry entry, List<Verdict> settled, List<Verdict> pending) {}

    /** What one update does, and what its caller and listeners are to know then. */
    record Verdict(PendingUpdate update, Outcome outcome, EntryContent before, EntryContent after, Happened happened) {
        static Verdict failed(PendingUpdate update, Throwable reason, EntryContent before) {
            return new Verdict(update, new Failed(reason), before, before, Happened.NOTHING);
        }

        boolean isDone() {
            return outcome instanceof Done;
        }

        boolean changes() {
            return after != before;
        }

        Presence next(Presence presence) {
            return changes() ? presence.next(update.change(), after) : presence;
        }
    }

    private final Lifetime lifetime;

    EntryChange(Lifetime lifetime) {
        this.lifetime = lifetime;
    }

    /**
     * Applies the updates one after the other. One that cannot be applied fails, and the others are applied as if it
     * had never been.
     *
     * @param found whatever its age, and whether it can be read or not; null if nothing is stored
     * @param afterDecision whether it may be what decided about an earlier write
     */
    Proposal apply(@Nullable StoredEntry found, List<PendingUpdate> updates, boolean afterDecision, Instant now) {
        if (found != null && !found.isReadable()) {
            return applyToUnreadable(found, updates, now);
        }
        return applyTo(found == null ? null : found.entry(), updates, afterDecision, now);
    }

    /** What comes before the first that replaces it, as CLEAR, fails; with that one, the session starts anew. */
    private Proposal applyToUnreadable(StoredEntry found, List<PendingUpdate> updates, Instant now) {
        EntryContent content = EntryContent.EMPTY;
        Presence presence = Presence.THERE;
        List<Verdict> settled = new ArrayList<>(1);
        List<Verdict> pending = new ArrayList<>(1);
        for (PendingUpdate update : updates) {
            boolean fails = pending.isEmpty() && !update.change().replacesUnreadable();
            Verdict verdict =
                    fails ? Verdict.failed(update, found.damage(), content) : judge(update, content, presence, now);
            boolean isTheFirst = verdict.isDone();
            (pending.isEmpty() && !isTheFirst ? settled : pending).add(verdict);
            presence = verdict.next(presence);
            content = verdict.after().at(now);
        }
        Entry next = pending.isEmpty() ? null : lifetime.used(null, content, expiry(null, pending), now);
        return new Proposal(next, settled, pending);
    }

    private Proposal applyTo(@Nullable Entry stored, List<PendingUpdate> updates, boolean afterDecision, Instant now) {
        Entry live = stored == null || lifetime.isExpired(stored, now) ? null : stored;
        EntryContent read = contentOf(stored, live, now);
        EntryContent content = read;
        Presence presence = presenceOf(stored, live, updates, afterDecision);
        Entry leftOver = stored != null && live == null && !stored.session().isEmpty() ? stored : null;
        boolean touches = false;
        boolean starts = false;
        List<Verdict> settled = new ArrayList<>(1);
        List<Verdict> pending = new ArrayList<>(1);
        for (PendingUpdate update : updates) {
            Verdict verdict = judge(update, content, presence, now);
            boolean isTouch = live == null ? leftOver != null && verdict.isDone() : isTouch(verdict, live, now);
            boolean restsOnReadAlone = content == read && !verdict.changes() && !isTouch;
            (restsOnReadAlone ? settled : pending).add(verdict);
            // The time that an update gives its fields may be over before its turn comes.
            content = verdict.after().at(now);
            Presence next = verdict.next(presence);
            starts |= next == Presence.THERE && presence != Presence.THERE;
            presence = next;
            touches |= isTouch;
        }
        if (content == read && !touches) {
            settled.addAll(pending);
            return new Proposal(null, settled, List.of());
        }
        if (content == read && leftOver != null) {
            return new Proposal(leftOver.withoutSession(), settled, pending);
        }
        Entry next = lifetime.used(stored, content, expiry(stored, pending), now);
        return new Proposal(starts ? next.startedNow() : next, settled, pending);
    }

    private static Presence presenceOf(
            @Nullable Entry stored, @Nullable Entry live, List<PendingUpdate> updates, boolean afterDecision) {
        Presence presence = updates.isEmpty()
                ? Presence.NONE
                : Presence.of(updates.get(0).key().value(), stored, live);
        return afterDecision && live != null ? presence.afterDecision(live.content()) : presence;
    }

    /** A session that is over is empty, but its tokens may live on: those that are ended are so still. */
    private static EntryContent contentOf(@Nullable Entry stored, @Nullable Entry live, Instant now) {
        if (stored == null) {
            return EntryContent.EMPTY;
        }
        EntryContent content = stored.content();
        return live == null ? content.with(Session.EMPTY) : content.at(now);
    }

    /**
     * Whether it cannot be told from what was found whether a write of then was in: it may have forgotten it, or carries
     * no ids since it cannot be read, or is not there, though no entry is removed that is in use.
     *
     * @param found something else than what the write expected
     */
    boolean saysNothing(@Nullable StoredEntry found, @Nullable StoredEntry expected, Instant now) {
        if (found == null) {
            return expected != null && expected.isReadable() && !lifetime.isExpired(expected.entry(), now);
        }
        return !found.isReadable() || found.mayHaveForgotten(expected);
    }

    private Verdict judge(PendingUpdate update, EntryContent before, Presence presence, Instant now) {
        try {
            lifetime.checkToken(update.key(), now);
            before.checkOpenTo(update.key());
            EntryContent after = update.change().apply(before, now);
            checkSize(before.session(), after.session());
            Happened happened =
                    after == before ? Happened.NOTHING : new Happened(presence.events(update.change(), after), now);
            return new Verdict(update, new Done(before.session()), before, after, happened);
        } catch (Throwable e) { // an Error in a caller's change is that caller's, too
            return Verdict.failed(update, e, before);
        }
    }

    /** A session that a smaller limit has caught may still shrink, in steps. */
    private void checkSize(Session before, Session after) {
        int limit = lifetime.settings().maxSessionSize();
        long size = after == before ? 0 : EntryCodec.dataSize(after);
        if (size > limit && size > EntryCodec.dataSize(before)) {
            throw new SessionLimitException(
                    "the session would have " + size + " bytes of JSON, but maxSessionSize allows " + limit
                            + "; nothing was stored. Store less, or raise maxSessionSize",
                    "maxSessionSize");
        }
    }

    private boolean isTouch(Verdict verdict, Entry live, Instant now) {
        return verdict.isDone() && lifetime.isTouchDue(live, verdict.update().key(), now);
    }

    /** An entry never ends earlier than the longest-lived token that has used it. */
    private static Instant expiry(@Nullable Entry stored, List<Verdict> verdicts) {
        Instant latest = stored == null ? Instant.MIN : stored.expiresAt();
        for (Verdict verdict : verdicts) {
            Instant expiresAt = verdict.update().key().expiresAt();
            boolean later = verdict.isDone() && expiresAt.isAfter(latest);
            latest = later ? expiresAt : latest;
        }
        return latest;
    }
}
