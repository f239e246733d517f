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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.update.FaultyPort.Fault;
import io.github.camelsession.session.global.update.PendingUpdate.Done;
import io.github.camelsession.session.global.update.PendingUpdate.Failed;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a write that was not confirmed, the read does not tell whether it is in: nor is the caller told so. */
class MisleadingReadTest {
    private static final UnaryOperator<Session> DELETE_OR_FAIL = session -> {
        if (!session.attributes().containsKey("count")) {
            throw new IllegalArgumentException("missing");
        }
        return session.without(FieldNames.parse("count"));
    };

    private final Turn turn = new Turn();

    @BeforeEach
    void storeCount() {
        turn.onAnotherNode(put("count", "0"));
    }

    private PendingUpdate runAndThenRead(UnaryOperator<Session> change, Fault fault, Supplier<@Nullable Exchange> lie) {
        PendingUpdate update = turn.add(change);
        turn.port.next(fault);
        turn.port.beforeWrite = next -> {
            turn.port.beforeWrite = another -> {};
            turn.port.lie = lie;
        };
        turn.run();
        turn.port.lie = null;
        return update;
    }

    private static void assertOpen(PendingUpdate update) {
        assertThat(update.state()).isInstanceOf(Failed.class);
        assertThat(((Failed) update.state()).reason())
                .asInstanceOf(THROWABLE)
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.isOutcomeUnknown()).isTrue());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STORED_BUT_FAILED", "STORED_BUT_REFUSED", "LATE", "REFUSED_BUT_LATE"})
    void entryThatIsGoneThoughItIsInUseLeavesItOpen(Fault fault) {
        assertOpen(runAndThenRead(increment("count"), fault, () -> null));
        turn.port.land();
        assertThat(turn.stored()).isEqualTo(session("count", "1"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STORED_BUT_FAILED", "STORED_BUT_REFUSED"})
    void verdictIsNotGivenOnWhatTheUpdateItselfMayHaveDone(Fault fault) {
        assertOpen(runAndThenRead(DELETE_OR_FAIL, fault, () -> null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STORED_BUT_FAILED", "STORED_BUT_REFUSED"})
    void entryThatCannotBeReadLeavesItOpen(Fault fault) {
        Exchange garbage = new DefaultExchange(new DefaultCamelContext());
        garbage.getMessage().setBody("{".getBytes(StandardCharsets.UTF_8));
        assertOpen(runAndThenRead(increment("count"), fault, () -> garbage));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STORED_BUT_FAILED", "STORED_BUT_REFUSED"})
    void oneReadOfWhatWasThereBeforeDecidesNothing(Fault fault) {
        Exchange before = turn.storedEntry().exchange();
        PendingUpdate update = runAndThenRead(DELETE_OR_FAIL, fault, () -> {
            turn.port.lie = null;
            return before;
        });
        assertThat(update.state()).isEqualTo(new Done(session("count", "0")));
        assertThat(turn.stored()).isEqualTo(Session.EMPTY);
    }
}
