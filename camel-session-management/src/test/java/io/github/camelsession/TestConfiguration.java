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
package io.github.camelsession;

import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import org.apache.camel.CamelContext;

/** Lets the GLOBAL steps of an application accept any trigger, and tokens of {@link TestTokens#SECRET}. */
public final class TestConfiguration {
    private TestConfiguration() {}

    /** To be called before each start: Camel makes a new component when a stopped context starts again. */
    public static SessionManagementConfiguration of(CamelContext context) {
        SessionManagementConfiguration configuration = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        configuration.setSecretKey(TestTokens.SECRET);
        configuration.setAllowedTriggers("*");
        return configuration;
    }
}
