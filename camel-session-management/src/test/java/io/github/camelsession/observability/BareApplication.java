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

import io.github.camelsession.component.SessionManagementComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** A LOCAL step and the component's report, in a JVM of its own with a smaller class path. */
public final class BareApplication {
    private BareApplication() {}

    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Object body = context.createFluentProducerTemplate()
                    .to("session-management:a?operation=PUT&fields=a")
                    .withBody("{\"a\":1}")
                    .send()
                    .getMessage()
                    .getBody();
            SessionManagementComponent component =
                    context.getComponent("session-management", SessionManagementComponent.class);
            System.out.println(body + " " + component.getSteps() + " "
                    + component.observation().steps().isTimed() + " "
                    + component.report().contains("PUT LOCAL ok 1"));
        }
    }
}
