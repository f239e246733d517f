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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.token.TestTokens;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** The component and its steps as the MBean server of the JVM has them. */
class JmxTest extends HttpRouteTest {
    private static final String VALUE = "st0red-value";
    private static final String USER = "alice-of-the-claims";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final BoundedMemoryRepository memory = new BoundedMemoryRepository(10);
    private final String token = tokenOf(USER);

    private Set<ObjectName> names(String filter) throws JMException {
        return server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + "," + filter + ",*"), null);
    }

    private ObjectName component(String name) throws JMException {
        Set<ObjectName> found = names("type=components,name=\"" + name + "\"");
        assertThat(found).hasSize(1);
        return found.iterator().next();
    }

    private Object attribute(String name) throws JMException {
        return server.getAttribute(component("session-management"), name);
    }

    private Object call(String operation, String... arguments) throws JMException {
        String[] types =
                Arrays.stream(arguments).map(argument -> "java.lang.String").toArray(String[]::new);
        return server.invoke(component("session-management"), operation, arguments, types);
    }

    private void startAndUse() throws Exception {
        configuration().setAggregationRepository(memory);
        startCart();
        put("/put", token, "{\"cart\":\"" + VALUE + "\"}");
        get("/get", token);
        get("/get", token + "x");
        put("/put", token, VALUE);
    }

    private String hash() {
        String key = memory.getKeys().iterator().next();
        return key.substring(key.indexOf('.') + 1);
    }

    @Test
    void attributesOfTheComponentCount() throws Exception {
        startAndUse();
        assertThat(attribute("Steps")).isEqualTo(4L);
        assertThat(attribute("FailedSteps")).isEqualTo(2L);
        assertThat(attribute("DeniedSteps")).isEqualTo(1L);
        assertThat(attribute("Conflicts")).isEqualTo(0L);
        assertThat(attribute("Sessions")).isEqualTo(1);
        assertThat(attribute("RememberedTokens")).isEqualTo(1);
        assertThat(attribute("LastStoreError")).isNull();
    }

    @Test
    void componentWithoutGlobalStepsHasNothingToCount() throws Exception {
        start(routes -> routes.from("direct:a").to(put("a")));
        assertThat(attribute("Steps")).isEqualTo(0L);
        assertThat(attribute("Sessions")).isEqualTo(-1);
        assertThat(attribute("Sweeps")).isEqualTo(0L);
        assertThat(attribute("SweptSessions")).isEqualTo(0L);
        assertThat(attribute("RememberedTokens")).isEqualTo(0);
        assertThat(attribute("LastStoreError")).isNull();
    }

    @Test
    void attributesOfAnEndpointCountItsSteps() throws Exception {
        startAndUse();
        List<Object> counts = new ArrayList<>();
        for (ObjectName name : names("type=endpoints")) {
            if (name.toString().contains("operation=PUT")) {
                counts.add(server.getAttribute(name, "Steps"));
                counts.add(server.getAttribute(name, "FailedSteps"));
            }
        }
        assertThat(counts).containsExactly(2L, 1L);
    }

    @Test
    void sweepNowRemovesWhatHasEnded() throws Exception {
        startAndUse();
        assertThat(call("sweepNow")).isEqualTo(0);
        assertThat(attribute("Sweeps")).isEqualTo(1L);
        assertThat(attribute("SweptSessions")).isEqualTo(0L);
    }

    @Test
    void clearSessionEmptiesTheSessionAndKeepsItsEntry() throws Exception {
        startAndUse();
        String alices = hash();
        String bob = tokenOf("bob");
        put("/put", bob, "{\"cart\":2}");
        assertThat(call("clearSession", alices)).isEqualTo(true);
        assertThat(get("/get", token)).isEqualTo("{}");
        assertThat(get("/get", bob)).isEqualTo("{\"cart\":2}");
        assertThat(attribute("Sessions")).isEqualTo(2);
    }

    @Test
    void clearSessionTakesNothingButAHash() throws Exception {
        startAndUse();
        assertThatThrownBy(() -> call("clearSession", token))
                .hasStackTraceContaining("43 characters")
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(token));
        assertThat(call("clearSession", "A".repeat(43))).isEqualTo(false);
        assertThat(get("/get", token)).contains(VALUE);
    }

    private void startWithUsers() throws Exception {
        configuration().setKeyClaims("sub");
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        startCart();
    }

    private static String login(String user) {
        Instant issued = Instant.now().minusSeconds(5);
        return TestTokens.hs256(TestTokens.SECRET)
                .subject(user)
                .claim("iat", issued.getEpochSecond())
                .expiresAt(issued.plusSeconds(600))
                .sign();
    }

    @Test
    void endSessionsLogsOutTheUserWithTheseClaims() throws Exception {
        startWithUsers();
        String alice = login(USER);
        String carol = login("carol, of \"shop\"");
        put("/put", alice, "{\"cart\":1}");
        put("/put", carol, "{\"cart\":2}");
        assertThat(call("endSessions", "sub=" + USER)).isEqualTo(1);
        assertThat(call("endSessions", "{\"sub\":\"nobody\"}")).isEqualTo(0);
        assertThat(get("/get", alice)).isEqualTo("SESSION_ENDED");
        assertThat(get("/get", carol)).isEqualTo("{\"cart\":2}");
        assertThat(call("endSessions", "sub = carol\\, of \"shop\"")).isEqualTo(1);
        assertThat(get("/get", carol)).isEqualTo("SESSION_ENDED");
    }

    @Test
    void endSessionsTellsWhatIsWrongWithTheClaimsAndNoneOfThem() throws Exception {
        startWithUsers();
        for (String claims : List.of(
                "",
                USER,
                "sub=",
                "=" + USER,
                "name=" + USER,
                "sub=" + USER + ",role=" + USER,
                "sub=a,sub=" + USER,
                "{\"sub\":\"" + USER,
                "{\"sub\":[\"" + USER + "\"]}")) {
            assertThatThrownBy(() -> call("endSessions", claims))
                    .as(claims)
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(USER);
        }
    }

    @Test
    void endSessionsNeedsWhatEndAllNeeds() throws Exception {
        startCart();
        assertThatThrownBy(() -> call("endSessions", "sub=" + USER)).hasStackTraceContaining("set keyClaims");
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void reportIsTheConsolesText() throws Exception {
        startAndUse();
        assertThat((String) call("report")).contains("    PUT GLOBAL ok 1\n", "    PUT GLOBAL invalid-body 1\n");
    }

    /** Backlog tracers and the like, which show bodies and headers, are off unless switched on. */
    @Test
    void noAttributeOfAnyMBeanOfTheContextHoldsASecret() throws Exception {
        startAndUse();
        List<String> secrets = List.of(token, token.split("\\.")[1], TestTokens.SECRET, VALUE, USER);
        int read = 0;
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                String shown = attribute.isReadable() ? shown(name, attribute.getName()) : "";
                assertThat(secrets).as("%s of %s", attribute.getName(), name).noneMatch(shown::contains);
                read++;
            }
        }
        assertThat(read).isGreaterThan(300);
        assertThat(shown(component("session-management"), "Steps")).isEqualTo("4");
    }

    private String shown(ObjectName name, String attribute) {
        try {
            Object value = server.getAttribute(name, attribute);
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (JMException | RuntimeException e) {
            return stackTrace(e);
        }
    }

    @Test
    void operationsAreTheseAlone() throws Exception {
        startAndUse();
        assertThat(server.getMBeanInfo(component("session-management")).getOperations())
                .extracting(MBeanOperationInfo::getName)
                .contains("report", "sweepNow", "clearSession", "endSessions")
                .doesNotContain("getConfiguration", "globalAccess");
    }
}
