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
package io.github.camelsession.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.docs.Document.Block;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.jwkset.TestCertificate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each documented block of properties under {@code camel.main.profile=prod}. Camel 4.19 and later fail the start then for
 * what their policies take for insecure.
 */
class DocumentedProfileTest {
    private static final boolean POLICIES = isThere("org/apache/camel/util/SecurityUtils.class");
    private static final String ALLOWED = "camel.security.allowedProperties";
    private static final String SECRET = "camel.component.session-management.secretKey";
    private static final Pattern CLASS = Pattern.compile("#class:([\\w.]+)");

    private static final Map<String, String> SERVICES = Map.of(
            "camel.server.enabled", "platform-http-server", "camel.opentelemetry2.enabled", "opentelemetry-tracer-2");

    private final Main main = new Main();
    private @TempDir Path directory;

    @AfterEach
    void stop() {
        main.stop();
    }

    private static boolean isThere(String resource) {
        return DocumentedProfileTest.class.getClassLoader().getResource(resource) != null;
    }

    /** The variables that the pages name have values; they are not those of this JVM. */
    private static final class Environment implements PropertiesFunction {
        @Override
        public String getName() {
            return "env";
        }

        @Override
        public String apply(String variable) {
            return variable.contains(":") ? variable.substring(variable.indexOf(':') + 1) : TestTokens.SECRET;
        }
    }

    private void start(Map<?, ?> properties) {
        properties.forEach((name, value) -> main.addOverrideProperty((String) name, (String) value));
        main.addOverrideProperty("camel.main.profile", "prod");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                starting.getCamelContext().getPropertiesComponent().addPropertiesFunction(new Environment());
            }
        });
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("session-management:a?operation=CLEAR");
            }
        });
        main.start();
    }

    /** Without the developer console, and Redis, which {@link DocumentedStoresTest} has. */
    static Stream<Block> blocks() {
        return Document.all("properties")
                .filter(block -> !block.text().contains("devConsoleEnabled"))
                .filter(block -> !block.text().contains("Redisson"))
                // Spring Boot has profiles of its own.
                .filter(block -> !block.text().contains("spring.datasource."));
    }

    /** Where the class path of another version of Camel lacks what a block needs. */
    private static void assumeThatAllIsThere(Block block) {
        List<String> missing = CLASS.matcher(block.text())
                .results()
                .map(match -> match.group(1))
                .filter(type -> !isThere(type.replace('.', '/') + ".class"))
                .toList();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "The class path has no " + missing);
        SERVICES.forEach((option, service) -> Assumptions.assumeTrue(
                !block.text().contains(option) || isThere("META-INF/services/org/apache/camel/" + service),
                () -> "The class path has no " + service));
    }

    private Map<Object, Object> here(Block block) throws Exception {
        Map<Object, Object> here = new LinkedHashMap<>();
        boolean usesDatabase =
                block.text().contains("#bean:database") || block.text().contains("camel.beans.database.");
        if (usesDatabase && !block.text().contains("camel.beans.database = ")) {
            here.put("camel.beans.database", "#class:com.zaxxer.hikari.HikariDataSource");
        }
        here.putAll(block.with("jdbc:h2:file:.", "jdbc:h2:file:" + directory)
                .with("8080", Integer.toString(AvailablePortFinder.getNextAvailable()))
                .properties());
        if (block.text().contains("= file:/run/secrets")) {
            here.putAll(Document.SECURITY.block("properties", ALLOWED).properties());
        }
        if (block.text().contains("camel.ssl.trustStore")) {
            Path store = TestCertificate.of("ip:127.0.0.1", directory).file();
            here.put("camel.ssl.trustStore", "file:" + store);
            here.put("camel.ssl.trustStorePassword", "{{env:TRUST_STORE_PASSWORD:" + TestCertificate.PASSWORD + "}}");
        }
        return here;
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void blockStarts(Block block) throws Exception {
        assumeThatAllIsThere(block);
        main.bind("tokenProcessor", new DefaultJWTProcessor<>());
        start(here(block));
        assertThat(main.isStarted()).isTrue();
    }

    private void assertFails(String property, String value) {
        Assumptions.assumeTrue(POLICIES, "Camel before 4.19 has no security policies");
        assertThatThrownBy(() -> start(Map.of(property, value)))
                .hasMessageContaining(property)
                .hasMessageContaining(ALLOWED)
                .hasMessageNotContaining(TestTokens.SECRET);
    }

    @Test
    void secretInPlainTextFails() {
        assertFails(SECRET, TestTokens.SECRET);
    }

    @Test
    void formerSecretInPlainTextFails() {
        assertFails("camel.component.session-management.previousSecretKeys", TestTokens.SECRET);
    }

    @Test
    void privateKeyInPlainTextFails() {
        assertFails("camel.component.session-token.privateKey", TestTokens.SECRET);
    }

    @Test
    void pathOfASecretFailsUnlessItIsAllowed() {
        assertFails(SECRET, "file:/run/secrets/session");
    }

    @Test
    void developerConsoleFails() {
        assertFails("camel.main.devConsoleEnabled", "true");
    }

    @Test
    void secretOfAnotherInstanceInPlainTextFails() {
        main.addOverrideProperty("camel.beans.partner", "#class:" + SessionManagementComponent.class.getName());
        assertFails("camel.component.partner.secretKey", TestTokens.SECRET);
    }
}
