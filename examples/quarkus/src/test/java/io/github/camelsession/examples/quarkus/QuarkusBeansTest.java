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
package io.github.camelsession.examples.quarkus;

import static io.github.camelsession.examples.quarkus.Client.CART;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Quarkus decides at build time: which beans stay, and which classes of the component are found. */
@QuarkusTest
@TestProfile(QuarkusBeansTest.Application.class)
class QuarkusBeansTest {
    @TestHTTPResource
    private @Nullable URI address;

    @Inject
    @Nullable
    CamelContext context;

    public static class Application implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("camel.component.session-management.aggregationRepository", "#bean:sessions");
        }
    }

    /** No injection point asks for it: its name alone keeps it. */
    static class Beans {
        @Produces
        @Singleton
        @Named("sessions")
        AggregationRepository sessions() {
            return new MemoryAggregationRepository(true);
        }
    }

    /** Found by Camel Quarkus among the classes of the tests, as it is public. */
    public static class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("platform-http:/sum?httpMethodRestrict=GET")
                    .setBody(constant("1,2,3"))
                    .split(body().tokenize(","))
                    .parallelProcessing()
                    .setBody(simple("{\"n\":${body}}"))
                    .to("session-management:add?operation=ADD&fields=n")
                    .end()
                    .setBody(simple("sum ${session(n)}"));
        }
    }

    private Client client() {
        return new Client(assertThat(address).isNotNull().actual());
    }

    @Test
    void repositoryMayBeABeanOfCdi() throws Exception {
        AggregationRepository sessions = assertThat(context)
                .isNotNull()
                .actual()
                .getRegistry()
                .lookupByNameAndType("sessions", AggregationRepository.class);
        int before = sessions.getKeys().size();

        client().send("PUT", "/cart", client().token("alice", "wonderland"), CART);

        assertThat(sessions.getKeys()).hasSize(before + 1);
    }

    /** The session is on platform-http's exchange before the branches are, or each would have one of its own. */
    @Test
    void branchesShareTheLocalSessionOfTheRequest() throws Exception {
        assertThat(client().get("/sum", null).body()).isEqualTo("sum 6");
    }
}
