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

import io.github.camelsession.lint.graph.Access;
import io.github.camelsession.lint.graph.FlowGraph;
import io.github.camelsession.lint.graph.FlowGraph.Region;
import io.github.camelsession.lint.graph.Nodes;
import io.github.camelsession.lint.route.ClientBodies;
import io.github.camelsession.lint.route.Headers;
import io.github.camelsession.lint.route.SendTarget;
import io.github.camelsession.lint.route.StepPlace;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.PolicyDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SagaDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.TryDefinition;

/**
 * Reads the steps of one route into the graph.
 *
 * <p>The graph needs no path around a step beside the path through it, and no path that leaves a block in the middle,
 * because nothing on a path undoes a PUT. So catch blocks simply follow the block whose exceptions they catch.
 */
final class RouteStepsReader {
    private static final List<Class<?>> ONCE = List.of(
            FilterDefinition.class,
            IdempotentConsumerDefinition.class,
            PipelineDefinition.class,
            PolicyDefinition.class,
            SagaDefinition.class,
            StepDefinition.class,
            TransactedDefinition.class);
    private static final List<Class<?>> CODE =
            List.of(BeanDefinition.class, ProcessDefinition.class, ScriptDefinition.class);
    /** A header that is removed in these blocks is removed after them, too, unless the block fails as a whole. */
    private static final List<Class<?>> ALWAYS = List.of(
            PipelineDefinition.class,
            PolicyDefinition.class,
            SagaDefinition.class,
            StepDefinition.class,
            TransactedDefinition.class);

    private final Routes routes;
    private final FlowGraph graph;
    private final RouteDefinition route;
    private final Interceptors interceptors;
    private final boolean redelivers;
    private final Nodes removals;

    /** @param redelivers whether a block or a called route may run again after it failed in the middle */
    RouteStepsReader(Routes routes, RouteDefinition route, Interceptors interceptors, boolean redelivers) {
        this.routes = routes;
        this.graph = routes.graph();
        this.route = route;
        this.interceptors = interceptors;
        this.redelivers = redelivers;
        this.removals = new Nodes();
    }

    private RouteStepsReader(RouteStepsReader reader) {
        this.routes = reader.routes;
        this.graph = reader.graph;
        this.route = reader.route;
        this.interceptors = Interceptors.NONE;
        this.redelivers = reader.redelivers;
        this.removals = reader.removals;
    }

    private RouteStepsReader uninterrupted() {
        return interceptors.isEmpty() ? this : new RouteStepsReader(this);
    }

    /** Returns a node after this one, and after any step of the route so far from which a failure may lead away. */
    int broken(int at) {
        return skipping(at, 0);
    }

    /** @param known the number of removals before the part that may be skipped, or left in the middle */
    private int skipping(int at, int known) {
        if (removals.size() == known) {
            return at;
        }
        int joined = graph.after(at);
        for (int i = known; i < removals.size(); i++) {
            graph.skip(removals.get(i), joined);
        }
        return joined;
    }

    /** Returns the node after the last definition. */
    int sequence(int at, List<? extends ProcessorDefinition<?>> definitions) {
        int end = at;
        for (ProcessorDefinition<?> definition : definitions) {
            end = step(end, definition);
        }
        return end;
    }

    /** Reads the conditions of an interceptor or a handler, and then its steps. */
    int guarded(int at, ProcessorDefinition<?> definition) {
        return sequence(functions(at, definition), definition.getOutputs());
    }

    private int functions(int at, ProcessorDefinition<?> definition) {
        return routes.functions(at, new StepPlace(route, definition));
    }

    /** Runs one of the branches, or none. */
    int branches(int at, List<? extends ProcessorDefinition<?>> branches) {
        int end = graph.after(at);
        branches.forEach(branch -> graph.flow(step(at, branch), end));
        return end;
    }

    int loop(int at, IntUnaryOperator body) {
        int start = graph.after(at);
        int end = body.applyAsInt(start);
        graph.flow(end, start);
        return end;
    }

    private int step(int at, ProcessorDefinition<?> definition) {
        if ("true".equals(definition.getDisabled())) {
            return at;
        }
        RouteStepsReader uninterrupted = uninterrupted();
        int start = at;
        for (ProcessorDefinition<?> interceptor : interceptors.everywhere()) {
            start = uninterrupted.guarded(start, interceptor);
        }
        int known = removals.size();
        int end = redelivers ? loop(start, again -> block(again, definition)) : block(start, definition);
        boolean nested = Headers.removed(definition) == null && !ALWAYS.contains(definition.getClass());
        return nested ? skipping(end, known) : end;
    }

    private int block(int at, ProcessorDefinition<?> definition) {
        if (definition instanceof KameletDefinition) {
            return loop(at, start -> sequence(sends(start, definition), definition.getOutputs()));
        }
        int start = effects(functions(at, definition), definition);
        if (definition instanceof ChoiceDefinition choice) {
            return choice(start, choice);
        } else if (definition instanceof TryDefinition attempt) {
            return attempt(start, attempt);
        } else if (definition instanceof CircuitBreakerDefinition breaker) {
            int end = sequence(start, breaker.getOutputs());
            return breaker.getOnFallback() == null
                    ? end
                    : sequence(end, breaker.getOnFallback().getOutputs());
        } else if (definition instanceof AggregateDefinition || definition instanceof ResequenceDefinition) {
            return aside(start, definition.getOutputs());
        }
        List<ProcessorDefinition<?>> outputs = definition.getOutputs();
        return ONCE.contains(definition.getClass()) || outputs.isEmpty()
                ? sequence(start, outputs)
                : loop(start, again -> guarded(again, definition));
    }

    private int choice(int at, ChoiceDefinition choice) {
        int end = graph.after(at);
        choice.getWhenClauses().forEach(when -> graph.flow(sequence(at, when.getOutputs()), end));
        if (choice.getOtherwise() != null) {
            graph.flow(sequence(at, choice.getOtherwise().getOutputs()), end);
        }
        return end;
    }

    private int attempt(int at, TryDefinition attempt) {
        int known = removals.size();
        int tried = skipping(sequence(at, attempt.getOutputsWithoutCatches()), known);
        int caught = branches(tried, attempt.getCatchClauses());
        return attempt.getFinallyClause() == null
                ? caught
                : sequence(caught, attempt.getFinallyClause().getOutputs());
    }

    /** Runs the body at the same time as what follows. */
    private int aside(int at, List<ProcessorDefinition<?>> body) {
        Region region = graph.region();
        graph.flow(sequence(region.entry(), body), region.exit());
        int back = graph.after(at);
        graph.fork(at, region, back);
        return back;
    }

    private int effects(int at, ProcessorDefinition<?> definition) {
        Predicate<String> set = Headers.set(definition);
        Predicate<String> removed = Headers.removed(definition);
        if (set != null) {
            return graph.setHeaders(at, set);
        } else if (removed != null) {
            removals.add(at);
            return graph.removeHeaders(at, removed);
        } else if (CODE.contains(definition.getClass())) {
            return routes.code(at);
        } else if (SendTarget.isPoll(definition)) {
            return graph.newBody(graph.access(at, Access.ANYTHING));
        }
        return sends(ClientBodies.stayAt(definition) ? at : graph.newBody(at), definition);
    }

    private int sends(int at, ProcessorDefinition<?> definition) {
        List<SendTarget> targets = SendTarget.of(definition);
        if (targets.isEmpty()) {
            return at;
        }
        StepPlace place = new StepPlace(route, definition);
        return targets.size() == 1
                ? intercepted(at, targets.get(0), place)
                : loop(at, start -> all(start, targets, place));
    }

    private int all(int at, List<SendTarget> targets, StepPlace place) {
        int end = at;
        for (SendTarget target : targets) {
            end = intercepted(end, target, place);
        }
        return end;
    }

    private int intercepted(int at, SendTarget target, StepPlace place) {
        SendInterceptors around = interceptors.atSends();
        if (around == null) {
            return routes.send(at, target, place);
        }
        return around.after(routes.send(around.before(at, route), target, place), route);
    }
}
