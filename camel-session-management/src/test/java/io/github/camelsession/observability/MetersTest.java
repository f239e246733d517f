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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.routes.HttpRouteTest;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.junit.jupiter.api.Test;

/** Meters for those who have Micrometer. */
class MetersTest extends HttpRouteTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final String token = tokenOf("alice");

    private void startAndUse() throws Exception {
        startCart();
        put("/put", token, "{\"cart\":1}");
        put("/put", token, "{\"cart\":2}");
        get("/get", token + "x");
    }

    private FunctionCounter counter(String name, String... tags) {
        return meters.get("camel.session.management." + name).tags(tags).functionCounter();
    }

    @Test
    void stepsAreTimedByOperationTypeAndOutcome() throws Exception {
        context.getRegistry().bind("meters", meters);
        startAndUse();
        var puts = meters.get("camel.session.management.steps")
                .tags("operation", "PUT", "type", "GLOBAL", "outcome", "ok", "camelContext", context.getName())
                .timer();
        assertThat(puts.count()).isEqualTo(2);
        assertThat(puts.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(meters.get("camel.session.management.steps")
                        .tags("operation", "GET", "outcome", "denied")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void denialsSessionsSweepsAndConflictsAreMetered() throws Exception {
        context.getRegistry().bind("meters", meters);
        startAndUse();
        assertThat(counter("denials", "reason", "BAD_SIGNATURE").count()).isEqualTo(1);
        assertThat(counter("denials", "reason", "EXPIRED").count()).isZero();
        assertThat(counter("conflicts").count()).isZero();
        assertThat(counter("swept").count()).isZero();
        assertThat(meters.get("camel.session.management.sessions").gauge().value())
                .isEqualTo(1);
        component().sweepNow();
        var sweeps = meters.get("camel.session.management.sweeps").functionTimer();
        assertThat(sweeps.count()).isEqualTo(1);
        assertThat(sweeps.totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    @Test
    void withoutAGlobalStepTheNumberOfSessionsIsUnknown() throws Exception {
        context.getRegistry().bind("meters", meters);
        start(routes -> routes.from("direct:a").to(put("a")));
        assertThat(meters.get("camel.session.management.sessions").gauge().value())
                .isNaN();
        assertThat(counter("conflicts").count()).isZero();
    }

    @Test
    void camelsOwnRegistryComesBeforeOthers() throws Exception {
        context.getRegistry().bind("other", new SimpleMeterRegistry());
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        start(routes -> routes.from("direct:a").to(put("a")));
        send("direct:a", "{\"a\":1}");
        assertThat(meters.get("camel.session.management.steps").timer().count()).isEqualTo(1);
    }

    @Test
    void ofSeveralForeignRegistriesNoneIsTaken() throws Exception {
        context.getRegistry().bind("one", meters);
        context.getRegistry().bind("two", new SimpleMeterRegistry());
        start(routes -> routes.from("direct:a").to(put("a")));
        send("direct:a", "{\"a\":1}");
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void metersGoWithTheComponent() throws Exception {
        context.getRegistry().bind("meters", meters);
        startAndUse();
        component().stop();
        assertThat(meters.getMeters())
                .extracting(Meter::getId)
                .noneMatch(id -> id.getName().startsWith("camel.session.management"));
    }

    @Test
    void tagsHaveFewValues() throws Exception {
        context.getRegistry().bind("meters", meters);
        startAndUse();
        assertThat(meters.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(tag -> tag.getKey())
                .containsOnly("camelContext", "component", "operation", "type", "outcome", "reason");
    }
}
