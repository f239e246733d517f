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
package io.github.camelsession.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.lint.Finding.Kind;
import io.github.camelsession.lint.FlowGraph.Region;
import io.github.camelsession.session.FieldNames;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways in a graph, without Camel. */
class AnalysisTest {
    private final FlowGraph graph = new FlowGraph();
    private int steps;

    private int put(int at, String field) {
        return step(at, Access.putting(FieldNames.parse(field)), "main");
    }

    private int get(int at, String field) {
        return step(at, Access.reading(FieldNames.parse(field)), "main");
    }

    private int step(int at, Access access, String route) {
        return graph.step(at, new Step(++steps, route, "step" + steps, ""), access);
    }

    private List<Finding> findings() {
        return Analysis.of(graph);
    }

    private static Finding neverPut(String step, String field) {
        return new Finding(Kind.NEVER_PUT, "main", step, "", field);
    }

    private static Finding neverUsed(String step, String field) {
        return new Finding(Kind.NEVER_USED, "main", step, "", field);
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
        step(step(at, Access.deleting(FieldNames.parse("a")), "main"), Access.clearing(), "main");
        assertThat(findings()).isEmpty();
    }

    @Test
    void deleteOfWhatNobodyPutIsNoMistake() {
        step(graph.node(), Access.deleting(FieldNames.parse("a")), "main");
        assertThat(findings()).isEmpty();
    }

    @Test
    void putIfAbsentIsUsedByItsNextRound() {
        int start = graph.node();
        graph.flow(step(start, Access.puttingIfAbsent(FieldNames.parse("a")), "main"), start);
        assertThat(findings()).isEmpty();
    }

    @Test
    void putIfAbsentOnceIsNotUsed() {
        step(graph.node(), Access.puttingIfAbsent(FieldNames.parse("a")), "main");
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
        Step shared = new Step("shared", "main", "shared", "");
        graph.step(graph.node(), shared, Access.reading(FieldNames.parse("a")));
        graph.step(put(graph.node(), "a"), shared, Access.reading(FieldNames.parse("a")));
        assertThat(findings()).isEmpty();
    }

    @Test
    void wholeSessionSilencesItsRouteOnly() {
        get(step(graph.node(), Access.putting(FieldNames.ALL), "main"), "a");
        step(graph.node(), Access.reading(FieldNames.parse("a")), "other");
        assertThat(findings()).containsExactly(new Finding(Kind.NEVER_PUT, "other", "step3", "", "a"));
    }

    @Test
    void stepAfterAnOverridingHeaderIsUnknown() {
        get(graph.override(graph.node()), "a");
        assertThat(findings()).isEmpty();
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
