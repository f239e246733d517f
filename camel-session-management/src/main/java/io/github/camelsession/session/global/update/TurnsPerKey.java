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

/**
 * One turn for each key, given to those that want it in the order in which they came. Other keys never wait for it.
 *
 * <p>Why no turn is lost, and none given twice: a key is in the map exactly as long as somebody has its turn. All that
 * changes a line runs in one atomic step of the map. Who finds no line makes it, and has the turn; who finds one stands
 * in it. The holder ends its turn by {@link #leave}, in a {@code finally}: that makes the first that still waits the
 * holder by one compare-and-set of its state, or takes the key out of the map if there is none. Who gives up waiting
 * leaves its state WAITING by a compare-and-set, too; so either the caller has gone, and the turn goes to the next, or it
 * has the turn, and leaves by the same {@code finally}. A state changes before its thread is unparked, and a thread
 * reads it before it parks, so no wake-up is lost.
 */
public final class TurnsPerKey {
    private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();

    /** Those that wait for one turn. Used in the map's atomic steps only, but for the count. */
    private static final class Line {
        private final Deque<PendingUpdate> waiting = new ArrayDeque<>(1);
        private volatile int turns;
        private volatile Thread holder = Thread.currentThread();

        /** @return whether there was one that still waits */
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

    /** @return whether it is the update's turn now; if not, it stands in line */
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

    /** To be called at last, however the update ended: nothing stays behind in the line, and the turn goes on. */
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

    /** For the holder of the turn: those that wait, and may be written together. They are its to conclude. */
    List<PendingUpdate> take(String key, boolean all) {
        List<PendingUpdate> taken = new ArrayList<>();
        lines.computeIfPresent(key, (same, line) -> {
            line.waiting.removeIf(update -> {
                boolean take = (all || !update.isAlone()) && update.take();
                return take && taken.add(update);
            });
            return line;
        });
        return taken;
    }

    /** How often the turn of this key has been passed on while somebody waited for it; -1 if nobody has it. */
    int passedOn(String key) {
        Line line = lines.get(key);
        return line == null ? -1 : line.turns;
    }

    /** Whether it is this thread that has the turn of the key: then waiting for it would be in vain. */
    boolean isMine(String key) {
        Line line = lines.get(key);
        return line != null && line.holder == Thread.currentThread();
    }

    /** @return what the work says, or false without it if somebody has the turn */
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
