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

import io.github.camelsession.lint.Finding.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is wrong in a graph. */
final class Analysis {
    private final FlowGraph graph;
    private final Map<Integer, BitSet> reachable = new LinkedHashMap<>();

    private Analysis(FlowGraph graph) {
        this.graph = graph;
        graph.accesses().keySet().forEach(node -> reachable.put(node, graph.reachableFrom(node)));
    }

    /** In the order of the steps. */
    static List<Finding> of(FlowGraph graph) {
        graph.close();
        return new Analysis(graph).findings();
    }

    private List<Finding> findings() {
        Map<Object, List<Integer>> places = new LinkedHashMap<>();
        graph.steps()
                .forEach((node, step) -> places.computeIfAbsent(step.source(), source -> new ArrayList<>())
                        .add(node));
        List<Finding> findings = new ArrayList<>();
        for (List<Integer> same : places.values()) {
            addFindings(same, findings);
        }
        return findings;
    }

    /** @param places where one and the same step stands in the graph: one good place is enough */
    private void addFindings(List<Integer> places, List<Finding> findings) {
        if (places.stream().anyMatch(node -> graph.isSilent(stepAt(node).route()))) {
            return;
        }
        Step step = stepAt(places.get(0));
        Access access = accessAt(places.get(0));
        for (String field : access.missed()) {
            if (places.stream().noneMatch(node -> isPutBefore(node, field))) {
                findings.add(Finding.of(Kind.NEVER_PUT, step, field));
            }
        }
        for (String field : access.wasted()) {
            if (places.stream().noneMatch(node -> isUsedAfter(node, field))) {
                findings.add(Finding.of(Kind.NEVER_USED, step, field));
            }
        }
    }

    private boolean isPutBefore(int node, String field) {
        return reachable.entrySet().stream()
                .anyMatch(from -> from.getValue().get(node)
                        && accessAt(from.getKey()).puts().contains(field));
    }

    private boolean isUsedAfter(int node, String field) {
        return Objects.requireNonNull(reachable.get(node)).stream()
                .anyMatch(to ->
                        graph.accesses().containsKey(to) && accessAt(to).uses().contains(field));
    }

    private Step stepAt(int node) {
        return Objects.requireNonNull(graph.steps().get(node));
    }

    private Access accessAt(int node) {
        return Objects.requireNonNull(graph.accesses().get(node));
    }
}
