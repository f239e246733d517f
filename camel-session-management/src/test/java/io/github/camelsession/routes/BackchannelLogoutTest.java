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
package io.github.camelsession.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import io.github.camelsession.DenialReason;
import io.github.camelsession.InvalidLogoutTokenException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.component.TestClock;
import io.github.camelsession.hostile.HttpConsumer;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.support.FailingRepository;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.jwkset.JwkSetServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Back-Channel Logout 1.0, as a provider and as its enemies send it. */
class BackchannelLogoutTest extends HttpRouteTest {
    private static final String ISSUER = "https://login.example/realms/shop";
    private static final String CLIENT = "shop-client";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final String STEP =
            "session-management:logout?operation=BACKCHANNEL_LOGOUT&sessionType=GLOBAL&fields=cart";
    private static final String CART = "{\"cart\":1}";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Of the provider, when Alice logs in. */
    private static final Instant LOGIN = Instant.parse("2030-01-01T12:00:00Z");

    private static final Instant LOGOUT = LOGIN.plusSeconds(100);

    private final List<DenialReason> refused = new CopyOnWriteArrayList<>();
    private final FailingRepository repository = new FailingRepository(new BoundedMemoryRepository(100));
    private JwkSetServer provider;
    private volatile Instant now = LOGOUT;

    @BeforeEach
    void startProvider() throws Exception {
        provider = JwkSetServer.start();
        provider.serve(new JWKSet(TestTokens.RSA.toPublicJWK()).toString());
    }

    @AfterEach
    void stopProvider() {
        provider.stop();
    }

    private void startShop(String keyClaims) throws Exception {
        configure(context, keyClaims);
        start(routes -> shop(routes, jetty("")));
    }

    private void configure(CamelContext node, String keyClaims) {
        SessionManagementComponent component =
                node.getComponent("session-management", SessionManagementComponent.class);
        TestClock.set(component, () -> now);
        SessionManagementConfiguration options = component.getConfiguration();
        options.setAggregationRepository(repository);
        options.setJwkSetUri(provider.uri());
        options.setIssuer(ISSUER);
        options.setAudience("shop-api," + CLIENT);
        options.setRequiredClaims("azp=" + CLIENT);
        options.setKeyClaims(keyClaims);
        options.setMaxTokenLifetime(Duration.ofHours(1));
        options.setHttpErrors(true);
    }

    private void shop(RouteBuilder routes, String server) {
        routes.onException(InvalidLogoutTokenException.class)
                .process(exchange ->
                        refused.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, InvalidLogoutTokenException.class)
                                .getReason()));
        routes.from(server + "/put").to(global("PUT", "*"));
        routes.from(server + "/get").to(global("GET", "*"));
        routes.from(server + "/logout").to(STEP).setBody(routes.header(SessionManagementConstants.FOUND));
    }

    private static TestTokens login(String user, String session, Instant issuedAt) {
        return TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
                .header("typ", "JWT")
                .claim("iss", ISSUER)
                .claim("aud", List.of("shop-api"))
                .claim("azp", CLIENT)
                .subject(user)
                .claim("sid", session)
                .claim("iat", issuedAt.getEpochSecond())
                .expiresAt(issuedAt.plusSeconds(600));
    }

    private static String alice() {
        return login("alice", "alice-1", LOGIN).sign();
    }

    /** As the specification has it. */
    private static TestTokens logout() {
        return TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
                .header("typ", "logout+jwt")
                .claim("iss", ISSUER)
                .claim("aud", CLIENT)
                .claim("iat", LOGOUT.getEpochSecond())
                .expiresAt(LOGOUT.plusSeconds(120))
                .claim("jti", "bWJq")
                .claim("events", Map.of(EVENT, Map.of()))
                .subject("alice")
                .claim("sid", "alice-1");
    }

    private static String form(String token) {
        return "logout_token=" + URLEncoder.encode(token, UTF_8);
    }

    private HttpResponse<String> post(String form) throws Exception {
        return post("/logout", form);
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return send(to(path).header("Content-Type", FORM).POST(BodyPublishers.ofString(form)));
    }

    private void assertAccepted(String token) throws Exception {
        assertThat(post(form(token)).statusCode()).isEqualTo(200);
        assertThat(refused).isEmpty();
    }

    private void assertRefused(HttpResponse<String> answer, DenialReason reason) throws Exception {
        assertThat(refused).containsExactly(reason);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}");
        assertThat(answer.headers().map()).doesNotContainKeys("www-authenticate", "logout_token");
        assertThat(get("/get", alice())).isEqualTo(CART);
    }

    private void assertRefused(String token, DenialReason reason) throws Exception {
        assertRefused(post(form(token)), reason);
    }

    private int status(String token) throws Exception {
        return send(to("/get").header("Authorization", "Bearer " + token)).statusCode();
    }

    static Stream<Arguments> tokensOfProviders() {
        TestTokens untyped = logout().withoutHeader("typ");
        return Stream.of(
                Arguments.of("the specification", logout()),
                Arguments.of("without typ", untyped),
                Arguments.of("media type in full", logout().header("typ", "application/logout+jwt")),
                Arguments.of(
                        "Keycloak",
                        untyped.header("typ", "JWT")
                                .claim("typ", "Logout")
                                .claim("events", Map.of(EVENT, Map.of(), "revoke_offline_access", true))),
                Arguments.of(
                        "Auth0",
                        untyped.header("typ", "JWT")
                                .claim("aud", List.of(CLIENT))
                                .claim("trace_id", "90355ee8bb1eaa12")),
                Arguments.of(
                        "PS256",
                        TestTokens.rsa(JWSAlgorithm.PS256, TestTokens.RSA)
                                .header("typ", "logout+jwt")
                                .claim("iss", ISSUER)
                                .claim("aud", List.of("other", CLIENT))
                                .claim("iat", LOGOUT.getEpochSecond())
                                .expiresAt(LOGOUT.plusSeconds(120))
                                .claim("events", Map.of(EVENT, Map.of("reason", "idle")))
                                .subject("alice")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensOfProviders")
    void providersPostEndsAllSessionsOfTheUserItNames(String provider, TestTokens token) throws Exception {
        startShop("sub");
        String laptop = login("alice", "alice-2", LOGIN.plusSeconds(1)).sign();
        String bob = login("bob", "bob-1", LOGIN).sign();
        put("/put", alice(), CART);
        put("/put", bob, CART);
        HttpResponse<String> answer = post(form(token.sign()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[cart]");
        assertThat(status(alice())).isEqualTo(401);
        assertThat(status(laptop)).isEqualTo(401);
        assertThat(get("/get", bob)).isEqualTo(CART);
    }

    @Test
    void withKeyClaimsSidTheOtherLoginsOfTheUserStay() throws Exception {
        startShop("sid");
        String laptop = login("alice", "alice-2", LOGIN).sign();
        put("/put", alice(), CART);
        put("/put", laptop, "{\"cart\":2}");
        assertAccepted(logout().sign());
        assertThat(status(alice())).isEqualTo(401);
        assertThat(get("/get", laptop)).isEqualTo("{\"cart\":2}");
    }

    @Test
    void logoutEndsTheSessionOnEveryNode() throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        int other = AvailablePortFinder.getNextAvailable();
        try (DefaultCamelContext node = new DefaultCamelContext()) {
            configure(node, "sub");
            node.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    shop(this, "jetty:http://127.0.0.1:" + other);
                }
            });
            node.start();
            HttpRequest.Builder there = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + other + "/get"))
                    .header("Authorization", "Bearer " + alice());
            assertThat(send(there).body()).isEqualTo(CART);
            assertAccepted(logout().sign());
            assertThat(send(there).statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyHttpConsumerBringsTheFormField(HttpConsumer consumer) throws Exception {
        configure(context, "sub");
        consumer.prepare(context, port);
        start(routes -> {
            for (String step : List.of("PUT", "GET")) {
                routes.from(consumer.uri(port, "/" + step)).to(global(step, "*"));
            }
            routes.from(consumer.uri(port, "/logout"))
                    .to(STEP)
                    .removeHeaders("*")
                    .setBody(routes.constant("out"));
        });
        put("/PUT", alice(), CART);
        String token = logout().sign();
        assertThat(post(form(token) + "&" + form(token)).statusCode()).isEqualTo(400);
        assertThat(post("/logout?" + form(token), "a=b").statusCode()).isEqualTo(400);
        assertThat(post("/logout?logout%5Ftoken=x", form(token)).statusCode()).isEqualTo(400);
        assertThat(get("/GET", alice())).isEqualTo(CART);
        assertThat(post(form(token)).body()).isEqualTo("out");
        assertThat(send(to("/GET").header("Authorization", "Bearer " + alice())).statusCode())
                .isEqualTo(401);
    }

    /** What OpenID Connect Back-Channel Logout 1.0 section 2.6 has a receiver check, in its order. */
    static Stream<Arguments> hostileTokens() {
        return Stream.of(
                hostile("encrypted", encrypted(), DenialReason.ENCRYPTED_TOKEN),
                hostile("signed by another key", signedByAnother(), DenialReason.BAD_SIGNATURE),
                hostile(
                        "signed by an unknown key",
                        logoutOf(TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.OTHER_RSA)),
                        DenialReason.UNKNOWN_KEY),
                hostile("altered", altered(), DenialReason.BAD_SIGNATURE),
                hostile("unsigned", unsigned(), DenialReason.UNSECURED_TOKEN),
                hostile(
                        "signed with the public key as a secret",
                        logoutOf(TestTokens.hs256(publicKeyOfProvider())),
                        DenialReason.ALGORITHM_NOT_ALLOWED),
                hostile(
                        "critical header",
                        token -> token.header("crit", List.of("exp")),
                        DenialReason.UNSUPPORTED_CRITICAL_HEADER),
                hostile(
                        "of another issuer",
                        token -> token.claim("iss", "https://evil.example"),
                        DenialReason.WRONG_ISSUER),
                hostile("without issuer", token -> token.claim("iss", null), DenialReason.WRONG_ISSUER),
                hostile(
                        "of another audience",
                        token -> token.claim("aud", "other-client"),
                        DenialReason.WRONG_AUDIENCE),
                hostile("without audience", token -> token.claim("aud", List.of()), DenialReason.WRONG_AUDIENCE),
                hostile("without iat", token -> token.claim("iat", null), DenialReason.NO_ISSUE_TIME),
                hostile("iat as text", token -> token.claim("iat", "1893499300"), DenialReason.MALFORMED_TOKEN),
                hostile(
                        "issued in the future",
                        token -> token.claim("iat", LOGOUT.plusSeconds(61).getEpochSecond()),
                        DenialReason.ISSUED_IN_FUTURE),
                hostile("without exp", token -> token.claim("exp", null), DenialReason.NO_EXPIRY),
                hostile("expired", token -> token.expiresAt(LOGOUT.minusSeconds(60)), DenialReason.EXPIRED),
                hostile(
                        "lives too long",
                        token -> token.expiresAt(LOGOUT.plusSeconds(3601)),
                        DenialReason.LIVES_TOO_LONG),
                hostile("not valid yet", token -> token.notBefore(LOGOUT.plusSeconds(61)), DenialReason.NOT_YET_VALID),
                hostile(
                        "names nobody",
                        token -> token.claim("sub", null).claim("sid", null),
                        DenialReason.MISSING_CLAIM),
                hostile("sub is a list", token -> token.claim("sub", List.of("alice")), DenialReason.MISSING_CLAIM),
                hostile("without events", token -> token.claim("events", null), DenialReason.NOT_A_LOGOUT_TOKEN),
                hostile("no event", token -> token.claim("events", Map.of()), DenialReason.NOT_A_LOGOUT_TOKEN),
                hostile(
                        "another event",
                        token -> token.claim(
                                "events", Map.of("https://schemas.openid.net/secevent/caep/session-revoked", Map.of())),
                        DenialReason.NOT_A_LOGOUT_TOKEN),
                hostile(
                        "events is a list",
                        token -> token.claim("events", List.of(EVENT)),
                        DenialReason.NOT_A_LOGOUT_TOKEN),
                hostile(
                        "event is no object",
                        token -> token.claim("events", Map.of(EVENT, true)),
                        DenialReason.NOT_A_LOGOUT_TOKEN),
                hostile("with a nonce", token -> token.claim("nonce", "n-0S6_WzA2Mj"), DenialReason.NOT_A_LOGOUT_TOKEN),
                hostile("with nonce null", token -> token.claim("nonce", null), DenialReason.NOT_A_LOGOUT_TOKEN),
                hostile("access token", token -> token.header("typ", "at+jwt"), DenialReason.UNSUPPORTED_TYPE),
                hostile("not a token", "not.a.token", DenialReason.MALFORMED_TOKEN),
                hostile("two tokens in one", logout().sign() + "," + logout().sign(), DenialReason.NOT_A_BEARER_TOKEN),
                hostile("too long", "a".repeat(8193), DenialReason.TOKEN_TOO_LONG),
                hostile("empty", "", DenialReason.NO_TOKEN));
    }

    private static Arguments hostile(String name, UnaryOperator<TestTokens> made, DenialReason reason) {
        return hostile(name, made.apply(logout()).sign(), reason);
    }

    private static Arguments hostile(String name, String token, DenialReason reason) {
        return Arguments.of(name, token, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileTokens")
    void hostileLogoutTokenIsAnswered400AndEndsNothing(String name, String token, DenialReason reason)
            throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        assertRefused(token, reason);
    }

    private static String logoutOf(TestTokens signer) {
        return signer.claim("iss", ISSUER)
                .claim("aud", CLIENT)
                .claim("iat", LOGOUT.getEpochSecond())
                .expiresAt(LOGOUT.plusSeconds(120))
                .claim("events", Map.of(EVENT, Map.of()))
                .subject("alice")
                .sign();
    }

    private static String signedByAnother() {
        return logoutOf(
                TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.OTHER_RSA).header("kid", TestTokens.RSA.getKeyID()));
    }

    private static String altered() {
        String[] parts = logout().subject("bob").sign().split("\\.");
        return parts[0] + "." + logout().sign().split("\\.")[1] + "." + parts[2];
    }

    private static String unsigned() {
        String[] parts = logout().sign().split("\\.");
        return Base64URL.encode("{\"alg\":\"none\"}") + "." + parts[1] + ".";
    }

    private static String publicKeyOfProvider() {
        try {
            return TestTokens.pem(TestTokens.RSA.toPublicKey());
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String encrypted() {
        EncryptedJWT jwt = new EncryptedJWT(
                new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM),
                new JWTClaimsSet.Builder().issuer(ISSUER).subject("alice").build());
        try {
            jwt.encrypt(new RSAEncrypter(TestTokens.RSA));
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    @Test
    void tokenOfALoginLogsNobodyOut() throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        assertRefused(login("alice", "alice-1", LOGIN).claim("aud", CLIENT).sign(), DenialReason.NOT_A_LOGOUT_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "JWT"})
    void logoutTokenIsNoLoginEvenAfterItWasAccepted(String type) throws Exception {
        startShop("sub");
        String token = logout().header("typ", type).claim("azp", CLIENT).sign();
        assertThat(status(token)).isEqualTo(401);
        assertAccepted(token);
        assertThat(status(token)).isEqualTo(401);
    }

    @Test
    void replayedLogoutTokenLeavesALaterLoginAndItsSessionAlone() throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        String earlier =
                logout().claim("iat", LOGOUT.minusSeconds(10).getEpochSecond()).sign();
        assertAccepted(logout().sign());
        now = LOGOUT.plusSeconds(5);
        String again = login("alice", "alice-3", LOGOUT.plusSeconds(1)).sign();
        put("/put", again, "{\"cart\":3}");
        repository.calls.take();
        assertAccepted(logout().sign());
        assertAccepted(earlier);
        assertThat(repository.calls.take()).containsExactly("get", "get");
        assertThat(get("/get", again)).isEqualTo("{\"cart\":3}");
        assertThat(status(alice())).isEqualTo(401);
    }

    @Test
    void lateLogoutTokenEndsNoLoginThatCameAfterIt() throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        now = LOGOUT.plusSeconds(5);
        String again = login("alice", "alice-3", LOGOUT.plusSeconds(1)).sign();
        assertThat(get("/get", again)).isEqualTo(CART);
        assertAccepted(logout().sign());
        assertThat(get("/get", again)).isEqualTo("{}");
        assertThat(status(alice())).isEqualTo(401);
    }

    @Test
    void loginOfTheSecondOfTheLogoutIsEndedToo() throws Exception {
        startShop("sub");
        assertAccepted(logout().sign());
        assertThat(status(login("alice", "alice-1", LOGOUT).sign())).isEqualTo(401);
        now = LOGOUT.plusSeconds(1);
        assertThat(status(login("alice", "alice-3", now).sign())).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 0, 179})
    void clocksMayDifferByClockSkew(long ahead) throws Exception {
        startShop("sub");
        now = LOGOUT.plusSeconds(ahead);
        String latest = login("alice", "alice-1", LOGOUT).sign();
        put("/put", latest, CART);
        assertAccepted(logout().sign());
        assertThat(status(latest)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(longs = {-61, 180})
    void clocksMayNotDifferByMore(long ahead) throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        now = LOGOUT.plusSeconds(ahead);
        assertRefused(logout().sign(), ahead < 0 ? DenialReason.ISSUED_IN_FUTURE : DenialReason.EXPIRED);
    }

    @Test
    void endIsKnownUntilTheLastTokenThatItEndedIsOver() throws Exception {
        startShop("sub");
        String longest = login("alice", "alice-1", LOGOUT)
                .expiresAt(LOGOUT.plusSeconds(3600))
                .sign();
        assertAccepted(logout().sign());
        now = LOGOUT.plusSeconds(3659);
        component().sweepNow();
        assertThat(send(to("/get").header("Authorization", "Bearer " + longest)).statusCode())
                .isEqualTo(401);
        assertThat(component().observation().steps().counts().denied()).isEqualTo(1);
        assertThat(component().getSessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "sid", "sub,sid"})
    void logoutTokenThatDoesNotSayWhatTheKeyNeedsIsRefused(String keyClaims) throws Exception {
        startShop(keyClaims);
        put("/put", alice(), CART);
        String missing = keyClaims.contains("sid") ? "sid" : "sub";
        assertRefused(logout().claim(missing, null).sign(), DenialReason.MISSING_CLAIM);
    }

    @Test
    void refusalSaysWhatToConfigureAndNothingOfTheToken() throws Exception {
        configure(context, "sid");
        start(routes -> routes.from("direct:logout")
                .errorHandler(routes.noErrorHandler())
                .to(STEP));
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:logout")
                .withHeader("logout_token", logout().claim("sid", null).sign())
                .send();
        assertThat(exchange.getException())
                .isInstanceOf(InvalidLogoutTokenException.class)
                .hasMessageContainingAll("step 'logout' (BACKCHANNEL_LOGOUT GLOBAL)", "'sid'", "set keyClaims to")
                .hasMessageNotContainingAny("alice", ISSUER, "eyJ");
    }

    /** Camel looks for a handler of the innermost cause first. */
    @Test
    void handlerForDeniedCallersDoesNotTakeTheRefusalOfALogoutToken() throws Exception {
        configure(context, "sub");
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/logout")).to(STEP);
        });
        assertThat(post(form("x")).body()).isEqualTo(InvalidLogoutTokenException.class.getSimpleName());
    }

    @Test
    void aRouteMayBringTheTokenWithoutHttp() throws Exception {
        configure(context, "sub");
        start(routes -> {
            shop(routes, jetty(""));
            routes.from("direct:logout").to(STEP);
        });
        put("/put", alice(), CART);
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:logout")
                .withHeader("logout_token", logout().sign())
                .withBody("as it is")
                .send();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("as it is");
        assertThat(exchange.getMessage().getHeaders())
                .containsExactly(Map.entry(SessionManagementConstants.FOUND, List.of("cart")));
        assertThat(status(alice())).isEqualTo(401);
    }

    @Test
    void withHideTokenFalseTheTokenStaysOnTheMessage() throws Exception {
        configuration().setHideToken(false);
        configure(context, "sub");
        start(routes -> routes.from("direct:logout").to(STEP));
        String token = logout().sign();
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:logout")
                .withHeader("logout_token", token)
                .send();
        assertThat(exchange.getMessage().getHeader("logout_token")).isEqualTo(token);
    }

    @Test
    void twoTokensAreRefusedEvenIfTheyAreOne() throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        String token = form(logout().sign());
        assertRefused(post(token + "&" + token), DenialReason.SEVERAL_TOKENS);
    }

    @Test
    void tokenInAHeaderBesideTheFormIsOneTooMany() throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        assertRefused(
                send(to("/logout")
                        .header("Content-Type", FORM)
                        .header("logout_token", logout().sign())
                        .POST(BodyPublishers.ofString(form(logout().sign())))),
                DenialReason.SEVERAL_TOKENS);
    }

    @Test
    void tokenInTheQueryIsRefused() throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        assertRefused(post("/logout?" + form(logout().sign()), ""), DenialReason.TOKEN_FROM_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void otherMethodThanPostIsRefused(String method) throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        assertRefused(
                send(to("/logout?" + form(logout().sign())).method(method, BodyPublishers.noBody())),
                DenialReason.WRONG_TRIGGER);
    }

    @Test
    void requestWithoutAFormIsRefused() throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        assertRefused(post(""), DenialReason.NO_TOKEN);
    }

    @Test
    void bearerTokenOfTheCallerDoesNotMatter() throws Exception {
        startShop("sub");
        String bob = login("bob", "bob-1", LOGIN).sign();
        put("/put", bob, CART);
        HttpResponse<String> answer = send(to("/logout")
                .header("Content-Type", FORM)
                .header("Authorization", "Bearer " + bob)
                .POST(BodyPublishers.ofString(form(logout().sign()))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(get("/get", bob)).isEqualTo(CART);
    }

    @Test
    void storeThatIsDownIsAnswered503AndTheProviderMayTryAgain() throws Exception {
        startShop("sub");
        put("/put", alice(), CART);
        repository.writes = false;
        assertThat(post(form(logout().sign())).statusCode()).isEqualTo(503);
        repository.writes = true;
        repository.reads = false;
        assertThat(post(form(logout().sign())).statusCode()).isEqualTo(503);
        repository.reads = true;
        assertThat(get("/get", alice())).isEqualTo(CART);
        assertAccepted(logout().sign());
        assertThat(status(alice())).isEqualTo(401);
    }

    @Test
    void providerWhoseKeysCannotBeFetchedIsAnswered503() throws Exception {
        provider.fail(500);
        startShop("sub");
        assertThat(post(form(logout().sign())).statusCode()).isEqualTo(503);
    }
}
