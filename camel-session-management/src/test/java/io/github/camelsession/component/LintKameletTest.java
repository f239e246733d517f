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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.compatibility.CamelPart;
import org.junit.jupiter.api.Test;

/** Steps in kamelets. */
class LintKameletTest extends LintTest {
    @Test
    void kameletIsNamedWithTheStepOfTheRouteThatCallsIt() throws Exception {
        CamelPart.KAMELET.assume();
        load("yaml", """
            - routeTemplate:
                id: recall
                parameters: [ { name: field } ]
                from:
                  uri: kamelet:source
                  steps:
                    - to: "session-management:look?fields={{field}}"
            - routeTemplate:
                id: outer
                from:
                  uri: kamelet:source
                  steps:
                    - to: "kamelet:recall?field=inner"
            - route:
                id: cart
                from:
                  uri: timer:cart?delay=-1&repeatCount=1
                  steps:
                    - to:
                        id: one
                        uri: kamelet:recall?field=ordr
                    - to:
                        id: two
                        uri: kamelet:outer
            """);
        context.start();
        assertThat(warnings())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Route 'cart', step 'one' (session-management:look, in kamelet:recall) in"
                                + " routes.yaml:19: the LOCAL field 'ordr' is read"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Route 'cart', step 'two' (session-management:look, in kamelet:recall) in"
                                + " routes.yaml:22: the LOCAL field 'inner' is read"))
                .hasSize(2);
    }

    @Test
    void instancesOfOneKameletAreToldApart() throws Exception {
        CamelPart.KAMELET.assume();
        assertFound(
                routes -> {
                    routes.routeTemplate("keep")
                            .templateParameter("field")
                            .from("kamelet:source")
                            .to("session-management:keep?operation=PUT&fields={{field}}");
                    from(routes, "a").to("kamelet:keep?field=a").to(get("b"));
                    from(routes, "b").to("kamelet:keep?field=b").to(get("b"));
                },
                "a/keep, in kamelet:keep: a is put",
                "a/get: b is read");
    }
}
