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

import io.github.camelsession.SessionEvent.Kind;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One caller's update of a session, and its outcome. It is in one state at a time, and each transition is one
 * compare-and-set, so that the caller and the holder of the turn can never both decide about it:
 *
 * <pre>
 * WAITING → LEADING    it is its caller's turn
 * WAITING → TAKEN      the holder of the turn processes it along with its own
 * WAITING → ABANDONED  its caller has left: nothing of it is stored
 * TAKEN → ABANDONED    its caller has left: it is unknown whether it is stored
 * LEADING, TAKEN → an {@link Outcome}
 * </pre>
 */
public final class PendingUpdate {
    sealed interface State permits Phase, Outcome {}

    enum Phase implements State {
        WAITING,
        LEADING,
        TAKEN,
        ABANDONED
    }

    sealed interface Outcome extends State permits Done, Failed, Again {}

    /** What a listener is to know of an update that is done. */
    record Happened(List<Kind> kinds, Instant at) {
        static final Happened NOTHING = new Happened(List.of(), Instant.EPOCH);
    }

    /** @param before the session that the change was applied to */
    record Done(Session before) implements Outcome {}

    record Failed(Throwable reason) implements Outcome {}

    /** Nothing of it is stored, and for no reason of its own: its caller tries again with the time that is left. */
    enum Again implements Outcome {
        TOGETHER,
        /** In a turn and with a write of its own, since one of those that were written together made the write fail. */
        ALONE
    }

    private final SessionKey key;
    private final Change change;
    private final Duration timeout;
    private final long deadline;
    private final @Nullable Again retry;
    private final Object writer;
    private final Thread caller = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(Phase.WAITING);
    private volatile boolean hasTurn;

    /** Written before the state tells that it is done, and read after that. */
    private Happened happened = Happened.NOTHING;

    /**
     * Of the thread that makes it, from now on.
     *
     * @param writer an update is written only together with those of the same writer
     */
    PendingUpdate(SessionKey key, Change change, Duration timeout, UpdateClock time, Object writer) {
        this.key = key;
        this.change = change;
        this.timeout = timeout;
        this.deadline = time.nanos() + timeout.toNanos();
        this.retry = null;
        this.writer = writer;
    }

    private PendingUpdate(PendingUpdate earlier, Again retry) {
        this.key = earlier.key;
        this.change = earlier.change;
        this.timeout = earlier.timeout;
        this.deadline = earlier.deadline;
        this.retry = retry;
        this.writer = earlier.writer;
    }

    /** The same once more, until the same deadline. */
    PendingUpdate again(Again how) {
        return new PendingUpdate(this, how);
    }

    Duration timeout() {
        return timeout;
    }

    Thread caller() {
        return caller;
    }

    SessionKey key() {
        return key;
    }

    Change change() {
        return change;
    }

    /** Whether it must not be written together with others. */
    boolean isAlone() {
        return retry == Again.ALONE;
    }

    /** Whether the two may be one write. Others that share the repository may encrypt it, or have other limits. */
    boolean goesWith(PendingUpdate leader) {
        return !isAlone() && !leader.isAlone() && writer == leader.writer;
    }

    boolean isFirstTry() {
        return retry == null;
    }

    /** In nanoseconds; 0 or less if its time is over. */
    long timeLeft(UpdateClock time) {
        return deadline - time.nanos();
    }

    State state() {
        return Objects.requireNonNull(state.get());
    }

    /** Whether its caller has neither the turn nor an outcome. */
    boolean isUndecided() {
        State now = state();
        return now == Phase.WAITING || now == Phase.TAKEN;
    }

    boolean isAbandoned() {
        return state() == Phase.ABANDONED;
    }

    /** Whether its caller has the turn. Says nothing of one that is abandoned. */
    boolean hasTurn() {
        return hasTurn;
    }

    /** @return false if its caller has gone */
    boolean lead() {
        // Before the state: whoever sees that one must see this.
        hasTurn = true;
        boolean leads = state.compareAndSet(Phase.WAITING, Phase.LEADING);
        if (caller != Thread.currentThread()) { // one that finds the line free does not wait
            LockSupport.unpark(caller);
        }
        return leads;
    }

    /** @return false if its caller has gone */
    boolean take() {
        return state.compareAndSet(Phase.WAITING, Phase.TAKEN);
    }

    /** @return false if somebody has decided otherwise by now */
    boolean abandon(Phase from) {
        return state.compareAndSet(from, Phase.ABANDONED);
    }

    /** What its caller tells listeners if it is done. */
    Happened happened() {
        return happened;
    }

    void conclude(Outcome outcome, Happened with) {
        happened = with;
        conclude(outcome);
    }

    /** Changes nothing if its caller has gone, or knows the outcome. */
    void conclude(Outcome outcome) {
        if (state.compareAndSet(Phase.TAKEN, outcome)) {
            LockSupport.unpark(caller);
        } else {
            state.compareAndSet(Phase.LEADING, outcome);
        }
    }
}
