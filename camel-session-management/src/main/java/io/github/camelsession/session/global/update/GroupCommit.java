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
package io.github.camelsession.session.global.update;

import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionEvent.Kind;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.entry.UnreadableEntryException;
import io.github.camelsession.session.global.repository.Entries;
import io.github.camelsession.session.global.update.EntryChange.Proposal;
import io.github.camelsession.session.global.update.PendingUpdate.Again;
import io.github.camelsession.session.global.update.PendingUpdate.Done;
import io.github.camelsession.session.global.update.PendingUpdate.Failed;
import io.github.camelsession.session.global.update.PendingUpdate.Happened;
import io.github.camelsession.session.global.update.PendingUpdate.Phase;
import io.github.camelsession.session.global.update.PendingUpdate.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;

/**
 * Updates sessions; each update is one atomic step. Updates of one session take turns in the JVM, and the holder of the
 * turn writes waiting updates along with its own.
 *
 * <p>Why this is as exact as one loop for each update: the holder takes the waiting updates once, before it reads, and
 * {@link CompareAndSetLoop} concludes all that it has taken, whatever happens. It hands no update over, so what it
 * knows of a write under way is never lost. A caller learns one of three things: an outcome that holds, that its time
 * is over, or that nothing of its update is stored and it may try again, which it does itself. A caller that goes away
 * earlier marks this by one compare-and-set of its update's state. Nothing is stored of an update that was still
 * waiting then. Of one that was taken, this is unknown, and the caller is told so.
 */
public final class GroupCommit {
    /**
     * How often a caller lets other threads run before it parks. Turns in memory take less time than it takes to park a
     * thread and to wake it, and a store's turns are so long that these microseconds do not matter.
     */
    private static final int YIELDS = 50;

    private final Entries entries;
    private final TurnsPerKey turns;
    private final Lifetime lifetime;
    private final UpdateClock time;
    private final EventSink events;

    /** Tells nobody what becomes of the sessions. */
    public GroupCommit(Entries entries, TurnsPerKey turns, Lifetime lifetime, UpdateClock time) {
        this(entries, turns, lifetime, time, EventSink.NONE);
    }

    public GroupCommit(Entries entries, TurnsPerKey turns, Lifetime lifetime, UpdateClock time, EventSink events) {
        this.entries = entries;
        this.turns = turns;
        this.lifetime = lifetime;
        this.time = time;
        this.events = events;
    }

    /**
     * As {@link io.github.camelsession.session.SessionStore#update}; the wait for the turn counts for its time.
     *
     * @throws SessionConflictException also in what another update of the same session calls: it would wait for itself
     */
    public Session update(SessionKey key, UnaryOperator<Session> change) {
        return update(key, Change.of(change));
    }

    /** The same for a change of more than the session. */
    public Session update(SessionKey key, Change change) {
        if (turns.isMine(key.value())) {
            throw UpdateFailures.nested(key);
        }
        PendingUpdate update = pending(key, change);
        State state = outcomeOf(update);
        while (state instanceof Again how) {
            update = update.again(how);
            state = outcomeOf(update);
        }
        if (state instanceof Done done) {
            tell(update);
            return done.before();
        }
        throw thrown(((Failed) state).reason());
    }

    PendingUpdate pending(SessionKey key, Change change) {
        return new PendingUpdate(key, change, lifetime.settings().updateTimeout(), time, this);
    }

    /** In the caller's thread and without its turn: what a listener does delays no other update, and may be another. */
    private void tell(PendingUpdate done) {
        Happened happened = done.happened();
        for (Kind kind : happened.kinds()) {
            events.tell(kind, done.key().value(), happened.at());
        }
    }

    /**
     * Rethrows the reason. If it is not a RuntimeException it is an Error: changes are functions, which declare no
     * checked exceptions.
     */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException thrown(Throwable reason) throws T {
        throw (T) reason;
    }

    private State outcomeOf(PendingUpdate update) {
        try {
            if (turns.enter(update) || isItsTurnAfterWaiting(update)) {
                lead(update);
            }
            return update.state();
        } finally {
            turns.leave(update);
        }
    }

    /** Runs the turn. Call this only with the turn. */
    void lead(PendingUpdate update) {
        String key = update.key().value();
        List<PendingUpdate> members = new ArrayList<>(1);
        members.add(update);
        // Where nothing is compared, it cannot be decided whether a write that failed is stored.
        if (entries.repository().comparesAndSwaps()) {
            members.addAll(turns.take(key, waiting -> waiting.goesWith(update)));
        }
        SessionStoreException outage = new CompareAndSetLoop(entries, lifetime, time, members).run();
        // The waiting updates would read the same; but one of them may replace an entry that cannot be read.
        if (outage != null && !(outage.getCause() instanceof UnreadableEntryException)) {
            turns.take(key, any -> true).forEach(waiting -> waiting.conclude(new Failed(UpdateFailures.copy(outage))));
        }
    }

    /** @return false if the update was done along with another one */
    private boolean isItsTurnAfterWaiting(PendingUpdate update) {
        int turn = turns.passedOn(update.key().value());
        boolean interrupted = false;
        for (int i = 0; i < YIELDS && update.isUndecided(); i++) {
            Thread.yield();
        }
        try {
            while (update.isUndecided()) {
                interrupted |= Thread.interrupted();
                long left = update.timeLeft(time);
                if (interrupted && update.abandon(Phase.WAITING)) {
                    throw UpdateFailures.interrupted(update);
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
        String repository = entries.repositoryName();
        if (update.abandon(Phase.WAITING)) {
            throw update.isFirstTry() && turn == turns.passedOn(update.key().value())
                    ? UpdateFailures.kept(update, repository, false)
                    : UpdateFailures.busy(update);
        }
        if (update.abandon(Phase.TAKEN)) {
            throw UpdateFailures.kept(update, repository, true);
        }
    }

    /**
     * Writes the access time if this is still due. Tries once and does not wait: an update that is in the way touches
     * the entry, or the next read does.
     */
    public void touch(SessionKey key) {
        turns.ifFree(key.value(), () -> touchOnce(key));
    }

    private boolean touchOnce(SessionKey key) {
        StoredEntry stored = entries.read(key.value());
        Instant now = time.instant();
        if (stored == null || lifetime.isOver(key, stored, now)) {
            return false;
        }
        PendingUpdate touch = pending(key, (content, at) -> content);
        Proposal proposal = new EntryChange(lifetime).apply(stored, List.of(touch), false, now);
        if (proposal.entry() == null) {
            return false;
        }
        try {
            entries.repository()
                    .compareAndSet(
                            key.value(), stored.exchange(), entries.exchangeOf(key.value(), stored, proposal.entry()));
            return true;
        } catch (OptimisticLockingException overtaken) {
            return false;
        }
    }
}
