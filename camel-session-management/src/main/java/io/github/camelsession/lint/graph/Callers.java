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

/** The GLOBAL steps of one component, and the places where executions begin whose token it trusts. */
public final class Callers {
    private final @Nullable String tokenHeader;
    private final Nodes steps = new Nodes();
    private final BitSet storingAll = new BitSet();
    private final Nodes possible = new Nodes();
    private final Nodes certain = new Nodes();

    /** @param tokenHeader null if the token may be elsewhere */
    public Callers(@Nullable String tokenHeader) {
        this.tokenHeader = tokenHeader;
    }

    /** @param storesAll whether the step stores all fields of the message, whatever they are */
    public void addStep(int node, boolean storesAll) {
        steps.add(node);
        storingAll.set(node, storesAll);
    }

    /** Marks a node at which an execution from an allowed trigger may begin. */
    public void mayBeginAt(int node) {
        possible.add(node);
    }

    /** Marks a node at which an execution from an allowed trigger begins, with the client's body. */
    public void beginWithBodyAt(int node) {
        possible.add(node);
        certain.add(node);
    }

    @Nullable
    String tokenHeader() {
        return tokenHeader;
    }

    Nodes steps() {
        return steps;
    }

    BitSet storingAll() {
        return storingAll;
    }

    Nodes possible() {
        return possible;
    }

    Nodes certain() {
        return certain;
    }
}
