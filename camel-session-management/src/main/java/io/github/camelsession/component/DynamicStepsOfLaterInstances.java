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

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.ClassResolver;
import org.apache.camel.spi.FactoryFinder;
import org.apache.camel.spi.FactoryFinderResolver;

/**
 * Lets {@link SessionManagementSendDynamicAware} look at a {@code toD} whose component the context does not know yet,
 * which may become an instance of ours: a bean of the registry, or one that is added later. Camel asks when it builds the
 * route, and never again; without this, such a {@code toD} would put values into the URI as they are.
 */
final class DynamicStepsOfLaterInstances implements FactoryFinderResolver {
    /** Camel's own constant is in camel-core-processor, which a component need not have. */
    private static final String PATH = "META-INF/services/org/apache/camel/send-dynamic/";

    private final CamelContext context;
    private final FactoryFinderResolver camel;

    private DynamicStepsOfLaterInstances(CamelContext context, FactoryFinderResolver camel) {
        this.context = context;
        this.camel = camel;
    }

    static void install(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        FactoryFinderResolver camel = extension.getContextPlugin(FactoryFinderResolver.class);
        extension.addContextPlugin(FactoryFinderResolver.class, new DynamicStepsOfLaterInstances(context, camel));
    }

    @Override
    public FactoryFinder resolveFactoryFinder(ClassResolver classes, String path) {
        FactoryFinder finder = camel.resolveFactoryFinder(classes, path);
        return path.equals(PATH) ? new Finder(context, finder) : finder;
    }

    @Override
    public FactoryFinder resolveBootstrapFactoryFinder(ClassResolver classes, String path) {
        return camel.resolveBootstrapFactoryFinder(classes, path);
    }

    /** Finds what Camel finds, and ours for the rest. A component that is known tells Camel its default name itself. */
    private record Finder(CamelContext context, FactoryFinder camel) implements FactoryFinder {
        @Override
        public Optional<Class<?>> findClass(String scheme) {
            return orOurs(scheme, camel.findClass(scheme));
        }

        @Override
        public Optional<Class<?>> findOptionalClass(String scheme) {
            return orOurs(scheme, camel.findOptionalClass(scheme));
        }

        private Optional<Class<?>> orOurs(String scheme, Optional<Class<?>> found) {
            return found.isPresent() || context.hasComponent(scheme) != null
                    ? found
                    : Optional.of(SessionManagementSendDynamicAware.class);
        }

        @Override
        public String getResourcePath() {
            return camel.getResourcePath();
        }

        @Override
        public Optional<Object> newInstance(String scheme) {
            return camel.newInstance(scheme);
        }

        @Override
        public <T> Optional<T> newInstance(String scheme, Class<T> type) {
            return camel.newInstance(scheme, type);
        }

        @Override
        public void clear() {
            camel.clear();
        }
    }
}
