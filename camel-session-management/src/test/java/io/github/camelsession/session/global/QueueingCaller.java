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

import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelsession.session.Session;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Updates a session in a thread of its own, while it is somebody else's turn. */
final class QueueingCaller {
    private final FutureTask<Object> outcome;
    private final Thread thread;
    private volatile boolean interrupted;

    /** Returns when it waits, or has ended. */
    QueueingCaller(UpdateQueue queue, SessionKey key, InstantSource clock, Consumer<List<PendingUpdate>> work) {
        outcome = new FutureTask<>(() -> {
            Session[] before = new Session[1];
            Throwable thrown = catchThrowable(() -> before[0] = inTurn(queue, key, clock, work));
            interrupted = Thread.interrupted();
            return thrown == null ? before[0] : thrown;
        });
        thread = new Thread(outcome);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && !outcome.isDone()) {
            Thread.onSpinWait();
        }
    }

    /** On the thread that calls it. */
    static Session inTurn(UpdateQueue queue, SessionKey key, InstantSource clock, Consumer<List<PendingUpdate>> work) {
        PendingUpdate update = new PendingUpdate(key, UnaryOperator.identity(), clock.instant());
        queue.inTurn(update, work);
        return update.result();
    }

    static void doAll(List<PendingUpdate> updates) {
        updates.forEach(update -> update.applyTo(Session.EMPTY));
        updates.forEach(PendingUpdate::succeed);
    }

    /** In the turn of the thread that calls it. */
    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Another session that takes turns with the one of {@link StoreUnderTest#KEY}. */
    static SessionKey neighbour(StripedLocks locks) {
        for (int i = 0; ; i++) {
            SessionKey key = Fixtures.claimsKey("user" + i, Fixtures.EXPIRY);
            if (locks.of(key.value()) == locks.of(StoreUnderTest.KEY.value())) {
                return key;
            }
        }
    }

    Thread thread() {
        return thread;
    }

    /** What was thrown, or else the session as it was before. */
    Object outcome() {
        try {
            return outcome.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the thread was when it had its outcome. */
    boolean wasInterrupted() {
        return interrupted;
    }
}
