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

import org.apache.camel.Endpoint;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.jspecify.annotations.Nullable;

/** A definition in a route. */
record Place(RouteDefinition route, ProcessorDefinition<?> definition) {
    /** Whether the route does not wait for what it sends to. */
    boolean forks() {
        return definition instanceof WireTapDefinition;
    }

    /** @param endpoint null if it is not there yet */
    Step step(@Nullable Endpoint endpoint) {
        return new Step(
                definition,
                route.getId(),
                definition.getId(),
                endpoint == null ? "" : label(endpoint.getEndpointUri()));
    }

    private static String label(String uri) {
        return uri.replaceFirst("^[^:]*:(//)?", "").replaceFirst("\\?.*", "");
    }
}
