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

/** A list of nodes. The first can be removed. */
public final class Nodes {
    private int[] nodes = new int[4];
    private int size;
    private int taken;

    public void add(int node) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * size);
        }
        nodes[size++] = node;
    }

    public boolean isEmpty() {
        return taken == size;
    }

    /** Removes and returns the first. */
    int poll() {
        return nodes[taken++];
    }

    void clear() {
        size = 0;
        taken = 0;
    }

    public int size() {
        return size;
    }

    public int get(int index) {
        return nodes[index];
    }
}
