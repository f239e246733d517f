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

import java.util.Arrays;

/** The edges of a graph. Those that leave a node form one chain, and those that enter it another. */
final class Edges {
    static final byte FLOW = 0;
    static final byte CALL = 1;
    static final byte RETURN = 2;
    /** Accompanies a CALL: the region may still run when the path has gone on. */
    static final byte LATE = 3;
    /** Followed by headers only. */
    static final byte SKIP = 4;

    static final int NONE = -1;

    private int[] firstOut = new int[64];
    private int[] firstIn = new int[64];
    private int[] nextOut = new int[128];
    private int[] nextIn = new int[128];
    private int[] from = new int[128];
    private int[] to = new int[128];
    private byte[] kind = new byte[128];
    private int size;

    /** Nodes must be added in the order of their numbers. */
    void addNode(int node) {
        if (node == firstOut.length) {
            firstOut = Arrays.copyOf(firstOut, 2 * node);
            firstIn = Arrays.copyOf(firstIn, 2 * node);
        }
        firstOut[node] = NONE;
        firstIn[node] = NONE;
    }

    void add(byte ofKind, int source, int target) {
        if (size == kind.length) {
            grow(2 * size);
        }
        kind[size] = ofKind;
        from[size] = source;
        to[size] = target;
        nextOut[size] = firstOut[source];
        nextIn[size] = firstIn[target];
        firstOut[source] = size;
        firstIn[target] = size;
        size++;
    }

    private void grow(int length) {
        nextOut = Arrays.copyOf(nextOut, length);
        nextIn = Arrays.copyOf(nextIn, length);
        from = Arrays.copyOf(from, length);
        to = Arrays.copyOf(to, length);
        kind = Arrays.copyOf(kind, length);
    }

    int size() {
        return size;
    }

    /** Returns {@link #NONE} if there is no edge. */
    int first(int node, boolean out) {
        return out ? firstOut[node] : firstIn[node];
    }

    int next(int edge, boolean out) {
        return out ? nextOut[edge] : nextIn[edge];
    }

    int from(int edge) {
        return from[edge];
    }

    int to(int edge) {
        return to[edge];
    }

    byte kind(int edge) {
        return kind[edge];
    }
}
