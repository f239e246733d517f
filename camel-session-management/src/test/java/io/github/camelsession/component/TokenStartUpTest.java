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
import io.github.camelsession.SessionTokenConfiguration;
import io.github.camelsession.login.SessionTokenComponent;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session-token step that cannot work fails the start, in words that name the options to set. */
class TokenStartUpTest {
    private final CamelContext context = new DefaultCamelContext();
    private final SessionTokenConfiguration own =
            context.getComponent("session-token", SessionTokenComponent.class).getConfiguration();
    private final SessionManagementConfiguration sessions = context.getComponent(
                    "session-management", SessionManagementComponent.class)
            .getConfiguration();

    @AfterEach
    void stop() {
        context.stop();
    }

    private void start(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to(uri);
            }
        });
        context.start();
    }

    private void assertStartFails(String uri, String... words) {
        assertThatThrownBy(() -> start(uri)).satisfies(failure -> {
            for (String word : words) {
                assertThat(failure).hasStackTraceContaining(word);
            }
        });
        assertThat(context.isStarted()).isFalse();
    }

    @Test
    void oneSecretInOneLineIsEnough() throws Exception {
        sessions.setSecretKey(TestTokens.SECRET);
        start("session-token:login");
        assertThat(context.isStarted()).isTrue();
    }

    @Test
    void withoutAnyKeyTheStartFails() {
        assertStartFails(
                "session-token:login",
                "session-token: there is no key to sign with",
                "camel.component.session-management.secretKey",
                "camel.component.session-token.privateKey");
    }

    @Test
    void publicKeyAloneCannotSign() throws Exception {
        sessions.setPublicKey(TestTokens.pem(TestTokens.RSA.toPublicKey()));
        assertStartFails(
                "session-token:login", "there is no key to sign with", "where publicKey or jwkSetUri verifies");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session-token:login", "session-token:renew?operation=RENEW"})
    void tokenThatSessionManagementWouldNotTakeFailsTheStart(String step) {
        sessions.setOauthProfile(true);
        own.setSecretKey(TestTokens.SECRET);
        assertStartFails(step, "session-token: session-management has oauthProfile=true", "sessionComponent");
    }

    @Test
    void twoKeysFailTheStart() {
        own.setSecretKey(TestTokens.SECRET);
        own.setPrivateKey("file:key.pem");
        assertStartFails("session-token:login", "secretKey and privateKey are both set");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT12H, lifetime is PT0S",
        "PT0.9S, PT12H, lifetime is PT0.9S",
        "PT-1S, PT12H, lifetime is PT-1S",
        "PT1H, PT59M, lifetime is PT1H and maxLifetime PT59M",
        "PT1H, PT0S, lifetime is PT1H and maxLifetime PT0S"
    })
    void lifetimeThatCannotBeFailsTheStart(Duration lifetime, Duration maxLifetime, String message) {
        sessions.setSecretKey(TestTokens.SECRET);
        own.setLifetime(lifetime);
        own.setMaxLifetime(maxLifetime);
        assertStartFails("session-token:login", "session-token: " + message);
    }

    @Test
    void algorithmThatSessionManagementDoesNotAcceptFailsTheStart() {
        sessions.setSecretKey(TestTokens.SECRET);
        sessions.setAlgorithms("HS512");
        own.setAlgorithm("HS256");
        assertStartFails(
                "session-token:login", "algorithm is 'HS256'", "HS512 of those that session-management accepts");
    }

    @Test
    void severalIssuersOfSessionManagementFailTheStart() {
        sessions.setSecretKey(TestTokens.SECRET);
        sessions.setIssuer("https://a.example,https://b.example");
        assertStartFails(
                "session-token:login",
                "issuer is not set, and that of session-management has 2 entries",
                "camel.component.session-token.issuer");
    }

    @Test
    void severalAudiencesOfSessionManagementFailTheStart() {
        sessions.setSecretKey(TestTokens.SECRET);
        sessions.setAudience("shop,billing");
        assertStartFails(
                "session-token:login",
                "audience is not set, and that of session-management has 2 entries",
                "camel.component.session-token.audience");
    }

    @Test
    void optionPicksOneOfSeveral() throws Exception {
        sessions.setSecretKey(TestTokens.SECRET);
        sessions.setIssuer("https://a.example,https://b.example");
        sessions.setAudience("shop,billing");
        own.setIssuer("https://b.example");
        own.setAudience("shop");
        start("session-token:login");
        assertThat(context.isStarted()).isTrue();
    }

    @Test
    void severalIssuersOfOneTokenFailTheStart() {
        sessions.setSecretKey(TestTokens.SECRET);
        own.setIssuer("https://a.example,https://b.example");
        assertStartFails("session-token:login", "issuer has 2 entries, and a token is of one");
    }

    @ParameterizedTest
    @CsvSource({
        "iss, session-token writes itself",
        "aud, session-token writes itself",
        "exp, session-token writes itself",
        "nbf, session-token writes itself",
        "iat, session-token writes itself",
        "jti, session-token writes itself",
        "sid, session-token writes itself",
        "auth_time, session-token writes itself",
        "events, log-out tokens have"
    })
    void claimOfTheComponentFailsTheStart(String claim, String why) {
        sessions.setSecretKey(TestTokens.SECRET);
        assertStartFails("session-token:login?claims=sub," + claim, "Option claims: '" + claim + "'", why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role | it has no sub",
                "sub,,role | an empty name",
                "sub,* | '*' means all fields",
                "sub,$.a | is an expression",
                "sub,RAW(${body}) | is an expression"
            })
    void claimsThatCannotBeMeantFailTheStart(String claims, String found) {
        sessions.setSecretKey(TestTokens.SECRET);
        assertStartFails("session-token:login?claims=" + claims, found);
    }

    @Test
    void cookieWithoutANameFailsTheStart() {
        sessions.setSecretKey(TestTokens.SECRET);
        assertStartFails(
                "session-token:login?deliver=COOKIE",
                "deliver is COOKIE",
                "camel.component.session-management.tokenCookie");
    }

    @Test
    void renewWithoutWhatVerifiesFailsTheStart() {
        own.setSecretKey(TestTokens.SECRET);
        assertStartFails("session-token:login?operation=RENEW", "exactly one key source, but none is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions", "direct"})
    void componentThatIsNoSessionManagementFailsTheStart(String name) {
        own.setSecretKey(TestTokens.SECRET);
        own.setSessionComponent(name);
        assertStartFails("session-token:login", "sessionComponent is '" + name + "'");
    }

    @Test
    void anotherSessionManagementMayBeTheOneThatTheTokensAreFor() throws Exception {
        SessionManagementComponent admin = new SessionManagementComponent();
        admin.getConfiguration().setSecretKey(TestTokens.SECRET);
        context.addComponent("admin-sessions", admin);
        own.setSessionComponent("admin-sessions");
        start("session-token:login");
        assertThat(context.isStarted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"session-token:a?operation=REISSUE", "session-token:a?deliver=QUERY", "session-token:a?claim=sub"
            })
    void unknownOptionOrValueFailsTheStart(String uri) {
        sessions.setSecretKey(TestTokens.SECRET);
        assertStartFails(uri, uri.replaceAll(".*[?=]", ""));
    }

    @Test
    void optionThatIsWrittenTwiceFailsTheStart() {
        sessions.setSecretKey(TestTokens.SECRET);
        assertStartFails("session-token:a?claims=sub&claims=role", "the option claims is given more than once");
    }

    @Test
    void stepIsNoSourceOfMessages() {
        assertThatThrownBy(() -> context.getEndpoint("session-token:a").createConsumer(exchange -> {}))
                .hasMessageContaining("session-token is a step");
    }

    @Test
    void placeholderThatNobodyResolvedFailsTheStartAndIsNotShown() {
        own.setSecretKey("${SHOP_TOKEN_SECRET}");
        assertThatThrownBy(() -> start("session-token:login"))
                .hasStackTraceContaining(
                        "session-token: the option secretKey holds a placeholder that was not resolved")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("SHOP_TOKEN_SECRET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void optionThatIsSetToNothingFailsTheStart(String nothing) {
        sessions.setSecretKey(TestTokens.SECRET);
        own.setIssuer(nothing);
        assertStartFails(
                "session-token:login",
                "session-token: the option issuer is blank",
                "remove camel.component.session-token.issuer");
    }
}
