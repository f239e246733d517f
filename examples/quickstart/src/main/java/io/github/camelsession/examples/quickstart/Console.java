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
package io.github.camelsession.examples.quickstart;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;

/** The component's dev console as text and as JSON. It needs camel-console on the class path, and nothing turned on. */
public final class Console {
    public String text(CamelContext context) {
        return (String) console(context).call(MediaType.TEXT, Map.of());
    }

    public String json(CamelContext context) {
        return ((JsonObject) console(context).call(MediaType.JSON, Map.of())).toJson();
    }

    private static DevConsole console(CamelContext context) {
        DevConsole console = context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("session-management");
        if (console == null) {
            throw new IllegalStateException("There is no dev console session-management: is camel-console there?");
        }
        return console;
    }
}
