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
package io.github.camelsession.component;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.SimpleFunction;
import org.apache.camel.spi.SimpleFunctionRegistry;
import org.apache.camel.support.LifecycleStrategySupport;

/** Tells Simple of our functions each time the context starts: it forgets them when the context stops. */
final class SessionFunctions extends LifecycleStrategySupport {
    /** Camel has it from 4.18 on. */
    private static final String REGISTRY = "org.apache.camel.spi.SimpleFunctionRegistry";

    private SessionFunctions() {}

    /** Does nothing before Camel 4.18. */
    static void install(CamelContext context) {
        if (context.getClassResolver().resolveClass(REGISTRY) != null) {
            context.addLifecycleStrategy(new SessionFunctions());
        }
    }

    @Override
    public void onContextInitializing(CamelContext context) {
        SimpleFunctionRegistry registry =
                context.getCamelContextExtension().getContextPlugin(SimpleFunctionRegistry.class);
        for (SimpleFunction function : List.of(new LocalFunction(), new GlobalFunction())) {
            registry.addFunction(function);
            // In the profile dev (Quarkus, camel run --dev), Simple takes functions from the registry of beans alone.
            context.getRegistry().bind("session-management-" + function.getName(), SimpleFunction.class, function);
        }
    }
}
