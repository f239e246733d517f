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

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.docs.Document.Block;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.jwkset.HttpsJwkSetServer;
import io.github.camelsession.token.jwkset.JwkSetServer;
import io.github.camelsession.token.jwkset.TestCertificate;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each documented block of properties starts an application that lets in the callers it is meant for. */
class DocumentedConfigurationTest {
    static final String SECRET_VARIABLE = "{{env:SESSION_SECRET}}";
    static final Block SECRET = Document.README.blocks().get(1).with(SECRET_VARIABLE, TestTokens.SECRET);

    private static final Block CART = Document.README.blocks().get(0);
    private static final String PREFIX = "camel.component.session-management.";

    private @TempDir Path directory;
    private JwkSetServer keys;

    @BeforeEach
    void startIssuer() throws Exception {
        keys = JwkSetServer.start();
        keys.serve(new JWKSet(TestTokens.RSA).toString());
    }

    @AfterEach
    void stopIssuer() {
        keys.stop();
    }

    static List<Block> keySources() {
        return Document.all("properties")
                .filter(block -> block.text().contains(PREFIX))
                .filter(block -> !block.text().contains(PREFIX + "aggregationRepository"))
                .filter(block -> !block.text().contains(PREFIX + "lint"))
                .filter(block -> !block.text().contains(PREFIX + "maxTokenLifetime"))
                .filter(block -> !block.text().contains(PREFIX + "httpErrors"))
                .filter(block -> !block.text().contains(PREFIX + "tokenCookie"))
                .filter(block -> !block.text().contains("camel.ssl."))
                // Of Camel 4.21: DocumentedOAuthProfileCheck.
                .filter(block -> !block.text().contains(PREFIX + "oauthProfile"))
                .filter(block -> !block.text().contains("camel.security."))
                .toList();
    }

    @Test
    void keysComeFromAServerThatAPrivateCaCertifies() throws Exception {
        TestCertificate certificate = TestCertificate.of("ip:127.0.0.1", directory);
        String set = new JWKSet(TestTokens.RSA.toPublicJWK()).toString();
        try (HttpsJwkSetServer https = HttpsJwkSetServer.start(certificate, set);
                DocumentedApp app = new DocumentedApp()) {
            Block documented = Document.TOKENS.block("properties", "camel.ssl.");
            app.properties(documented
                            .with("file:company-ca.p12", "file:" + certificate.file())
                            .with("{{env:TRUST_STORE_PASSWORD}}", TestCertificate.PASSWORD)
                            .with("https://login.example.com/.well-known/jwks.json", https.uri()))
                    .start(CART);
            assertThat(app.http("GET", "/cart", tokenFor(documented), "").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void secondIssuerHasAComponentOfItsOwn() throws Exception {
        Block documented = Document.TOKENS
                .block("properties", "camel.beans.partner")
                .with("https://login.partner.example/.well-known/jwks.json", keys.uri());
        String partners = TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
                .subject("alice")
                .claim("iss", "https://login.partner.example")
                .claim("aud", "shop")
                .expiresAt(Instant.now().plusSeconds(120))
                .sign();
        Block partnersCart = CART.with("/cart", "/partner").with("session-management:", "partner:");
        try (DocumentedApp app = new DocumentedApp()) {
            app.properties(SECRET)
                    .properties(Document.PAGE.block("properties", "httpErrors"))
                    .properties(documented)
                    .start(CART, partnersCart);
            String own = tokenFor(SECRET);
            assertThat(app.http("PUT", "/cart", own, "{\"cart\":[\"tea\"]}").statusCode())
                    .isEqualTo(204);
            assertThat(app.http("GET", "/partner", partners, "").body()).isEqualTo("{}");
            assertThat(app.http("PUT", "/partner", partners, "{\"cart\":[\"rum\"]}")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(app.http("GET", "/cart", own, "").body()).isEqualTo("{\"cart\":[\"tea\"]}");
            assertThat(app.http("GET", "/cart", partners, "").statusCode()).isEqualTo(401);
            assertThat(HealthCheckRegistry.get(app.context()).getCheckIDs())
                    .contains("session-management", "session-management:partner");
        }
    }

    private static Main mainWithInstance(String name) {
        Main main = new Main();
        main.addOverrideProperty("camel.beans." + name, "#class:" + SessionManagementComponent.class.getName());
        main.addOverrideProperty("camel.component." + name + ".secretKey", TestTokens.SECRET);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to(name + ":x?operation=PUT&sessionType=GLOBAL&fields=a");
            }
        });
        return main;
    }

    @ParameterizedTest
    @ValueSource(strings = {"orderSessions", "partner2"})
    void nameOfAnInstanceIsOfLettersAndDigits(String name) throws Exception {
        Main main = mainWithInstance(name);
        main.start();
        assertThat(main.getCamelContext().hasComponent(name)).isInstanceOf(SessionManagementComponent.class);
        main.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-sessions", "order_sessions"})
    void nameOfAnInstanceHasNoDashOrUnderscore(String name) {
        Main main = mainWithInstance(name);
        assertThatThrownBy(main::start).hasStackTraceContaining(name);
        main.stop();
    }

    @Test
    void optionThatIsWrongIsNamedWithItsInstance() {
        Main main = new Main();
        main.addOverrideProperty(
                "camel.beans.partner", "#class:io.github.camelsession.component.SessionManagementComponent");
        main.addOverrideProperty("camel.component.partner.issuer", "${ISSUER}");
        assertThatThrownBy(main::start)
                .hasStackTraceContaining("partner: the option issuer holds a placeholder that was not resolved");
        main.stop();
    }

    @Test
    void clientIsAnsweredWithTheDocumentedLine() throws Exception {
        try (DocumentedApp app = new DocumentedApp()) {
            app.properties(SECRET)
                    .properties(Document.PAGE.block("properties", "httpErrors"))
                    .properties(Document.PAGE.block("properties", "tokenCookie"))
                    .start(CART);
            HttpResponse<String> answer = app.http("GET", "/cart", "x", "");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401}");
        }
    }

    @Test
    void providerLogsOutTheLoginThatItNames() throws Exception {
        Block documented = Document.TOKENS
                .block("properties", "shop-client")
                .with("https://login.example.com/.well-known/jwks.json", keys.uri());
        TestTokens token = TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
                .claim("iss", "https://login.example.com")
                .claim("sid", "a-login")
                .claim("iat", Instant.now().getEpochSecond())
                .expiresAt(Instant.now().plusSeconds(120));
        String login = token.claim("aud", "shop-api").sign();
        String logout = token.claim("aud", "shop-client")
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                .sign();
        try (DocumentedApp app = new DocumentedApp()) {
            app.properties(documented).start(CART, Document.TOKENS.block("yaml", "BACKCHANNEL_LOGOUT"));
            assertThat(app.http("PUT", "/cart", login, "{\"cart\":[]}").statusCode())
                    .isEqualTo(204);
            assertThat(app.form("/backchannel-logout", "logout_token=" + login).statusCode())
                    .isEqualTo(400);
            HttpResponse<String> answer = app.form("/backchannel-logout", "logout_token=" + logout);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(app.http("GET", "/cart", login, "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void lintFailsTheStartWithTheDocumentedLine() throws Exception {
        Main main = new Main();
        Document.LINT.block("properties", "lint").properties().forEach(main::addOverrideProperty);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("session-management:recall?fields=ordr");
            }
        });
        assertThatThrownBy(main::start).hasStackTraceContaining("'ordr' is read, but no step");
        main.stop();
    }

    static List<Block> repositories() {
        return Document.all("properties")
                .filter(block -> block.text().contains("dataSource = #bean:database"))
                .filter(block -> !block.text().contains("camel.beans.database"))
                .toList();
    }

    @Test
    void repositoryIsShownWithoutItsDatabaseTwice() {
        assertThat(repositories())
                .hasSize(2)
                .anyMatch(block -> block.text().contains("namespace"))
                .anyMatch(block -> block.text().contains("encryptionKeys"));
    }

    private Block here(Block documented) throws Exception {
        Path key = Files.writeString(directory.resolve("key.pem"), TestTokens.pem(TestTokens.RSA.toPublicKey()));
        Path secret = Files.writeString(directory.resolve("secret"), TestTokens.SECRET + "\n");
        Path before = Files.writeString(directory.resolve("before"), TestTokens.SECRET.substring(7) + "\n");
        return documented
                .with("file:/run/secrets/session-before", "file:" + before)
                .with("file:/run/secrets/session", "file:" + secret)
                .with(SECRET_VARIABLE, TestTokens.SECRET)
                .with("file:issuer-public-key.pem", "file:" + key)
                .with("https://login.example.com/.well-known/jwks.json", keys.uri());
    }

    private static JWSAlgorithm algorithmOf(Block documented) {
        return documented.text().contains("algorithms = RS256") ? JWSAlgorithm.RS256 : JWSAlgorithm.PS256;
    }

    private static String tokenFor(Block documented) {
        TestTokens issuer = documented.text().contains("secretKey")
                ? TestTokens.hs256(TestTokens.SECRET)
                : TestTokens.rsa(algorithmOf(documented), TestTokens.RSA);
        return issuer.subject("alice")
                .claim("iss", "https://login.example.com")
                .claim("aud", List.of("shop"))
                .claim("sid", "a-login")
                .expiresAt(Instant.now().plus(Duration.ofHours(1)))
                .sign();
    }

    @ParameterizedTest
    @MethodSource("keySources")
    void keySourceLetsInWhoHasATokenOfItsIssuer(Block documented) throws Exception {
        try (DocumentedApp app = new DocumentedApp()) {
            app.bind("tokenProcessor", Snippets.tokenProcessor(new URL(keys.uri())))
                    .properties(here(documented))
                    .start(CART);
            String token = tokenFor(documented);
            assertThat(app.http("PUT", "/cart", token, "{\"cart\":[\"tea\"]}").statusCode())
                    .isEqualTo(204);
            assertThat(app.http("GET", "/cart", token, "").body()).isEqualTo("{\"cart\":[\"tea\"]}");
        }
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void repositoryIsTheOneThatHoldsTheSessions(Block documented) throws Exception {
        try (DocumentedApp app = new DocumentedApp()) {
            app.properties(SECRET)
                    .properties(Document.STORES
                            .block("properties", "connectionInitSql")
                            .with("camel.beans.database.", """
                                    camel.beans.database = #class:com.zaxxer.hikari.HikariDataSource
                                    camel.beans.database.jdbcUrl = jdbc:h2:mem:documented
                                    camel.beans.database."""))
                    .properties(documented.with(
                            "{{env:SESSION_ENCRYPTION_KEY}}", "jzrB1wJelLZrH+B3KdTDWhC7jmP3qU0CyFZx7po9JLE="))
                    .start(CART);
            app.http("PUT", "/cart", tokenFor(SECRET), "{\"cart\":[\"tea\"]}");
            var configuration = app.context()
                    .getComponent("session-management", SessionManagementComponent.class)
                    .getConfiguration();
            assertThat(configuration.getAggregationRepository())
                    .isInstanceOfSatisfying(
                            JdbcSessionRepository.class,
                            repository -> assertThat(repository.getKeys()).hasSize(1));
            app.context().getRegistry().findSingleByType(HikariDataSource.class).close();
        }
    }

    @Test
    void eachKeySourceIsShown() {
        assertThat(Document.all("properties").map(Block::text))
                .anyMatch(text -> text.contains("secretKey"))
                .anyMatch(text -> text.contains("publicKey"))
                .anyMatch(text -> text.contains("jwkSetUri"))
                .anyMatch(text -> text.contains("jwtProcessor"))
                .anyMatch(text -> text.contains("oauthProfile"));
    }
}
