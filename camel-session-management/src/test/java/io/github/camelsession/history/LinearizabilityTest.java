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
package io.github.camelsession.history;

import static io.github.camelsession.history.Answer.Done.found;
import static io.github.camelsession.history.Linearizability.Verdict.Kind.LINEARIZABLE;
import static io.github.camelsession.history.Linearizability.Verdict.Kind.NOT_LINEARIZABLE;
import static io.github.camelsession.history.Linearizability.Verdict.Kind.UNDECIDED;
import static io.github.camelsession.history.Step.Kind.ADD;
import static io.github.camelsession.history.Step.Kind.APPEND;
import static io.github.camelsession.history.Step.Kind.MERGE;
import static io.github.camelsession.history.Step.put;
import static io.github.camelsession.history.Step.putIfAbsent;
import static io.github.camelsession.history.Step.storing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.history.Answer.Done;
import io.github.camelsession.history.Answer.Open;
import io.github.camelsession.history.Answer.Reason;
import io.github.camelsession.history.Answer.Refused;
import io.github.camelsession.history.Answer.Undone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A checker that never found anything proves nothing, and one that finds what is not there neither. */
class LinearizabilityTest {
    private static final SessionModel MODEL = new SessionModel(40);
    private static final Answer OPEN = new Open("it may still be stored");

    private final List<Call> calls = new ArrayList<>();

    private LinearizabilityTest call(long start, long end, Step step, Answer answer) {
        calls.add(new Call("client", step, answer, start, end));
        return this;
    }

    private LinearizabilityTest get(long start, long end, Map<String, String> values) {
        return call(start, end, Step.naming(Step.Kind.GET, "a", "b"), new Done(List.copyOf(values.keySet()), values));
    }

    private static Step delete(String name) {
        return Step.naming(Step.Kind.DELETE, name);
    }

    private Linearizability.Verdict.Kind verdict() {
        return Linearizability.of(MODEL, calls, 100_000).kind();
    }

    @Test
    void nothingIsLinearizable() {
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void oneAfterTheOtherIsLinearizable() {
        call(0, 1, put("a", "1"), found()).call(2, 3, put("a", "2"), found("a")).get(4, 5, Map.of("a", "2"));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void concurrentCallsMayHappenInEitherOrder() {
        call(0, 9, put("a", "1"), found("a")).call(1, 8, put("a", "2"), found()).get(10, 11, Map.of("a", "1"));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void concurrentReadsMayNotSeeTwoOrders() {
        call(0, 9, put("a", "1"), found("a"));
        call(0, 9, put("a", "2"), found());
        get(1, 2, Map.of("a", "1")).get(3, 4, Map.of("a", "2"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void staleReadIsFound() {
        call(0, 1, put("a", "1"), found()).call(2, 3, put("a", "2"), found("a")).get(4, 5, Map.of("a", "1"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void lostUpdateIsFound() {
        call(0, 5, put("a", "1"), found()).call(0, 5, put("b", "2"), found()).get(6, 7, Map.of("b", "2"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void updateThatIsAppliedTwiceIsFound() {
        call(0, 1, put("a", "1"), found());
        call(2, 3, put("a", "2"), found("a"));
        get(4, 5, Map.of("a", "2")).get(6, 7, Map.of("a", "1"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void claimThatBothWonIsFound() {
        call(0, 5, putIfAbsent("a", "1"), found()).call(0, 5, putIfAbsent("a", "2"), found());
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void claimThatNobodyWonIsFound() {
        call(0, 5, putIfAbsent("a", "1"), found("a")).get(6, 7, Map.of("a", "1"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void deleteThatIsToldThatItIsMissingThoughItDeletedIsFound() {
        call(0, 1, put("a", "1"), found());
        call(2, 3, delete("a"), new Refused(Reason.MISSING)).get(4, 5, Map.of());
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void putThatIsToldThatItIsTooLargeThoughItFitsIsFound() {
        call(0, 1, put("a", "1"), new Refused(Reason.TOO_LARGE));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void putThatIsTooLargeIsRefused() {
        call(0, 1, put("a", "1".repeat(40)), new Refused(Reason.TOO_LARGE)).get(2, 3, Map.of());
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void updateThatWasToldToBeUndoneMayNotBeSeen() {
        call(0, 1, put("a", "1"), new Undone("conflict")).get(2, 3, Map.of());
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
        get(4, 5, Map.of("a", "1"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void openUpdateMayBeInOrNot() {
        call(0, 1, put("a", "1"), OPEN).get(2, 3, Map.of());
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
        get(4, 5, Map.of("a", "1"));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void openUpdateMayNotComeInTwice() {
        call(0, 1, put("a", "1"), OPEN).get(2, 3, Map.of("a", "1"));
        call(4, 5, delete("a"), found("a")).get(6, 7, Map.of("a", "1"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void openUpdateMayNotComeInBeforeItWasAskedFor() {
        get(0, 1, Map.of("a", "1")).call(2, 3, put("a", "1"), OPEN);
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void severalOpenUpdatesMayComeInBetweenTwoReads() {
        call(0, 1, put("a", "1"), OPEN).call(0, 1, put("b", "2"), OPEN).call(0, 1, put("a", "3"), OPEN);
        get(2, 3, Map.of()).get(4, 5, Map.of("a", "3", "b", "2")).get(6, 7, Map.of("a", "1", "b", "2"));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void openUpdateMayBeSeenByItsTracesOnly() {
        call(0, 1, put("a", "1"), found());
        call(2, 3, delete("a"), OPEN).call(4, 5, putIfAbsent("a", "2"), found());
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void sumsMayComeInAnyOrderButEachOnce() {
        call(0, 9, storing(ADD, "a", "1"), new Done(List.of("a"), Map.of("a", "3")));
        call(0, 9, storing(ADD, "a", "2"), new Done(List.of(), Map.of("a", "2")));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
        get(10, 11, Map.of("a", "2"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void sumThatTwoAddersGotIsFound() {
        call(0, 9, storing(ADD, "a", "1"), new Done(List.of(), Map.of("a", "1")));
        call(0, 9, storing(ADD, "a", "1"), new Done(List.of(), Map.of("a", "1")));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void valueThatTwoTookIsFound() {
        call(0, 1, put("a", "1"), found());
        call(2, 9, Step.naming(Step.Kind.TAKE, "a"), new Done(List.of("a"), Map.of("a", "1")));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
        call(2, 9, Step.naming(Step.Kind.TAKE, "a"), new Done(List.of("a"), Map.of("a", "1")));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void valueThatWasTakenAndIsStillThereIsFound() {
        call(0, 1, put("a", "1"), found());
        call(2, 3, Step.naming(Step.Kind.TAKE, "a"), new Done(List.of("a"), Map.of("a", "1")));
        get(4, 5, Map.of("a", "1"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void elementsAreInTheOrderOfTheirCallsAndOnlyTheLastStay() {
        for (int i = 1; i <= 4; i++) {
            call(2 * i, 2 * i + 1, storing(APPEND, "a", "" + i), i == 1 ? found() : found("a"));
        }
        get(20, 21, Map.of("a", "[2,3,4]"));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
        get(22, 23, Map.of("a", "[1,2,3]"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void mergedMembersAreThereTogether() {
        call(0, 9, storing(MERGE, "a", "{\"x\":1}"), found("a"));
        call(0, 9, storing(MERGE, "a", "{\"y\":2}"), found());
        call(10, 11, storing(MERGE, "a", "{\"y\":null}"), found("a"));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
        get(12, 13, Map.of("a", "{}"));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void memberThatIsRemovedMayHaveComeInBefore() {
        call(0, 1, storing(MERGE, "a", "{\"x\":1}"), found());
        call(2, 9, storing(MERGE, "a", "{\"y\":2}"), found("a"));
        call(3, 8, storing(MERGE, "a", "{\"y\":null}"), found("a"));
        get(10, 11, Map.of("a", "{\"x\":1}"));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void whatDoesNotFitIsRefusedAndOnlyThat() {
        call(0, 1, put("a", "\"x\""), found()).call(2, 3, storing(ADD, "a", "1"), new Refused(Reason.UNFIT));
        call(4, 5, storing(APPEND, "a", "1"), new Refused(Reason.UNFIT));
        assertThat(verdict()).isEqualTo(LINEARIZABLE);
        call(6, 7, storing(MERGE, "a", "{\"x\":1}"), new Refused(Reason.UNFIT));
        assertThat(verdict()).isEqualTo(NOT_LINEARIZABLE);
    }

    @Test
    void manyOpenUpdatesThatNobodySeesCostNothing() {
        for (int i = 0; i < 200; i++) {
            call(i, i + 1, put(i % 2 == 0 ? "a" : "b", "" + i), OPEN);
        }
        get(201, 202, Map.of()).call(203, 204, put("a", "0"), found()).get(205, 206, Map.of("a", "0"));
        assertThat(Linearizability.of(MODEL, calls, 10).kind()).isEqualTo(LINEARIZABLE);
    }

    @Test
    void searchThatTakesTooLongIsGivenUp() {
        call(0, 1, put("a", "1"), found()).get(2, 3, Map.of("a", "1"));
        assertThat(Linearizability.of(MODEL, calls, 1).kind()).isEqualTo(UNDECIDED);
    }
}
