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

import static io.github.camelsession.session.global.support.Fixtures.claimsKey;
import static io.github.camelsession.session.global.support.Fixtures.increment;
import static io.github.camelsession.session.global.support.Fixtures.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.support.ManualTime;
import io.github.camelsession.session.global.update.FaultyPort.Fault;
import io.github.camelsession.session.global.update.PendingUpdate.Done;
import io.github.camelsession.session.global.update.PendingUpdate.Failed;
import io.github.camelsession.session.global.update.PendingUpdate.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class JointUpdatePropertyTest {
    private static final GlobalSettings SETTINGS =
            new GlobalSettings(Duration.ofSeconds(5), Duration.ofSeconds(60), null, 40);
    private static final SessionKey KEY_OF_ENDED_TOKEN = claimsKey("a user", ManualTime.START.minusSeconds(60));

    enum Kind {
        INCREMENT(increment("count")),
        PUT(put("a", "1")),
        PUT_ANOTHER_VALUE(put("a", "\"two\"")),
        PUT_IF_ABSENT(
                session -> session.withAbsent(Map.of("a", JsonValue.ofText("3"), "b", JsonValue.ofText("4")), null)),
        PUT_TOO_MUCH(put("large", "\"0123456789012345678901234567890123456789\"")),
        PUT_WITHOUT_A_TOKEN(put("b", "5")),
        DELETE(session -> session.without(FieldNames.parse("a"))),
        DELETE_OR_FAIL(session -> {
            if (!session.attributes().containsKey("a")) {
                throw new IllegalArgumentException("a field is missing");
            }
            return session.without(FieldNames.parse("a"));
        }),
        CLEAR(session -> Session.EMPTY),
        NOTHING(session -> session);

        private final UnaryOperator<Session> change;

        Kind(UnaryOperator<Session> change) {
            this.change = change;
        }

        private PendingUpdate addTo(Turn turn) {
            return turn.add(this == PUT_WITHOUT_A_TOKEN ? KEY_OF_ENDED_TOKEN : Turn.KEY, change);
        }
    }

    /** What became of updates, and of the session. */
    private record Outcome(List<Object> results, Session stored) {}

    @Property
    void updatesThatAreStoredByOneWriteAreAsIfOneCameAfterTheOther(@ForAll @Size(min = 1, max = 8) List<Kind> kinds) {
        assertThat(outcome(kinds, kinds.size())).isEqualTo(outcome(kinds, 1));
    }

    private static Outcome outcome(List<Kind> kinds, int inOneTurn) {
        Turn turn = new Turn(SETTINGS);
        List<PendingUpdate> updates = new ArrayList<>();
        for (int from = 0; from < kinds.size(); from += inOneTurn) {
            kinds.subList(from, from + inOneTurn).forEach(kind -> updates.add(kind.addTo(turn)));
            turn.run();
        }
        return new Outcome(updates.stream().map(JointUpdatePropertyTest::result).toList(), turn.stored());
    }

    /** The session before, or what was thrown. */
    private static Object result(PendingUpdate update) {
        return update.state() instanceof Failed failed ? failed.reason().toString() : update.state();
    }

    /** Whatever the store does and says, and whether those before it can be done. */
    @Property(tries = 2_000)
    void eachIsStoredOnceIfItIsSaidToBeAndNotAtAllIfItMayTryAgain(
            @ForAll @Size(min = 1, max = 4) List<Boolean> canBeDone, @ForAll @Size(max = 6) List<Fault> faults) {
        Turn turn = new Turn();
        turn.onAnotherNode(put("first", "1"));
        List<PendingUpdate> updates = new ArrayList<>();
        for (int i = 0; i < canBeDone.size(); i++) {
            updates.add(turn.add(canBeDone.get(i) ? increment("u" + i) : Kind.DELETE_OR_FAIL.change));
        }
        turn.port.next(faults.toArray(Fault[]::new));
        turn.run();
        turn.port.land();
        Session stored = turn.stored();
        for (int i = 0; i < updates.size(); i++) {
            JsonValue value = stored.attributes().get("u" + i);
            int times = value == null ? 0 : Integer.parseInt(value.text());
            State state = updates.get(i).state();
            boolean unknown = state instanceof Failed failed && failed.reason() instanceof SessionStoreException;
            boolean done = state instanceof Done;
            assertThat(times).as("update %d, which is %s", i, state).isBetween(done ? 1 : 0, done || unknown ? 1 : 0);
        }
        assertThat(turn.turns.ifFree(Turn.KEY.value(), () -> true)).isTrue();
    }
}
