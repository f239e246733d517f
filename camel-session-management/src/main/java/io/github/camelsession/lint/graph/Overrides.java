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

import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Applies the headers that override options: where such a header may arrive, a step may do something else than the
 * route says.
 */
final class Overrides {
    private final FlowGraph graph;
    private final Spread spread;

    Overrides(FlowGraph graph, Budget budget) {
        this.graph = graph;
        this.spread = new Spread(graph, budget);
    }

    /** Call this once, before the graph is searched. */
    void apply(String fieldsHeader, String operationHeader) {
        carry(setters(fieldsHeader), fieldsHeader, this::forgetFields);
        carry(codeNodes(), fieldsHeader, this::forgetUnnamed);
        carry(setters(operationHeader), operationHeader, node -> graph.override(node, Access.ANYTHING));
    }

    private void carry(BitSet setters, String header, IntConsumer override) {
        if (setters.isEmpty()) {
            return;
        }
        spread.begin();
        spread.carryHeaders(graph.changesOf(header, true));
        spread.from(setters);
        spread.forwards();
        Nodes accessing = graph.accessing();
        for (int i = 0; i < accessing.size(); i++) {
            if (spread.hasMet(accessing.get(i))) {
                override.accept(accessing.get(i));
            }
        }
    }

    private void forgetFields(int node) {
        Access access = graph.accessAt(node);
        if (access != null) {
            graph.override(node, access.ofAnyFields());
        }
    }

    /** If a step names no fields, code before it may be there to name them. */
    private void forgetUnnamed(int node) {
        Access access = graph.accessAt(node);
        if (access != null && !access.named()) {
            forgetFields(node);
        }
    }

    /** Returns the nodes that may set the header. If it is removed but no step of the route sets it, code sets it. */
    private BitSet setters(String header) {
        BitSet setters = graph.changesOf(header, false);
        BitSet removers = graph.removersOf(header);
        if (!removers.isEmpty() && !graph.code().isEmpty()) {
            spread.begin();
            spread.stopAt(setters);
            spread.from(removers);
            spread.backwards();
            BitSet all = codeNodes();
            all.stream().filter(spread::hasMet).forEach(setters::set);
        }
        return setters;
    }

    private BitSet codeNodes() {
        BitSet nodes = new BitSet();
        Nodes code = graph.code();
        for (int i = 0; i < code.size(); i++) {
            nodes.set(code.get(i));
        }
        return nodes;
    }
}
