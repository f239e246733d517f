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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ways that a message may take: nodes, and which may come directly after which.
 *
 * <p>A call leads into a route and from its end back to where it was called. A way that comes out of a route does so at
 * any of its callers; once it has entered a route by a call, it does not leave that route any more, for it is known
 * that the way goes on after the call, too. So what one caller puts is not seen by another caller of the same route.
 */
final class FlowGraph {
    /** A part with one way in and one way out. */
    record Region(int entry, int exit) {}

    private record Concurrent(int start, int entry) {}

    private final List<List<Integer>> next = new ArrayList<>();
    private final List<List<Integer>> calls = new ArrayList<>();
    private final List<List<Integer>> returns = new ArrayList<>();
    private final List<Concurrent> concurrent = new ArrayList<>();
    private final Map<Integer, Step> steps = new LinkedHashMap<>();
    private final Map<Integer, Access> accesses = new LinkedHashMap<>();
    private final Set<Integer> overrides = new HashSet<>();
    private final Set<String> silentRoutes = new HashSet<>();

    int node() {
        next.add(new ArrayList<>());
        calls.add(new ArrayList<>());
        returns.add(new ArrayList<>());
        return next.size() - 1;
    }

    Region region() {
        return new Region(node(), node());
    }

    void flow(int from, int to) {
        next.get(from).add(to);
    }

    /** A new node after this one. */
    int after(int at) {
        int node = node();
        flow(at, node);
        return node;
    }

    /** An access that belongs to no step, and of which nothing is reported. */
    int access(int at, Access access) {
        int node = after(at);
        accesses.put(node, access);
        return node;
    }

    int step(int at, Step step, Access access) {
        int node = access(at, access);
        steps.put(node, step);
        if (access.dynamic()) {
            silentRoutes.add(step.route());
        }
        return node;
    }

    /** @param back where the message goes on afterwards */
    void call(int at, Region callee, int back) {
        calls.get(at).add(callee.entry());
        returns.get(callee.exit()).add(back);
    }

    /** As a call, and what follows it runs at the same time as the region. */
    void fork(int at, Region callee, int back) {
        call(at, callee, back);
        late(back, callee);
    }

    /** The region may run at any time after the node, the end of all callers included. */
    void late(int at, Region region) {
        concurrent.add(new Concurrent(at, region.entry()));
    }

    /** Headers that override options of steps are set here. */
    int override(int at) {
        int node = after(at);
        overrides.add(node);
        return node;
    }

    /** Nothing is reported of steps of this route. */
    void silence(String route) {
        silentRoutes.add(route);
    }

    Map<Integer, Step> steps() {
        return steps;
    }

    Map<Integer, Access> accesses() {
        return accesses;
    }

    boolean isSilent(String route) {
        return silentRoutes.contains(route);
    }

    /** To be called once, when all is there. */
    void close() {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Concurrent pair : concurrent) {
                grown |= close(pair);
            }
        }
        overrides.forEach(this::forgetOptionsAfter);
    }

    private boolean close(Concurrent pair) {
        BitSet from = reachableFrom(pair.start());
        from.set(pair.start());
        boolean grown = false;
        for (int node = from.nextSetBit(0); node >= 0; node = from.nextSetBit(node + 1)) {
            if (!calls.get(node).contains(pair.entry())) {
                calls.get(node).add(pair.entry());
                grown = true;
            }
        }
        return grown;
    }

    private void forgetOptionsAfter(int node) {
        BitSet after = reachableFrom(node);
        for (Map.Entry<Integer, Access> entry : accesses.entrySet()) {
            if (after.get(entry.getKey())) {
                entry.setValue(Access.ANYTHING);
                Step step = steps.get(entry.getKey());
                if (step != null) {
                    silence(step.route());
                }
            }
        }
    }

    /** All nodes that a way from this one leads to; itself only if there is a way back. */
    BitSet reachableFrom(int start) {
        Ways ways = new Ways(new BitSet(), new BitSet(), new ArrayDeque<>());
        ways.follow(start);
        return ways.all();
    }

    /**
     * @param leaving nodes reached without having entered a route
     * @param inside nodes reached after having entered one
     * @param open what is to be followed yet; nodes inside are negative
     */
    private final class Ways {
        private final BitSet leaving;
        private final BitSet inside;
        private final Deque<Integer> open;

        Ways(BitSet leaving, BitSet inside, Deque<Integer> open) {
            this.leaving = leaving;
            this.inside = inside;
            this.open = open;
        }

        void follow(int start) {
            expand(start, leaving);
            while (!open.isEmpty()) {
                int state = open.pop();
                if (state >= 0) {
                    expand(state, leaving);
                } else {
                    expand(-state - 1, inside);
                }
            }
        }

        private void expand(int node, BitSet phase) {
            next.get(node).forEach(to -> reach(to, phase));
            calls.get(node).forEach(to -> reach(to, inside));
            if (phase == leaving) {
                returns.get(node).forEach(to -> reach(to, leaving));
            }
        }

        private void reach(int node, BitSet phase) {
            if (!phase.get(node)) {
                phase.set(node);
                open.push(phase == leaving ? node : -node - 1);
            }
        }

        BitSet all() {
            BitSet all = (BitSet) leaving.clone();
            all.or(inside);
            return all;
        }
    }
}
