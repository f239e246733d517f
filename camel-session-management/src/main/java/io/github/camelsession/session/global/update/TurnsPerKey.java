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

import io.github.camelsession.session.global.update.PendingUpdate.Phase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Gives one turn at a time for each key, in the order of the requests. Turns of other keys are independent.
 *
 * <p>Why no turn is lost, and none is given twice: a key is in the map exactly as long as an update has its turn. Every
 * change to a line runs in one atomic step of the map. An update that finds no line creates it and has the turn; an
 * update that finds one joins it. The holder ends its turn by {@link #leave}, in a {@code finally}: this makes the
 * first update that still waits the new holder, by one compare-and-set of its state, or removes the key from the map if
 * there is none. A caller that gives up waiting changes the state from WAITING by a compare-and-set, too. So either the
 * caller has gone, and the turn goes to the next, or it has the turn, and leaves by the same {@code finally}. A state
 * changes before its thread is unparked, and a thread reads the state before it parks, so no wake-up is lost.
 */
public final class TurnsPerKey {
    private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();

    /** The updates that wait for one turn. Accessed only in the map's atomic steps, except for the count. */
    private static final class Line {
        private final Deque<PendingUpdate> waiting = new ArrayDeque<>(1);
        private volatile int turns;
        private volatile Thread holder = Thread.currentThread();

        /** @return whether an update was still waiting */
        boolean passOn() {
            turns++;
            PendingUpdate next = waiting.poll();
            while (next != null && !next.lead()) {
                next = waiting.poll();
            }
            if (next != null) {
                holder = next.caller();
            }
            return next != null;
        }
    }

    /** @return whether it is the update's turn now; if not, it waits in the line */
    boolean enter(PendingUpdate update) {
        lines.compute(update.key().value(), (key, line) -> {
            if (line == null) {
                update.lead();
                return new Line();
            }
            line.waiting.add(update);
            return line;
        });
        return update.hasTurn();
    }

    /**
     * Ends the turn or the wait. Must be called last, however the update ended: it removes the update from the line,
     * and passes the turn on.
     */
    void leave(PendingUpdate update) {
        if (update.abandon(Phase.WAITING) || update.abandon(Phase.TAKEN) || update.isAbandoned()) {
            lines.computeIfPresent(update.key().value(), (key, line) -> {
                line.waiting.remove(update);
                return line;
            });
        } else if (update.hasTurn()) {
            passOn(update.key().value());
        }
    }

    private void passOn(String key) {
        lines.computeIfPresent(key, (same, line) -> line.passOn() ? line : null);
    }

    /**
     * Takes some of the waiting updates. Only the holder of the turn may call this, and it has to conclude them.
     */
    List<PendingUpdate> take(String key, Predicate<PendingUpdate> which) {
        List<PendingUpdate> taken = new ArrayList<>();
        lines.computeIfPresent(key, (same, line) -> {
            line.waiting.removeIf(update -> {
                boolean take = which.test(update) && update.take();
                return take && taken.add(update);
            });
            return line;
        });
        return taken;
    }

    /**
     * Returns how often the turn of this key has been passed on while others waited for it, or -1 if no update has it.
     */
    int passedOn(String key) {
        Line line = lines.get(key);
        return line == null ? -1 : line.turns;
    }

    /** Returns whether this thread has the turn of the key, so that waiting for it would never end. */
    boolean isMine(String key) {
        Line line = lines.get(key);
        return line != null && line.holder == Thread.currentThread();
    }

    /** @return the result of the work; false, without running it, if an update has the turn */
    public boolean ifFree(String key, BooleanSupplier work) {
        if (lines.putIfAbsent(key, new Line()) != null) {
            return false;
        }
        try {
            return work.getAsBoolean();
        } finally {
            passOn(key);
        }
    }
}
