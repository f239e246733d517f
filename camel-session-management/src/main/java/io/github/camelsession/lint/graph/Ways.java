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

/**
 * Finds the steps that see what was done at other nodes: those on a path from there, and those that run at the same
 * time.
 *
 * <p>What runs at the same time is found from both sides. If a node sends to a route without waiting for it, that route
 * sees everything that can be reached from the node, and is seen there. So for the nodes in question, it is sufficient
 * to know from which sending nodes they can be reached. Everything that can be reached from each need not be known.
 */
final class Ways {
    private final Edges edges;
    private final Spread hit;
    private final Spread before;
    private final Spread beside;

    Ways(FlowGraph graph, Budget budget) {
        this.edges = graph.edges();
        this.hit = new Spread(graph, budget);
        this.before = new Spread(graph, budget);
        this.beside = new Spread(graph, budget);
    }

    /** Removes the steps that see what was done at these nodes. */
    void takeSeen(Nodes done, BitSet steps) {
        if (done.isEmpty() || steps.isEmpty()) {
            return;
        }
        hit.begin();
        hit.want(steps);
        hit.from(done);
        hit.forwards();
        if (!steps.isEmpty()) {
            before.begin();
            before.to(done);
            before.backwards();
            beside.begin();
            forkingNodes(before, beside);
            beside.forwards();
            enterForked(before, hit);
            enterForked(beside, hit);
            hit.forwards();
        }
    }

    /** Removes the steps whose effect is seen at these nodes. */
    void takeSeeing(Nodes seeing, BitSet steps) {
        if (seeing.isEmpty() || steps.isEmpty()) {
            return;
        }
        hit.begin();
        hit.want(steps);
        hit.to(seeing);
        hit.backwards();
        if (!steps.isEmpty()) {
            beside.begin();
            beside.want(steps);
            forkingNodes(hit, beside);
            before.begin();
            forkingNodes(hit, before);
            before.backwards();
            enterForked(before, beside);
            beside.forwards();
        }
    }

    /** Adds the nodes that sent to routes whose entries the search has met. */
    private void forkingNodes(Spread met, Spread next) {
        for (int visit = 0; visit < met.visits(); visit++) {
            int entry = met.visited(visit);
            for (int edge = edges.first(entry, false); edge != Edges.NONE; edge = edges.next(edge, false)) {
                if (edges.kind(edge) == Edges.LATE && met.wasInside(visit)) {
                    next.from(edges.from(edge));
                }
            }
        }
    }

    /** Enters the routes that were sent to from nodes that the search has met. */
    private void enterForked(Spread met, Spread next) {
        for (int visit = 0; visit < met.visits(); visit++) {
            int node = met.visited(visit);
            for (int edge = edges.first(node, true); edge != Edges.NONE; edge = edges.next(edge, true)) {
                if (edges.kind(edge) == Edges.LATE) {
                    next.enter(edges.to(edge));
                }
            }
        }
    }
}
