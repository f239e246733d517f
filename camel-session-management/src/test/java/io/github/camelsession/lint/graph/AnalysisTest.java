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
package io.github.camelsession.lint.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.lint.graph.Fault.Kind;
import io.github.camelsession.lint.graph.FlowGraph.Region;
import io.github.camelsession.session.FieldNames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways in a graph, without Camel. */
class AnalysisTest {
    private static final String FIELDS = "CamelSessionManagementFields";
    private static final String OPERATION = "CamelSessionManagementOperation";

    private final FlowGraph graph = new FlowGraph();
    private int steps;

    private int put(int at, String field) {
        return step(at, Access.putting(FieldNames.parse(field)));
    }

    private int get(int at, String field) {
        return step(at, Access.reading(FieldNames.parse(field)));
    }

    private int step(int at, Access access) {
        return graph.step(at, "step" + ++steps, access);
    }

    private List<Fault> findings() {
        return Analysis.of(graph, List.of(), new Budget(Duration.ofSeconds(2), () -> 0))
                .faults();
    }

    private static Fault neverPut(String step, String field) {
        return new Fault(Kind.NEVER_PUT, step, field);
    }

    private static Fault neverUsed(String step, String field) {
        return new Fault(Kind.NEVER_USED, step, field);
    }

    @Test
    void readAfterPutIsFine() {
        get(put(graph.node(), "a"), "a");
        assertThat(findings()).isEmpty();
    }

    @Test
    void eachFieldIsLookedAtByItself() {
        get(put(graph.node(), "a,b"), "b,c");
        assertThat(findings()).containsExactly(neverUsed("step1", "a"), neverPut("step2", "c"));
    }

    @Test
    void readBeforePutIsNeitherPutNorUsed() {
        put(get(graph.node(), "a"), "a");
        assertThat(findings()).containsExactly(neverPut("step1", "a"), neverUsed("step2", "a"));
    }

    @Test
    void readBeforePutInALoopIsFine() {
        int start = graph.node();
        graph.flow(put(get(start, "a"), "a"), start);
        assertThat(findings()).isEmpty();
    }

    @Test
    void branchesDoNotSeeEachOther() {
        int start = graph.node();
        put(start, "a");
        get(start, "a");
        assertThat(findings()).containsExactly(neverUsed("step1", "a"), neverPut("step2", "a"));
    }

    @Test
    void deleteAndClearUseWhatWasPut() {
        int at = put(graph.node(), "a,b");
        step(step(at, Access.deleting(FieldNames.parse("a"))), Access.clearing());
        assertThat(findings()).isEmpty();
    }

    @Test
    void deleteOfWhatNobodyPutIsNoMistake() {
        step(graph.node(), Access.deleting(FieldNames.parse("a")));
        assertThat(findings()).isEmpty();
    }

    @Test
    void putIfAbsentIsUsedByItsNextRound() {
        int start = graph.node();
        graph.flow(step(start, Access.puttingIfAbsent(FieldNames.parse("a"))), start);
        assertThat(findings()).isEmpty();
    }

    @Test
    void putIfAbsentOnceIsNotUsed() {
        step(graph.node(), Access.puttingIfAbsent(FieldNames.parse("a")));
        assertThat(findings()).containsExactly(neverUsed("step1", "a"));
    }

    @Test
    void callerSeesWhatTheCalledRoutePut() {
        int call = graph.node();
        get(called(call, region(put(graph.node(), "a"))), "a");
        assertThat(findings()).isEmpty();
    }

    @Test
    void calledRouteSeesWhatItsCallerPut() {
        Region callee = graph.region();
        graph.flow(get(callee.entry(), "a"), callee.exit());
        called(put(graph.node(), "a"), callee);
        assertThat(findings()).isEmpty();
    }

    @Test
    void callersOfOneRouteDoNotSeeEachOther() {
        Region shared = graph.region();
        graph.flow(shared.entry(), shared.exit());
        called(put(graph.node(), "a"), shared);
        get(called(graph.node(), shared), "a");
        assertThat(findings()).containsExactly(neverUsed("step1", "a"), neverPut("step2", "a"));
    }

    @Test
    void forkedRouteAndWhatFollowsSeeEachOther() {
        Region forked = graph.region();
        graph.flow(put(get(forked.entry(), "a"), "b"), forked.exit());
        int at = graph.node();
        int back = graph.after(at);
        graph.fork(at, forked, back);
        put(get(back, "b"), "a");
        assertThat(findings()).isEmpty();
    }

    @Test
    void lateRegionSeesAllAndIsSeenByNobody() {
        Region late = graph.region();
        graph.flow(put(get(late.entry(), "a"), "b"), late.exit());
        int at = graph.node();
        graph.late(at, late);
        get(put(at, "a"), "b");
        assertThat(findings()).containsExactly(neverUsed("step2", "b"), neverPut("step4", "b"));
    }

    @Test
    void stepInSeveralPlacesNeedsOneGoodOne() {
        String shared = "shared";
        graph.step(graph.node(), shared, Access.reading(FieldNames.parse("a")));
        graph.step(put(graph.node(), "a"), shared, Access.reading(FieldNames.parse("a")));
        assertThat(findings()).isEmpty();
    }

    @Test
    void wholeSessionPutsForWhatFollowsOnly() {
        int whole = step(get(graph.node(), "a"), Access.putting(FieldNames.ALL));
        get(whole, "a");
        get(graph.node(), "a");
        assertThat(findings()).containsExactly(neverPut("step1", "a"), neverPut("step4", "a"));
    }

    @Test
    void stepAfterAnOverridingHeaderIsUnknown() {
        get(graph.setHeaders(graph.node(), OPERATION::equals), "a");
        assertThat(findings()).isEmpty();
    }

    @Test
    void fieldsFromAHeaderDoNotMakeAGetPutThem() {
        int picked = get(graph.setHeaders(put(graph.node(), "a"), FIELDS::equals), "x");
        get(graph.removeHeaders(picked, FIELDS::equals), "b");
        assertThat(findings()).containsExactly(neverPut("step3", "b"));
    }

    @Test
    void putOfFieldsFromAHeaderPutsAny() {
        int any = put(graph.setHeaders(graph.node(), FIELDS::equals), "x");
        get(graph.removeHeaders(any, FIELDS::equals), "b");
        assertThat(findings()).isEmpty();
    }

    @Test
    void headerThatIsRemovedOverridesNothing() {
        int set = graph.setHeaders(graph.node(), name -> true);
        get(graph.removeHeaders(set, name -> true), "a");
        assertThat(findings()).containsExactly(neverPut("step1", "a"));
    }

    @Test
    void headerIsNotRemovedOnAWayThatSkipsTheRemoval() {
        int set = graph.setHeaders(graph.node(), name -> true);
        int joined = graph.after(graph.removeHeaders(set, name -> true));
        graph.skip(set, joined);
        get(joined, "a");
        assertThat(findings()).isEmpty();
    }

    @Test
    void codeOverridesStepsThatNameNoFields() {
        int code = graph.code(graph.node());
        get(step(code, Access.putting(FieldNames.parse("body,data,id")).unnamed()), "a");
        get(graph.code(graph.node()), "b");
        assertThat(findings()).containsExactly(neverPut("step3", "b"));
    }

    @Test
    void codeHasSetAHeaderThatNothingElseSetsButSomethingRemoves() {
        int put = put(graph.code(graph.node()), "x");
        get(graph.removeHeaders(put, FIELDS::equals), "a");
        assertThat(findings()).isEmpty();
    }

    @Test
    void codeBeforeASetterIsNotTakenForIt() {
        int set = graph.setHeaders(put(graph.code(graph.node()), "x"), FIELDS::equals);
        graph.removeHeaders(get(set, "x"), FIELDS::equals);
        assertThat(findings()).isEmpty();
        get(graph.code(graph.node()), "b");
    }

    @Test
    void whenTimeIsOverNothingIsReportedButWhatWasNotLookedAt() {
        int at = graph.node();
        for (int i = 0; i < 2_000; i++) {
            at = get(at, "f" + i);
        }
        long[] now = {0};
        Budget budget = new Budget(Duration.ofNanos(2), () -> now[0]++);
        Analysis analysis = Analysis.of(graph, List.of(), budget);
        assertThat(analysis.complete()).isFalse();
        assertThat(analysis.notLookedAt()).hasSizeGreaterThan(1_000);
        assertThat(analysis.faults())
                .extracting(Fault::field)
                .doesNotContainAnyElementsOf(analysis.notLookedAt())
                .hasSize(2_000 - analysis.notLookedAt().size());
    }

    private Region region(int node) {
        return new Region(node, node);
    }

    private int called(int at, Region callee) {
        int back = graph.after(at);
        graph.call(at, callee, back);
        return back;
    }
}
