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

import static io.github.camelsession.session.global.Fixtures.EXPIRY;
import static io.github.camelsession.session.global.Fixtures.claimsKey;
import static io.github.camelsession.session.global.Fixtures.increment;
import static io.github.camelsession.session.global.Fixtures.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

class JointUpdatePropertyTest {
    private static final GlobalSettings SETTINGS =
            new GlobalSettings(Duration.ofSeconds(5), Duration.ofSeconds(60), null, 40);
    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static final SessionKey KEY = claimsKey("a user", EXPIRY);
    private static final SessionKey KEY_OF_ENDED_TOKEN = claimsKey("a user", ManualTime.START.minusSeconds(60));

    enum Kind {
        INCREMENT(increment("count")),
        PUT(put("a", "1")),
        PUT_ANOTHER_VALUE(put("a", "\"two\"")),
        PUT_IF_ABSENT(session -> session.withAbsent(Map.of("a", JsonValue.ofText("3"), "b", JsonValue.ofText("4")))),
        PUT_TOO_MUCH(put("large", "\"0123456789012345678901234567890123456789\"")),
        PUT_WITHOUT_A_TOKEN(put("b", "5")),
        DELETE(session -> session.without(FieldNames.parse("a"))),
        DELETE_WHAT_IS_MISSING(session -> {
            throw new IllegalArgumentException("a field is missing");
        }),
        CLEAR(session -> Session.EMPTY),
        NOTHING(session -> session);

        private final UnaryOperator<Session> change;

        Kind(UnaryOperator<Session> change) {
            this.change = change;
        }

        private PendingUpdate update() {
            return new PendingUpdate(this == PUT_WITHOUT_A_TOKEN ? KEY_OF_ENDED_TOKEN : KEY, change, ManualTime.START);
        }
    }

    /** What became of updates, and of the session. */
    private record Outcome(List<Object> results, Session stored) {}

    @Property
    void updatesThatAreStoredByOneWriteAreAsIfOneCameAfterTheOther(@ForAll @Size(min = 1, max = 8) List<Kind> kinds) {
        assertThat(outcome(kinds, kinds.size())).isEqualTo(outcome(kinds, 1));
    }

    private static Outcome outcome(List<Kind> kinds, int inOneTurn) {
        MapPort port = new MapPort(next -> {});
        Entries entries = new Entries(CONTEXT, port, "org.example.SomeRepository");
        List<PendingUpdate> updates = kinds.stream().map(Kind::update).toList();
        for (int from = 0; from < updates.size(); from += inOneTurn) {
            List<PendingUpdate> turn = updates.subList(from, from + inOneTurn);
            new CompareAndSetLoop(entries, new Lifetime(SETTINGS), new ManualTime(), turn).run();
        }
        StoredEntry stored = entries.read(KEY.value());
        return new Outcome(
                updates.stream().map(JointUpdatePropertyTest::result).toList(),
                stored == null ? Session.EMPTY : stored.entry().session());
    }

    /** The session before, or what was thrown. */
    private static Object result(PendingUpdate update) {
        try {
            return update.result();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
