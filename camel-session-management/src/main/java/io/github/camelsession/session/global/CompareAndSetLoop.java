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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;

/**
 * Read, change, compare-and-set, again if somebody else was faster; for {@code updateTimeout} at most.
 *
 * <p>After each refused or failed write the entry is read again: it knows the write if that is in, whatever the
 * repository said, and if others have written over it since. If it does not, there are two cases. Another entry than the
 * write expected: it is not in and can not come in any more. The same entry: it may come in later. Trying again is safe
 * in both, for in the second case the two writes expect the same entry, and the repository lets one of them in at most.
 */
final class CompareAndSetLoop {
    /** A store that fails the second time in a row fails the update: callers shall not wait for time-out after time-out. */
    private static final int FAILURES = 2;

    private final Entries entries;
    private final UpdateQueue queue;
    private final Lifetime lifetime;
    private final Time time;

    CompareAndSetLoop(Entries entries, UpdateQueue queue, Lifetime lifetime, Time time) {
        this.entries = entries;
        this.queue = queue;
        this.lifetime = lifetime;
        this.time = time;
    }

    /** As {@link io.github.camelsession.session.SessionStore#update}; the wait for the turn counts for its time. */
    Session update(SessionKey key, UnaryOperator<Session> change) {
        Instant deadline = time.instant().plus(updateTimeout());
        return queue.inTurn(key, () -> new Update(key, change, deadline).run());
    }

    /**
     * Writes the time of access if it is still due. Tries once and waits for nobody: whoever is in the way touches the
     * entry, or the next read does.
     */
    void touch(SessionKey key) {
        queue.ifFree(key.value(), () -> new Update(key, UnaryOperator.identity(), time.instant()).runOnce());
    }

    private Duration updateTimeout() {
        return lifetime.settings().updateTimeout();
    }

    /** One update, and what is known of its writes. */
    private final class Update {
        private final SessionKey key;
        private final UnaryOperator<Session> change;
        private final Instant deadline;

        private Session before = Session.EMPTY;
        private int attempts;

        /** What the last write expected, and the ids of those that expected just this: one of them is in at most. */
        private @Nullable StoredEntry expected;

        private final List<String> open = new ArrayList<>();

        /** Of the open ones, those that failed: they are not in, but may come in. Refused ones do not. */
        private int failures;

        /** What the repository said to the last write. */
        private @Nullable RuntimeException refusal;

        private @Nullable InterruptedException interrupt;
        private boolean timeIsOver;

        Update(SessionKey key, UnaryOperator<Session> change, Instant deadline) {
            this.key = key;
            this.change = change;
            this.deadline = deadline;
        }

        Session run() {
            StoredEntry stored = read();
            while (!isIn(stored)) {
                if (refusal != null) {
                    settle(stored);
                    checkGoingOn(refusal);
                }
                lifetime.checkToken(key, time.instant());
                if (write(stored)) {
                    break;
                }
                pause();
                stored = read();
            }
            return before;
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

        private void checkGoingOn(RuntimeException last) {
            boolean ended = timeIsOver || interrupt != null || lifetime.isOver(key.expiresAt(), time.instant());
            if (failures >= FAILURES || (failures > 0 && ended)) {
                throw entries.mayComeIn(key.value(), last);
            }
            if (interrupt != null) {
                throw UpdateQueue.interrupted(key, interrupt);
            }
            if (timeIsOver) {
                throw last instanceof OptimisticLockingException
                        ? exhausted(last)
                        : entries.failure("write", key.value(), last);
            }
        }

        /** @return whether the write is in, or none was needed */
        private boolean write(@Nullable StoredEntry stored) {
            Instant now = time.instant();
            Entry live = stored == null || lifetime.isExpired(stored.entry(), now) ? null : stored.entry();
            before = live == null ? Session.EMPTY : live.session();
            Session after = change.apply(before);
            if (after == before && (live == null || !lifetime.isTouchDue(live, key, now))) {
                return true;
            }
            checkSize(before, after);
            return compareAndSet(stored, entries.exchangeOf(stored, new Entry(after, later(stored), now)));
        }

        /** An entry never ends earlier than the longest-lived token that has used it. */
        private Instant later(@Nullable StoredEntry stored) {
            return stored != null && stored.entry().expiresAt().isAfter(key.expiresAt())
                    ? stored.entry().expiresAt()
                    : key.expiresAt();
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
            timeIsOver = !time.instant().plus(pause).isBefore(deadline);
            if (!timeIsOver) {
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

    /** A session that a smaller limit has caught may still shrink, in steps. */
    private void checkSize(Session before, Session after) {
        int limit = lifetime.settings().maxSessionSize();
        long size = EntryCodec.dataSize(after);
        if (size > limit && size > EntryCodec.dataSize(before)) {
            throw new LimitException(
                    "maxSessionSize",
                    "the session would have " + size + " bytes of JSON, and maxSessionSize allows " + limit
                            + "; nothing was stored. Store less, or raise maxSessionSize");
        }
    }
}
