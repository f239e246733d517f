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

import io.github.camelsession.TestConfiguration;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Applications with the component and without; without JMX, whose own cost would hide that of the component. */
final class Contexts {
    private Contexts() {}

    /** Not started. GLOBAL steps accept any trigger, and tokens of {@link TestTokens#SECRET}. */
    static CamelContext with(RouteBuilder... routes) throws Exception {
        CamelContext context = plain();
        context.build();
        TestConfiguration.of(context);
        return withRoutes(context, routes);
    }

    /** Not started. */
    static CamelContext without(RouteBuilder... routes) throws Exception {
        CamelContext context = plain();
        context.setApplicationContextClassLoader(new WithoutPlugin(Contexts.class.getClassLoader()));
        context.build();
        return withRoutes(context, routes);
    }

    private static CamelContext plain() {
        // Built later: building looks for plugins.
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.disableJMX();
        return context;
    }

    private static CamelContext withRoutes(CamelContext context, RouteBuilder... routes) throws Exception {
        for (RouteBuilder route : routes) {
            context.addRoutes(route);
        }
        return context;
    }

    /** As if the component were not on the class path: Camel finds its plugin by this resource. */
    private static final class WithoutPlugin extends ClassLoader {
        private static final String PLUGINS = "META-INF/services/org.apache.camel.spi.ContextServicePlugin";

        WithoutPlugin(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (!name.equals(PLUGINS)) {
                return super.getResources(name);
            }
            List<URL> others = new ArrayList<>();
            for (URL resource : Collections.list(super.getResources(name))) {
                try (InputStream in = resource.openStream()) {
                    if (!new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("camelsession")) {
                        others.add(resource);
                    }
                }
            }
            return Collections.enumeration(others);
        }
    }
}
