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

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.routes.RouteTest;
import io.github.camelsession.token.TestTokens;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.console.DevConsoleRegistry;
import org.junit.jupiter.api.Test;

/**
 * Who may look at the application over JMX or with Camel's developer consoles sees no token, secret, claim or stored value,
 * not even of an exchange in flight.
 */
class ManagementShowsNothingTest extends RouteTest {
    private static final String SECRET = "tops3cret-Vb7mQx2LkWz9RtYp4HsNd6JfGc8AeUo3iPl5KyTn";
    private static final String CLAIM = "alice-of-the-claims";
    private static final String STORED = "st0red-value";

    /** As documented: Camel's console shows in JSON what stands in the file, whatever it is. */
    private static final String PLACEHOLDER = "{{env:SESSION_SECRET}}";

    private static final Set<String> DOING_MORE_THAN_LOOK = Set.of("gc", "heap-dump", "send", "receive", "reload");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String token = TestTokens.hs256(SECRET)
            .subject(CLAIM)
            .expiresAt(Instant.now().plusSeconds(600))
            .sign();

    /** Attributes, and what operations without parameters answer that only look. */
    private Map<String, String> shown() throws JMException {
        Map<String, String> shown = new LinkedHashMap<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                if (attribute.isReadable()) {
                    shown.put(name + " " + attribute.getName(), value(name, attribute));
                }
            }
            for (MBeanOperationInfo operation : server.getMBeanInfo(name).getOperations()) {
                if (operation.getSignature().length == 0
                        && operation.getName().matches("(dump|browse|list|inflight).*")) {
                    shown.put(name + " " + operation.getName(), answer(name, operation));
                }
            }
        }
        return shown;
    }

    private String value(ObjectName name, MBeanAttributeInfo attribute) throws JMException {
        try {
            return text(server.getAttribute(name, attribute.getName()));
        } catch (RuntimeMBeanException e) {
            return String.valueOf(e.getCause());
        }
    }

    private String answer(ObjectName name, MBeanOperationInfo operation) throws JMException {
        try {
            return text(server.invoke(name, operation.getName(), new Object[0], new String[0]));
        } catch (RuntimeMBeanException | MBeanException e) {
            return String.valueOf(e.getCause());
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] values ? Arrays.deepToString(values) : String.valueOf(value);
    }

    /** While one message that was put, and came back, is on its way. */
    private Map<String, String> shownInFlight(Callable<Map<String, String>> look) throws Exception {
        CountDownLatch inFlight = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        configure();
        start(routes -> routes.from("direct:a")
                .to("session-management:save?sessionType=GLOBAL&operation=PUT&fields=*")
                .to(put("*"))
                .to("session-management:show?sessionType=GLOBAL&operation=GET&fields=*")
                .process(exchange -> {
                    inFlight.countDown();
                    looked.await();
                }));
        Thread caller = new Thread(() -> context.createFluentProducerTemplate()
                .to("direct:a")
                .withHeader("Authorization", "Bearer " + token)
                .withBody("{\"a\":\"" + STORED + "\"}")
                .send());
        caller.start();
        inFlight.await();
        try {
            return look.call();
        } finally {
            looked.countDown();
            caller.join();
        }
    }

    private void configure() {
        SessionManagementConfiguration configuration = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        configuration.setSecretKey(SECRET);
        configuration.setAllowedTriggers("*");
        configuration.setKeyClaims("sub");
    }

    private void assertNothingOf(Map<String, String> shown) {
        List<String> secrets = List.of(SECRET, CLAIM, STORED, token, token.split("\\.")[1]);
        shown.forEach((key, value) -> assertThat(secrets).as(key).noneMatch(value::contains));
    }

    @Test
    void managementBeansShowNeitherTokenNorSecretNorClaimNorValue() throws Exception {
        Map<String, String> shown = shownInFlight(this::shown);
        assertThat(shown.keySet())
                .anyMatch(key -> key.contains("session-management"))
                .anyMatch(key -> key.contains("dumpRoute"));
        assertNothingOf(shown);
    }

    private Map<String, String> consoles() {
        Map<String, String> shown = new LinkedHashMap<>();
        context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class).stream()
                .filter(console -> !DOING_MORE_THAN_LOOK.contains(console.getId()))
                .forEach(console -> {
                    for (MediaType type : MediaType.values()) {
                        shown.put(console.getId() + " " + type, String.valueOf(console.call(type)));
                    }
                });
        return shown;
    }

    @Test
    void developerConsolesShowNeitherTokenNorSecretNorClaimNorValue() throws Exception {
        context.setDevConsole(true);
        Properties properties = new Properties();
        properties.setProperty("camel.component.session-management.secretKey", PLACEHOLDER);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .loadDevConsoles(true);
        Map<String, String> shown = shownInFlight(this::consoles);
        assertThat(shown).hasSizeGreaterThan(40);
        // Camel 4.22 masks what the user wrote too.
        assertThat(shown.get("properties JSON")).containsAnyOf(PLACEHOLDER, "value=xxxxxx");
        assertThat(shown.get("endpoint JSON")).contains("session-management:");
        assertNothingOf(shown);
    }
}
