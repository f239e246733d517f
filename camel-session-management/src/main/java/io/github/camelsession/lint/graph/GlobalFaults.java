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

import io.github.camelsession.lint.graph.Fault.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds GLOBAL steps that no caller can use, and those that let every caller store too much. */
final class GlobalFaults {
    private final FlowGraph graph;
    private final Callers callers;
    private final Spread spread;

    GlobalFaults(FlowGraph graph, Callers callers, Budget budget) {
        this.graph = graph;
        this.callers = callers;
        this.spread = new Spread(graph, budget);
    }

    List<Fault> find() {
        BitSet called = called();
        BitSet withToken = withToken();
        BitSet withBody = withClientsBody();
        List<Fault> faults = new ArrayList<>();
        stepsAt(callers.steps()).stream().forEach(step -> {
            Object source = graph.steps().get(step);
            if (!called.get(step)) {
                faults.add(new Fault(Kind.NO_TRIGGER, source, ""));
            } else if (!withToken.get(step)) {
                faults.add(new Fault(Kind.TOKEN_REMOVED, source, ""));
            }
            if (withBody.get(step)) {
                faults.add(new Fault(Kind.CLIENT_NAMES_FIELDS, source, ""));
            }
        });
        return faults;
    }

    private BitSet called() {
        spread.begin();
        spread.from(callers.possible());
        spread.forwards();
        return stepsMet();
    }

    /**
     * Returns the steps that the token's header may reach: all of them if there is no such header, or if it is never
     * removed.
     */
    private BitSet withToken() {
        String header = callers.tokenHeader();
        BitSet removed = header == null ? new BitSet() : graph.changesOf(header, true);
        if (header == null || removed.isEmpty()) {
            return stepsAt(callers.steps());
        }
        spread.begin();
        spread.carryHeaders(removed);
        spread.from(callers.possible());
        spread.from(graph.changesOf(header, false));
        spread.from(graph.code());
        spread.from(unknown());
        spread.forwards();
        BitSet steps = stepsMet();
        steps.or(remembering());
        return steps;
    }

    /** Returns the steps after another step, because the execution remembers the caller from there. */
    private BitSet remembering() {
        spread.begin();
        spread.from(callers.steps());
        spread.forwards();
        return stepsMet();
    }

    /** Returns the nodes of unknown effect, which may set the header. */
    private Nodes unknown() {
        Nodes unknown = new Nodes();
        Nodes accessing = graph.accessing();
        for (int i = 0; i < accessing.size(); i++) {
            if (graph.accessAt(accessing.get(i)) == Access.ANYTHING) {
                unknown.add(accessing.get(i));
            }
        }
        return unknown;
    }

    private BitSet withClientsBody() {
        BitSet steps = new BitSet();
        if (callers.storingAll().isEmpty() || callers.certain().isEmpty()) {
            return steps;
        }
        spread.begin();
        spread.stopAt(graph.newBodies());
        spread.from(callers.certain());
        spread.forwards();
        callers.storingAll().stream()
                .filter(node -> spread.hasMet(node) && !graph.isOverridden(node))
                .forEach(node -> steps.set(graph.stepAt(node)));
        return steps;
    }

    private BitSet stepsMet() {
        BitSet steps = new BitSet();
        Nodes nodes = callers.steps();
        for (int i = 0; i < nodes.size(); i++) {
            if (spread.hasMet(nodes.get(i))) {
                steps.set(graph.stepAt(nodes.get(i)));
            }
        }
        return steps;
    }

    private BitSet stepsAt(Nodes nodes) {
        BitSet steps = new BitSet();
        for (int i = 0; i < nodes.size(); i++) {
            steps.set(graph.stepAt(nodes.get(i)));
        }
        return steps;
    }
}
