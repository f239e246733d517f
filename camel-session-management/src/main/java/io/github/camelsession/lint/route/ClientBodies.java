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

import java.util.Set;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** Which definitions leave the body as the client has sent it, and unchecked. */
public final class ClientBodies {
    /** The body behind them is the one that was before them. */
    private static final Set<String> SAME_BODY = Set.of(
            "choice",
            "circuitBreaker",
            "convertBodyTo",
            "delay",
            "doTry",
            "log",
            "loop",
            "multicast",
            "pipeline",
            "removeHeader",
            "removeHeaders",
            "removeProperties",
            "removeProperty",
            "removeVariable",
            "saga",
            "setExchangePattern",
            "setHeader",
            "setHeaders",
            "setProperty",
            "setVariable",
            "setVariables",
            "step",
            "threads",
            "throttle",
            "to",
            "toD",
            "transacted",
            "wireTap");

    private ClientBodies() {}

    public static boolean stayAt(ProcessorDefinition<?> definition) {
        boolean sendsVariable = definition instanceof ToDefinition to && to.getVariableSend() != null
                || definition instanceof ToDynamicDefinition toD && toD.getVariableSend() != null;
        return SAME_BODY.contains(definition.getShortName()) && !sendsVariable;
    }
}
