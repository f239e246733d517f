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

import io.github.camelsession.lint.FlowGraph.Region;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.PipelineDefinition;
import org.apache.camel.model.PolicyDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SagaDefinition;
import org.apache.camel.model.ScriptDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.TransactedDefinition;
import org.apache.camel.model.TryDefinition;

/**
 * Reads the steps of one route into the graph.
 *
 * <p>A way around a step is not needed beside the way through it, and neither is one that leaves a block in the middle:
 * nothing on a way makes a PUT undone. So catch blocks simply follow what they catch from.
 */
final class BodyReader {
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
    private static final String OVERRIDES = "camelsessionmanagement";

    private final Routes routes;
    private final FlowGraph graph;
    private final RouteDefinition route;
    private final Interceptors interceptors;
    private final boolean redelivers;

    /** @param redelivers a block or a called route may be run again when it has failed in the middle */
    BodyReader(Routes routes, RouteDefinition route, Interceptors interceptors, boolean redelivers) {
        this.routes = routes;
        this.graph = routes.graph();
        this.route = route;
        this.interceptors = interceptors;
        this.redelivers = redelivers;
    }

    /** Answers the node after the last of them. */
    int sequence(int at, List<? extends ProcessorDefinition<?>> definitions) {
        int end = at;
        for (ProcessorDefinition<?> definition : definitions) {
            end = step(end, definition);
        }
        return end;
    }

    /** One of them, or none. */
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
        BodyReader uninterrupted = new BodyReader(routes, route, Interceptors.NONE, redelivers);
        int start = at;
        for (ProcessorDefinition<?> interceptor : interceptors.everywhere()) {
            start = uninterrupted.sequence(start, interceptor.getOutputs());
        }
        return redelivers ? loop(start, again -> block(again, definition)) : block(start, definition);
    }

    private int block(int at, ProcessorDefinition<?> definition) {
        if (definition instanceof KameletDefinition) {
            return loop(at, start -> sequence(sends(start, definition), definition.getOutputs()));
        }
        int start = effects(at, definition);
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
                : loop(start, again -> sequence(again, outputs));
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
        int caught = branches(sequence(at, attempt.getOutputsWithoutCatches()), attempt.getCatchClauses());
        return attempt.getFinallyClause() == null
                ? caught
                : sequence(caught, attempt.getFinallyClause().getOutputs());
    }

    /** At the same time as what follows. */
    private int aside(int at, List<ProcessorDefinition<?>> body) {
        Region region = graph.region();
        graph.flow(sequence(region.entry(), body), region.exit());
        int back = graph.after(at);
        graph.fork(at, region, back);
        return back;
    }

    private int effects(int at, ProcessorDefinition<?> definition) {
        if (CODE.contains(definition.getClass())) {
            return routes.code(at);
        } else if (Target.isPoll(definition)) {
            return graph.access(at, Access.ANYTHING);
        } else if (definition instanceof SetHeaderDefinition header) {
            return overrides(header) ? graph.override(at) : at;
        } else if (definition instanceof SetHeadersDefinition headers) {
            return headers.getHeaders().stream().anyMatch(BodyReader::overrides) ? graph.override(at) : at;
        }
        return sends(at, definition);
    }

    private static boolean overrides(SetHeaderDefinition header) {
        String name = header.getName() == null ? "" : header.getName().toLowerCase(java.util.Locale.ROOT);
        return name.startsWith(OVERRIDES) || name.contains("${") || name.contains("{{");
    }

    private int sends(int at, ProcessorDefinition<?> definition) {
        List<Target> targets = Target.of(definition);
        if (targets.isEmpty()) {
            return at;
        }
        Place place = new Place(route, definition);
        return targets.size() == 1
                ? intercepted(at, targets.get(0), place)
                : loop(at, start -> all(start, targets, place));
    }

    private int all(int at, List<Target> targets, Place place) {
        int end = at;
        for (Target target : targets) {
            end = intercepted(end, target, place);
        }
        return end;
    }

    private int intercepted(int at, Target target, Place place) {
        BodyReader uninterrupted = new BodyReader(routes, route, Interceptors.NONE, redelivers);
        int end = at;
        for (InterceptSendToEndpointDefinition interceptor : interceptors.atSends()) {
            end = uninterrupted.sequence(end, interceptor.getOutputs());
        }
        end = routes.send(end, target, place);
        for (InterceptSendToEndpointDefinition interceptor : interceptors.atSends()) {
            if (interceptor.getAfterUri() != null) {
                end = routes.send(end, new Target(interceptor.getAfterUri(), false), place);
            }
        }
        return end;
    }
}
