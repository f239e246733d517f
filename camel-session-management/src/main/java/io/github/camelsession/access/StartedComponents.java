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
package io.github.camelsession.access;

import io.github.camelsession.SessionManagementConfiguration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.jspecify.annotations.Nullable;

/** The session-management components of a context that are started, under whatever names. */
public final class StartedComponents {
    private final List<Started> components = new CopyOnWriteArrayList<>();

    /** Both are asked when needed: a component may be configured after its start, and gets its name after that too. */
    public record Started(Supplier<String> name, Supplier<SessionManagementConfiguration> configuration) {
        boolean answersErrors() {
            return configuration.get().isHttpErrors();
        }
    }

    private StartedComponents() {}

    public static synchronized StartedComponents of(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        StartedComponents known = extension.getContextPlugin(StartedComponents.class);
        if (known == null) {
            known = new StartedComponents();
            extension.addContextPlugin(StartedComponents.class, known);
        }
        return known;
    }

    public void add(Started component) {
        if (!components.contains(component)) {
            components.add(component);
        }
    }

    public void remove(Started component) {
        components.remove(component);
    }

    boolean areSeveral() {
        return components.size() > 1;
    }

    /** Whether one has {@code httpErrors=true}. Asked for each message. */
    boolean anyAnswersErrors() {
        for (Started component : components) {
            if (component.answersErrors()) {
                return true;
            }
        }
        return false;
    }

    /** Whether one has {@code oauthProfile=true}. Asked for each message. */
    boolean anyTrustsProfiles() {
        for (Started component : components) {
            if (component.configuration().get().isOauthProfile()) {
                return true;
            }
        }
        return false;
    }

    boolean answersErrors(@Nullable String name) {
        return components.stream()
                .anyMatch(component -> component.name().get().equals(name) && component.answersErrors());
    }
}
