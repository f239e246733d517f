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
import java.time.Duration;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A repository refuses a write though the entry is there that the write expects: nothing says that it is over. */
class RefusedWriteTest {
    private final Turn turn = new Turn();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static AbstractThrowableAssert<?, Throwable> assertFailure(PendingUpdate update) {
        assertThat(update.state()).isInstanceOf(Failed.class);
        return assertThat(((Failed) update.state()).reason());
    }

    private static void assertOpen(PendingUpdate update) {
        assertFailure(update)
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.isOutcomeUnknown()).isTrue())
                .hasCauseInstanceOf(OptimisticLockingException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REFUSED", "REFUSED_BUT_LATE", "REFUSED_BUT_LATE_AFTER_READ"})
    void updateIsStoredOnceAndSeesNothingOfItself(Fault fault) {
        PendingUpdate update = turn.add(increment("count"));
        turn.port.next(fault);
        turn.run();
        turn.port.land();
        assertThat(update.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REFUSED", "REFUSED_BUT_LATE", "REFUSED_BUT_LATE_AFTER_READ"})
    void interruptedUpdateIsStoredOnce(Fault fault) {
        PendingUpdate update = turn.add(increment("count"));
        turn.port.beforeWrite = next -> Thread.currentThread().interrupt();
        turn.port.next(fault);
        turn.run();
        turn.port.land();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(update.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
    }

    @Test
    void thoseThatWereWrittenTogetherTryAlone() {
        PendingUpdate leader = turn.add(increment("count"));
        PendingUpdate other = turn.add(increment("count"));
        turn.port.next(Fault.REFUSED_BUT_LATE);
        turn.run();
        turn.port.land();
        assertThat(leader.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(other.state()).isEqualTo(Again.ALONE);
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
    }

    @Test
    void thoseThatWereWrittenTogetherAreKnownWhenTheirWriteComesIn() {
        PendingUpdate leader = turn.add(increment("count"));
        PendingUpdate other = turn.add(increment("count"));
        turn.port.next(Fault.REFUSED_BUT_LATE_AFTER_READ);
        turn.run();
        assertThat(leader.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(other.state()).isEqualTo(new Done(session("count", "1")));
        assertThat(turn.stored()).isEqualTo(session("count", "2"));
    }

    @Test
    void updateIsOpenWhenItsTimeIsOver() {
        PendingUpdate update = turn.add(put("a", "1"));
        turn.port.beforeWrite = next -> turn.time.advance(SETTINGS.updateTimeout());
        turn.port.next(Fault.REFUSED_BUT_LATE);
        turn.run();
        assertOpen(update);
        turn.port.land();
        assertThat(turn.stored()).isEqualTo(session("a", "1"));
    }

    @Test
    void updateIsTriedUntilItsTimeIsOverAndItsMessageSaysWhatWasRefused() {
        PendingUpdate update = turn.add(put("a", "1"));
        turn.port.beforeWrite = next -> {
            throw new OptimisticLockingException();
        };
        turn.run();
        assertOpen(update);
        assertFailure(update)
                .hasMessageContaining("org.example.SomeRepository refused " + turn.writes() + " writes")
                .hasMessageContaining("although nothing else wrote the session");
        assertThat(Duration.between(ManualTime.START, turn.time.instant())).isEqualTo(SETTINGS.updateTimeout());
    }

    @Test
    void interruptedUpdateIsNotTriedForLong() {
        PendingUpdate update = turn.add(put("a", "1"));
        turn.port.beforeWrite = next -> {
            Thread.currentThread().interrupt();
            throw new OptimisticLockingException();
        };
        turn.run();
        assertOpen(update);
        assertThat(turn.writes()).isEqualTo(3);
    }

    @Test
    void updateThatLosesToAnotherNodeInTheEndIsNotStored() {
        PendingUpdate update = turn.add(put("a", "1"));
        turn.port.next(Fault.REFUSED_BUT_LATE);
        turn.port.beforeWrite = next -> turn.port.beforeWrite = again -> {
            turn.port.beforeWrite = others -> {};
            turn.onAnotherNode(put("b", "1"));
            turn.time.advance(SETTINGS.updateTimeout());
        };
        turn.run();
        assertFailure(update).isInstanceOf(SessionConflictException.class).hasMessageContaining(" refused 2 writes");
        turn.port.land();
        assertThat(turn.stored()).isEqualTo(session("b", "1"));
    }

    @Test
    void messageOfARefusalWithACauseAsksForWhatHasLockedTheRow() {
        PendingUpdate update = turn.add(put("a", "1"));
        turn.port.beforeWrite = next -> {
            OptimisticLockingException refusal = new OptimisticLockingException();
            refusal.initCause(new IllegalStateException("Lock wait timeout exceeded"));
            throw refusal;
        };
        turn.run();
        assertOpen(update);
        assertFailure(update)
                .hasRootCauseMessage("Lock wait timeout exceeded")
                .hasMessageContaining("if something else has locked the session's row")
                .hasMessageNotContaining("set another aggregationRepository");
    }
}
