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

import java.util.List;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;

/** Finds the mistakes in all routes of a context. */
public final class RouteLint {
    private RouteLint() {}

    /** To be called before the context builds its routes; without it, interceptors are not seen. */
    public static void watch(CamelContext context) {
        context.addLifecycleStrategy(new RouteWatch());
    }

    /**
     * Once the context has built its routes, and before it starts them.
     *
     * @param accessOf what the step of an endpoint does with LOCAL sessions; null for nothing
     * @return nothing for a context whose routes have no model
     */
    public static List<Finding> findings(CamelContext context, Function<Endpoint, @Nullable Access> accessOf) {
        return context instanceof ModelCamelContext model ? findingsIn(model, accessOf) : List.of();
    }

    private static List<Finding> findingsIn(ModelCamelContext context, Function<Endpoint, @Nullable Access> accessOf) {
        Routes routes = Routes.of(context, accessOf);
        RouteWatch watch = RouteWatch.of(context);
        for (Entrance entrance : routes.entrances()) {
            new RouteReader(routes, entrance, watch.interceptors(entrance.route())).read();
        }
        routes.connectUncalled();
        return Analysis.of(routes.graph());
    }
}
