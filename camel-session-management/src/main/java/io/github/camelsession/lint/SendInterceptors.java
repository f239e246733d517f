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
import io.github.camelsession.lint.graph.FlowGraph.Region;
import io.github.camelsession.lint.route.SendTarget;
import io.github.camelsession.lint.route.StepPlace;
import java.util.List;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The interceptors that run around each step that sends, in all routes. Their patterns are ignored, and an interceptor
 * of one route holds for all. They are in the graph once, as a route that each of these steps calls.
 */
final class SendInterceptors {
    private final Routes routes;
    private final List<InterceptSendToEndpointDefinition> interceptors;
    private @Nullable Region before;
    private @Nullable Region after;

    SendInterceptors(Routes routes, List<InterceptSendToEndpointDefinition> interceptors) {
        this.routes = routes;
        this.interceptors = interceptors;
    }

    /** @param route the route of the step; the interceptors' own steps are reported under the first one */
    int before(int at, RouteDefinition route) {
        if (interceptors.isEmpty()) {
            return at;
        }
        Region region = before;
        if (region == null) {
            region = routes.graph().region();
            before = region;
            RouteStepsReader reader = new RouteStepsReader(routes, route, Interceptors.NONE, false);
            int end = region.entry();
            for (InterceptSendToEndpointDefinition interceptor : interceptors) {
                end = reader.guarded(end, interceptor);
            }
            routes.graph().flow(end, region.exit());
        }
        return call(at, region);
    }

    int after(int at, RouteDefinition route) {
        if (interceptors.stream().allMatch(interceptor -> interceptor.getAfterUri() == null)) {
            return at;
        }
        Region region = after;
        if (region == null) {
            region = routes.graph().region();
            after = region;
            int end = region.entry();
            for (InterceptSendToEndpointDefinition interceptor : interceptors) {
                if (interceptor.getAfterUri() != null) {
                    SendTarget target = new SendTarget(interceptor.getAfterUri(), false);
                    end = routes.send(end, target, new StepPlace(route, interceptor));
                }
            }
            routes.graph().flow(end, region.exit());
        }
        return call(at, region);
    }

    private int call(int at, Region region) {
        FlowGraph graph = routes.graph();
        int back = graph.newBody(at);
        graph.call(at, region, back);
        return back;
    }
}
