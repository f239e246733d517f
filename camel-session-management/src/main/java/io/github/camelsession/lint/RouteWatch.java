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
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.LifecycleStrategySupport;

/** Remembers the interceptors of each route: Camel takes them out of the model when it builds the route. */
final class RouteWatch extends LifecycleStrategySupport {
    private final Map<String, List<ProcessorDefinition<?>>> heads = new ConcurrentHashMap<>();

    /** The one of this context; one that knows nothing if there is none. */
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
            heads.put(
                    route.getRouteId(),
                    definition.getOutputs().stream()
                            .filter(ProcessorDefinition::isAbstract)
                            .toList());
        }
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> heads.remove(route.getRouteId()));
    }

    Interceptors interceptors(RouteDefinition route) {
        return Interceptors.of(
                heads.getOrDefault(route.getRouteId(), List.of()),
                heads.values().stream().flatMap(List::stream));
    }
}
