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

import io.github.camelsession.session.Session;
import java.util.List;
import java.util.function.UnaryOperator;

/** Updates of sessions in a repository, each of them one atomic step. */
final class SessionUpdates {
    private final Entries entries;
    private final UpdateQueue queue;
    private final Lifetime lifetime;
    private final Time time;

    SessionUpdates(Entries entries, UpdateQueue queue, Lifetime lifetime, Time time) {
        this.entries = entries;
        this.queue = queue;
        this.lifetime = lifetime;
        this.time = time;
    }

    /** As {@link io.github.camelsession.session.SessionStore#update}; the wait for the turn counts for its time. */
    Session update(SessionKey key, UnaryOperator<Session> change) {
        PendingUpdate update = new PendingUpdate(key, change, time.instant());
        queue.inTurn(update, updates -> together(updates).run());
        return update.result();
    }

    Session clear(SessionKey key) {
        return update(key, session -> Session.EMPTY);
    }

    /**
     * Writes the time of access if it is still due. Tries once and waits for nobody: whoever is in the way touches the
     * entry, or the next read does.
     */
    void touch(SessionKey key) {
        PendingUpdate touch = new PendingUpdate(key, UnaryOperator.identity(), time.instant());
        queue.ifFree(key.value(), () -> together(List.of(touch)).runOnce());
    }

    private CompareAndSetLoop together(List<PendingUpdate> updates) {
        return new CompareAndSetLoop(entries, lifetime, time, updates);
    }
}
