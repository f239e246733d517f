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
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one caller wants done to a session, and what became of it; whoever's turn it is may do it. */
final class PendingUpdate {
    private final SessionKey key;
    private final UnaryOperator<Session> change;
    private final Instant arrival;
    private final Thread caller = Thread.currentThread();

    private @Nullable Session before;
    private @Nullable Throwable failure;
    private volatile boolean done;

    /** Of the thread that makes it. */
    PendingUpdate(SessionKey key, UnaryOperator<Session> change, Instant arrival) {
        this.key = key;
        this.change = change;
        this.arrival = arrival;
    }

    SessionKey key() {
        return key;
    }

    Instant arrival() {
        return arrival;
    }

    boolean isMine() {
        return caller == Thread.currentThread();
    }

    boolean isFor(String sessionKey) {
        return key.value().equals(sessionKey);
    }

    /** May be called several times, of which the last one counts. */
    Session applyTo(Session session) {
        before = session;
        return change.apply(session);
    }

    /** What {@link #applyTo} said last is stored. */
    void succeed() {
        end();
    }

    /** Nothing of it is stored, or the failure says that this is open. */
    void fail(Throwable reason) {
        failure = reason;
        end();
    }

    private void end() {
        done = true;
        if (!isMine()) {
            wake();
        }
    }

    void wake() {
        LockSupport.unpark(caller);
    }

    boolean isDone() {
        return done;
    }

    /**
     * To be called when it is done.
     *
     * @return the session as it was before
     */
    Session result() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
        return Objects.requireNonNull(before);
    }
}
