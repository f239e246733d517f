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

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong configuration fails when the context starts, in words that name the options to set. */
class StartUpChecksTest extends HttpRouteTest {
    private void assertStartFails(Consumer<SessionManagementConfiguration> configure, String... words) {
        configure.accept(configuration());
        assertThatThrownBy(() -> start(routes -> routes.from("direct:a").to(global("GET", "cart"))))
                .satisfies(failure -> {
                    for (String word : words) {
                        assertThat(failure).hasStackTraceContaining(word);
                    }
                });
        assertThat(context.isStarted()).isFalse();
    }

    @Test
    void localAloneNeedsNoKeySource() throws Exception {
        start(routes -> routes.from("direct:a").to(put("a")));
        assertThat(request("direct:a", "{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void globalWithoutKeySourceFailsTheStart() {
        assertStartFails(
                c -> {},
                "exactly one key source, but none is set",
                "camel.component.session-management.secretKey",
                "publicKey",
                "jwkSetUri",
                "jwtProcessor");
    }

    @Test
    void messageForAMissingKeySourceSaysHowToSetItInJava() {
        assertStartFails(c -> {}, "getComponent(\"session-management\"", "getConfiguration().setSecretKey(");
    }

    @Test
    void messageForAMissingKeySourceNamesTheInstance() {
        context.addComponent("partner", new SessionManagementComponent());
        assertThatThrownBy(() -> start(routes -> routes.from("direct:a").to("partner:x?sessionType=GLOBAL&fields=a")))
                .hasStackTraceContaining("camel.component.partner.secretKey=")
                .hasStackTraceContaining("getComponent(\"partner\"");
    }

    @Test
    void previousSecretsWithoutASecretFailTheStart() {
        assertStartFails(
                c -> {
                    c.setJwkSetUri("https://issuer.example/jwks");
                    c.setPreviousSecretKeys(TestTokens.SECRET);
                },
                "previousSecretKeys is set without secretKey");
    }

    @Test
    void twoKeySourcesFailTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setJwkSetUri("https://issuer.example/jwks");
                },
                "exactly one key source, but secretKey and jwkSetUri are set");
    }

    @Test
    void oauthProfileOnACamelThatVerifiesNoTokensFailsTheStart() {
        Assumptions.assumeFalse(CamelPart.OAUTH_PROFILE.isThere());
        assertStartFails(
                c -> {
                    c.setOauthProfile(true);
                    c.setKeyClaims("sub");
                },
                "oauthProfile=true needs Camel 4.21 or later",
                "this is Camel " + context.getVersion(),
                "secretKey, publicKey, jwkSetUri or jwtProcessor");
    }

    @Test
    void oauthProfileWithoutKeyClaimsFailsTheStart() {
        assertStartFails(
                c -> c.setOauthProfile(true),
                "oauthProfile=true needs keyClaims",
                "session-management.keyClaims to sub");
    }

    @Test
    void keySourceBesideOauthProfileFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setOauthProfile(true);
                    c.setSecretKey(TestTokens.SECRET);
                    c.setKeyClaims("sub");
                },
                "exactly one key source, but secretKey and oauthProfile are set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokenCookie", "algorithms", "previousSecretKeys"})
    void optionAboutTokensBesideOauthProfileFailsTheStart(String option) {
        assertStartFails(
                c -> {
                    c.setOauthProfile(true);
                    c.setKeyClaims("sub");
                    switch (option) {
                        case "tokenCookie" -> c.setTokenCookie("session");
                        case "algorithms" -> c.setAlgorithms("RS256");
                        default -> c.setPreviousSecretKeys(TestTokens.SECRET);
                    }
                },
                option + " is set, and with oauthProfile=true it has no effect",
                "remove it");
    }

    @Test
    void weakSecretFailsTheStartAndIsNotShown() {
        String weak = "only-31-bytes-are-not-256-bits.";
        assertStartFails(c -> c.setSecretKey(weak), "secretKey", "32");
        assertThatThrownBy(() -> context.start())
                .satisfies(failure -> assertThat(org.assertj.core.util.Throwables.getStackTrace(failure))
                        .doesNotContain(weak));
    }

    @Test
    void secretTooShortForTheAlgorithmFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET.substring(0, 32));
                    c.setAlgorithms("HS512");
                },
                "secretKey",
                "HS512");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/no/such/key.pem",
                "classpath:no-such-key.pem",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "no key"
            })
    void unreadablePublicKeyFailsTheStart(String key) {
        assertStartFails(c -> c.setPublicKey(key), "publicKey");
    }

    @Test
    void jwkSetOverPlainHttpOffLoopbackFailsTheStart() {
        assertStartFails(c -> c.setJwkSetUri("http://issuer.example/jwks"), "jwkSetUri", "https:");
    }

    @Test
    void passwordInTheJwkSetUriFailsTheStart() {
        assertStartFails(c -> c.setJwkSetUri("https://user:pw@issuer.example/jwks"), "jwkSetUri", "user or password");
    }

    @Test
    void globalSslParametersThatAreNotThereFailTheStart() {
        assertStartFails(
                c -> {
                    c.setJwkSetUri("https://issuer.example/jwks");
                    c.setUseGlobalSslContextParameters(true);
                },
                "useGlobalSslContextParameters",
                "camel.ssl.trustStore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization:", "X Token", "Authorization,X", "*", "X-Tok\u00e9n"})
    void tokenHeaderThatNoRequestCanHaveFailsTheStart(String header) {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setTokenHeader(header);
                },
                "tokenHeader");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty:", "jetty:*", "http://", "jetty platform-http", "jetty;platform-http", "**"})
    void triggerThatIsTheNameOfNoComponentFailsTheStart(String triggers) {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setAllowedTriggers(triggers);
                },
                "allowedTriggers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "iss,iss", "*", "sub,*", "exp", "sub,iat", "nbf"})
    void keyClaimThatTellsNoUsersApartFailsTheStart(String claims) {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setKeyClaims(claims);
                },
                "keyClaims",
                "such as sub");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exp=5", "iat=1", "azp=shop,nbf=0"})
    void timeAsRequiredClaimFailsTheStart(String claims) {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setRequiredClaims(claims);
                },
                "requiredClaims",
                "is a time");
    }

    @Test
    void unknownAlgorithmFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setAlgorithms("HS257");
                },
                "algorithms");
    }

    @Test
    void noneIsNoAlgorithm() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setAlgorithms("HS256,none");
                },
                "algorithms");
    }

    @Test
    void hmacAlgorithmWithAPublicKeyFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setPublicKey(TestTokens.pem(publicRsaKey()));
                    c.setAlgorithms("HS256");
                },
                "algorithms",
                "publicKey");
    }

    @Test
    void publicKeyAlgorithmWithASecretFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setAlgorithms("RS256");
                },
                "algorithms",
                "secretKey");
    }

    @Test
    void emptyNameInKeyClaimsFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setKeyClaims("iss,,sub");
                },
                "keyClaims");
    }

    @Test
    void maxTokenLengthThatNoTokenHasFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setMaxTokenLength(0);
                },
                "maxTokenLength");
    }

    @Test
    void impossibleDurationFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setMaxInactiveInterval(Duration.ZERO);
                },
                "maxInactiveInterval");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c2hvcnQ=",
                "plain",
                "file:/no/such/key",
                "this is no base64",
                "jzrB1wJelLZrH+B3KdTDWhC7jmP3qU0CyFZx7po9JLE=,",
                "plain,jzrB1wJelLZrH+B3KdTDWhC7jmP3qU0CyFZx7po9JLE=,plain",
                "jzrB1wJelLZrH+B3KdTDWhC7jmP3qU0CyFZx7po9JLE=,base64:jzrB1wJelLZrH+B3KdTDWhC7jmP3qU0CyFZx7po9JLE="
            })
    void encryptionKeysThatAreNoneFailTheStart(String wrong) {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setEncryptionKeys(wrong);
                },
                "encryptionKeys ");
    }

    @Test
    void impossibleMaxLifetimeFailsTheStart() {
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            assertStartFails(
                    c -> {
                        c.setSecretKey(TestTokens.SECRET);
                        c.setMaxLifetime(wrong);
                    },
                    "maxLifetime is " + wrong + "; set it to 1 ms or more");
        }
    }

    @Test
    void repositoryThatDoesNotStartFailsTheStart() {
        assertStartFails(
                c -> {
                    c.setSecretKey(TestTokens.SECRET);
                    c.setAggregationRepository(new MemoryAggregationRepository(true) {
                        @Override
                        protected void doStart() {
                            throw new IllegalStateException("no connection");
                        }
                    });
                },
                "aggregationRepository",
                "no connection");
    }

    @Test
    void repositoryInTheRegistryIsNotPickedByItself() throws Exception {
        MemoryAggregationRepository aggregators = new MemoryAggregationRepository(true) {
            @Override
            public java.util.Set<String> getKeys() {
                throw new AssertionError("the repository of an aggregator was used");
            }
        };
        context.getRegistry().bind("aggregators", aggregators);
        startCart();
        String token = tokenOf("alice");
        put("/put", token, "{\"cart\":1}");
        assertThat(get("/get", token)).isEqualTo("{\"cart\":1}");
        assertThat(aggregators.get(context, "any")).isNull();
        assertThat(configuration().getAggregationRepository()).isNull();
    }

    @Test
    void optionsBindFromProperties() throws Exception {
        context.getPropertiesComponent()
                .addInitialProperty("camel.component.session-management.secretKey", TestTokens.SECRET);
        org.apache.camel.support.PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component())
                .withConfigurer(component().getComponentPropertyConfigurer())
                .withProperty("maxInactiveInterval", "30m")
                .withProperty("clockSkew", "PT5S")
                .withProperty("maxSessions", "7")
                .withIgnoreCase(true)
                .bind();
        assertThat(configuration().getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(30));
        assertThat(configuration().getClockSkew()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration().getMaxSessions()).isEqualTo(7);
    }

    private static java.security.PublicKey publicRsaKey() {
        try {
            return TestTokens.RSA.toPublicKey();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
