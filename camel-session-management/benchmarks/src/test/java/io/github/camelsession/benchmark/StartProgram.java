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
package io.github.camelsession.benchmark;

import java.lang.management.ManagementFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** An application with LOCAL and GLOBAL steps, or the same routes without the component. It tells that it has started. */
final class StartProgram {
    static final String STARTED = "started, classes loaded: ";

    private StartProgram() {}

    public static void main(String[] args) throws Exception {
        CamelContext context = args[0].equals("with") ? with() : without();
        context.start();
        System.out.println(STARTED + ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount());
        System.exit(0);
    }

    /** At the end of the start, keys, repository, sweep and the report of the lint are there. */
    private static CamelContext with() throws Exception {
        return Contexts.with(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:local").to(BareSteps.PUT).setBody(constant("{}")).to(BareSteps.GET);
                from("direct:global").to(BareSteps.PUT + BareSteps.GLOBAL).to(BareSteps.GET + BareSteps.GLOBAL);
            }
        });
    }

    private static CamelContext without() throws Exception {
        return Contexts.without(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:local").to("mock:put").setBody(constant("{}")).to("mock:get");
                from("direct:global").to("mock:put").to("mock:get");
            }
        });
    }
}
