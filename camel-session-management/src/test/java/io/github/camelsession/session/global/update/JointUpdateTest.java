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

import static io.github.camelsession.session.global.support.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.support.Fixtures.SETTINGS;
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionEvent.Kind;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.update.FaultyPort.Fault;
import io.github.camelsession.session.global.update.PendingUpdate.Again;
import io.github.camelsession.session.global.update.PendingUpdate.Done;
import io.github.camelsession.session.global.update.PendingUpdate.Failed;
import io.github.camelsession.session.global.update.PendingUpdate.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What updates that are written together are to each other. */
class JointUpdateTest {
    private static final UnaryOperator<Session> DELETE_COUPON_OR_FAIL = session -> {
        if (!session.attributes().containsKey("coupon")) {
            throw new IllegalArgumentException("the session has no coupon");
        }
        return session.without(FieldNames.parse("coupon"));
    };
    private static final UnaryOperator<Session> CLEAR = session -> Session.EMPTY;
    private static final UnaryOperator<Session> CLAIM =
            session -> session.withAbsent(Map.of("claimed", JsonValue.ofText("true")), null);

    private Turn turn = new Turn();

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static AbstractThrowableAssert<?, Throwable> assertFailure(PendingUpdate update) {
        assertThat(update.state()).isInstanceOf(Failed.class);
        return assertThat(((Failed) update.state()).reason());
    }

    private void given(UnaryOperator<Session> change) {
        turn.onAnotherNode(change);
        turn.port.calls.clear();
    }

    @Test
    void updatesAreOneReadAndOneWriteAndEachSeesWhatThoseBeforeItLeft() {
        PendingUpdate first = turn.add(increment("count"));
        PendingUpdate second = turn.add(increment("count"));
        turn.run();
        assertThat(turn.port.calls).containsExactly("get", "write");
        assertThat(first.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(second.state()).isEqualTo(new Done(session("count", "1")));
        assertThat(turn.stored()).isEqualTo(session("count", "2"));
    }

    @Test
    void oneThatComesAfterTheReadIsNotTakenAndHasTheNextTurn() {
        turn.add(increment("count"));
        PendingUpdate[] late = new PendingUpdate[1];
        turn.port.beforeWrite = next -> {
            turn.port.beforeWrite = another -> {};
            late[0] = turn.add(increment("count"));
        };
        turn.run();
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
        assertThat(late[0].state()).isEqualTo(Phase.LEADING);
        turn.run();
        assertThat(late[0].state()).isEqualTo(new Done(session("count", "1")));
    }

    @Test
    void updateThatCannotBeDoneFailsAloneAndChangesNothing() {
        turn.add(increment("count"));
        PendingUpdate refusing = turn.add(DELETE_COUPON_OR_FAIL);
        PendingUpdate last = turn.add(increment("count"));
        turn.run();
        assertFailure(refusing).hasMessage("the session has no coupon");
        assertThat(last.state()).isEqualTo(new Done(session("count", "1")));
        assertThat(turn.stored()).isEqualTo(session("count", "2"));
    }

    @Test
    void fieldWhoseTimeIsOverBeforeItsTurnIsNotSeenByTheNext() {
        turn.add(session -> session.with(Map.of("claimed", JsonValue.ofText("1")), ManualTime.START));
        PendingUpdate claim = turn.add(CLAIM);
        turn.run();
        assertThat(claim.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(turn.stored()).isEqualTo(session("claimed", "true"));
    }

    @Test
    void nothingIsWrittenIfNoneChangesAnything() {
        PendingUpdate refusing = turn.add(DELETE_COUPON_OR_FAIL);
        PendingUpdate clear = turn.add(CLEAR);
        turn.run();
        assertFailure(refusing).isInstanceOf(IllegalArgumentException.class);
        assertThat(clear.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(turn.writes()).isZero();
    }

    @Test
    void updateWhoseTokenIsOverFailsAlone() {
        PendingUpdate over = turn.add(claimsKey("a user", ManualTime.START.minus(SETTINGS.clockSkew())), put("a", "1"));
        turn.add(put("b", "2"));
        turn.run();
        assertFailure(over).isInstanceOf(SessionAccessDeniedException.class);
        assertThat(turn.stored()).isEqualTo(session("b", "2"));
    }

    @Test
    void entryEndsWithTheTokenThatLivesLongest() {
        Instant later = EXPIRY.plus(Duration.ofHours(1));
        turn.add(put("a", "1"));
        turn.add(claimsKey("a user", later), put("b", "2"));
        turn.add(put("c", "3"));
        turn.run();
        assertThat(turn.storedEntry().entry().expiresAt()).isEqualTo(later);
    }

    /** R1. */
    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void updateTakenAlongByOneThatCannotBeDoneIsAppliedOnceWhateverTheStoreSays(Fault fault) {
        given(put("count", "0"));
        PendingUpdate leader = turn.add(DELETE_COUPON_OR_FAIL);
        PendingUpdate claim = turn.add(session -> CLAIM.apply(increment("count").apply(session)));
        turn.port.next(fault);
        turn.run();
        turn.port.land();
        assertFailure(leader).hasMessage("the session has no coupon");
        assertThat(claim.state()).isEqualTo(new Done(session("count", "0")));
        assertThat(turn.stored()).isEqualTo(CLAIM.apply(session("count", "1")));
    }

    /** R1, twice in a row: nothing is applied twice even if both writes come in late. */
    @Test
    void updateWhoseWritesFailTwiceIsUnknownAndAppliedOnceAtMost() {
        given(put("count", "0"));
        turn.add(DELETE_COUPON_OR_FAIL);
        PendingUpdate increment = turn.add(increment("count"));
        turn.port.next(Fault.LATE, Fault.LATE);
        turn.run();
        assertFailure(increment)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("it may still be stored");
        assertThat(turn.stored()).isEqualTo(session("count", "0"));
        turn.port.land();
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
    }

    /** R4. */
    @Test
    void newSessionThatIsOneTooManyIsALimitForEachThatStoresIt() {
        SessionLimitException full = new SessionLimitException("full", "maxSessions");
        turn.port.beforeWrite = next -> {
            throw full;
        };
        PendingUpdate delete = turn.add(DELETE_COUPON_OR_FAIL);
        PendingUpdate put = turn.add(put("a", "1"));
        PendingUpdate another = turn.add(put("b", "1"));
        turn.run();
        assertFailure(delete).isInstanceOf(IllegalArgumentException.class);
        assertThat(put.state()).isEqualTo(Again.ALONE);
        assertThat(another.state()).isEqualTo(Again.ALONE);
        for (PendingUpdate alone : List.of(turn.add(put("a", "1")))) {
            turn.run();
            assertFailure(alone).isSameAs(full);
        }
    }

    /** R4. */
    @Test
    void newSessionThatIsOneTooManyIsALimitForOneThatIsTakenAlong() {
        SessionLimitException full = new SessionLimitException("full", "maxSessions");
        turn.port.beforeWrite = next -> {
            throw full;
        };
        turn.add(DELETE_COUPON_OR_FAIL);
        PendingUpdate put = turn.add(put("a", "1"));
        turn.run();
        assertFailure(put).isSameAs(full);
    }

    /** R5. */
    @Test
    void verdictThatRestsOnAChangeThatIsNotStoredIsNone() {
        given(put("coupon", "1"));
        PendingUpdate clear = turn.add(CLEAR);
        PendingUpdate delete = turn.add(DELETE_COUPON_OR_FAIL);
        turn.port.next(Fault.FAILED, Fault.FAILED);
        turn.run();
        assertFailure(clear).isInstanceOf(SessionStoreException.class);
        assertThat(delete.state()).isEqualTo(Again.ALONE);
    }

    /** R5. */
    @Test
    void sizeThatRestsOnAChangeThatIsNotStoredIsNone() {
        turn = new Turn(new GlobalSettings(Duration.ofSeconds(5), Duration.ZERO, null, 20));
        PendingUpdate first = turn.add(put("a", "\"0123456789\""));
        PendingUpdate second = turn.add(put("b", "\"0123456789\""));
        turn.port.next(Fault.FAILED, Fault.FAILED);
        turn.run();
        assertFailure(first).isInstanceOf(SessionStoreException.class);
        assertThat(second.state()).isEqualTo(Again.ALONE);
    }

    /** R5: with the write, the verdict holds. */
    @Test
    void verdictThatRestsOnAChangeHoldsOnceThatIsStored() {
        given(put("coupon", "1"));
        PendingUpdate clear = turn.add(CLEAR);
        PendingUpdate delete = turn.add(DELETE_COUPON_OR_FAIL);
        turn.port.next(Fault.STORED_BUT_FAILED);
        turn.run();
        assertThat(clear.state()).isEqualTo(new Done(session("coupon", "1")));
        assertFailure(delete).hasMessage("the session has no coupon");
    }

    /** R22a. */
    @Test
    void oneThatTheStoreDoesNotTakeFailsAlone() {
        given(put("count", "0"));
        turn.port.beforeWrite = JointUpdateTest::refuseLargeOnes;
        PendingUpdate large = turn.add(put("large", "\"" + "x".repeat(5000) + "\""));
        PendingUpdate small = turn.add(increment("count"));
        turn.run();
        assertFailure(large).isInstanceOf(SessionStoreException.class).hasCause(FaultyPort.FAILURE);
        assertThat(small.state()).isEqualTo(Again.ALONE);
        assertThat(turn.stored()).isEqualTo(session("count", "0"));
        PendingUpdate alone = turn.add(increment("count"));
        turn.run();
        assertThat(alone.state()).isEqualTo(new Done(session("count", "0")));
    }

    /** R22a, for a session that is not there yet. */
    @Test
    void oneThatTheStoreDoesNotTakeFailsAloneInANewSession() {
        turn.port.beforeWrite = JointUpdateTest::refuseLargeOnes;
        PendingUpdate small = turn.add(increment("count"));
        PendingUpdate large = turn.add(put("large", "\"" + "x".repeat(5000) + "\""));
        turn.run();
        assertThat(small.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(large.state()).isEqualTo(Again.ALONE);
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
    }

    private static void refuseLargeOnes(Exchange next) {
        if (next.getMessage().getBody(byte[].class).length > 4000) {
            throw FaultyPort.FAILURE;
        }
    }

    /** R22a: what decides about the failed write does not come too early. */
    @Test
    void jointWriteThatComesInAfterItFailedIsKnown() {
        given(put("count", "0"));
        PendingUpdate first = turn.add(increment("count"));
        PendingUpdate second = turn.add(increment("count"));
        turn.port.next(Fault.LATE_AFTER_READ);
        turn.run();
        assertThat(first.state()).isEqualTo(new Done(session("count", "0")));
        assertThat(second.state()).isEqualTo(new Done(session("count", "1")));
        assertThat(turn.stored()).isEqualTo(session("count", "2"));
    }

    /** R22a: nor is a joint write that comes in even later applied beside those that were tried alone. */
    @Test
    void jointWriteThatIsGivenUpCannotComeInAnyMore() {
        given(put("count", "0"));
        PendingUpdate first = turn.add(increment("count"));
        PendingUpdate second = turn.add(increment("count"));
        turn.port.next(Fault.LATE);
        turn.run();
        turn.port.land();
        assertThat(turn.port.calls).endsWith("late write refused");
        assertThat(first.state()).isEqualTo(new Done(session("count", "0")));
        assertThat(second.state()).isEqualTo(Again.ALONE);
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
    }

    /** What decided about the joint write is an empty entry, which nobody was told of. */
    @Test
    void sessionThatIsMadeAfterAJointWriteWasGivenUpIsToldAsCreated() {
        PendingUpdate first = turn.add(increment("count"));
        PendingUpdate second = turn.add(increment("count"));
        turn.port.next(Fault.LATE);
        turn.run();
        assertThat(turn.writes()).isEqualTo(3);
        assertThat(first.happened().kinds()).containsExactly(Kind.CREATED);
        assertThat(second.state()).isEqualTo(Again.ALONE);
        assertThat(second.happened().kinds()).isEmpty();
    }

    @Test
    void ofSeveralUpdatesTheFirstTellsThatTheSessionIsCreated() {
        PendingUpdate nothing = turn.add(CLEAR);
        PendingUpdate first = turn.add(increment("count"));
        PendingUpdate second = turn.add(increment("count"));
        turn.run();
        assertThat(nothing.happened().kinds()).isEmpty();
        assertThat(first.happened().kinds()).containsExactly(Kind.CREATED);
        assertThat(second.happened().kinds()).isEmpty();
    }

    @Test
    void ofSeveralEndsThoseTellEndedThatFindASession() {
        given(put("count", "1"));
        PendingUpdate first = endAll(1);
        PendingUpdate second = endAll(2);
        turn.add(put("count", "2"));
        turn.add(CLEAR);
        PendingUpdate third = endAll(3);
        turn.run();
        assertThat(turn.writes()).isEqualTo(1);
        assertThat(first.happened().kinds()).containsExactly(Kind.ENDED);
        assertThat(second.happened().kinds()).isEmpty();
        assertThat(third.happened().kinds()).containsExactly(Kind.ENDED);
    }

    private PendingUpdate endAll(int seconds) {
        return turn.add(Turn.KEY, Change.endIssuedUntil(turn.time.instant().plusSeconds(seconds)));
    }

    /** R22b. */
    @Test
    void errorInTheChangeOfOneIsThatOnesAlone() {
        OutOfMemoryError error = new OutOfMemoryError("in a change");
        PendingUpdate fine = turn.add(put("a", "1"));
        PendingUpdate broken = turn.add(session -> {
            throw error;
        });
        turn.run();
        assertThat(fine.state()).isEqualTo(new Done(Session.EMPTY));
        assertFailure(broken).isSameAs(error);
    }

    @Test
    void refusedWriteIsTriedAgainWithAllOnWhatIsThereNow() {
        PendingUpdate first = turn.add(increment("count"));
        PendingUpdate second = turn.add(increment("count"));
        turn.port.beforeWrite = next -> {
            turn.port.beforeWrite = another -> {};
            turn.onAnotherNode(put("count", "10"));
        };
        turn.run();
        assertThat(first.state()).isEqualTo(new Done(session("count", "10")));
        assertThat(second.state()).isEqualTo(new Done(session("count", "11")));
    }

    @Test
    void oneWhoseTimeIsOverFailsAloneWithAConflictAndTheOthersMayTryAgain() {
        PendingUpdate leader = turn.add(put("a", "1"));
        PendingUpdate other = turn.add(put("b", "2"));
        anotherNodeIsFaster(() -> turn.time.advance(SETTINGS.updateTimeout()));
        turn.run();
        assertFailure(leader).isInstanceOf(SessionConflictException.class).hasMessageContaining("updateTimeout");
        assertThat(other.state()).isEqualTo(Again.TOGETHER);
        assertThat(turn.stored()).isEqualTo(session("other", "1"));
    }

    private void anotherNodeIsFaster(Runnable then) {
        turn.port.beforeWrite = next -> {
            turn.port.beforeWrite = another -> {};
            turn.onAnotherNode(put("other", "1"));
            then.run();
        };
    }

    /** R2. */
    @Test
    void oneThatIsAbandonedBeforeAnAttemptIsNoPartOfIt() {
        turn.add(DELETE_COUPON_OR_FAIL);
        PendingUpdate gone = turn.add(put("gone", "1"));
        PendingUpdate stays = turn.add(put("stays", "1"));
        anotherNodeIsFaster(() -> gone.abandon(Phase.TAKEN));
        turn.run();
        assertThat(gone.state()).isEqualTo(Phase.ABANDONED);
        assertThat(stays.state()).isEqualTo(new Done(session("other", "1")));
        assertThat(turn.stored().attributes()).containsOnlyKeys("other", "stays");
    }

    /** R2: nor is anything of it left in the line. */
    @Test
    void oneThatIsAbandonedWhileItWaitsDoesNotGetTheTurn() {
        turn.add(put("a", "1"));
        PendingUpdate[] waiting = new PendingUpdate[2];
        turn.port.beforeWrite = next -> {
            turn.port.beforeWrite = another -> {};
            waiting[0] = turn.add(put("b", "1"));
            waiting[1] = turn.add(put("c", "1"));
            waiting[0].abandon(Phase.WAITING);
        };
        turn.run();
        assertThat(waiting[0].state()).isEqualTo(Phase.ABANDONED);
        assertThat(waiting[1].state()).isEqualTo(Phase.LEADING);
    }

    @Test
    void readThatFailsFailsThoseTakenAndThoseThatWaitEachWithAnExceptionOfItsOwn() {
        PendingUpdate[] waiting = new PendingUpdate[1];
        PendingUpdate first = turn.add(put("a", "1"));
        PendingUpdate second = turn.add(put("b", "1"));
        turn.port.beforeRead = () -> {
            waiting[0] = turn.add(put("c", "1"));
            throw FaultyPort.FAILURE;
        };
        turn.run();
        for (PendingUpdate update : List.of(first, second, waiting[0])) {
            assertFailure(update)
                    .isInstanceOf(SessionStoreException.class)
                    .hasCause(FaultyPort.FAILURE)
                    .hasMessage(
                            "repository org.example.SomeRepository failed to read session " + Turn.KEY.label() + "…");
        }
        assertThat(((Failed) first.state()).reason()).isNotSameAs(((Failed) second.state()).reason());
    }

    @Test
    void jointWriteThatCannotBeLookedUpIsUnknownForThoseThatItChanges() {
        PendingUpdate first = turn.add(put("a", "1"));
        PendingUpdate verdict = turn.add(DELETE_COUPON_OR_FAIL);
        PendingUpdate second = turn.add(put("b", "1"));
        turn.port.next(Fault.STORED_BUT_FAILED);
        turn.port.beforeWrite = next -> turn.port.beforeRead = () -> {
            throw FaultyPort.FAILURE;
        };
        turn.run();
        for (PendingUpdate update : List.of(first, second)) {
            assertFailure(update)
                    .isInstanceOfSatisfying(
                            SessionStoreException.class,
                            e -> assertThat(e.isOutcomeUnknown()).isTrue());
        }
        assertThat(verdict.state()).isEqualTo(Again.ALONE);
        assertThat(((Failed) first.state()).reason())
                .isNotSameAs(((Failed) second.state()).reason())
                .asInstanceOf(THROWABLE)
                .hasSuppressedException(FaultyPort.FAILURE);
    }

    @Test
    void interruptOfTheLeaderIsItsAloneAndKept() {
        PendingUpdate leader = turn.add(put("a", "1"));
        PendingUpdate other = turn.add(put("b", "1"));
        anotherNodeIsFaster(() -> Thread.currentThread().interrupt());
        turn.run();
        assertThat(Thread.interrupted()).isTrue();
        assertFailure(leader).isInstanceOf(SessionConflictException.class).hasMessageContaining("interrupted");
        assertThat(other.state()).isEqualTo(Again.TOGETHER);
    }

    @Test
    void oneThatIsToBeAloneIsNeitherTakenNorTakesOthers() {
        PendingUpdate first = turn.add(put("a", "1"));
        PendingUpdate alone = first.again(Again.ALONE);
        turn.turns.enter(alone);
        PendingUpdate last = turn.add(put("b", "1"));
        turn.run();
        assertThat(last.state()).isInstanceOf(Done.class);
        assertThat(alone.state()).isEqualTo(Phase.LEADING);
    }
}
