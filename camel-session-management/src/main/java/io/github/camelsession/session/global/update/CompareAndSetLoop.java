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
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.global.entry.Entry;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.repository.Entries;
import io.github.camelsession.session.global.update.EntryChange.Proposal;
import io.github.camelsession.session.global.update.PendingUpdate.Again;
import io.github.camelsession.session.global.update.PendingUpdate.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;

/**
 * Processes the turn of one caller: reads, changes, compares and sets, and tries again if another writer was faster. It
 * does so for the caller's own update and for those that it has taken along, and concludes each of them.
 *
 * <p>Why each update is stored once or not at all, and its caller is told which: each write has an id of its own, and
 * expects the entry that was read. After a write that the repository did not confirm, the entry is read again. There
 * are three cases:
 *
 * <ol>
 *   <li>The entry has the write's id, or carries it on: the write is stored, and all that was found true of its updates
 *       holds.
 *   <li>It is another entry without the id: the write is not stored, and cannot be stored later, because what it
 *       expects is gone. If the entry cannot be read, or is absent although no entry is removed while in use, nothing
 *       can be concluded, and the callers are told so.
 *   <li>It is the entry that the write expects: the write may still be stored, whether it failed or was refused without
 *       a reason.
 * </ol>
 *
 * <p>In the third case, reading again tells nothing new. Instead another write that expects the same entry decides,
 * since at most one of the two is stored. For a single update, this is the same write with the same id, so that it does
 * not matter which one is stored. For several updates, it is the content that was stored already, with a new id; then
 * each update is tried alone, because one of them may be what the store does not accept. If nothing decides, the
 * callers are told that it is unknown whether their updates are stored.
 */
final class CompareAndSetLoop {
    /**
     * If the store fails for the second time in a row, the update fails: callers do not wait for one time-out after
     * another.
     */
    private static final int FAILURES = 2;

    private final Entries entries;
    private final EntryChange change;
    private final UpdateClock time;
    private final PendingUpdate own;
    private final String key;
    private final GroupMembers members;
    /** A write of which it is unknown whether it is stored. */
    private @Nullable Write open;

    /** The exception for the last write that the repository did not confirm. */
    private @Nullable RuntimeException refusal;

    private @Nullable SessionStoreException outage;
    private boolean asked;
    private boolean interrupted;
    private int attempts;

    /** @param updates the updates of one session, the caller's own first; from here on, only the loop changes them */
    CompareAndSetLoop(Entries entries, Lifetime lifetime, UpdateClock time, List<PendingUpdate> updates) {
        this.entries = entries;
        this.change = new EntryChange(lifetime);
        this.time = time;
        this.members = new GroupMembers(updates);
        this.own = members.own();
        this.key = own.key().value();
    }

    /**
     * Runs the loop. Call this only with the turn. Throws nothing: the outcomes of the updates tell.
     *
     * @return why the store could not be read, if it could not
     */
    @Nullable
    SessionStoreException run() {
        interrupted = Thread.interrupted();
        try {
            StoredEntry stored = isOver() ? null : read();
            while (!members.isEmpty()) {
                if (isOver()) {
                    own.conclude(new Failed(whyNotStored()));
                    members.concludeRest(Again.TOGETHER);
                } else {
                    stored = attempt(stored);
                }
            }
        } catch (Throwable e) { // otherwise the updates taken along would never be concluded
            concludeWith(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return outage;
    }

    /** @return the entry that is stored afterwards, as far as it matters to an update */
    private @Nullable StoredEntry attempt(@Nullable StoredEntry stored) {
        members.forgetAbandoned();
        Proposal proposal = change.apply(stored, members.open(), members.areSeparated(), time.instant());
        proposal.settled().forEach(members::conclude);
        Entry entry = proposal.entry();
        if (entry == null || members.isEmpty()) {
            return stored;
        }
        Write write = new Write(stored, entries.exchangeOf(key, stored, entry), entry, proposal.pending());
        open = write;
        boolean confirmed;
        try {
            confirmed = isConfirmed(stored, write.next());
        } catch (SessionLimitException full) {
            isOut(full);
            return stored;
        }
        return confirmed ? isIn(write, stored) : lookUp(write);
    }

    private boolean isConfirmed(@Nullable StoredEntry expected, Exchange next) {
        attempts++;
        try {
            entries.repository().compareAndSet(key, expected == null ? null : expected.exchange(), next);
            return true;
        } catch (OptimisticLockingException | SessionStoreException e) {
            refusal = e;
            return false;
        }
    }

    private @Nullable StoredEntry lookUp(Write write) {
        RuntimeException reason = Objects.requireNonNull(refusal);
        int failures = isFailure() ? 1 : 0;
        boolean compared = entries.repository().comparesAndSwaps();
        boolean decides = false;
        StoredEntry found = readAgain();
        while (write.mayComeIn(found, compared)) {
            // An interrupt ends the loop, but not before the outcome of the updates taken along is known.
            if (failures == FAILURES || isLate() || !compared) {
                throw reason instanceof SessionStoreException
                        ? entries.mayComeIn(key, reason)
                        : UpdateFailures.refused(own, entries.repositoryName(), attempts, reason);
            }
            decides = true;
            if (!isConfirmed(write.expected(), write.decider(entries, key))) {
                reason = reason instanceof SessionStoreException ? reason : Objects.requireNonNull(refusal);
                failures += isFailure() ? 1 : 0;
            }
            found = readAgain();
        }
        if (write.isIn(found)) {
            return isIn(write, found);
        }
        if (change.saysNothing(found, write.expected(), time.instant())) {
            throw entries.mayComeIn(key, reason);
        }
        refusal = reason;
        isOut(decides || failures > 0 ? reason : null);
        return found;
    }

    /**
     * Returns whether the store failed. A failure that an interrupt caused is not the store's. An interrupted caller
     * does not wait until refusals end.
     */
    private boolean isFailure() {
        return refusal instanceof SessionStoreException
                ? !Thread.currentThread().isInterrupted()
                : interrupted;
    }

    private @Nullable StoredEntry isIn(Write write, @Nullable StoredEntry found) {
        open = null;
        write.pending().forEach(members::conclude);
        return found;
    }

    /** @param failure the failure that one of them may have caused; null if it was not their fault */
    private void isOut(@Nullable RuntimeException failure) {
        open = null;
        if (failure != null && !members.separate() && failure instanceof SessionLimitException) {
            members.concludeRest(new Failed(failure));
        }
    }

    /**
     * Concludes with a failure the updates whose fate is unknown, or whose entry could not be read. The others try
     * again on their own.
     */
    private void concludeWith(Throwable reason) {
        Write write = open;
        if (write == null && outage == null) {
            own.conclude(new Failed(reason));
        } else {
            SessionStoreException failure =
                    reason instanceof SessionStoreException known ? known : entries.mayComeIn(key, reason);
            List<PendingUpdate> concerned = write == null ? members.open() : write.concerned();
            concerned.forEach(update -> update.conclude(new Failed(UpdateFailures.copy(failure))));
        }
        members.concludeRest(Again.ALONE);
    }

    private RuntimeException whyNotStored() {
        if (interrupted) {
            return UpdateFailures.interrupted(own);
        }
        if (refusal != null) {
            return UpdateFailures.notStored(own, entries, attempts, refusal);
        }
        return asked ? UpdateFailures.hanging(own, entries.repositoryName()) : UpdateFailures.busy(own);
    }

    private @Nullable StoredEntry readAgain() {
        pause();
        return read();
    }

    private void pause() {
        interrupted |= Thread.interrupted();
        time.pause(Backoff.after(attempts, Duration.ofNanos(Math.max(0, own.timeLeft(time)))));
    }

    private @Nullable StoredEntry read() {
        while (true) {
            // Clients of repositories refuse to wait in an interrupted thread, so it could not ask. The interrupt is
            // set again at the end.
            interrupted |= Thread.interrupted();
            asked = true;
            try {
                return entries.read(key);
            } catch (SessionStoreException failure) {
                boolean mine = Thread.currentThread().isInterrupted();
                if (mine && open == null) {
                    throw UpdateFailures.interrupted(own);
                }
                if (!mine || isLate()) {
                    outage = mine ? null : failure;
                    throw open == null ? failure : entries.inDoubt(key, failure, Objects.requireNonNull(refusal));
                }
                pause();
            }
        }
    }

    private boolean isOver() {
        return interrupted || isLate();
    }

    private boolean isLate() {
        return own.timeLeft(time) <= 0;
    }
}
