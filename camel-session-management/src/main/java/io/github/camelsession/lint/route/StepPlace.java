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

import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.WireTapDefinition;

/**
 * A definition in a route.
 *
 * @param uri the URI of the step; empty if it is not known yet
 */
public record StepPlace(RouteDefinition route, ProcessorDefinition<?> definition, String uri) {
    public StepPlace(RouteDefinition route, ProcessorDefinition<?> definition) {
        this(route, definition, "");
    }

    public StepPlace of(String stepUri) {
        return new StepPlace(route, definition, stepUri);
    }

    /** Returns whether the route does not wait for the target. */
    public boolean forks() {
        return definition instanceof WireTapDefinition;
    }

    /** Returns this step in the form of {@link Addresses#callerOf}. */
    public String caller() {
        return Addresses.caller(route.getId(), Addresses.prefixOf(route) + definition.getId());
    }

    /** Returns the URI without its options. */
    public String label() {
        int options = uri.indexOf('?');
        return (options < 0 ? uri : uri.substring(0, options)).replaceFirst("://", ":");
    }

    /** Returns {@code " in file:line"} if Camel knows them, as it does for XML and YAML; otherwise empty. */
    public String location() {
        String file = definition.getLocation() == null ? route.getLocation() : definition.getLocation();
        return file == null || definition.getLineNumber() < 1 ? "" : " in " + file + ":" + definition.getLineNumber();
    }
}
