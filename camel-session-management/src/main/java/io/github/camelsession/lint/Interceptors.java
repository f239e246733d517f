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
import java.util.stream.Stream;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.ProcessorDefinition;

/**
 * What runs between the steps of a route.
 *
 * @param everywhere before each step
 * @param atSends around each step that sends, whatever the pattern: one that is set up in a route holds for all routes
 */
record Interceptors(List<InterceptDefinition> everywhere, List<InterceptSendToEndpointDefinition> atSends) {
    static final Interceptors NONE = new Interceptors(List.of(), List.of());

    static Interceptors of(List<ProcessorDefinition<?>> ofRoute, Stream<ProcessorDefinition<?>> ofAllRoutes) {
        return new Interceptors(
                only(InterceptDefinition.class, ofRoute.stream()),
                only(InterceptSendToEndpointDefinition.class, ofAllRoutes.distinct()));
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
