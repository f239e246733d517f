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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The mistakes found in a graph.
 *
 * @param faults in the order of the steps
 * @param notLookedAt LOCAL fields about which nothing is known, because the time limit was reached
 * @param complete false if the time limit was reached
 */
public record Analysis(List<Fault> faults, Set<String> notLookedAt, boolean complete) {
    private static final String FIELDS = "CamelSessionManagementFields";
    private static final String OPERATION = "CamelSessionManagementOperation";

    /** Analyses the graph. Call this once, when the graph is complete. */
    public static Analysis of(FlowGraph graph, Collection<Callers> callers, Budget budget) {
        budget.spent(graph.edges().size());
        new Overrides(graph, budget).apply(FIELDS, OPERATION);
        List<Fault> faults = new ArrayList<>();
        for (Callers some : callers) {
            List<Fault> found = new GlobalFaults(graph, some, budget).find();
            if (!budget.look()) {
                faults.addAll(found);
            }
        }
        LocalFaults local = new LocalFaults(graph, budget);
        faults.addAll(local.find());
        faults.sort(inOrderOf(graph.steps()));
        return new Analysis(faults, new TreeSet<>(local.notLookedAt()), !budget.isOver());
    }

    private static Comparator<Fault> inOrderOf(List<Object> steps) {
        Map<Object, Integer> order = new HashMap<>();
        for (Object step : steps) {
            order.put(step, order.size());
        }
        return Comparator.<Fault>comparingInt(fault -> order.getOrDefault(fault.step(), 0))
                .thenComparing(Fault::kind);
    }
}
