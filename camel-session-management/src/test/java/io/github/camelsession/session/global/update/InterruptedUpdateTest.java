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

import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.update.FaultyPort.Fault;
import io.github.camelsession.session.global.update.PendingUpdate.Again;
import io.github.camelsession.session.global.update.PendingUpdate.Done;
import io.github.camelsession.session.global.update.PendingUpdate.Failed;
import io.github.camelsession.session.global.update.PendingUpdate.Phase;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The thread that writes is interrupted: that is its own affair, and what it has begun it brings to an end. */
class InterruptedUpdateTest {
    private final Turn turn = new Turn();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private void interruptInTheWrite() {
        turn.port.beforeWrite = next -> {
            turn.port.beforeWrite = others -> {};
            Thread.currentThread().interrupt();
        };
    }

    private static AbstractThrowableAssert<?, Throwable> assertFailure(PendingUpdate update) {
        assertThat(update.state()).isInstanceOf(Failed.class);
        return assertThat(((Failed) update.state()).reason());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FAILED", "LATE", "LATE_AFTER_READ", "STORED_BUT_FAILED"})
    void updateThatIsAloneIsStoredOnceThoughItsWriteFailed(Fault fault) {
        PendingUpdate update = turn.add(increment("count"));
        interruptInTheWrite();
        turn.port.next(fault);
        turn.run();
        turn.port.land();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(update.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FAILED", "LATE"})
    void thoseThatWereTakenAlongTryForThemselvesWhenTheirWriteFailed(Fault fault) {
        PendingUpdate leader = turn.add(increment("count"));
        PendingUpdate other = turn.add(increment("count"));
        interruptInTheWrite();
        turn.port.next(fault);
        turn.run();
        turn.port.land();
        assertThat(Thread.interrupted()).isTrue();
        assertFailure(leader).isInstanceOf(SessionConflictException.class).hasMessageContaining("interrupted");
        assertThat(other.state()).isEqualTo(Again.ALONE);
        assertThat(turn.stored()).isEqualTo(Session.EMPTY);
    }

    @Test
    void storeThatFailsTwiceByItselfLeavesItOpen() {
        PendingUpdate leader = turn.add(put("a", "1"));
        PendingUpdate other = turn.add(put("b", "1"));
        interruptInTheWrite();
        turn.port.next(Fault.LATE, Fault.FAILED, Fault.FAILED);
        turn.run();
        assertThat(Thread.interrupted()).isTrue();
        assertFailure(leader)
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.isOutcomeUnknown()).isTrue());
        assertFailure(other)
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.isOutcomeUnknown()).isTrue());
        assertThat(turn.writes()).isEqualTo(3);
    }

    @Test
    void readThatFailsForTheInterruptFailsNobodyElse() {
        PendingUpdate leader = turn.add(put("a", "1"));
        PendingUpdate other = turn.add(put("b", "1"));
        PendingUpdate[] waiting = new PendingUpdate[1];
        turn.port.beforeRead = () -> {
            waiting[0] = turn.add(put("c", "1"));
            failForAnInterrupt();
        };
        turn.run();
        assertThat(Thread.interrupted()).isTrue();
        assertFailure(leader).isInstanceOf(SessionConflictException.class).hasMessageContaining("interrupted");
        assertThat(other.state()).isInstanceOf(Again.class);
        assertThat(waiting[0].state()).isEqualTo(Phase.LEADING);
    }

    private void failForAnInterrupt() {
        turn.port.beforeRead = () -> {};
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", new InterruptedException());
    }

    @Test
    void writeIsLookedUpOnceMoreWhenTheReadFailsForTheInterrupt() {
        PendingUpdate leader = turn.add(increment("count"));
        PendingUpdate other = turn.add(increment("count"));
        turn.port.beforeWrite = next -> turn.port.beforeRead = this::failForAnInterrupt;
        turn.port.next(Fault.STORED_BUT_FAILED);
        turn.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(leader.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(other.state()).isEqualTo(new Done(session("count", "1")));
    }

    @Test
    void interruptsWithoutAnEndLeaveItOpenAndFailNobodyThatWaits() {
        PendingUpdate leader = turn.add(put("a", "1"));
        PendingUpdate[] waiting = new PendingUpdate[1];
        turn.port.beforeWrite = next -> {
            waiting[0] = turn.add(put("b", "1"));
            turn.port.beforeRead = () -> {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted");
            };
        };
        turn.port.next(Fault.STORED_BUT_FAILED);
        turn.run();
        assertThat(Thread.interrupted()).isTrue();
        assertFailure(leader)
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.isOutcomeUnknown()).isTrue());
        assertThat(waiting[0].state()).isEqualTo(Phase.LEADING);
        assertThat(Duration.between(ManualTime.START, turn.time.instant())).isEqualTo(SETTINGS.updateTimeout());
    }

    @Test
    void interruptThatARepositoryHidesInItsExceptionIsKept() {
        PendingUpdate update = turn.add(put("a", "1"));
        turn.port.beforeWrite = next -> {
            turn.port.beforeWrite = again -> {};
            throw new IllegalStateException(new InterruptedException());
        };
        turn.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(update.state()).isEqualTo(new Done(Session.EMPTY));
    }
}
