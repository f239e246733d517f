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

import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static io.github.camelsession.session.global.support.Fixtures.session;
import static io.github.camelsession.session.global.support.Fixtures.withMaxInactiveInterval;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.Entry;
import io.github.camelsession.session.global.update.FaultyPort.Fault;
import io.github.camelsession.session.global.update.PendingUpdate.Done;
import io.github.camelsession.session.global.update.PendingUpdate.Failed;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates of a session that is over, by its idle time, and whose entry still holds what was in it. */
class EndedSessionUpdateTest {
    private static final UnaryOperator<Session> CLEAR = session -> Session.EMPTY;

    private final Turn turn = new Turn(withMaxInactiveInterval(Duration.ofMinutes(10)));

    @BeforeEach
    void endSession() {
        turn.onAnotherNode(put("a", "1"));
        turn.time.advance(Duration.ofMinutes(30));
        turn.port.calls.clear();
    }

    @Test
    void clearEmptiesTheEntryWhichIsOverAsBefore() {
        Entry before = turn.storedEntry().entry();
        PendingUpdate clear = turn.add(Turn.KEY, Change.CLEAR);
        turn.run();
        assertThat(clear.state()).isEqualTo(new Done(Session.EMPTY));
        Entry after = turn.storedEntry().entry();
        assertThat(after.session().attributes()).isEmpty();
        assertThat(after.accessedAt()).isEqualTo(before.accessedAt());
        assertThat(after.startedAt()).isEqualTo(before.startedAt());
        assertThat(after.expiresAt()).isEqualTo(before.expiresAt());
    }

    @Test
    void secondClearWritesNothing() {
        turn.add(CLEAR);
        turn.run();
        turn.add(CLEAR);
        turn.run();
        assertThat(turn.writes()).isEqualTo(1);
    }

    @Test
    void thoseThatWaitForOneAnotherAreOneWrite() {
        PendingUpdate first = turn.add(CLEAR);
        PendingUpdate second = turn.add(UnaryOperator.identity());
        turn.run();
        assertThat(turn.port.calls).containsExactly("get", "write");
        assertThat(first.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(second.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(turn.stored().attributes()).isEmpty();
    }

    @Test
    void fieldThatIsStoredAlongStartsTheNextSession() {
        turn.add(CLEAR);
        PendingUpdate increment = turn.add(increment("count"));
        turn.run();
        assertThat(increment.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
        assertThat(turn.storedEntry().entry().startedAt()).isEqualTo(turn.time.instant());
    }

    @Test
    void touchWritesNothing() {
        turn.touch();
        assertThat(turn.writes()).isZero();
        assertThat(turn.stored()).isEqualTo(session("a", "1"));
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void clearIsAcknowledgedOnlyWhenTheEntryIsEmptyWhateverTheStoreSays(Fault fault) {
        PendingUpdate clear = turn.add(CLEAR);
        turn.port.next(fault);
        turn.run();
        turn.port.land();
        assertThat(clear.state()).isEqualTo(new Done(Session.EMPTY));
        assertThat(turn.stored().attributes()).isEmpty();
    }

    @Test
    void clearThatTheStoreDoesNotTakeFails() {
        PendingUpdate clear = turn.add(CLEAR);
        turn.port.next(Fault.FAILED, Fault.FAILED);
        turn.run();
        assertThat(clear.state()).isInstanceOf(Failed.class);
        assertThat(((Failed) clear.state()).reason()).isInstanceOf(SessionStoreException.class);
    }
}
