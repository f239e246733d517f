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

import io.github.camelsession.lint.graph.Fault.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Finds LOCAL fields that are read but never put, or put but never used. */
final class LocalFaults {
    /** The nodes and steps that use a field. */
    private static final class Field {
        final Nodes puts = new Nodes();
        final Nodes uses = new Nodes();
        final BitSet readers = new BitSet();
        final BitSet writers = new BitSet();
    }

    private final FlowGraph graph;
    private final Budget budget;
    private final Ways ways;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Field anyField = new Field();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> notLookedAt = new TreeSet<>();

    LocalFaults(FlowGraph graph, Budget budget) {
        this.graph = graph;
        this.ways = new Ways(graph, budget);
        this.budget = budget;
        collect();
    }

    List<Fault> find() {
        if (fields.isEmpty()) {
            return faults;
        }
        BitSet unread = (BitSet) anyField.readers.clone();
        ways.takeSeen(anyField.puts, unread);
        BitSet unused = (BitSet) anyField.writers.clone();
        ways.takeSeeing(anyField.uses, unused);
        fields.forEach((name, field) -> {
            if (!isLeft(name)) {
                look(name, Kind.NEVER_PUT, field, unread);
                look(name, Kind.NEVER_USED, field, unused);
            }
        });
        faults.removeIf(fault -> notLookedAt.contains(fault.field()));
        return faults;
    }

    /** Returns the fields about which nothing is known, because the time limit was reached. */
    Set<String> notLookedAt() {
        return notLookedAt;
    }

    private boolean isLeft(String name) {
        if (budget.look()) {
            notLookedAt.add(name);
        }
        return budget.isOver();
    }

    private void look(String name, Kind kind, Field field, BitSet undecided) {
        BitSet left = (BitSet) (kind == Kind.NEVER_PUT ? field.readers : field.writers).clone();
        left.and(undecided);
        if (kind == Kind.NEVER_PUT) {
            ways.takeSeen(field.puts, left);
        } else {
            ways.takeSeeing(field.uses, left);
        }
        if (!isLeft(name)) {
            left.stream()
                    .forEach(step -> faults.add(new Fault(kind, graph.steps().get(step), name)));
        }
    }

    private void collect() {
        BitSet silent = overriddenSteps();
        Nodes accessing = graph.accessing();
        for (int i = 0; i < accessing.size(); i++) {
            int step = graph.stepAt(accessing.get(i));
            if (step >= 0 && !silent.get(step)) {
                addReports(step, accessAt(accessing.get(i)));
            }
        }
        for (int i = 0; i < accessing.size(); i++) {
            addUse(accessing.get(i), accessAt(accessing.get(i)));
        }
    }

    /** Returns the steps that are overridden in one of their places: nothing about them is certain in any place. */
    private BitSet overriddenSteps() {
        BitSet steps = new BitSet();
        Nodes accessing = graph.accessing();
        for (int i = 0; i < accessing.size(); i++) {
            int node = accessing.get(i);
            if (graph.isOverridden(node) && graph.stepAt(node) >= 0) {
                steps.set(graph.stepAt(node));
            }
        }
        return steps;
    }

    private void addReports(int step, Access access) {
        access.missed().forEach(name -> {
            fields.computeIfAbsent(name, any -> new Field()).readers.set(step);
            anyField.readers.set(step);
        });
        access.wasted().forEach(name -> {
            fields.computeIfAbsent(name, any -> new Field()).writers.set(step);
            anyField.writers.set(step);
        });
    }

    private void addUse(int node, Access access) {
        if (access.puts().isAll()) {
            anyField.puts.add(node);
        }
        if (access.uses().isAll()) {
            anyField.uses.add(node);
        }
        for (String name : access.puts().names()) {
            Field field = fields.get(name);
            if (field != null) {
                field.puts.add(node);
            }
        }
        for (String name : access.uses().names()) {
            Field field = fields.get(name);
            if (field != null) {
                field.uses.add(node);
            }
        }
    }

    private Access accessAt(int node) {
        return Objects.requireNonNull(graph.accessAt(node));
    }
}
