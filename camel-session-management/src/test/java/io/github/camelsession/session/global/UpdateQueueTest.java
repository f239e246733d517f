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

import static io.github.camelsession.session.global.StoreUnderTest.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.github.camelsession.session.ConflictException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UpdateQueueTest {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final StoreException FAILURE =
            new StoreException("repository R failed to read session s…", new IllegalStateException("timed out"));

    private final ManualTime time = new ManualTime();
    private final StripedLocks locks = new StripedLocks();
    private final UpdateQueue queue = queue(Duration.ofSeconds(20));

    private UpdateQueue queue(Duration longestWait) {
        return new UpdateQueue(locks, "org.example.SomeRepository", longestWait, time);
    }

    private void inTurn(Runnable work) {
        inTurn(queue, work);
    }

    private void inTurn(UpdateQueue queue, Runnable work) {
        QueueingCaller.inTurn(queue, KEY, time, updates -> {
            work.run();
            QueueingCaller.doAll(updates);
        });
    }

    private QueueingCaller waiting(UpdateQueue queue) {
        return new QueueingCaller(queue, KEY, time, QueueingCaller::doAll);
    }

    /** What becomes of one who waits while this happens to the one whose turn it is. */
    private Object outcomeOfWaitingWhile(Duration duration, @Nullable RuntimeException end) {
        QueueingCaller[] waiting = new QueueingCaller[1];
        Throwable thrown = catchThrowable(() -> inTurn(() -> {
            waiting[0] = waiting(queue);
            time.advance(duration);
            if (end != null) {
                throw end;
            }
        }));
        assertThat(thrown).isSameAs(end);
        return waiting[0].outcome();
    }

    @Test
    void whoWaitedWhileTheStoreFailedFailsWithThat() {
        assertThat(outcomeOfWaitingWhile(MOMENT, FAILURE))
                .asInstanceOf(THROWABLE)
                .isInstanceOf(StoreException.class)
                .hasMessage("repository org.example.SomeRepository failed while the update of session " + KEY.label()
                        + "… waited for its turn; nothing of it was stored")
                .hasCause(FAILURE.getCause());
    }

    @Test
    void whoComesLaterTriesTheStoreAgain() {
        outcomeOfWaitingWhile(MOMENT, FAILURE);
        inTurn(() -> {});
        assertThat(outcomeOfWaitingWhile(MOMENT, null)).isSameAs(Session.EMPTY);
    }

    @Test
    void whoWaitedForLessThanAMomentTriesItself() {
        assertThat(outcomeOfWaitingWhile(MOMENT.minusNanos(1), FAILURE)).isSameAs(Session.EMPTY);
    }

    @Test
    void whoWaitedWhileTheStoreWorkedGetsItsTurn() {
        assertThat(outcomeOfWaitingWhile(MOMENT, null)).isSameAs(Session.EMPTY);
        assertThat(outcomeOfWaitingWhile(MOMENT, new IllegalStateException("not the store")))
                .isSameAs(Session.EMPTY);
    }

    @Test
    void entryThatIsUnreadableIsNoFailureOfTheStore() {
        StoreException unreadable = new StoreException("unreadable", new UnreadableEntryException("damaged"));
        assertThat(outcomeOfWaitingWhile(MOMENT, unreadable)).isSameAs(Session.EMPTY);
    }

    @Test
    void oldFailureIsForgottenWhenTheStoreWorksAgain() {
        outcomeOfWaitingWhile(MOMENT, FAILURE);
        assertThat(outcomeOfWaitingWhile(MOMENT, new IllegalStateException("not the store")))
                .isSameAs(Session.EMPTY);
    }

    @Test
    void storeThatHangsBeyondUpdateTimeoutIsAStoreException() {
        UpdateQueue impatient = queue(Duration.ofMillis(20));
        inTurn(
                impatient,
                () -> assertThat(waiting(impatient).outcome())
                        .asInstanceOf(THROWABLE)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("SomeRepository has not answered for all of updateTimeout=PT0.02S")
                        .hasMessageContaining("nothing of it was stored")
                        .hasMessageContaining("time-outs shorter than updateTimeout"));
    }

    @Test
    void sessionThatIsBusyBeyondUpdateTimeoutIsAConflict() {
        UpdateQueue impatient = queue(Duration.ofSeconds(1));
        CountDownLatch end = new CountDownLatch(1);
        QueueingCaller[] waiting = new QueueingCaller[2];
        inTurn(impatient, () -> {
            waiting[0] = new QueueingCaller(impatient, QueueingCaller.neighbour(locks), time, updates -> {
                QueueingCaller.await(end);
                QueueingCaller.doAll(updates);
            });
            waiting[1] = waiting(impatient);
        });
        assertThat(waiting[1].outcome())
                .asInstanceOf(THROWABLE)
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("busy with other updates for all of updateTimeout=PT1S");
        end.countDown();
        assertThat(waiting[0].outcome()).isSameAs(Session.EMPTY);
    }

    @Test
    void interruptedThreadUpdatesNothingAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> inTurn(() -> {}))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interruptWhileWaitingIsAConflictAndTheThreadStaysInterrupted() {
        inTurn(() -> {
            QueueingCaller waiting = waiting(queue);
            waiting.thread().interrupt();
            assertThat(waiting.outcome())
                    .asInstanceOf(THROWABLE)
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("interrupted");
            assertThat(waiting.wasInterrupted()).isTrue();
        });
    }

    @Test
    void whoGivesUpDoesNotKeepOthersFromTheirTurn() {
        QueueingCaller[] waiting = new QueueingCaller[2];
        inTurn(() -> {
            waiting[0] = waiting(queue);
            waiting[1] = waiting(queue);
            waiting[0].thread().interrupt();
        });
        assertThat(waiting[1].outcome()).isSameAs(Session.EMPTY);
    }

    @Test
    void whoDoesNotWaitDoesNothingWhenItIsSomebodyElsesTurn() {
        assertThat(queue.ifFree(KEY.value(), () -> true)).isTrue();
        assertThat(queue.ifFree(KEY.value(), () -> false)).isFalse();
        CountDownLatch done = new CountDownLatch(1);
        inTurn(() -> {
            Thread other = new Thread(() -> {
                if (!queue.ifFree(KEY.value(), () -> true)) {
                    done.countDown();
                }
            });
            other.start();
            QueueingCaller.await(done);
        });
    }

    @Test
    void whoWaitsForOneThatDoesNotWaitGetsItsTurn() {
        QueueingCaller[] waiting = new QueueingCaller[1];
        queue.ifFree(KEY.value(), () -> {
            waiting[0] = waiting(queue);
            return true;
        });
        assertThat(waiting[0].outcome()).isSameAs(Session.EMPTY);
    }
}
