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
import io.github.camelsession.session.StoreException;
import io.github.camelsession.session.global.StripedLocks.Stripe;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who write one session take turns, so that they lose against other nodes only.
 *
 * <p>When the store fails, who waited behind that for longer than a moment fails with it: if each found out by itself,
 * one after the other, the last would wait for as many time-outs as there are callers. Who comes later tries the store
 * again.
 */
final class UpdateQueue {
    /** Who has waited less has lost nothing yet, and may try; a failure that came at once need not be the store's. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final StripedLocks locks;
    private final String repositoryName;
    private final Duration longestWait;
    private final InstantSource clock;

    UpdateQueue(StripedLocks locks, String repositoryName, Duration longestWait, InstantSource clock) {
        this.locks = locks;
        this.repositoryName = repositoryName;
        this.longestWait = longestWait;
        this.clock = clock;
    }

    /**
     * @throws ConflictException if the turn did not come in time, or the thread was interrupted
     * @throws StoreException if the store failed, or hung, for somebody before
     */
    <T> T inTurn(SessionKey key, Supplier<T> work) {
        Stripe stripe = locks.of(key.value());
        waitFor(stripe, key);
        return run(stripe, work);
    }

    /** @return what the work says, or false without it if it is somebody else's turn */
    boolean ifFree(String key, BooleanSupplier work) {
        Stripe stripe = locks.of(key);
        return stripe.tryLock() && run(stripe, work::getAsBoolean);
    }

    private static <T> T run(Stripe stripe, Supplier<T> work) {
        StoreException failure = null;
        try {
            return work.get();
        } catch (StoreException e) {
            failure = e.getCause() instanceof UnreadableEntryException ? null : e;
            throw e;
        } finally {
            stripe.unlock(failure);
        }
    }

    private void waitFor(Stripe stripe, SessionKey key) {
        Instant start = clock.instant();
        long turns = stripe.turns();
        StoreException known = stripe.failure();
        try {
            if (!stripe.tryLock(longestWait)) {
                throw stripe.turns() == turns ? hanging(key) : busy(key);
            }
        } catch (InterruptedException e) {
            throw interrupted(key, e);
        }
        StoreException failure = stripe.failure();
        if (failure != null && failure != known && !clock.instant().isBefore(start.plus(MOMENT))) {
            stripe.unlock();
            throw behind(key, failure);
        }
    }

    private StoreException behind(SessionKey key, StoreException failure) {
        return new StoreException(
                "repository " + repositoryName + " failed while the update of session " + key.label()
                        + "… waited for its turn; nothing of it was stored",
                failure.getCause());
    }

    private StoreException hanging(SessionKey key) {
        return new StoreException(
                "repository " + repositoryName + " has not answered for all of updateTimeout=" + longestWait
                        + ", and the update of session " + key.label() + "… waited for that; nothing of it was stored."
                        + " Give the repository's client time-outs shorter than updateTimeout",
                null);
    }

    private ConflictException busy(SessionKey key) {
        return new ConflictException(
                "session " + key.label() + "… was busy with other updates for all of updateTimeout=" + longestWait
                        + ". Raise updateTimeout, or let fewer requests change one session at once",
                null);
    }

    static ConflictException interrupted(SessionKey key, @Nullable InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ConflictException(
                "the thread was interrupted while it waited for its turn to update session " + key.label() + "…",
                cause);
    }
}
