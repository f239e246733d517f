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
package io.github.camelsession.lint.route;

import io.github.camelsession.lint.graph.FlowGraph.Region;
import org.apache.camel.Endpoint;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a route, as callers see it.
 *
 * @param uri the URI of the route's consumer; empty if it cannot be told
 * @param consumer the endpoint of the consumer; null if it cannot be told
 * @param address the consumer's URI as {@link Addresses} reduces it
 * @param passing whether the consumer receives the exchange that was sent, with its LOCAL session
 */
public record RouteEntrance(
        RouteDefinition route,
        String uri,
        @Nullable Endpoint consumer,
        String address,
        boolean passing,
        Region region) {

    public String scheme() {
        return Addresses.scheme(uri);
    }
}
