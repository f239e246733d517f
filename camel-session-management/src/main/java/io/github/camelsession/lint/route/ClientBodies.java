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

/** Tells which definitions leave the body as the client sent it, without a check. */
public final class ClientBodies {
    /** The body after these is the same as before. */
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
