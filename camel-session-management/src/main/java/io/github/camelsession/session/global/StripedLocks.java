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

import io.github.camelsession.session.StoreException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Locks for keys, without keeping one per key: unrelated keys share a lock now and then. */
final class StripedLocks {
    private static final int STRIPES = 1024;

    private final Stripe[] stripes = Stream.generate(Stripe::new).limit(STRIPES).toArray(Stripe[]::new);

    Stripe of(String key) {
        int hash = key.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    /** A lock with those who wait for it, which can tell them what has happened meanwhile. */
    static final class Stripe {
        /**
         * Not fair: the holder does what all who wait for the same session want, so none of them waits for ever; and whose
         * session is not that of the first in line does not come before it.
         */
        private final ReentrantLock lock = new ReentrantLock();

        /** In the order in which they came. */
        private final Deque<PendingUpdate> waiting = new ConcurrentLinkedDeque<>();

        private final AtomicLong turns = new AtomicLong();
        private volatile @Nullable StoreException failure;

        boolean tryLock() {
            boolean locked = lock.tryLock();
            if (locked) {
                turns.incrementAndGet();
            }
            return locked;
        }

        /** For one who waits: not before another session that has waited longer. */
        boolean tryLockFor(String key) {
            PendingUpdate first = waiting.peekFirst();
            return (first == null || first.isFor(key)) && tryLock();
        }

        /** Without a word on how it went. */
        void unlock() {
            lock.unlock();
            wakeNext();
        }

        /** @param outcome why the store did not do what the holder asked of it; null if it did */
        void unlock(@Nullable StoreException outcome) {
            failure = outcome;
            unlock();
        }

        /** How many have held it. */
        long turns() {
            return turns.get();
        }

        /** Of the last holder that has asked anything of the store. */
        @Nullable
        StoreException failure() {
            return failure;
        }

        boolean isAwaited() {
            return !waiting.isEmpty();
        }

        void add(PendingUpdate update) {
            waiting.addLast(update);
        }

        /** @return false if somebody else has taken it */
        boolean withdraw(PendingUpdate update) {
            boolean withdrawn = waiting.remove(update);
            // It may have been woken for the lock, and does not take it.
            wakeNext();
            return withdrawn;
        }

        /** For the holder: all who wait for this session. */
        List<PendingUpdate> take(String key) {
            List<PendingUpdate> taken = new ArrayList<>();
            for (Iterator<PendingUpdate> all = waiting.iterator(); all.hasNext(); ) {
                PendingUpdate update = all.next();
                if (update.isFor(key) && waiting.remove(update)) {
                    taken.add(update);
                }
            }
            return taken;
        }

        /** For the holder: those that it has taken and did not do come before all others. */
        void putBack(List<PendingUpdate> taken) {
            for (int i = taken.size() - 1; i >= 0; i--) {
                PendingUpdate update = taken.get(i);
                if (!update.isDone()) {
                    waiting.addFirst(update);
                    // It may have run out of time meanwhile.
                    update.wake();
                }
            }
        }

        private void wakeNext() {
            PendingUpdate next = waiting.peekFirst();
            if (next != null && !lock.isLocked()) {
                next.wake();
            }
        }
    }
}
