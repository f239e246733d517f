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
import io.github.camelsession.session.Session;
import io.github.camelsession.session.StoreException;
import io.github.camelsession.session.global.EntryChange.Proposal;
import io.github.camelsession.session.global.PendingUpdate.Again;
import io.github.camelsession.session.global.PendingUpdate.Done;
import io.github.camelsession.session.global.PendingUpdate.Failed;
import io.github.camelsession.session.global.PendingUpdate.Phase;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;

/**
 * Updates of sessions, each of them one atomic step. Those of one session take turns in the JVM, and whoever has the turn
 * writes those that wait along with its own.
 *
 * <p>Why this is as exact as one loop for each: the holder of the turn takes whoever waits once, before it reads, and
 * {@link CompareAndSetLoop} concludes all it has taken, whatever happens. It hands no update over, so what it knows of a
 * write under way never gets lost. A caller learns one of three things: an outcome that holds, that its time is over, or
 * that nothing of its update is stored and it may try again, which it does itself. A caller that goes away before that
 * says so by one compare-and-set of its update's state: of what waits nothing is stored then; of what is taken that is
 * unknown, and the caller is told so.
 */
final class GroupCommit {
    private static final String ADVICE = "Give the repository's client time-outs shorter than updateTimeout";

    private final Entries entries;
    private final TurnsPerKey turns;
    private final Lifetime lifetime;
    private final Time time;

    GroupCommit(Entries entries, TurnsPerKey turns, Lifetime lifetime, Time time) {
        this.entries = entries;
        this.turns = turns;
        this.lifetime = lifetime;
        this.time = time;
    }

    /** As {@link io.github.camelsession.session.SessionStore#update}; the wait for the turn counts for its time. */
    Session update(SessionKey key, UnaryOperator<Session> change) {
        long deadline = time.nanos() + timeout().toNanos();
        PendingUpdate update = new PendingUpdate(key, change, deadline);
        while (true) {
            PendingUpdate.State outcome = outcomeOf(update);
            if (outcome instanceof Done done) {
                return done.before();
            } else if (outcome instanceof Failed failed) {
                throw thrown(failed.reason());
            } else if (outcome instanceof Again again) {
                update = update.again(again);
            } else {
                throw new IllegalStateException("an update without an outcome: " + outcome);
            }
        }
    }

    /** What is no RuntimeException can only be an Error: changes are functions, which declare no other. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException thrown(Throwable reason) throws T {
        throw (T) reason;
    }

    private PendingUpdate.State outcomeOf(PendingUpdate update) {
        try {
            if (turns.enter(update) || isItsTurnAfterWaiting(update)) {
                new CompareAndSetLoop(entries, lifetime, time, turns, update).run();
            }
            return update.state();
        } finally {
            turns.leave(update);
        }
    }

    /** @return false if it was done along with another one */
    private boolean isItsTurnAfterWaiting(PendingUpdate update) {
        int turn = turns.passedOn(update.key().value());
        boolean interrupted = false;
        try {
            while (update.state() == Phase.WAITING || update.state() == Phase.TAKEN) {
                interrupted |= Thread.interrupted();
                long left = update.timeLeft(time);
                if (interrupted && update.abandon(Phase.WAITING)) {
                    throw interrupted(update);
                }
                if (left <= 0) {
                    giveUp(update, turn);
                } else {
                    time.park(left);
                }
            }
            return update.state() == Phase.LEADING;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void giveUp(PendingUpdate update, int turn) {
        if (update.abandon(Phase.WAITING)) {
            throw update.isFirstTry() && turn == turns.passedOn(update.key().value())
                    ? hanging(update, entries, timeout(), "nothing of it was stored")
                    : busy(update, timeout());
        }
        if (update.abandon(Phase.TAKEN)) {
            throw hanging(update, entries, timeout(), "it is open whether it was stored");
        }
    }

    /**
     * Writes the time of access if it is still due. Tries once and waits for nobody: whoever is in the way touches the
     * entry, or the next read does.
     */
    void touch(SessionKey key) {
        PendingUpdate touch = new PendingUpdate(key, UnaryOperator.identity(), time.nanos());
        turns.ifFree(key.value(), () -> touchOnce(touch));
    }

    private boolean touchOnce(PendingUpdate touch) {
        String key = touch.key().value();
        StoredEntry stored = entries.read(key);
        Proposal proposal = new EntryChange(lifetime).apply(stored, List.of(touch), time.instant());
        if (stored == null || proposal.entry() == null) {
            return false;
        }
        try {
            entries.repository().compareAndSet(key, stored.exchange(), entries.exchangeOf(stored, proposal.entry()));
            return true;
        } catch (OptimisticLockingException overtaken) {
            return false;
        }
    }

    private Duration timeout() {
        return lifetime.settings().updateTimeout();
    }

    static StoreException hanging(PendingUpdate update, Entries entries, Duration timeout, String consequence) {
        return new StoreException(
                "repository " + entries.repositoryName() + " has not answered for all of updateTimeout=" + timeout
                        + " to the update of session " + update.key().label() + "…; " + consequence + ". " + ADVICE,
                null);
    }

    static ConflictException busy(PendingUpdate update, Duration timeout) {
        return new ConflictException(
                "session " + update.key().label() + "… was busy with other updates for all of updateTimeout=" + timeout
                        + ". Raise updateTimeout, or let fewer requests change one session at once",
                null);
    }

    static ConflictException interrupted(PendingUpdate update) {
        return new ConflictException(
                "the thread was interrupted before the update of session "
                        + update.key().label() + "… was stored",
                null);
    }
}
