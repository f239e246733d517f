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
import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.support.Threads;
import io.github.camelsession.session.global.update.PendingUpdate.Again;
import io.github.camelsession.session.global.update.PendingUpdate.Done;
import io.github.camelsession.session.global.update.PendingUpdate.Phase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TurnsPerKeyTest {
    private static final SessionKey KEY = claimsKey("a user", EXPIRY);

    private final TurnsPerKey turns = new TurnsPerKey();

    private PendingUpdate update(SessionKey key) {
        return new PendingUpdate(
                key, Change.of(UnaryOperator.identity()), Duration.ofSeconds(5), new ManualTime(), this);
    }

    private PendingUpdate entered() {
        PendingUpdate update = update(KEY);
        turns.enter(update);
        return update;
    }

    private boolean isFree() {
        return turns.ifFree(KEY.value(), () -> true);
    }

    @Test
    void firstHasTheTurnAndTheOthersGetItInTheOrderInWhichTheyCame() {
        List<PendingUpdate> updates = List.of(entered(), entered(), entered());
        for (PendingUpdate update : updates) {
            assertThat(update.state()).isEqualTo(Phase.LEADING);
            assertThat(isFree()).isFalse();
            update.conclude(new Done(Session.EMPTY));
            turns.leave(update);
        }
        assertThat(isFree()).isTrue();
    }

    @Test
    void anotherKeyHasATurnOfItsOwn() {
        entered();
        assertThat(turns.enter(update(claimsKey("another user", EXPIRY)))).isTrue();
    }

    @Test
    void oneThatLeavesTheLineIsPassedOver() {
        PendingUpdate first = entered();
        PendingUpdate gone = entered();
        PendingUpdate last = entered();
        turns.leave(gone);
        assertThat(gone.state()).isEqualTo(Phase.ABANDONED);
        turns.leave(first);
        assertThat(last.state()).isEqualTo(Phase.LEADING);
        turns.leave(last);
        assertThat(isFree()).isTrue();
    }

    @Test
    void oneThatGetsTheTurnJustBeforeItLeavesPassesItOn() {
        PendingUpdate first = entered();
        PendingUpdate second = entered();
        PendingUpdate third = entered();
        turns.leave(first);
        turns.leave(second);
        assertThat(third.state()).isEqualTo(Phase.LEADING);
    }

    @Test
    void oneThatIsTakenLeavesTheTurnToItsHolder() {
        PendingUpdate first = entered();
        PendingUpdate taken = entered();
        assertThat(turns.take(KEY.value(), update -> update.goesWith(first))).containsExactly(taken);
        turns.leave(taken);
        assertThat(isFree()).isFalse();
        turns.leave(first);
        assertThat(isFree()).isTrue();
    }

    @Test
    void takenAreThoseThatWaitButNotThoseThatAreToBeAlone() {
        PendingUpdate first = entered();
        PendingUpdate alone = first.again(Again.ALONE);
        turns.enter(alone);
        PendingUpdate together = first.again(Again.TOGETHER);
        turns.enter(together);
        assertThat(turns.take(KEY.value(), update -> update.goesWith(first))).containsExactly(together);
        assertThat(turns.take(KEY.value(), update -> true)).containsExactly(alone);
    }

    @Test
    void outcomeOfOneThatHasGoneIsNobodys() {
        PendingUpdate first = entered();
        PendingUpdate taken = entered();
        turns.take(KEY.value(), update -> update.goesWith(first));
        assertThat(taken.abandon(Phase.WAITING)).isFalse();
        assertThat(taken.abandon(Phase.TAKEN)).isTrue();
        taken.conclude(new Done(Session.EMPTY));
        assertThat(taken.state()).isEqualTo(Phase.ABANDONED);
        first.conclude(new Done(Session.EMPTY));
        first.conclude(Again.ALONE);
        assertThat(first.state()).isEqualTo(new Done(Session.EMPTY));
    }

    @Test
    void turnIsFreeAfterWorkThatThrows() {
        assertThatThrownBy(() -> turns.ifFree(KEY.value(), () -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(isFree()).isTrue();
    }

    @Test
    void oneThatWaitsForOneThatDoesNotWaitGetsItsTurn() {
        PendingUpdate[] waiting = new PendingUpdate[1];
        turns.ifFree(KEY.value(), () -> {
            waiting[0] = entered();
            return false;
        });
        assertThat(waiting[0].state()).isEqualTo(Phase.LEADING);
    }

    @Test
    void turnIsHeldByOneOfManyThreadsAtATime() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Threads.run(8, thread -> {
            for (int i = 0; i < 500; i++) {
                done.addAndGet(
                        turns.ifFree(
                                        KEY.value(),
                                        () -> holders.incrementAndGet() == 1 && holders.decrementAndGet() == 0)
                                ? 1
                                : 0);
            }
        });
        assertThat(holders).hasValue(0);
        assertThat(done.get()).isPositive();
    }

    @Test
    void turnsAreThoseOfTheRepositoryObjectWhateverItTakesForEqual() {
        Object one = List.of("equal");
        Object other = List.of("equal");
        assertThat(TurnsOfRepository.of(one)).isSameAs(TurnsOfRepository.of(one));
        assertThat(TurnsOfRepository.of(one)).isNotSameAs(TurnsOfRepository.of(other));
    }
}
