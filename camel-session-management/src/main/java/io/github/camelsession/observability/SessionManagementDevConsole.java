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
package io.github.camelsession.observability;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.json.JsonObject;

/** The dev console {@code session-management}. Shows the {@link StatusReport} of each component. */
@DevConsole(
        name = "session-management",
        displayName = "Session Management",
        description = "Shows the configuration (without secrets), counts, sessions and sweeps of session-management")
public final class SessionManagementDevConsole extends AbstractDevConsole {
    public SessionManagementDevConsole() {
        super(
                "camel",
                "session-management",
                "Session Management",
                "Shows the configuration (without secrets), counts, sessions and sweeps of session-management");
    }

    /** Returns the components by name, because an application may have several; only the one asked for, if one is. */
    private Map<String, Observation<?, ?>> components(Map<String, Object> options) {
        String path = (String) options.get(Exchange.HTTP_PATH);
        String only = StringHelper.after(path, "/", "");
        Map<String, Observation<?, ?>> found = new LinkedHashMap<>();
        for (String name : new TreeSet<>(getCamelContext().getComponentNames())) {
            if ((only.isEmpty() || only.equals(name))
                    && getCamelContext().hasComponent(name) instanceof ObservedComponent component) {
                found.put(name, component.observation());
            }
        }
        return found;
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject components = new JsonObject();
        components(options).forEach((name, component) -> components.put(name, component.status()));
        JsonObject root = new JsonObject();
        root.put("components", components);
        return root;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return components(options).entrySet().stream()
                .map(entry ->
                        "component: " + entry.getKey() + "\n" + entry.getValue().report())
                .collect(Collectors.joining("\n"));
    }
}
