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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jwt.SignedJWT;
import io.github.camelsession.SessionTokenConfiguration;
import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.login.SessionTokenComponent;
import io.github.camelsession.token.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** session-token by the properties of Camel Main, in routes of each kind. */
class TokenConfigurationTest {
    private static final String PREFIX = "camel.component.session-token.";

    private final Main main = new Main();
    private @TempDir Path directory;

    @AfterEach
    void stop() {
        main.stop();
        main.shutdown();
    }

    private CamelContext start(Map<String, String> properties) throws Exception {
        StringBuilder text = new StringBuilder();
        properties.forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.replace("\\", "\\\\"))
                .append('\n'));
        main.setPropertyPlaceholderLocations(
                "file:" + Files.writeString(directory.resolve("application.properties"), text));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:java").to("session-token:login?claims=sub,role");
            }
        });
        main.start();
        return main.getCamelContext();
    }

    private SignedJWT token(String uri) throws Exception {
        String header = main.getCamelContext()
                .createFluentProducerTemplate()
                .to(uri)
                .withBody("{\"sub\":\"ann\",\"role\":\"x\"}")
                .send()
                .getMessage()
                .getHeader("Authorization", String.class);
        return SignedJWT.parse(header.replace("Bearer ", ""));
    }

    @Test
    void eachOptionIsAPropertyOfCamelMain() throws Exception {
        String key = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder()
                        .encodeToString(TestTokens.P384.toPrivateKey().getEncoded())
                + "\\n-----END PRIVATE KEY-----";
        CamelContext context = start(Map.of(
                PREFIX + "privateKey", key,
                PREFIX + "key-id", "k1",
                PREFIX + "algorithm", "ES384",
                PREFIX + "issuer", "https://a.example",
                PREFIX + "audience", "shop,billing",
                PREFIX + "lifetime", "5m",
                PREFIX + "maxLifetime", "1h30m",
                PREFIX + "sessionComponent", "session-management"));
        SignedJWT token = token("direct:java");
        assertThat(token.getHeader().getKeyID()).isEqualTo("k1");
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES384");
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("https://a.example");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("shop", "billing");
        assertThat(Duration.between(
                        token.getJWTClaimsSet().getIssueTime().toInstant(),
                        token.getJWTClaimsSet().getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(5));
        SessionTokenConfiguration configuration = context.getComponent("session-token", SessionTokenComponent.class)
                .getConfiguration();
        assertThat(configuration.getMaxLifetime()).isEqualTo(Duration.ofMinutes(90));
        assertThat(configuration).hasToString("SessionTokenConfiguration");
    }

    @ParameterizedTest
    @CsvSource({"java", "yaml", "xml"})
    void oneSecretServesRoutesOfEachKind(String kind) throws Exception {
        CamelPart.XML.assume();
        CamelContext context = start(Map.of("camel.component.session-management.secretKey", TestTokens.SECRET));
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("login.yaml", """
                        - route:
                            from:
                              uri: direct:yaml
                              steps:
                                - to:
                                    uri: session-token:login
                                    parameters: { claims: "sub, role" }
                        """), ResourceHelper.fromString("login.xml", """
                        <routes>
                          <route>
                            <from uri="direct:xml"/>
                            <to uri="session-token:login?operation=issue&amp;claims=sub,role&amp;deliver=HEADER"/>
                          </route>
                        </routes>
                        """));
        SignedJWT token = token("direct:" + kind);
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("HS256");
        assertThat(token.getJWTClaimsSet().getStringClaim("role")).isEqualTo("x");
    }

    @Test
    void unknownPropertyFailsTheStart() {
        assertThatThrownBy(() -> start(Map.of(PREFIX + "lifespan", "1h"))).hasStackTraceContaining("lifespan");
    }

    @Test
    void keysAreMaskedInTheSummaryAndShortLifetimesAreTold() throws Exception {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger log = (Logger) LoggerFactory.getLogger("org.apache.camel.main");
        Level before = log.getLevel();
        said.start();
        root.addAppender(said);
        log.setLevel(Level.INFO);
        try {
            start(Map.of(PREFIX + "secretKey", TestTokens.SECRET, PREFIX + "lifetime", "3600"));
        } finally {
            root.detachAppender(said);
            log.setLevel(before);
        }
        assertThat(said.list.stream().map(ILoggingEvent::getFormattedMessage))
                .anyMatch(line -> line.endsWith("secretKey = xxxxxx"))
                .anyMatch(line -> line.startsWith("lifetime is PT3.6S."))
                .noneMatch(line -> line.contains(TestTokens.SECRET));
    }
}
