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
 * The paths that a message may take: nodes, and which node may directly follow which.
 *
 * <p>A call leads into a route, and a return from the route's end back to the caller. A path that began inside a route
 * may leave it to any of its callers. A path that entered a route by a call does not leave it again, because the path
 * past the call is in the graph as well. So what one caller puts is not seen by another caller of the same route.
 */
public final class FlowGraph {
    /** A part of the graph with one entry and one exit. */
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

    /** Adds a node after this one. */
    public int after(int at) {
        int node = node();
        flow(at, node);
        return node;
    }

    /**
     * Adds the path of a failure, or of a condition that does not hold, past nodes in between that would remove
     * headers.
     */
    public void skip(int from, int to) {
        edges.add(Edges.SKIP, from, to);
    }

    /** Adds an access that belongs to no step, and about which nothing is reported. */
    public int access(int at, Access access) {
        int node = after(at);
        accesses[node] = access;
        accessing.add(node);
        return node;
    }

    /** @param source the same object for all places of one step */
    public int step(int at, Object source, Access access) {
        int node = access(at, access);
        stepAt[node] = indexOf.computeIfAbsent(source, added -> {
            steps.add(added);
            return steps.size() - 1;
        });
        return node;
    }

    /** @param back the node at which the message continues afterwards */
    public void call(int at, Region callee, int back) {
        edges.add(Edges.CALL, at, callee.entry());
        edges.add(Edges.RETURN, callee.exit(), back);
    }

    /** Adds a call whose region runs at the same time as what follows. */
    public void fork(int at, Region callee, int back) {
        call(at, callee, back);
        late(back, callee);
    }

    /** Allows the region to run at any time after the node, even after the end of all callers. */
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

    /** Adds Java code, which may set or remove any header. */
    public int code(int at) {
        int node = after(at);
        code.add(node);
        return node;
    }

    /** Marks that the body from here on is, or may be, another one. */
    public int newBody(int at) {
        int node = after(at);
        newBodies.set(node);
        return node;
    }

    /** Replaces the access at this node, because the options of its step may differ from those in the route. */
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

    /** Returns the sources in the order in which they were added. */
    List<Object> steps() {
        return steps;
    }

    /** Returns the index of the step at this node, or -1. */
    int stepAt(int node) {
        return stepAt[node];
    }

    @Nullable
    Access accessAt(int node) {
        return accesses[node];
    }

    /** Returns the nodes with an access. */
    Nodes accessing() {
        return accessing;
    }

    Nodes code() {
        return code;
    }

    BitSet newBodies() {
        return newBodies;
    }

    /** Returns the nodes that remove this header, without those that remove nearly all headers. */
    BitSet removersOf(String header) {
        BitSet nodes = changesOf(header, true);
        for (HeaderChange change : headers) {
            if (change.names().test("Camel")) {
                nodes.clear(change.node());
            }
        }
        return nodes;
    }

    /** Returns the nodes that remove the header, or those that may set it. */
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
     * @param removes whether the headers are absent afterwards; otherwise they may be present
     * @param names the headers
     */
    private record HeaderChange(int node, boolean removes, Predicate<String> names) {}
}
