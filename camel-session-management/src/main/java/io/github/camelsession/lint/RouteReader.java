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

import io.github.camelsession.lint.graph.FlowGraph;
import io.github.camelsession.lint.route.RouteEntrance;
import io.github.camelsession.lint.route.SendTarget;
import io.github.camelsession.lint.route.StepPlace;
import java.util.List;
import java.util.Set;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptFromDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;

/**
 * Reads one route into the graph, including what Camel put before its steps when it prepared the route: handlers and
 * interceptors of the route, of its configuration and of the whole application.
 */
final class RouteReader {
    private static final Set<Class<?>> ASIDE = Set.of(
            InterceptDefinition.class,
            InterceptSendToEndpointDefinition.class,
            OnCompletionDefinition.class,
            OnExceptionDefinition.class);

    private final Routes routes;
    private final FlowGraph graph;
    private final RouteEntrance entrance;
    private final RouteDefinition route;
    private final RouteStepsReader body;

    RouteReader(Routes routes, RouteEntrance entrance, Interceptors interceptors) {
        this.routes = routes;
        this.graph = routes.graph();
        this.entrance = entrance;
        this.route = entrance.route();
        this.body = new RouteStepsReader(routes, route, interceptors, redelivers());
    }

    void read() {
        int start = graph.after(entrance.region().entry());
        int end = start;
        for (ProcessorDefinition<?> output : route.getOutputs()) {
            if (output.getClass() == InterceptFromDefinition.class) {
                end = body.guarded(end, output);
            } else if (!ASIDE.contains(output.getClass())) {
                end = body.sequence(end, List.of(output));
            }
        }
        end = failed(end, start);
        graph.flow(end, entrance.region().exit());
        completed();
    }

    /**
     * An error may occur anywhere. The handlers follow the last step, because whatever they can see was put on a path
     * to it.
     */
    private int failed(int at, int start) {
        int end = graph.after(at);
        for (OnExceptionDefinition handler : handlers()) {
            int handled = body.guarded(body.broken(at), handler);
            graph.flow(handled, end);
            if (handler.getContinued() != null || handler.getContinuedPolicy() != null) {
                graph.flow(handled, start);
            }
        }
        return deadLetter(end);
    }

    private int deadLetter(int at) {
        ErrorHandlerFactory handler = route.getErrorHandlerFactory();
        if (handler instanceof DeadLetterChannelDefinition channel && channel.getDeadLetterUri() != null) {
            return routes.send(
                    body.broken(at), new SendTarget(channel.getDeadLetterUri(), false), new StepPlace(route, route));
        }
        return isKnown(handler) ? at : routes.code(at);
    }

    /**
     * Adds the completions, which run one after the other but in any order: that of the routes that the message passed
     * through.
     */
    private void completed() {
        List<OnCompletionDefinition> completions = outputs(OnCompletionDefinition.class);
        if (completions.isEmpty()) {
            return;
        }
        FlowGraph.Region region = graph.region();
        int end = body.loop(region.entry(), start -> {
            int at = start;
            for (OnCompletionDefinition completion : completions) {
                at = body.guarded(at, completion);
            }
            return at;
        });
        graph.flow(end, region.exit());
        graph.late(entrance.region().entry(), region);
        // The callers' completions see what these put. The callers' steps are over by then, but may be reached as well.
        graph.flow(region.exit(), entrance.region().exit());
    }

    private List<OnExceptionDefinition> handlers() {
        return outputs(OnExceptionDefinition.class);
    }

    private <T extends ProcessorDefinition<?>> List<T> outputs(Class<T> type) {
        return route.getOutputs().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private boolean redelivers() {
        ErrorHandlerFactory handler = route.getErrorHandlerFactory();
        boolean byHandler = !isKnown(handler)
                || handler instanceof DefaultErrorHandlerDefinition known
                        && (known.hasRedeliveryPolicy() || known.getRedeliveryPolicyRef() != null);
        return byHandler
                || handlers().stream()
                        .anyMatch(on -> on.getRedeliveryPolicyType() != null
                                || on.getRedeliveryPolicyRef() != null
                                || on.getRetryWhile() != null);
    }

    /**
     * Other error handlers, such as references to beans and those of other libraries, may do anything with a failed
     * message.
     */
    private static boolean isKnown(ErrorHandlerFactory handler) {
        return handler instanceof NoErrorHandlerDefinition
                || handler instanceof DefaultErrorHandlerDefinition
                || handler instanceof RefErrorHandlerDefinition ref
                        && RefErrorHandlerDefinition.DEFAULT_ERROR_HANDLER_BUILDER.equals(ref.getRef());
    }
}
