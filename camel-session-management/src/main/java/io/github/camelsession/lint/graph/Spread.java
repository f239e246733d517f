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
 * A search for the nodes that can be reached from some nodes, or from which these can be reached.
 *
 * <p>A path first leaves routes; after its first call, it stays inside routes. The rest of a route is searched before
 * other routes, because most searches end there. The object is reusable: nodes met in an earlier search do not slow
 * down a later one.
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

    /** Starts a new search. */
    void begin() {
        run++;
        visits.clear();
        soon.clear();
        later.clear();
        wanted = null;
        blocked = null;
        skips = false;
    }

    /** Starts paths at this node, or ends them there. The node itself is met only if a path returns to it. */
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

    /** Like {@link #from(Nodes)}, but also for paths that have entered a route before. */
    void to(Nodes nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            start(2 * nodes.get(i));
            start(2 * nodes.get(i) + 1);
        }
    }

    /** Adds a route that a path is known to enter. */
    void enter(int entry) {
        meet(2 * entry + 1, later);
    }

    /** @param steps the steps that are met are removed from this set; the search ends when it is empty */
    void want(BitSet steps) {
        wanted = steps;
    }

    /**
     * Searches as headers spread: they do not pass the nodes that remove them, but failures and conditions carry them
     * past other such nodes.
     */
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
            default -> {} // LATE edges are examined by Ways
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

    /** Returns the number of visits, including repeated ones and the starting nodes. */
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
