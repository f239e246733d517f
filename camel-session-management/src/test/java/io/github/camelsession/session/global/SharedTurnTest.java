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
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.github.camelsession.session.ConflictException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits in the queue for the same session is served by the first whose turn it is. */
@Timeout(30)
class SharedTurnTest {
    private final ManualTime time = new ManualTime();
    private final StripedLocks locks = new StripedLocks();
    private final UpdateQueue queue = queue(Duration.ofSeconds(20));
    private final List<List<PendingUpdate>> turns = Collections.synchronizedList(new ArrayList<>());
    private final List<QueueingCaller> waiting = new ArrayList<>();

    private UpdateQueue queue(Duration longestWait) {
        return new UpdateQueue(locks, "org.example.SomeRepository", longestWait, time);
    }

    private void inTurn(Runnable work) {
        QueueingCaller.inTurn(queue, KEY, time, updates -> {
            work.run();
            QueueingCaller.doAll(updates);
        });
    }

    /** Each comes a little later. */
    private QueueingCaller queued(UpdateQueue in, SessionKey key, Consumer<List<PendingUpdate>> work) {
        QueueingCaller caller = new QueueingCaller(in, key, time, updates -> {
            turns.add(List.copyOf(updates));
            work.accept(updates);
        });
        waiting.add(caller);
        time.advance(Duration.ofMillis(1));
        return caller;
    }

    private QueueingCaller queued(SessionKey key) {
        return queued(queue, key, QueueingCaller::doAll);
    }

    private QueueingCaller queuedAnd(Consumer<List<PendingUpdate>> work) {
        return queued(queue, KEY, work);
    }

    private List<Object> outcomes() {
        return waiting.stream().map(QueueingCaller::outcome).toList();
    }

    @Test
    void allAreServedInOneTurnInTheOrderInWhichTheyCame() {
        inTurn(() -> {
            queued(KEY);
            queued(KEY);
            queued(KEY);
        });
        assertThat(outcomes()).hasSize(3).containsOnly(Session.EMPTY);
        assertThat(turns).hasSize(1);
        assertThat(turns.get(0)).extracting(PendingUpdate::arrival).hasSize(3).isSorted();
    }

    @Test
    void anotherSessionOfTheSameStripeHasATurnOfItsOwn() {
        SessionKey neighbour = QueueingCaller.neighbour(locks);
        inTurn(() -> {
            queued(KEY);
            queued(neighbour);
            queued(KEY);
        });
        assertThat(outcomes()).containsOnly(Session.EMPTY);
        assertThat(turns).extracting(List::size).containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void sessionThatHasWaitedLongerComesFirst() {
        SessionKey neighbour = QueueingCaller.neighbour(locks);
        inTurn(() -> {
            queued(neighbour);
            queued(KEY);
            queued(KEY);
        });
        assertThat(outcomes()).containsOnly(Session.EMPTY);
        assertThat(turns).extracting(List::size).containsExactly(1, 2);
    }

    @Test
    void whatIsLeftUndoneIsDoneInTheNextTurn() {
        inTurn(() -> {
            queuedAnd(updates -> updates.get(0).fail(new ConflictException("mine alone", null)));
            queued(KEY);
            queued(KEY);
        });
        assertThat(waiting.get(0).outcome())
                .asInstanceOf(THROWABLE)
                .isInstanceOf(ConflictException.class)
                .hasMessage("mine alone");
        assertThat(waiting.get(1).outcome()).isSameAs(Session.EMPTY);
        assertThat(waiting.get(2).outcome()).isSameAs(Session.EMPTY);
        assertThat(turns).extracting(List::size).containsExactly(3, 2);
    }

    @Test
    void failureOfTheStoreIsOneOfEachWithAnExceptionOfItsOwn() {
        StoreException failure = new StoreException("not stored", new IllegalStateException("timed out"));
        failure.addSuppressed(new IllegalStateException("refused"));
        inTurn(() -> {
            queuedAnd(updates -> {
                throw failure;
            });
            queued(KEY);
        });
        assertThat(waiting.get(0).outcome()).isSameAs(failure);
        assertThat(waiting.get(1).outcome())
                .isNotSameAs(failure)
                .asInstanceOf(THROWABLE)
                .isInstanceOf(StoreException.class)
                .hasMessage("not stored")
                .hasCause(failure.getCause())
                .hasSuppressedException(failure.getSuppressed()[0]);
    }

    @Test
    void errorInTheTurnOfOneLeavesItOpenForTheOthersWhetherTheyAreStored() {
        Error error = new StackOverflowError();
        inTurn(() -> {
            queuedAnd(updates -> {
                throw error;
            });
            queued(KEY);
        });
        assertThat(waiting.get(0).outcome()).isSameAs(error);
        assertThat(waiting.get(1).outcome())
                .asInstanceOf(THROWABLE)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("org.example.SomeRepository")
                .hasMessageContaining("it is open whether they were stored")
                .hasCause(error);
    }

    @Test
    void interruptOfOneWhoIsBeingServedDoesNotHideTheOutcome() {
        QueueingCaller[] served = new QueueingCaller[1];
        inTurn(() -> {
            queuedAnd(updates -> {
                served[0].thread().interrupt();
                QueueingCaller.doAll(updates);
            });
            served[0] = queued(KEY);
        });
        assertThat(served[0].outcome()).isSameAs(Session.EMPTY);
        assertThat(served[0].wasInterrupted()).isTrue();
    }

    @Test
    void storeThatHangsInTheTurnOfAnotherLeavesItOpenWhetherTheUpdateIsStored() {
        UpdateQueue impatient = queue(Duration.ofMillis(200));
        CountDownLatch end = new CountDownLatch(1);
        QueueingCaller.inTurn(impatient, KEY, time, updates -> {
            queued(impatient, KEY, taken -> {
                QueueingCaller.await(end);
                QueueingCaller.doAll(taken);
            });
            queued(impatient, KEY, QueueingCaller::doAll);
            QueueingCaller.doAll(updates);
        });
        assertThat(waiting.get(1).outcome())
                .asInstanceOf(THROWABLE)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("SomeRepository has not answered for all of updateTimeout=PT0.2S")
                .hasMessageContaining("it is open whether the update of session " + KEY.label() + "… was stored");
        end.countDown();
        assertThat(waiting.get(0).outcome()).isSameAs(Session.EMPTY);
    }
}
