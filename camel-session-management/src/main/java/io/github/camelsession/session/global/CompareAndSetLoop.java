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

import io.github.camelsession.session.ConflictException;
import io.github.camelsession.session.LimitException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.StoreException;
import io.github.camelsession.session.global.EntryChange.Proposal;
import io.github.camelsession.session.global.EntryChange.Verdict;
import io.github.camelsession.session.global.PendingUpdate.Again;
import io.github.camelsession.session.global.PendingUpdate.Failed;
import io.github.camelsession.session.global.PendingUpdate.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;

/**
 * The turn of one caller: read, change, compare-and-set, again if somebody else was faster, for its own update and for
 * those that it has taken along. It concludes each of them.
 *
 * <p>Why each update is stored once or not at all, and its caller told so: each write has an id of its own and expects
 * the entry that was read. After a write that the repository did not confirm, the entry is read again.
 *
 * <ol>
 *   <li>It holds the id, or carries it on: the write is in, and all that was found true of its updates holds.
 *   <li>It is another entry without the id: the write is not in, and cannot come in, for what it expects is gone.
 *   <li>It is the one that the write expects. A refused write has come to its end; one that failed may still come in.
 * </ol>
 *
 * <p>In the last case nothing is found out anew. Another write that expects the same entry decides: at most one of them
 * comes in. For one update that is the very same write with the same id, so that it does not matter which one comes in.
 * For several it is what was stored already, with a new id; then each tries alone, because one of them may be what made
 * the write fail. If that fails as well, the callers are told that it is unknown whether their updates are stored.
 */
final class CompareAndSetLoop {
    /** A store that fails the second time in a row fails the update: callers do not wait for time-out after time-out. */
    private static final int FAILURES = 2;

    private final Entries entries;
    private final Lifetime lifetime;
    private final Time time;
    private final TurnsPerKey turns;
    private final PendingUpdate own;
    private final String key;

    /** Those that are not concluded, the caller's own first. */
    private final List<PendingUpdate> members = new ArrayList<>(1);

    /** A write of which it is not known whether it is in. */
    private @Nullable Write open;

    /** What the repository said to the last write that it did not confirm. */
    private @Nullable RuntimeException refusal;

    private int attempts;
    private boolean asked;
    private boolean interrupted;

    /** @param pending what is true once it is in */
    private record Write(@Nullable StoredEntry expected, Exchange next, Entry entry, List<Verdict> pending) {
        boolean isIn(@Nullable StoredEntry found) {
            return found != null && found.comesFrom(next.getExchangeId());
        }

        boolean isPossible(@Nullable StoredEntry found) {
            return Objects.equals(idOf(found), idOf(expected));
        }

        private static @Nullable String idOf(@Nullable StoredEntry stored) {
            return stored == null ? null : stored.id();
        }
    }

    CompareAndSetLoop(Entries entries, Lifetime lifetime, Time time, TurnsPerKey turns, PendingUpdate own) {
        this.entries = entries;
        this.lifetime = lifetime;
        this.time = time;
        this.turns = turns;
        this.own = own;
        this.key = own.key().value();
    }

    /** To be called by one that has the turn. Throws nothing: the outcome of its update tells. */
    void run() {
        members.add(own);
        interrupted = Thread.interrupted();
        try {
            if (isJoint()) {
                members.addAll(turns.take(key, false));
            }
            StoredEntry stored = isOver() ? null : read();
            while (!members.isEmpty()) {
                if (isOver()) {
                    concludeAtTheEnd();
                } else {
                    stored = attempt(stored);
                }
            }
        } catch (Throwable e) { // or those that were taken along would never be concluded
            concludeWith(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @return what is there afterwards, as far as somebody needs to know */
    private @Nullable StoredEntry attempt(@Nullable StoredEntry stored) {
        members.removeIf(PendingUpdate::isAbandoned);
        Proposal proposal = new EntryChange(lifetime).apply(stored, members, time.instant());
        proposal.settled().forEach(this::conclude);
        Entry entry = proposal.entry();
        if (entry == null || members.isEmpty()) {
            return stored;
        }
        Write write = new Write(stored, entries.exchangeOf(stored, entry), entry, proposal.pending());
        open = write;
        boolean confirmed;
        try {
            confirmed = isConfirmed(stored, write.next());
        } catch (LimitException full) {
            isOut(write, full);
            return stored;
        }
        return confirmed ? isIn(write, stored) : lookUp(write);
    }

    private boolean isConfirmed(@Nullable StoredEntry expected, Exchange next) {
        attempts++;
        try {
            entries.repository().compareAndSet(key, expected == null ? null : expected.exchange(), next);
            return true;
        } catch (OptimisticLockingException | StoreException e) {
            refusal = e;
            return false;
        }
    }

    private @Nullable StoredEntry lookUp(Write write) {
        RuntimeException first = Objects.requireNonNull(refusal);
        int failures = first instanceof StoreException ? 1 : 0;
        StoredEntry found = readAgain();
        while (failures > 0 && !write.isIn(found) && mayComeIn(write, found)) {
            if (failures == FAILURES || isOver() || !entries.repository().comparesAndSwaps()) {
                throw entries.mayComeIn(key, first);
            }
            if (!isConfirmed(write.expected(), decider(write)) && refusal instanceof StoreException) {
                failures++;
            }
            found = readAgain();
        }
        if (write.isIn(found)) {
            return isIn(write, found);
        }
        if (found != null && found.mayHaveForgotten(write.expected())) {
            throw entries.mayComeIn(key, first);
        }
        refusal = first;
        isOut(write, failures > 0 ? first : null);
        return found;
    }

    /** For one that failed and is not in. Where nothing is compared, it may come in whatever is there. */
    private boolean mayComeIn(Write write, @Nullable StoredEntry found) {
        return write.isPossible(found) || !entries.repository().comparesAndSwaps();
    }

    /** Expects what the write expects, so that the write is in or cannot come in once this has. */
    private Exchange decider(Write write) {
        StoredEntry expected = write.expected();
        if (members.size() == 1 || (expected != null && !expected.isReadable())) {
            return entries.again(write.next());
        }
        return entries.exchangeOf(expected, expected == null ? write.entry().with(Session.EMPTY) : expected.entry());
    }

    private @Nullable StoredEntry isIn(Write write, @Nullable StoredEntry found) {
        open = null;
        write.pending().forEach(this::conclude);
        return found;
    }

    /** @param failure that one of them may be the reason for; null if it was not their fault */
    private void isOut(Write write, @Nullable RuntimeException failure) {
        open = null;
        if (failure != null && members.size() > 1) {
            concludeAll(member -> member == own ? null : Again.ALONE);
        } else if (failure instanceof LimitException full) {
            concludeAll(member -> new Failed(full));
        }
    }

    private void conclude(Verdict verdict) {
        verdict.update().conclude(verdict.outcome());
        members.remove(verdict.update());
    }

    private void concludeAll(Function<PendingUpdate, @Nullable Outcome> outcomeOf) {
        members.removeIf(member -> {
            Outcome outcome = outcomeOf.apply(member);
            if (outcome != null) {
                member.conclude(outcome);
            }
            return outcome != null;
        });
    }

    /** The others are not stored, and may have time left. */
    private void concludeAtTheEnd() {
        concludeAll(member -> member == own ? new Failed(whyNotStored()) : Again.TOGETHER);
    }

    private RuntimeException whyNotStored() {
        if (interrupted) {
            return GroupCommit.interrupted(own);
        }
        if (refusal instanceof StoreException failed) {
            return entries.failure("write", key, failed);
        }
        if (refusal != null) {
            return exhausted(refusal);
        }
        return asked
                ? GroupCommit.hanging(own, entries, timeout(), "nothing of it was stored")
                : GroupCommit.busy(own, timeout());
    }

    /** Those that a write of unknown fate would change learn that; the others try for themselves. */
    private void concludeWith(Throwable reason) {
        Write write = open;
        if (write != null) {
            StoreException unknown =
                    reason instanceof StoreException failure ? failure : entries.mayComeIn(key, reason);
            write.pending().stream()
                    .filter(verdict -> verdict.changes() || write.pending().size() == 1)
                    .forEach(verdict -> verdict.update().conclude(new Failed(copy(unknown))));
            concludeAll(member -> Again.ALONE);
        } else {
            concludeAll(member -> member == own ? new Failed(reason) : Again.ALONE);
        }
    }

    private @Nullable StoredEntry readAgain() {
        Duration backoff = Backoff.after(attempts);
        Duration left = Duration.ofNanos(Math.max(0, own.timeLeft(time)));
        time.pause(backoff.compareTo(left) < 0 ? backoff : left);
        return read();
    }

    /** A failure ends the waiting of all who wait for this session: they would read the same. */
    private @Nullable StoredEntry read() {
        // An interrupted thread could not ask: clients of repositories refuse to wait then. It is set again at the end.
        interrupted |= Thread.interrupted();
        asked = true;
        try {
            return entries.read(key);
        } catch (StoreException failure) {
            if (!(failure.getCause() instanceof UnreadableEntryException)) {
                turns.take(key, true).forEach(waiting -> waiting.conclude(new Failed(copy(failure))));
            }
            if (open == null) {
                concludeAll(member -> new Failed(member == own ? failure : copy(failure)));
            }
            throw open == null ? failure : entries.inDoubt(key, failure, Objects.requireNonNull(refusal));
        }
    }

    /** Each caller gets an exception of its own, for two threads must not change one. */
    private static StoreException copy(StoreException failure) {
        StoreException copy = new StoreException(String.valueOf(failure.getMessage()), failure.getCause());
        List.of(failure.getSuppressed()).forEach(copy::addSuppressed);
        return copy;
    }

    /** Where nothing is compared, there is no way to decide about a write that failed. */
    private boolean isJoint() {
        return !own.isAlone() && entries.repository().comparesAndSwaps();
    }

    private boolean isOver() {
        return interrupted || own.timeLeft(time) <= 0;
    }

    private Duration timeout() {
        return lifetime.settings().updateTimeout();
    }

    private ConflictException exhausted(RuntimeException last) {
        return new ConflictException(
                "session " + own.key().label() + "… could not be updated within updateTimeout=" + timeout()
                        + ": repository " + entries.repositoryName() + " refused " + attempts
                        + " writes because of concurrent ones. Raise updateTimeout, or let fewer requests change"
                        + " one session at once; if there are no others, the repository refuses every write and is"
                        + " not fit",
                last);
    }
}
