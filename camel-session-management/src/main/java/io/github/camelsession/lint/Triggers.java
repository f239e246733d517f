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

import io.github.camelsession.lint.graph.Callers;
import io.github.camelsession.lint.route.Addresses;
import io.github.camelsession.lint.route.RouteEntrance;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.rest.RestBindingDefinition;
import org.apache.camel.spi.RestConfiguration;

/** Finds where executions begin whose token a GLOBAL step trusts. */
final class Triggers {
    private static final Set<String> HTTP =
            Set.of("platform-http", "jetty", "servlet", "undertow", "netty-http", "rest");

    private final CamelContext context;
    private final Map<TrustedTriggers, Callers> callers = new LinkedHashMap<>();

    Triggers(CamelContext context) {
        this.context = context;
    }

    void addStep(int node, StepModel model) {
        TrustedTriggers trusted = model.triggers();
        if (trusted != null) {
            callers.computeIfAbsent(trusted, added -> new Callers(added.tokenHeader()))
                    .addStep(node, model.storesAll());
        }
    }

    /** Adds a route. Call this when all steps have been added. */
    void addEntrance(RouteEntrance entrance, boolean called) {
        callers.forEach((trusted, some) -> {
            int entry = entrance.region().entry();
            if (begins(entrance, trusted)) {
                some.beginWithBodyAt(entry);
            } else if (mayBegin(entrance, trusted, called)) {
                some.mayBeginAt(entry);
            }
        });
    }

    private boolean begins(RouteEntrance entrance, TrustedTriggers trusted) {
        boolean rest = entrance.scheme().equals("rest");
        return HTTP.contains(entrance.scheme())
                && entrance.consumer() != null
                && (rest ? !binds(entrance) : trusted.allow(entrance.consumer()));
    }

    /** An endpoint that the REST DSL calls is some HTTP consumer, so it may be a trusted one. */
    private static boolean mayBegin(RouteEntrance entrance, TrustedTriggers trusted, boolean called) {
        return entrance.consumer() == null
                || Addresses.isForeign(entrance.consumer())
                || trusted.allow(entrance.consumer())
                || entrance.scheme().startsWith("rest")
                || !called
                        && (Addresses.isKamelet(entrance.uri())
                                || entrance.route().isCreatedFromTemplate());
    }

    /** Returns whether the REST binding may have turned the body into an object, whose class decides on its fields. */
    private boolean binds(RouteEntrance entrance) {
        RestBindingDefinition binding = entrance.route().getRestBindingDefinition();
        RestConfiguration defaults = context.getRestConfiguration();
        boolean bindsAll = defaults.getBindingMode() != RestConfiguration.RestBindingMode.off;
        boolean off = binding == null || binding.getBindingMode() == null
                ? !bindsAll
                : binding.getBindingMode().equals("off");
        return binding != null && !off;
    }

    Collection<Callers> callers() {
        return callers.values();
    }
}
