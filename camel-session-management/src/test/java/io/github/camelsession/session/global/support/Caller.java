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
package io.github.camelsession.session.global.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;

/** Updates a session on a thread of its own. */
public final class Caller {
    private final FutureTask<Object> outcome;
    private final Thread thread;
    private volatile boolean interrupted;

    private Caller(SessionStore store, UnaryOperator<Session> change) {
        outcome = new FutureTask<>(() -> {
            Session[] before = new Session[1];
            Throwable thrown = catchThrowable(() -> before[0] = store.update(change));
            interrupted = Thread.interrupted();
            return thrown == null ? before[0] : thrown;
        });
        thread = new Thread(outcome);
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts an update, and returns when it waits for its turn or has ended. */
    public static Caller waiting(ManualTime time, SessionStore store, UnaryOperator<Session> change) {
        Caller caller = new Caller(store, change);
        while (!time.hasParked(caller.thread) && !caller.outcome.isDone()) {
            Thread.onSpinWait();
        }
        return caller;
    }

    public static Caller started(SessionStore store, UnaryOperator<Session> change) {
        return new Caller(store, change);
    }

    /** Starts an update that changes nothing, and holds the turn until the latch is open. */
    public static Caller holding(SessionStore store, CountDownLatch end) {
        CountDownLatch holds = new CountDownLatch(1);
        Caller caller = new Caller(store, session -> {
            holds.countDown();
            await(end);
            return session;
        });
        await(holds);
        return caller;
    }

    public static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void interrupt() {
        thread.interrupt();
    }

    /** Returns the exception that was thrown, or else the session as it was before. */
    public Object outcome() {
        try {
            return outcome.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public AbstractThrowableAssert<?, Throwable> assertFailure() {
        assertThat(outcome()).isInstanceOf(Throwable.class);
        return assertThat((Throwable) outcome());
    }

    /** Returns whether the thread was interrupted when it had its outcome. */
    public boolean wasInterrupted() {
        outcome();
        return interrupted;
    }
}
