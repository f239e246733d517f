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
package io.github.camelsession.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.token.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** One JWK set, two issuers, and the same {@code sub} at both. */
class TwoIssuersTest extends HttpRouteTest {
    private @TempDir Path directory;

    private static TestTokens of(RSAKey key) {
        return TestTokens.rsa(JWSAlgorithm.RS256, key)
                .subject("42")
                .expiresAt(Instant.now().plusSeconds(600));
    }

    private List<String> warningsOf(Consumer<SessionManagementConfiguration> configure) throws Exception {
        Path set = Files.writeString(
                directory.resolve("jwks.json"),
                new JWKSet(List.of(TestTokens.RSA.toPublicJWK(), TestTokens.OTHER_RSA.toPublicJWK())).toString());
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(KeySourceChoice.class);
        said.start();
        log.addAppender(said);
        try {
            configuration().setJwkSetUri("file:" + set);
            configuration().setKeyClaims("sub");
            configure.accept(configuration());
            start(routes -> {
                answerRefusals(routes);
                routes.from(jetty("/put")).to(global("PUT", "*")).to(global("PUT", "*"));
                routes.from(jetty("/get")).to(global("GET", "*"));
            });
        } finally {
            log.detachAppender(said);
        }
        return said.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void sameSubjectOfAnotherIssuerHasAnotherSession() throws Exception {
        warningsOf(options -> {});
        String victim = of(TestTokens.RSA).claim("iss", "https://login/a").sign();
        String other =
                of(TestTokens.OTHER_RSA).claim("iss", "https://login/attacker").sign();
        put("/put", victim, "{\"cart\":\"of the victim\"}");
        assertThat(get("/get", other)).isEqualTo("{}");
        assertThat(get("/get", victim)).isEqualTo("{\"cart\":\"of the victim\"}");
        assertThat(get("/get", of(TestTokens.OTHER_RSA).sign())).isEqualTo("MISSING_CLAIM");
    }

    @Test
    void oneWarningSaysThatAnybodysTokensAreAccepted() throws Exception {
        assertThat(warningsOf(options -> {}))
                .singleElement()
                .asString()
                .contains(
                        "neither issuer nor audience nor requiredClaims", "camel.component.session-management.issuer");
    }

    @Test
    void whoSaysWhomTheTokenIsForIsNotWarned() throws Exception {
        assertThat(warningsOf(options -> options.setAudience("shop"))).isEmpty();
    }

    @Test
    void whoSaysItByOtherClaimsIsNotWarned() throws Exception {
        assertThat(warningsOf(options -> options.setRequiredClaims("azp=shop"))).isEmpty();
    }
}
