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

/** Where executions begin that GLOBAL steps believe a token of. */
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

    /** To be called when all steps are there. */
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

    /** What the REST DSL calls is an HTTP consumer of some kind. */
    private static boolean mayBegin(RouteEntrance entrance, TrustedTriggers trusted, boolean called) {
        return entrance.consumer() == null
                || Addresses.isForeign(entrance.consumer())
                || trusted.allow(entrance.consumer())
                || entrance.scheme().startsWith("rest")
                || !called
                        && (Addresses.isKamelet(entrance.uri())
                                || entrance.route().isCreatedFromTemplate());
    }

    /** The body may have become an object whose class says which fields it has. */
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
