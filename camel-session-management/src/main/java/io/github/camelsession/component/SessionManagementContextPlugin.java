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

import io.github.camelsession.access.ExchangeCreatedNotifier;
import io.github.camelsession.lint.RouteLint;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * Installs the hook of LOCAL sessions as soon as the component is on the class path, so that also executions that began
 * before the first step was known to the context have theirs, and the functions, which need no step. A {@code toD} is
 * made safe that may lead to an instance which is not known yet.
 *
 * <p>Found by Camel through {@code META-INF/services}. The hook stays when the context stops: a restarted context does
 * not load its plugins again.
 */
public final class SessionManagementContextPlugin implements ContextServicePlugin {
    @Override
    public void load(CamelContext context) {
        ExchangeCreatedNotifier.install(context);
        RouteLint.watch(context);
        SessionFunctions.install(context);
        DynamicStepsOfLaterInstances.install(context);
    }
}
