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

import io.github.camelsession.SessionEvent.Kind;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.global.GlobalStatus.Sweeps;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.entry.UnreadableEntryException;
import io.github.camelsession.session.global.repository.Entries;
import io.github.camelsession.session.global.repository.StoreFailure;
import io.github.camelsession.session.global.update.EventSink;
import io.github.camelsession.session.global.update.TurnsPerKey;
import io.github.camelsession.session.global.update.UpdateClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes entries that no request can reach any more.
 *
 * <p>If the key contains the expiry, only the key of an entry that stays is read. An unreadable entry with such a key
 * is removed too, one day later. Otherwise each entry is read, at a {@link Pace}. Other unreadable entries, and keys
 * that are not ours, are left alone.
 */
public final class ExpiredSessionSweep implements Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredSessionSweep.class);

    private final Entries entries;
    private final TurnsPerKey turns;
    private final Lifetime lifetime;
    private final UpdateClock clock;
    private final EventSink events;

    // Not synchronized: before Java 24 that would pin the carrier of a virtual thread during the repository's I/O.
    private final ReentrantLock sweeping = new ReentrantLock();
    private Set<String> unreadable = Set.of();
    private volatile Sweeps status = Sweeps.NONE;

    ExpiredSessionSweep(Entries entries, TurnsPerKey turns, Lifetime lifetime, UpdateClock clock, EventSink events) {
        this.entries = entries;
        this.turns = turns;
        this.lifetime = lifetime;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Runs one sweep at a time. A key whose access fails or that is in use is left for the next sweep, and so are all
     * the rest if the repository fails for several keys in a row. The order is random, so that sweeps of several nodes
     * rarely meet, and keys that always fail do not keep the sweep from those after them.
     *
     * @param cancelled checked before each key
     * @return the number of entries removed
     */
    @Override
    public int run(BooleanSupplier cancelled) {
        sweeping.lock();
        try {
            return runAlone(cancelled);
        } finally {
            sweeping.unlock();
        }
    }

    private int runAlone(BooleanSupplier cancelled) {
        Run run = new Run(clock.instant(), new Pace(clock, cancelled));
        List<String> keys = listed();
        Collections.shuffle(keys);
        for (String key : keys) {
            if (cancelled.getAsBoolean() || run.failures.haveEndedTheSweep()) {
                break;
            }
            run.visit(key);
        }
        if (run.failures.haveEndedTheSweep()) {
            run.unreadable.addAll(unreadable);
        }
        unreadable = run.unreadable;
        run.report();
        status = status.and(run.over(keys), run.failures.first(clock.instant()));
        return run.removed;
    }

    @Override
    public Sweeps status() {
        return status;
    }

    @Override
    public int sessions() {
        GlobalStatus.Run last = status.last();
        return last == null ? -1 : last.sessions();
    }

    private List<String> listed() {
        try {
            return entries.keys();
        } catch (SessionStoreException e) {
            status = status.andFailed(StoreFailure.of(e, clock.instant()));
            throw e;
        }
    }

    private final class Run {
        private final Instant now;
        private final Pace pace;
        private final Set<String> unreadable = new HashSet<>();
        private int entriesRead;
        private final UnreadableReport damages = new UnreadableReport(LOG);
        private final SweepFailures failures = new SweepFailures();
        private int removed;

        Run(Instant now, Pace pace) {
            this.now = now;
            this.pace = pace;
        }

        void visit(String key) {
            Instant expiresAt = KeyFormat.expiryOf(key);
            if (expiresAt != null) {
                if (lifetime.isRemovable(expiresAt, now)) {
                    attempt(key, () -> removeNow(key));
                }
            } else if (KeyFormat.isHashAlone(key)) {
                entriesRead++;
                pace.work(() -> attempt(key, () -> removeIfEntryIsOver(key)));
            }
        }

        private void removeIfEntryIsOver(String key) {
            if (removable(key) != null) {
                removeNow(key);
            }
        }

        private void removeNow(String key) {
            tell(key);
            removed += turns.ifFree(key, () -> removeIfOver(key)) ? 1 : 0;
        }

        private void attempt(String key, Runnable removal) {
            try {
                removal.run();
            } catch (RuntimeException e) {
                if (e.getCause() instanceof UnreadableEntryException) {
                    reportOnce(key, e, false);
                    return;
                }
                failures.add(e);
            }
        }

        /**
         * Before the removal, so that no crash keeps it from being told; and without the turn, for listeners take their
         * time. So it is told again if the removal fails, and if another node finds the session too.
         */
        private void tell(String key) {
            if (!events.isListenedTo()) {
                return;
            }
            Instant at = clock.instant();
            StoredEntry stored = removable(key);
            if (stored != null && !stored.isEnded(key)) {
                events.tell(Kind.EXPIRED, key, at);
            }
        }

        /** Does not wait for a request. A request of the same session waits for at most one removal. */
        private boolean removeIfOver(String key) {
            StoredEntry stored = removable(key);
            boolean removed = stored != null && entries.remove(key, stored);
            failures.endRow();
            return removed;
        }

        private @Nullable StoredEntry removable(String key) {
            StoredEntry stored = entries.read(key);
            if (stored != null && isRemovable(key, stored)) {
                return stored;
            }
            failures.endRow();
            return null;
        }

        private boolean isRemovable(String key, StoredEntry stored) {
            if (stored.isReadable()) {
                return lifetime.isRemovable(stored.entry(), now);
            }
            Instant told = KeyFormat.expiryOf(key);
            boolean isOver = told != null && lifetime.isRemovable(told, now.minus(Lifetime.GRACE));
            if (!isOver) {
                reportOnce(key, stored.damage(), told != null);
            }
            return isOver;
        }

        private void reportOnce(String key, RuntimeException damage, boolean later) {
            failures.endRow();
            if (unreadable.add(key) && !ExpiredSessionSweep.this.unreadable.contains(key)) {
                damages.add(damage, later);
            }
        }

        GlobalStatus.Run over(List<String> keys) {
            long sessions = keys.stream().filter(KeyFormat::isSession).count();
            return new GlobalStatus.Run(
                    now,
                    Duration.between(now, clock.instant()),
                    Math.toIntExact(sessions - removed),
                    removed,
                    entriesRead);
        }

        void report() {
            LOG.debug("Removed {} expired sessions", removed);
            damages.finish(entries.repositoryName());
            failures.report(LOG, entries.repositoryName(), "expired sessions");
        }
    }
}
