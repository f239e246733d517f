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
import io.github.camelsession.SweepableRepository;
import io.github.camelsession.session.global.GlobalStatus.Sweeps;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.repository.OverEntries;
import io.github.camelsession.session.global.repository.StoreFailure;
import io.github.camelsession.session.global.update.EventSink;
import io.github.camelsession.session.global.update.UpdateClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sweep of a repository that tells which entries may be over. It reads those alone, many at once, and removes those
 * that say so themselves. Of the others it corrects what the repository knows, so that they are not read again before
 * their time.
 *
 * <p>It takes no turns with requests. A request that writes one of the entries meanwhile is like one on another node:
 * either its write is first, and the removal, which compares, leaves the entry alone; or the removal is, and the write
 * is refused and tried again. That can only be a write of a renewed token, on a session that was over when it was read.
 */
final class IndexedSweep implements Sweep {
    /** The same, whichever kind of sweep a repository allows. */
    private static final Logger LOG = LoggerFactory.getLogger(ExpiredSessionSweep.class);

    /**
     * Entries that are read at once, and removed in one transaction. Few, so that a request never finds more than some
     * milliseconds of the sweep's work in front of it.
     */
    static final int BATCH = 25;

    /** Keys that are held in memory at once. */
    private static final int KEYS = 100_000;

    /** The longest pause between batches. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final OverEntries entries;
    private final String repositoryName;
    private final Lifetime lifetime;
    private final UpdateClock clock;
    private final EventSink events;
    private final SweepLease lease;

    // Not synchronized: before Java 24 that would pin the carrier of a virtual thread during the repository's I/O.
    private final ReentrantLock sweeping = new ReentrantLock();
    private final Set<String> unreadable = new HashSet<>();
    private boolean rechecked;
    private volatile Sweeps status = Sweeps.NONE;
    private volatile int sessions = -1;

    IndexedSweep(OverEntries entries, String repositoryName, Lifetime lifetime, UpdateClock clock, EventSink events) {
        this.entries = entries;
        this.repositoryName = repositoryName;
        this.lifetime = lifetime;
        this.clock = clock;
        this.events = events;
        this.lease = new SweepLease(entries, clock);
    }

    @Override
    public Sweeps status() {
        return status;
    }

    @Override
    public int sessions() {
        return sessions;
    }

    /** Leaves it to another node that is at it. */
    @Override
    public int run(BooleanSupplier cancelled) {
        sweeping.lock();
        try {
            return runAlone(cancelled);
        } catch (SessionStoreException e) {
            status = status.andFailed(StoreFailure.of(e, clock.instant()));
            throw e;
        } finally {
            sweeping.unlock();
        }
    }

    private int runAlone(BooleanSupplier cancelled) {
        if (!lease.take()) {
            LOG.debug("Another node sweeps expired sessions");
            count();
            return 0;
        }
        Run run = new Run(clock.instant(), cancelled);
        try {
            recheckOnce();
            run.sweep();
        } finally {
            lease.giveBack();
        }
        run.report();
        countAfter(run);
        status = status.and(run.over(sessions), run.failures.first(clock.instant()));
        return run.removed;
    }

    /** Once, because a node must start again to read with other keys of encryption, or in another version. */
    private void recheckOnce() {
        if (!rechecked) {
            entries.recheck();
            rechecked = true;
        }
    }

    /** What was removed is removed, whether the rest can be counted or not. */
    private void countAfter(Run run) {
        try {
            count();
        } catch (SessionStoreException e) {
            LOG.warn("Expired sessions were removed, but the others could not be counted. The cause:", e);
            run.failures.addBeside(e);
        }
    }

    private void count() {
        sessions = -1;
        sessions = entries.count();
    }

    private final class Run {
        private final Instant now;
        private final long overBy;
        private final BooleanSupplier cancelled;
        private final UnreadableReport damages = new UnreadableReport(LOG);
        private final SweepFailures failures = new SweepFailures();
        private int removed;
        private int corrected;

        Run(Instant now, BooleanSupplier cancelled) {
            this.now = now;
            this.overBy = lifetime.removableIfOverBy(now);
            this.cancelled = cancelled;
        }

        /** Ends because each round makes the repository find fewer, or is the last. */
        void sweep() {
            int before;
            boolean goesOn;
            do {
                before = removed + corrected;
                List<String> keys = entries.keysOverBy(overBy, KEYS);
                goesOn = visitAll(keys) && keys.size() == KEYS;
            } while (goesOn && removed + corrected > before);
        }

        /** In random order, so that batches that always fail do not keep the sweep from those after them. */
        private boolean visitAll(List<String> keys) {
            Collections.shuffle(keys);
            for (int from = 0; from < keys.size(); from += BATCH) {
                if (cancelled.getAsBoolean() || failures.haveEndedTheSweep() || !lease.takeOrRenew()) {
                    return false;
                }
                long start = clock.nanos();
                visit(keys.subList(from, Math.min(keys.size(), from + BATCH)));
                pause(Duration.ofNanos(clock.nanos() - start));
            }
            return true;
        }

        /** As long as the batch took: half of the time, the database is there for requests alone. */
        private void pause(Duration taken) {
            if (!taken.isZero()) {
                clock.pause(taken.compareTo(PAUSE) < 0 ? taken : PAUSE);
            }
        }

        private void visit(List<String> keys) {
            try {
                Map<String, StoredEntry> read = entries.read(keys);
                Map<String, Long> hints = new HashMap<>();
                read.forEach((key, stored) -> hints.put(key, ExpiryHint.of(key, stored, lifetime)));
                removeOver(read, hints);
                correct(read, hints);
                failures.endRow();
            } catch (RuntimeException e) { // of any class: no batch keeps the sweep from the others
                failures.add(e);
            }
        }

        private void reportOnce(String key, StoredEntry stored, boolean later) {
            if (!stored.isReadable() && KeyFormat.isSession(key) && unreadable.add(key)) {
                damages.add(stored.damage(), later);
            }
        }

        private void removeOver(Map<String, StoredEntry> read, Map<String, Long> overAt) {
            Map<String, StoredEntry> over = new HashMap<>();
            for (Map.Entry<String, StoredEntry> each : read.entrySet()) {
                StoredEntry stored = each.getValue();
                long grace = stored.isReadable() ? 0 : Lifetime.GRACE.toSeconds();
                long end = Objects.requireNonNull(overAt.get(each.getKey()));
                if (end > overBy - grace) {
                    reportOnce(each.getKey(), stored, end != SweepableRepository.NEVER);
                } else if (!cancelled.getAsBoolean()) {
                    tell(each.getKey(), stored);
                    over.put(each.getKey(), stored);
                }
            }
            settle(over, some -> removed += entries.remove(some));
            unreadable.removeAll(over.keySet());
        }

        /** All at once, or one after the other where that fails: an entry that cannot be removed keeps no others. */
        private void settle(Map<String, StoredEntry> read, Consumer<Map<String, StoredEntry>> change) {
            if (read.isEmpty()) {
                return;
            }
            try {
                change.accept(read);
            } catch (RuntimeException e) {
                settleEach(read, change, e);
            }
        }

        private void settleEach(
                Map<String, StoredEntry> read, Consumer<Map<String, StoredEntry>> change, RuntimeException ofAll) {
            int inARow = 0;
            int failed = 0;
            for (Map.Entry<String, StoredEntry> each : read.entrySet()) {
                if (cancelled.getAsBoolean()) {
                    return;
                }
                try {
                    change.accept(Map.of(each.getKey(), each.getValue()));
                    inARow = 0;
                } catch (RuntimeException e) {
                    failures.addOne(e);
                    failed++;
                    inARow++;
                }
                if (inARow == SweepFailures.IN_A_ROW) {
                    entries.read(List.of(each.getKey())); // fails too if it is the repository that has failed
                    inARow = 0;
                }
            }
            if (failed == read.size()) {
                throw ofAll;
            }
        }

        /**
         * Before the removal, so that no crash keeps it from being told. So it is told again if the removal fails, or if
         * the session turns out to be in use again.
         */
        private void tell(String key, StoredEntry stored) {
            if (events.isListenedTo() && !stored.isEnded(key)) {
                events.tell(Kind.EXPIRED, key, clock.instant());
            }
        }

        private void correct(Map<String, StoredEntry> read, Map<String, Long> hints) {
            hints.values().removeIf(overAt -> overAt <= overBy);
            if (!hints.isEmpty()) {
                Map<String, StoredEntry> kept = new HashMap<>(read);
                kept.keySet().retainAll(hints.keySet());
                settle(kept, some -> {
                    entries.setHints(some, hints);
                    corrected += some.size();
                });
            }
        }

        GlobalStatus.Run over(int left) {
            return new GlobalStatus.Run(now, Duration.between(now, clock.instant()), left, removed, 0);
        }

        void report() {
            LOG.debug("Removed {} expired sessions, corrected the expiry of {}", removed, corrected);
            damages.finish(repositoryName);
            failures.report(LOG, repositoryName, "expired sessions, or batches of them");
        }
    }
}
