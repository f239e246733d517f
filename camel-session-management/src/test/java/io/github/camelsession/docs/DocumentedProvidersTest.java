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

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings that the security page has for a provider let in tokens of its shape, and no other application's. */
class DocumentedProvidersTest {
    private static final Map<String, Map<String, Map<String, Object>>> TOKENS = tokens();

    private @TempDir Path directory;

    /** One row of the page. */
    record Settings(String provider, String issuer, String audience, String requiredClaims, String keyClaims) {
        static Settings of(List<String> row) {
            return new Settings(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4));
        }

        void applyTo(SessionManagementConfiguration options) {
            options.setIssuer(orNull(issuer));
            options.setAudience(orNull(audience));
            options.setRequiredClaims(orNull(requiredClaims));
            options.setKeyClaims(orNull(keyClaims));
        }

        private static @Nullable String orNull(String cell) {
            return cell.isEmpty() ? null : cell;
        }

        @Override
        public String toString() {
            return provider;
        }
    }

    private static Map<String, Map<String, Map<String, Object>>> tokens() {
        try (InputStream json = DocumentedProvidersTest.class.getResourceAsStream("provider-tokens.json")) {
            return new ObjectMapper().readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<Settings> rows() {
        return Document.SECURITY
                .table(
                        "Settings for identity providers",
                        "provider",
                        "issuer",
                        "audience",
                        "requiredClaims",
                        "keyClaims",
                        "what to know")
                .stream()
                .map(Settings::of)
                .toList();
    }

    private static TestTokens token(Settings row) {
        Map<String, Map<String, Object>> shape = TOKENS.get(row.provider());
        TestTokens token = TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
                .claim("iat", Instant.now().getEpochSecond())
                .expiresAt(Instant.now().plusSeconds(600));
        for (Map.Entry<String, Object> parameter : shape.get("header").entrySet()) {
            token = token.header(parameter.getKey(), parameter.getValue());
        }
        return with(token, shape.get("claims"));
    }

    private static TestTokens with(TestTokens token, Map<String, Object> claims) {
        TestTokens more = token;
        for (Map.Entry<String, Object> claim : claims.entrySet()) {
            more = more.claim(claim.getKey(), claim.getValue());
        }
        return more;
    }

    private CamelContext started(Settings row) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        SessionManagementConfiguration options = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        Path keys = Files.writeString(directory.resolve("jwks.json"), new JWKSet(TestTokens.RSA).toString());
        options.setJwkSetUri("file:" + keys);
        options.setAllowedTriggers("*");
        row.applyTo(options);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:put").to("session-management:put?operation=PUT&sessionType=GLOBAL&fields=cart");
                from("direct:get").to("session-management:get?sessionType=GLOBAL&fields=cart");
            }
        });
        context.start();
        return context;
    }

    private static Exchange call(CamelContext context, String route, TestTokens token, String body) {
        return context.createFluentProducerTemplate()
                .to("direct:" + route)
                .withHeader("Authorization", "Bearer " + token.sign())
                .withBody(body)
                .send();
    }

    @Test
    void eachRowHasATokenAndEachTokenARow() {
        assertThat(rows().stream().map(Settings::provider)).containsExactlyInAnyOrderElementsOf(TOKENS.keySet());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void settingsLetInATokenOfTheProvidersShape(Settings row) throws Exception {
        try (CamelContext context = started(row)) {
            TestTokens token = token(row);
            assertThat(call(context, "put", token, "{\"cart\":1}").getException())
                    .isNull();
            assertThat(call(context, "get", token, "{}").getMessage().getBody()).isEqualTo("{\"cart\":1}");
            TestTokens renewed = token.expiresAt(Instant.now().plusSeconds(900));
            assertThat(call(context, "get", renewed, "{}").getMessage().getBody())
                    .as("the next token of the same user")
                    .isEqualTo(row.keyClaims().isEmpty() ? "{}" : "{\"cart\":1}");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void settingsRefuseTheTokenOfAnotherApplication(Settings row) throws Exception {
        try (CamelContext context = started(row)) {
            TestTokens other = with(token(row), TOKENS.get(row.provider()).get("stranger"));
            assertThat(call(context, "get", other, "{}").getException())
                    .isInstanceOfSatisfying(
                            SessionAccessDeniedException.class,
                            denied -> assertThat(denied.getReason())
                                    .isIn(
                                            DenialReason.WRONG_ISSUER,
                                            DenialReason.WRONG_AUDIENCE,
                                            DenialReason.WRONG_CLAIM));
        }
    }

    /** Without this, the rows would prove nothing: each setting is one that counts. */
    @ParameterizedTest
    @MethodSource("rows")
    void eachSettingIsNeededForSomeToken(Settings row) throws Exception {
        Map<String, String> wrong = new HashMap<>(Map.of("iss", row.issuer(), "aud", row.audience()));
        wrong.values().removeIf(String::isEmpty);
        try (CamelContext context = started(row)) {
            for (String claim : wrong.keySet()) {
                assertThat(call(context, "get", token(row).claim(claim, "x"), "{}")
                                .getException())
                        .as(claim)
                        .isInstanceOf(SessionAccessDeniedException.class);
            }
        }
    }
}
