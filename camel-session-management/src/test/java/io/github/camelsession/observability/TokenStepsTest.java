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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.TokenDelivery;
import io.github.camelsession.TokenOperation;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.login.SessionTokenComponent;
import io.github.camelsession.observability.StepCounts.Count;
import io.github.camelsession.routes.RouteTest;
import io.github.camelsession.token.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Steps of {@code session-token} are counted, metered and shown as those of {@code session-management} are. */
class TokenStepsTest extends RouteTest {
    private static final String ISSUE = "session-token:login";
    private static final String RENEW = "session-token:renew?operation=RENEW&deliver=BODY";

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private SessionTokenComponent tokens() {
        return context.getComponent("session-token", SessionTokenComponent.class);
    }

    /** Two tokens, a log-in without a user, and a renewal for nobody. */
    private void startAndUse() throws Exception {
        context.getRegistry().bind("meters", meters);
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setSecretKey(TestTokens.SECRET);
        start(routes -> {
            routes.from("direct:login").errorHandler(routes.noErrorHandler()).to(ISSUE);
            routes.from("direct:renew").errorHandler(routes.noErrorHandler()).to(RENEW);
        });
        send("direct:login", "{\"sub\":\"alice\"}");
        send("direct:login", "{\"sub\":\"bob\"}");
        send("direct:login", "{}");
        send("direct:renew", "{}");
    }

    @Test
    void eachStepIsCountedOnceByOperationDeliveryAndOutcome() throws Exception {
        startAndUse();
        assertThat(tokens().observation().steps().counts().all())
                .containsExactly(
                        new Count(TokenOperation.ISSUE, TokenDelivery.HEADER, StepOutcome.OK, 2),
                        new Count(TokenOperation.ISSUE, TokenDelivery.HEADER, StepOutcome.FIELD_MISSING, 1),
                        new Count(TokenOperation.RENEW, TokenDelivery.BODY, StepOutcome.DENIED, 1));
    }

    @Test
    void stepsAreTimedAndDenialsCountedInMeters() throws Exception {
        startAndUse();
        var issued = meters.get("camel.session.token.steps")
                .tags("operation", "ISSUE", "deliver", "HEADER", "outcome", "ok", "camelContext", context.getName())
                .timer();
        assertThat(issued.count()).isEqualTo(2);
        assertThat(issued.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(meters.get("camel.session.token.denials")
                        .tag("reason", "WRONG_TRIGGER")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        tokens().stop();
        assertThat(meters.getMeters())
                .noneMatch(meter -> meter.getId().getName().startsWith("camel.session.token"));
    }

    @Test
    void jmxShowsThemOfTheComponentAndOfEachEndpoint() throws Exception {
        startAndUse();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName component = only("type=components,name=\"session-token\"");
        assertThat(server.getAttribute(component, "Steps")).isEqualTo(4L);
        assertThat(server.getAttribute(component, "FailedSteps")).isEqualTo(2L);
        assertThat(server.getAttribute(component, "DeniedSteps")).isEqualTo(1L);
        assertThat((String) server.invoke(component, "report", null, null))
                .contains("    ISSUE HEADER ok 2\n", "    WRONG_TRIGGER 1\n");
        ObjectName login = only("type=endpoints,name=\"session-token://login\"");
        assertThat(server.getAttribute(login, "Steps")).isEqualTo(3L);
        assertThat(server.getAttribute(login, "FailedSteps")).isEqualTo(1L);
    }

    private ObjectName only(String rest) throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName() + "," + rest), null)
                .iterator()
                .next();
    }

    @Test
    void devConsoleShowsThemBesideTheSessions() throws Exception {
        startAndUse();
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        DevConsole console = (DevConsole) Objects.requireNonNull(registry.resolveById("session-management"));
        JsonNode components = new ObjectMapper()
                .readTree(((JsonObject) console.call(MediaType.JSON)).toJson())
                .path("components");
        assertThat(components.path("session-token").toString())
                .contains("{\"operation\":\"RENEW\",\"deliver\":\"BODY\",\"outcome\":\"denied\",\"count\":1}")
                .doesNotContain(TestTokens.SECRET, "alice");
        assertThat(components.has("session-management")).isTrue();
    }
}
