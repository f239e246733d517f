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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;

/** Records the interceptors of each route, because Camel removes them from the model when it builds the route. */
final class RouteWatch extends LifecycleStrategySupport {
    private final Map<String, List<ProcessorDefinition<?>>> heads = new ConcurrentHashMap<>();

    /** Returns the recorder of this context, or an empty one if there is none. */
    static RouteWatch of(CamelContext context) {
        return context.getLifecycleStrategies().stream()
                .filter(RouteWatch.class::isInstance)
                .map(RouteWatch.class::cast)
                .findFirst()
                .orElseGet(RouteWatch::new);
    }

    /** Called before the route's steps are built. */
    @Override
    public void onRouteContextCreate(Route route) {
        if (route.getRoute() instanceof RouteDefinition definition) {
            List<ProcessorDefinition<?>> head = definition.getOutputs().stream()
                    .filter(output -> output.getClass() == InterceptDefinition.class
                            || output.getClass() == InterceptSendToEndpointDefinition.class)
                    .toList();
            if (!head.isEmpty()) {
                heads.put(route.getRouteId(), head);
            }
        }
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> heads.remove(route.getRouteId()));
    }

    /** Returns the interceptors that run before each step of the route. */
    List<InterceptDefinition> everywhere(RouteDefinition route) {
        return only(InterceptDefinition.class, heads.getOrDefault(route.getRouteId(), List.of()).stream());
    }

    /** Returns the interceptors of sends, which hold for all routes. */
    List<InterceptSendToEndpointDefinition> atSends() {
        return only(
                InterceptSendToEndpointDefinition.class,
                heads.values().stream().flatMap(List::stream).distinct());
    }

    private static <T extends ProcessorDefinition<?>> List<T> only(
            Class<T> type, Stream<ProcessorDefinition<?>> definitions) {
        // Not instanceof: interceptFrom, which runs once, is a subclass of intercept.
        return definitions
                .filter(definition -> definition.getClass() == type)
                .map(type::cast)
                .toList();
    }
}
