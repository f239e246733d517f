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
package io.github.camelsession.session.global.outage;

import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.GlobalSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.AggregationRepository;

/** The bean {@code sessions} of a properties file, as an application of Camel Main has it. */
final class ConfiguredRepository implements AutoCloseable {
    private static final GlobalSettings DEFAULTS =
            new GlobalSettings(Duration.ofSeconds(5), Duration.ofSeconds(60), null, 1 << 20);

    private final Main main = new Main();
    private final CamelContext context;
    private final AggregationRepository repository;

    ConfiguredRepository(String file, int port) throws Exception {
        main.setPropertyPlaceholderLocations(
                "classpath:" + ConfiguredRepository.class.getPackageName().replace('.', '/') + "/" + file);
        main.addInitialProperty("port", Integer.toString(port));
        main.start();
        context = main.getCamelContext();
        repository = bean("sessions", AggregationRepository.class);
        context.addService(repository);
    }

    <T> T bean(String name, Class<T> type) {
        return Objects.requireNonNull(context.getRegistry().lookupByNameAndType(name, type), name);
    }

    AggregationRepository repository() {
        return repository;
    }

    GlobalSessions sessions(AggregationRepository over) {
        return GlobalSessions.in(context, over, DEFAULTS, InstantSource.system());
    }

    @Override
    public void close() {
        main.stop();
    }
}
