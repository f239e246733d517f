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
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who write one session take turns, so that they lose against other nodes only; and whoever's turn it is does what
 * all the others want who wait for it, in the order in which they came, so that they cost the store one write together.
 *
 * <p>When the store fails, who waited behind that for longer than a moment fails with it: if each found out by itself,
 * one after the other, the last would wait for as many time-outs as there are callers. Who comes later tries the store
 * again.
 */
final class UpdateQueue {
    /** Who has waited less has lost nothing yet, and may try; a failure that came at once need not be the store's. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private static final String ADVICE = "Give the repository's client time-outs shorter than updateTimeout";

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
     * Returns when the update is done, by this caller or another one, or has failed.
     *
     * @param work does updates of one session, this one and those that wait with it, the oldest first. It may leave some
     *     undone, but not the caller's own; what it throws has become of all that it has not done
     */
    void inTurn(PendingUpdate update, Consumer<List<PendingUpdate>> work) {
        Stripe stripe = locks.of(update.key().value());
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(update.key(), null);
        }
        if (!stripe.isAwaited() && stripe.tryLock()) {
            run(stripe, List.of(update), work);
        } else {
            new Wait(stripe, update).whileWorking(work);
        }
    }

    /** @return what the work says, or false without it if it is somebody else's turn */
    boolean ifFree(String key, BooleanSupplier work) {
        Stripe stripe = locks.of(key);
        if (!stripe.tryLock()) {
            return false;
        }
        StoreException failure = null;
        try {
            return work.getAsBoolean();
        } catch (StoreException e) {
            failure = failureOfTheStore(e);
            throw e;
        } finally {
            stripe.unlock(failure);
        }
    }

    private void run(Stripe stripe, List<PendingUpdate> updates, Consumer<List<PendingUpdate>> work) {
        StoreException failure = null;
        try {
            work.accept(updates);
            stripe.putBack(updates);
        } catch (StoreException e) {
            failure = failureOfTheStore(e);
            fail(updates, e);
        } catch (RuntimeException | Error e) {
            fail(updates, e);
        } finally {
            stripe.unlock(failure);
        }
    }

    private static @Nullable StoreException failureOfTheStore(StoreException e) {
        return e.getCause() instanceof UnreadableEntryException ? null : e;
    }

    /** Each gets an exception of its own, for two threads must not change one. */
    private void fail(List<PendingUpdate> updates, Throwable reason) {
        for (PendingUpdate update : updates) {
            if (!update.isDone()) {
                update.fail(update.isMine() ? reason : copy(reason));
            }
        }
    }

    private StoreException copy(Throwable reason) {
        if (reason instanceof StoreException failure) {
            StoreException copy = new StoreException(String.valueOf(failure.getMessage()), failure.getCause());
            List.of(failure.getSuppressed()).forEach(copy::addSuppressed);
            return copy;
        }
        return new StoreException(
                "repository " + repositoryName + " failed in an update that was written together with this one, and it"
                        + " is open whether they were stored",
                reason);
    }

    static ConflictException interrupted(SessionKey key, @Nullable InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ConflictException(
                "the thread was interrupted while it waited for its turn to update session " + key.label() + "…",
                cause);
    }

    /** One caller's, for its turn or for somebody who does its update along. */
    private final class Wait {
        private final Stripe stripe;
        private final PendingUpdate update;
        private final String key;
        private final long turns;
        private final @Nullable StoreException known;
        private final long end = System.nanoTime() + longestWait.toNanos();
        private boolean interrupted;

        Wait(Stripe stripe, PendingUpdate update) {
            this.stripe = stripe;
            this.update = update;
            this.key = update.key().value();
            this.turns = stripe.turns();
            this.known = stripe.failure();
        }

        void whileWorking(Consumer<List<PendingUpdate>> work) {
            stripe.add(update);
            try {
                while (!update.isDone()) {
                    interrupted |= Thread.interrupted();
                    long left = end - System.nanoTime();
                    if (interrupted || left <= 0) {
                        giveUp(left);
                    }
                    if (stripe.tryLockFor(key)) {
                        takeTurn(work);
                    } else {
                        LockSupport.parkNanos(stripe, left > 0 ? left : left + longestWait.toNanos());
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private void takeTurn(Consumer<List<PendingUpdate>> work) {
            StoreException failure = stripe.failure();
            if (update.isDone()) {
                stripe.unlock();
            } else if (failure != null && failure != known && hasWaitedForAMoment()) {
                stripe.withdraw(update);
                stripe.unlock();
                throw behind(failure);
            } else {
                run(stripe, stripe.take(key), work);
            }
        }

        private boolean hasWaitedForAMoment() {
            return !clock.instant().isBefore(update.arrival().plus(MOMENT));
        }

        /** Unless somebody is at work on it, who will say what has become of it. */
        private void giveUp(long left) {
            if (stripe.withdraw(update)) {
                throw interrupted ? interrupted(update.key(), null) : stripe.turns() == turns ? hanging() : busy();
            }
            if (left + longestWait.toNanos() <= 0) {
                throw new StoreException(
                        "repository " + repositoryName + " has not answered for all of updateTimeout=" + longestWait
                                + ": it is open whether the update of session " + label() + " was stored. "
                                + ADVICE,
                        null);
            }
        }

        private StoreException behind(StoreException failure) {
            return new StoreException(
                    "repository " + repositoryName + " failed while the update of session " + label()
                            + " waited for its turn; nothing of it was stored",
                    failure.getCause());
        }

        private StoreException hanging() {
            return new StoreException(
                    "repository " + repositoryName + " has not answered for all of updateTimeout=" + longestWait
                            + ", and the update of session " + label() + " waited for that; nothing of it was stored. "
                            + ADVICE,
                    null);
        }

        private ConflictException busy() {
            return new ConflictException(
                    "session " + label() + " was busy with other updates for all of updateTimeout=" + longestWait
                            + ". Raise updateTimeout, or let fewer requests change one session at once",
                    null);
        }

        private String label() {
            return update.key().label() + "…";
        }
    }
}
