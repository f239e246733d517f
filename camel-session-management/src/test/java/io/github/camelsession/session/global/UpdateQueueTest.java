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
import io.github.camelsession.session.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UpdateQueueTest {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final StoreException FAILURE =
            new StoreException("repository R failed to read session s…", new IllegalStateException("timed out"));

    private final ManualTime time = new ManualTime();
    private final UpdateQueue queue = queue(Duration.ofSeconds(20));

    private UpdateQueue queue(Duration longestWait) {
        return new UpdateQueue(new StripedLocks(), "org.example.SomeRepository", longestWait, time);
    }

    /** Waits for its turn in a thread of its own; what it got or was thrown there is its outcome. */
    private static final class Waiting {
        private final FutureTask<Object> outcome;
        private final Thread thread;

        Waiting(UpdateQueue queue, Supplier<String> work) {
            outcome = new FutureTask<>(() -> {
                @Nullable String[] answer = new @Nullable String[1];
                Throwable thrown = catchThrowable(() -> answer[0] = queue.inTurn(KEY, work));
                return thrown == null ? answer[0] : thrown;
            });
            thread = new Thread(outcome);
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }

        Object outcome() {
            try {
                return outcome.get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What becomes of one who waits while this happens to the one whose turn it is. */
    private Object outcomeOfWaitingWhile(Duration duration, @Nullable RuntimeException end) {
        Waiting[] waiting = new Waiting[1];
        Throwable thrown = catchThrowable(() -> queue.inTurn(KEY, () -> {
            waiting[0] = new Waiting(queue, () -> "its turn");
            time.advance(duration);
            if (end != null) {
                throw end;
            }
            return "done";
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
        assertThat(queue.inTurn(KEY, () -> "its turn")).isEqualTo("its turn");
        assertThat(outcomeOfWaitingWhile(MOMENT, null)).isEqualTo("its turn");
    }

    @Test
    void whoWaitedForLessThanAMomentTriesItself() {
        assertThat(outcomeOfWaitingWhile(MOMENT.minusNanos(1), FAILURE)).isEqualTo("its turn");
    }

    @Test
    void whoWaitedWhileTheStoreWorkedGetsItsTurn() {
        assertThat(outcomeOfWaitingWhile(MOMENT, null)).isEqualTo("its turn");
        assertThat(outcomeOfWaitingWhile(MOMENT, new IllegalStateException("not the store")))
                .isEqualTo("its turn");
    }

    @Test
    void entryThatIsUnreadableIsNoFailureOfTheStore() {
        StoreException unreadable = new StoreException("unreadable", new UnreadableEntryException("damaged"));
        assertThat(outcomeOfWaitingWhile(MOMENT, unreadable)).isEqualTo("its turn");
    }

    @Test
    void oldFailureIsForgottenWhenTheStoreWorksAgain() {
        outcomeOfWaitingWhile(MOMENT, FAILURE);
        assertThat(outcomeOfWaitingWhile(MOMENT, new IllegalStateException("not the store")))
                .isEqualTo("its turn");
    }

    @Test
    void storeThatHangsBeyondUpdateTimeoutIsAStoreException() {
        UpdateQueue impatient = queue(Duration.ofMillis(20));
        impatient.inTurn(
                KEY,
                () -> assertThat(new Waiting(impatient, () -> "its turn").outcome())
                        .asInstanceOf(THROWABLE)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("SomeRepository has not answered for all of updateTimeout=PT0.02S")
                        .hasMessageContaining("time-outs shorter than updateTimeout"));
    }

    @Test
    void sessionThatIsBusyBeyondUpdateTimeoutIsAConflict() {
        UpdateQueue impatient = queue(Duration.ofSeconds(1));
        CountDownLatch end = new CountDownLatch(1);
        Waiting[] waiting = new Waiting[2];
        impatient.inTurn(KEY, () -> {
            waiting[0] = new Waiting(impatient, () -> await(end));
            waiting[1] = new Waiting(impatient, () -> "its turn");
            return "done";
        });
        assertThat(waiting[1].outcome())
                .asInstanceOf(THROWABLE)
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("busy with other updates for all of updateTimeout=PT1S");
        end.countDown();
        assertThat(waiting[0].outcome()).isEqualTo("ended");
    }

    private static String await(CountDownLatch latch) {
        try {
            latch.await();
            return "ended";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void interruptWhileWaitingIsAConflictAndStaysSet() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> queue.inTurn(KEY, () -> "its turn"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoDoesNotWaitDoesNothingWhenItIsSomebodyElsesTurn() throws Exception {
        assertThat(queue.ifFree(KEY.value(), () -> true)).isTrue();
        assertThat(queue.ifFree(KEY.value(), () -> false)).isFalse();
        CountDownLatch done = new CountDownLatch(1);
        queue.inTurn(KEY, () -> {
            Thread other = new Thread(() -> {
                if (!queue.ifFree(KEY.value(), () -> true)) {
                    done.countDown();
                }
            });
            other.start();
            return await(done);
        });
    }
}
