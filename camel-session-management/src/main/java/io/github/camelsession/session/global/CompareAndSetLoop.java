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
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;

/**
 * Read, change, compare-and-set, again if somebody else was faster; for {@code updateTimeout} at most.
 *
 * <p>Callers of one instance queue for a key, so that they lose against other nodes only. After each refused or failed
 * write the entry is read again: its exchange id tells whether the write is in, whatever the repository said.
 */
final class CompareAndSetLoop {
    private final Entries entries;
    private final StripedLocks locks;
    private final Lifetime lifetime;
    private final Time time;

    CompareAndSetLoop(Entries entries, StripedLocks locks, Lifetime lifetime, Time time) {
        this.entries = entries;
        this.locks = locks;
        this.lifetime = lifetime;
        this.time = time;
    }

    /** As {@link io.github.camelsession.session.SessionStore#update}. */
    Session update(SessionKey key, UnaryOperator<Session> change) {
        Instant deadline = time.instant().plus(updateTimeout());
        Lock lock = locks.of(key.value());
        acquire(lock, key);
        try {
            return loop(key, change, deadline);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes the time of access if it is still due. Tries once and waits for nobody: whoever is in the way touches the
     * entry, or the next read does.
     */
    void touch(SessionKey key) {
        Lock lock = locks.of(key.value());
        if (lock.tryLock()) {
            try {
                attempt(key, UnaryOperator.identity());
            } finally {
                lock.unlock();
            }
        }
    }

    private void acquire(Lock lock, SessionKey key) {
        try {
            if (!lock.tryLock(updateTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ConflictException(
                        "session " + key.label() + "… was busy with other updates for all of updateTimeout="
                                + updateTimeout()
                                + ". Raise updateTimeout, or let fewer requests change one session at once",
                        null);
            }
        } catch (InterruptedException e) {
            throw interrupted(key, e);
        }
    }

    private Session loop(SessionKey key, UnaryOperator<Session> change, Instant deadline) {
        for (int attempts = 1; ; attempts++) {
            if (lifetime.isOver(key.expiresAt(), time.instant())) {
                throw new ExpiredKeyException(key);
            }
            Attempt attempt = attempt(key, change);
            OptimisticLockingException lost = attempt.lost();
            if (lost == null) {
                return attempt.before();
            }
            Duration pause = Backoff.after(attempts);
            if (!time.instant().plus(pause).isBefore(deadline)) {
                throw exhausted(key, attempts, lost);
            }
            pause(key, pause);
        }
    }

    private Attempt attempt(SessionKey key, UnaryOperator<Session> change) {
        StoredEntry stored = entries.read(key.value());
        Instant now = time.instant();
        Entry live = stored == null || lifetime.isExpired(stored.entry(), now) ? null : stored.entry();
        Session before = live == null ? Session.EMPTY : live.session();
        Session after = change.apply(before);
        if (after == before && (live == null || !lifetime.isTouchDue(live, key, now))) {
            return new Attempt(before, null);
        }
        checkSize(before, after);
        Exchange next = entries.exchangeOf(new Entry(after, later(key.expiresAt(), stored), now));
        return new Attempt(before, write(key.value(), stored, next));
    }

    /** An entry never ends earlier than the longest-lived token that has used it. */
    private static Instant later(Instant expiresAt, @Nullable StoredEntry stored) {
        return stored != null && stored.entry().expiresAt().isAfter(expiresAt)
                ? stored.entry().expiresAt()
                : expiresAt;
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

    /** Null if the write is in; else why it was refused. */
    private @Nullable OptimisticLockingException write(String key, @Nullable StoredEntry expected, Exchange next) {
        try {
            entries.repository().compareAndSet(key, expected == null ? null : expected.exchange(), next);
            return null;
        } catch (LimitException full) {
            throw full;
        } catch (OptimisticLockingException refused) {
            return entries.isStored(key, next) ? null : refused;
        } catch (RuntimeException failure) {
            checkStored(key, next, failure);
            return null;
        }
    }

    private void checkStored(String key, Exchange next, RuntimeException failure) {
        boolean stored;
        try {
            stored = entries.isStored(key, next);
        } catch (RuntimeException again) {
            failure.addSuppressed(again);
            stored = false;
        }
        if (!stored) {
            throw entries.failure("write", key, failure);
        }
    }

    private void pause(SessionKey key, Duration duration) {
        try {
            time.pause(duration);
        } catch (InterruptedException e) {
            throw interrupted(key, e);
        }
    }

    private ConflictException exhausted(SessionKey key, int attempts, OptimisticLockingException last) {
        return new ConflictException(
                "session " + key.label() + "… could not be updated within updateTimeout=" + updateTimeout()
                        + ": repository " + entries.repositoryName() + " refused " + attempts
                        + " writes because of concurrent ones. Raise updateTimeout, or let fewer requests change one"
                        + " session at once; if there are no others, the repository refuses every write and is not fit",
                last);
    }

    private static ConflictException interrupted(SessionKey key, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ConflictException(
                "the thread was interrupted while it waited for its turn to update session " + key.label() + "…",
                cause);
    }

    private Duration updateTimeout() {
        return lifetime.settings().updateTimeout();
    }

    private record Attempt(Session before, @Nullable OptimisticLockingException lost) {}
}
