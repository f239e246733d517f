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
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ways that a message may take: nodes, and which may come directly after which.
 *
 * <p>A call leads into a route and from its end back to where it was called. A way that comes out of a route does so at
 * any of its callers; once it has entered a route by a call, it does not leave that route any more, because it is known
 * that the way goes on after the call, too. So what one caller puts is not seen by another caller of the same route.
 */
public final class FlowGraph {
    /** A part with one way in and one way out. */
    public record Region(int entry, int exit) {}

    private final Edges edges = new Edges();
    private final Map<Object, Integer> indexOf = new IdentityHashMap<>();
    private final List<Object> steps = new ArrayList<>();
    private final List<HeaderChange> headers = new ArrayList<>();
    private final Nodes code = new Nodes();
    private final Nodes accessing = new Nodes();
    private final BitSet newBodies = new BitSet();
    private final BitSet overridden = new BitSet();
    private @Nullable Access[] accesses = new Access[64];
    private int[] stepAt = new int[64];
    private int size;

    public int node() {
        edges.addNode(size);
        if (size == stepAt.length) {
            accesses = Arrays.copyOf(accesses, 2 * size);
            stepAt = Arrays.copyOf(stepAt, 2 * size);
        }
        stepAt[size] = -1;
        return size++;
    }

    public Region region() {
        return new Region(node(), node());
    }

    public void flow(int from, int to) {
        edges.add(Edges.FLOW, from, to);
    }

    /** A new node after this one. */
    public int after(int at) {
        int node = node();
        flow(at, node);
        return node;
    }

    /** A failure or a condition that does not hold leads here, past headers that would be removed between. */
    public void skip(int from, int to) {
        edges.add(Edges.SKIP, from, to);
    }

    /** An access that belongs to no step, and of which nothing is reported. */
    public int access(int at, Access access) {
        int node = after(at);
        accesses[node] = access;
        accessing.add(node);
        return node;
    }

    /** @param source the same for all places of one step */
    public int step(int at, Object source, Access access) {
        int node = access(at, access);
        stepAt[node] = indexOf.computeIfAbsent(source, added -> {
            steps.add(added);
            return steps.size() - 1;
        });
        return node;
    }

    /** @param back where the message goes on afterwards */
    public void call(int at, Region callee, int back) {
        edges.add(Edges.CALL, at, callee.entry());
        edges.add(Edges.RETURN, callee.exit(), back);
    }

    /** As a call, and what follows it runs at the same time as the region. */
    public void fork(int at, Region callee, int back) {
        call(at, callee, back);
        late(back, callee);
    }

    /** The region may run at any time after the node, the end of all callers included. */
    public void late(int at, Region region) {
        edges.add(Edges.CALL, at, region.entry());
        edges.add(Edges.LATE, at, region.entry());
    }

    public int setHeaders(int at, Predicate<String> names) {
        return header(at, false, names);
    }

    public int removeHeaders(int at, Predicate<String> names) {
        return header(at, true, names);
    }

    private int header(int at, boolean removes, Predicate<String> names) {
        int node = after(at);
        headers.add(new HeaderChange(node, removes, names));
        return node;
    }

    /** Java code, which may do anything with headers. */
    public int code(int at) {
        int node = after(at);
        code.add(node);
        return node;
    }

    /** The body from here on is, or may be, another one. */
    public int newBody(int at) {
        int node = after(at);
        newBodies.set(node);
        return node;
    }

    /** The options of the step at this node are not those that the route names. */
    void override(int node, Access access) {
        accesses[node] = access;
        overridden.set(node);
    }

    boolean isOverridden(int node) {
        return overridden.get(node);
    }

    Edges edges() {
        return edges;
    }

    int size() {
        return size;
    }

    /** Sources, in the order in which they were added. */
    List<Object> steps() {
        return steps;
    }

    /** Index of the step at this node, or -1. */
    int stepAt(int node) {
        return stepAt[node];
    }

    @Nullable
    Access accessAt(int node) {
        return accesses[node];
    }

    /** Nodes with an access. */
    Nodes accessing() {
        return accessing;
    }

    Nodes code() {
        return code;
    }

    BitSet newBodies() {
        return newBodies;
    }

    /** Where the header is removed, and hardly any other. */
    BitSet removersOf(String header) {
        BitSet nodes = changesOf(header, true);
        for (HeaderChange change : headers) {
            if (change.names().test("Camel")) {
                nodes.clear(change.node());
            }
        }
        return nodes;
    }

    /** Where the header may be set, or is removed. */
    BitSet changesOf(String header, boolean removes) {
        BitSet nodes = new BitSet();
        for (HeaderChange change : headers) {
            if (change.removes() == removes && change.names().test(header)) {
                nodes.set(change.node());
            }
        }
        return nodes;
    }

    /**
     * A place where a route sets or removes headers.
     *
     * @param removes whether the headers are gone afterwards; otherwise, they may be there
     * @param names which headers
     */
    private record HeaderChange(int node, boolean removes, Predicate<String> names) {}
}
