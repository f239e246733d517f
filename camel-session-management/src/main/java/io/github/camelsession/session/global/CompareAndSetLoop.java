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
import io.github.camelsession.session.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;

/**
 * Updates of one session, in their order, as one write: read, change, compare-and-set, again if somebody else was
 * faster; each for {@code updateTimeout} at most. One that can not be done fails alone, and the others are done as if it
 * had never been.
 *
 * <p>After each refused or failed write the entry is read again: it knows the write if that is in, whatever the
 * repository said, and if others have written over it since. If it does not, there are two cases. Another entry than the
 * write expected: it is not in and can not come in any more. The same entry: it may come in later. Trying again is safe
 * in both, for in the second case the two writes expect the same entry, and the repository lets one of them in at most.
 * While a failed write may come in, all its updates are tried again or none.
 */
final class CompareAndSetLoop {
    /** A store that fails the second time in a row fails the update: callers shall not wait for time-out after time-out. */
    private static final int FAILURES = 2;

    private final Entries entries;
    private final Lifetime lifetime;
    private final Time time;
    private final EntryChange change;
    private final SessionKey key;

    /** Those that have not failed. */
    private final List<PendingUpdate> updates;

    private int attempts;

    /** What the last write expected, and the ids of those that expected just this: one of them is in at most. */
    private @Nullable StoredEntry expected;

    private final List<String> open = new ArrayList<>(1);

    /** Of the open ones, those that failed: they are not in, but may come in. Refused ones do not. */
    private int failures;

    /** What the repository said to the last write. */
    private @Nullable RuntimeException refusal;

    private @Nullable InterruptedException interrupt;

    /** Who has no time until then has none any more. */
    private Instant nextAttempt = Instant.MIN;

    /** @param updates of one session, the caller's own among them */
    CompareAndSetLoop(Entries entries, Lifetime lifetime, Time time, List<PendingUpdate> updates) {
        this.entries = entries;
        this.lifetime = lifetime;
        this.time = time;
        this.change = new EntryChange(lifetime);
        this.key = updates.get(0).key();
        this.updates = new ArrayList<>(updates);
    }

    /**
     * Leaves the others undone if the caller's own update has failed and theirs need another attempt.
     *
     * @throws RuntimeException what has become of all that are not done
     */
    void run() {
        try {
            runTogether();
        } catch (LimitException full) {
            if (updates.size() == 1) {
                throw full;
            }
            // Those that store nothing are within any limit.
            updates.forEach(this::runAlone);
        }
    }

    private void runAlone(PendingUpdate update) {
        try {
            new CompareAndSetLoop(entries, lifetime, time, List.of(update)).runTogether();
        } catch (LimitException full) {
            update.fail(full);
        }
    }

    private void runTogether() {
        StoredEntry stored = read();
        while (!isIn(stored)) {
            if (refusal != null) {
                settle(stored);
                dropEnded(refusal);
                if (updates.stream().noneMatch(PendingUpdate::isMine)) {
                    return;
                }
            }
            if (write(stored)) {
                break;
            }
            pause();
            stored = read();
        }
        updates.forEach(PendingUpdate::succeed);
    }

    /** @return whether the write is in, or none was needed */
    boolean runOnce() {
        boolean done = write(read());
        if (failures > 0) {
            throw entries.failure("write", key.value(), Objects.requireNonNull(refusal));
        }
        return done;
    }

    private @Nullable StoredEntry read() {
        try {
            return entries.read(key.value());
        } catch (StoreException e) {
            throw refusal == null ? e : entries.inDoubt(key.value(), e, refusal);
        }
    }

    private boolean isIn(@Nullable StoredEntry stored) {
        return stored != null && stored.comesFrom(open);
    }

    private void settle(@Nullable StoredEntry stored) {
        if (!Objects.equals(idOf(stored), idOf(expected))) {
            open.clear();
            failures = 0;
        }
    }

    private static @Nullable String idOf(@Nullable StoredEntry stored) {
        return stored == null ? null : stored.id();
    }

    private void dropEnded(RuntimeException last) {
        if (failures >= FAILURES
                || (failures > 0 && (interrupt != null || updates.stream().anyMatch(this::isEnded)))) {
            throw entries.mayComeIn(key.value(), last);
        }
        for (PendingUpdate update : updates) {
            if (interrupt != null && update.isMine()) {
                update.fail(UpdateQueue.interrupted(key, interrupt));
            } else if (isOutOfTime(update)) {
                update.fail(
                        last instanceof OptimisticLockingException
                                ? exhausted(last)
                                : entries.failure("write", key.value(), last));
            }
        }
        updates.removeIf(PendingUpdate::isDone);
    }

    private boolean isEnded(PendingUpdate update) {
        return isOutOfTime(update) || lifetime.isOver(update.key().expiresAt(), time.instant());
    }

    private boolean isOutOfTime(PendingUpdate update) {
        return !nextAttempt.isBefore(update.arrival().plus(updateTimeout()));
    }

    private Duration updateTimeout() {
        return lifetime.settings().updateTimeout();
    }

    /** @return whether the write is in, or none was needed */
    private boolean write(@Nullable StoredEntry stored) {
        Entry next = change.next(stored == null ? null : stored.entry(), updates, time.instant());
        return next == null || compareAndSet(stored, entries.exchangeOf(stored, next));
    }

    private boolean compareAndSet(@Nullable StoredEntry stored, Exchange next) {
        expected = stored;
        open.add(next.getExchangeId());
        attempts++;
        try {
            entries.repository().compareAndSet(key.value(), stored == null ? null : stored.exchange(), next);
            return true;
        } catch (LimitException full) {
            throw full;
        } catch (OptimisticLockingException refused) {
            refusal = refused;
        } catch (RuntimeException failed) {
            refusal = failed;
            failures++;
        }
        return false;
    }

    /** However it ends, the entry is read once more. */
    private void pause() {
        Duration pause = Backoff.after(attempts);
        nextAttempt = time.instant().plus(pause);
        if (updates.stream().anyMatch(update -> update.isMine() && !isOutOfTime(update))) {
            try {
                time.pause(pause);
            } catch (InterruptedException e) {
                interrupt = e;
            }
        }
    }

    private ConflictException exhausted(RuntimeException last) {
        return new ConflictException(
                "session " + key.label() + "… could not be updated within updateTimeout=" + updateTimeout()
                        + ": repository " + entries.repositoryName() + " refused " + attempts
                        + " writes because of concurrent ones. Raise updateTimeout, or let fewer requests change"
                        + " one session at once; if there are no others, the repository refuses every write and is"
                        + " not fit",
                last);
    }
}
