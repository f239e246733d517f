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

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes entries that no request can reach any more. Where the key tells the expiry, nothing but the key is read of
 * those that stay. Keys and entries that are not ours are left alone.
 */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final Entries entries;
    private final StripedLocks locks;
    private final Lifetime lifetime;
    private final InstantSource clock;

    private Set<String> unreadable = Set.of();

    Sweep(Entries entries, StripedLocks locks, Lifetime lifetime, InstantSource clock) {
        this.entries = entries;
        this.locks = locks;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * One at a time. A key that makes the repository fail is left for the next sweep; so is one that is in use.
     *
     * @param cancelled asked before each key
     * @return how many entries were removed
     */
    synchronized int run(BooleanSupplier cancelled) {
        Run run = new Run(clock.instant());
        for (String key : entries.keys()) {
            if (cancelled.getAsBoolean()) {
                break;
            }
            run.visit(key);
        }
        unreadable = run.unreadable;
        run.report();
        return run.removed;
    }

    private final class Run {
        private final Instant now;
        private final Set<String> unreadable = new HashSet<>();
        private int removed;
        private int failed;
        private @Nullable RuntimeException firstFailure;

        Run(Instant now) {
            this.now = now;
        }

        void visit(String key) {
            try {
                if (isCandidate(key) && removeUnlessInUse(key)) {
                    removed++;
                }
            } catch (UnreadableEntryException e) {
                reportOnce(key, e);
            } catch (RuntimeException e) {
                failed++;
                firstFailure = firstFailure == null ? e : firstFailure;
            }
        }

        private boolean isCandidate(String key) {
            Instant expiresAt = KeyFormat.expiryOf(key);
            if (expiresAt != null) {
                return lifetime.isRemovable(expiresAt, now);
            }
            return KeyFormat.isHashAlone(key) && isRemovable(entries.readOrRefuse(key));
        }

        private boolean isRemovable(@Nullable StoredEntry stored) {
            return stored != null && lifetime.isRemovable(stored.entry().expiresAt(), now);
        }

        /** Waits for no request; a request of the same stripe waits for one removal at most. */
        private boolean removeUnlessInUse(String key) {
            ReentrantLock lock = locks.of(key);
            if (!lock.tryLock()) {
                return false;
            }
            try {
                StoredEntry stored = entries.readOrRefuse(key);
                if (stored == null || !isRemovable(stored)) {
                    return false;
                }
                entries.repository().remove(key, stored.exchange());
                return true;
            } finally {
                lock.unlock();
            }
        }

        private void reportOnce(String key, UnreadableEntryException reason) {
            unreadable.add(key);
            if (!Sweep.this.unreadable.contains(key)) {
                LOG.warn("{}. The sweep leaves it alone", entries.unreadable(key, reason));
            }
        }

        void report() {
            LOG.debug("Swept {} expired sessions", removed);
            if (firstFailure != null) {
                LOG.warn(
                        "Repository {} failed to remove {} expired sessions; the next sweep tries again. The first cause:",
                        entries.repositoryName(),
                        failed,
                        firstFailure);
            }
        }
    }
}
