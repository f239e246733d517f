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

import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;

/** The lint's questions to the component about the endpoints of an application. */
public interface SessionSteps {
    /** Returns whether this is a session-management component, under whatever name. */
    boolean isOurs(Component component);

    /** Returns null if the endpoint is not that of a session step. */
    @Nullable
    StepModel modelOf(Endpoint endpoint);

    /**
     * Returns what a function of ours does in an expression.
     *
     * @param argument null if it is known only when a message arrives
     */
    StepModel modelOf(String function, @Nullable String argument);
}
