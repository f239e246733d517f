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
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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

    /** A lock that can tell those who waited for it what has happened meanwhile. */
    static final class Stripe {
        /** Fair, so that of many updates of one session none waits for ever. */
        private final ReentrantLock lock = new ReentrantLock(true);

        private final AtomicLong turns = new AtomicLong();
        private volatile @Nullable StoreException failure;

        boolean tryLock() {
            return taken(lock.tryLock());
        }

        boolean tryLock(Duration timeout) throws InterruptedException {
            return taken(lock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS));
        }

        private boolean taken(boolean locked) {
            if (locked) {
                turns.incrementAndGet();
            }
            return locked;
        }

        /** Without a word on how it went. */
        void unlock() {
            lock.unlock();
        }

        /** @param outcome why the store did not do what the holder asked of it; null if it did */
        void unlock(@Nullable StoreException outcome) {
            failure = outcome;
            lock.unlock();
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

        boolean isLocked() {
            return lock.isLocked();
        }
    }
}
