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
import org.jspecify.annotations.Nullable;

/**
 * What ways from some nodes lead to, or ways to them come from. A way is first on its way out of routes, and inside of
 * one after its first call. The rest of a route comes before other routes, because a search mostly ends there. To be
 * used again and again: what an earlier run met costs a later one nothing.
 */
final class Spread {
    private final FlowGraph graph;
    private final Edges edges;
    private final Budget budget;
    private final int[] metIn;
    private final Nodes visits = new Nodes();
    private final Nodes soon = new Nodes();
    private final Nodes later = new Nodes();
    private int run;
    private @Nullable BitSet wanted;
    private @Nullable BitSet blocked;
    private boolean skips;

    Spread(FlowGraph graph, Budget budget) {
        this.graph = graph;
        this.edges = graph.edges();
        this.budget = budget;
        this.metIn = new int[2 * graph.size()];
    }

    /** Forgets everything. */
    void begin() {
        run++;
        visits.clear();
        soon.clear();
        later.clear();
        wanted = null;
        blocked = null;
        skips = false;
    }

    /** Ways begin, or end, here; the node is met only if one of them comes back. */
    void from(int node) {
        start(2 * node);
    }

    void from(Nodes nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            from(nodes.get(i));
        }
    }

    void from(BitSet nodes) {
        for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
            from(node);
        }
    }

    /** As {@link #from(Nodes)}, of ways that may have entered a route before. */
    void to(Nodes nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            start(2 * nodes.get(i));
            start(2 * nodes.get(i) + 1);
        }
    }

    /** It is known that a way leads into this route. */
    void enter(int entry) {
        meet(2 * entry + 1, later);
    }

    /** @param steps those that are met are taken out; with the last one the search is over */
    void want(BitSet steps) {
        wanted = steps;
    }

    /** Headers do not get past these nodes, but failures and conditions lead them past other ones. */
    void carryHeaders(BitSet removing) {
        blocked = removing;
        skips = true;
    }

    void stopAt(BitSet nodes) {
        blocked = nodes;
    }

    void forwards() {
        follow(true);
    }

    void backwards() {
        follow(false);
    }

    private void follow(boolean out) {
        while (!(soon.isEmpty() && later.isEmpty()) && (wanted == null || !wanted.isEmpty())) {
            int state = soon.isEmpty() ? later.poll() : soon.poll();
            int node = state >> 1;
            if (blocked == null || !blocked.get(node)) {
                boolean inside = (state & 1) == 1;
                for (int edge = edges.first(node, out); edge != Edges.NONE; edge = edges.next(edge, out)) {
                    if (budget.spend()) {
                        return;
                    }
                    follow(edge, out, inside);
                }
            }
        }
    }

    private void follow(int edge, boolean out, boolean inside) {
        int end = 2 * (out ? edges.to(edge) : edges.from(edge));
        int phase = inside ? 1 : 0;
        switch (edges.kind(edge)) {
            case Edges.FLOW -> meet(end + phase, soon);
            case Edges.CALL -> call(end, out, inside);
            case Edges.RETURN -> {
                if (!inside) {
                    meet(end, later);
                }
            }
            case Edges.SKIP -> {
                if (skips) {
                    meet(end + phase, soon);
                }
            }
            default -> {} // LATE is for those who ask
        }
    }

    private void call(int end, boolean out, boolean inside) {
        if (out) {
            meet(end + 1, later);
        } else if (inside) {
            meet(end, later);
            meet(end + 1, later);
        }
    }

    private void meet(int state, Nodes queue) {
        if (metIn[state] != run) {
            metIn[state] = run;
            visits.add(state);
            queue.add(state);
            int step = graph.stepAt(state >> 1);
            if (wanted != null && step >= 0) {
                wanted.clear(step);
            }
        }
    }

    private void start(int state) {
        visits.add(state);
        soon.add(state);
    }

    boolean hasMet(int node) {
        return metIn[2 * node] == run || metIn[2 * node + 1] == run;
    }

    /** Where it was, with repetitions; its beginnings included. */
    int visits() {
        return visits.size();
    }

    int visited(int visit) {
        return visits.get(visit) >> 1;
    }

    boolean wasInside(int visit) {
        return (visits.get(visit) & 1) == 1;
    }
}
