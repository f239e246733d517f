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
package io.github.camelsession.compatibility;

import static io.github.camelsession.compatibility.OAuthProfile.claims;
import static io.github.camelsession.compatibility.OAuthProfile.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code oauthProfile=true} with Camel's real consumer and its own option {@code oauthProfile}, whose token validation is the
 * test's. Camel has both from 4.21 on.
 */
class OAuthProfileCheck extends VertxRouteTest {
    private static final String PROFILE = "?oauthProfile=shop";

    private final OAuthProfile provider = new OAuthProfile();

    @BeforeEach
    void configure() throws Exception {
        CamelPart.OAUTH_PROFILE.assume();
        provider.knows("alice-1", claims("alice", "a1"))
                .knows("alice-2", claims("alice", "a2"))
                .knows("bob-1", claims("bob", "b1"))
                .bind(context);
        configuration().setOauthProfile(true);
        configuration().setKeyClaims("sub");
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
    }

    private void shop(RouteBuilder routes, String query) {
        answerDenials(routes);
        routes.from("platform-http:/put" + query).to(global("PUT", "cart")).to("direct:plain");
        routes.from("platform-http:/get" + query).to("direct:get");
        routes.from("platform-http:/claims" + query)
                .setBody(routes.constant("{}"))
                .to(global("CLAIMS", "*"))
                .to("direct:plain");
        if (configuration().getMaxTokenLifetime() != null) {
            routes.from("platform-http:/end" + query).to(global("END", "*")).to("direct:plain");
        }
        // A route of its own that is reached on the same exchange.
        routes.from("direct:get")
                .setBody(routes.constant("{}"))
                .to(global("GET", "cart"))
                .to("direct:plain");
        routes.from("direct:plain").removeHeaders("*");
    }

    private void startShop() throws Exception {
        start(routes -> shop(routes, PROFILE));
    }

    private String cartOf(String token) throws Exception {
        return ok(call("/get", token, ""));
    }

    private String lastDenial() {
        return denials.stream()
                .reduce((first, second) -> second)
                .map(SessionAccessDeniedException::getMessage)
                .orElseThrow();
    }

    @Test
    void opaqueTokensOpenTheSessionOfTheirUser() throws Exception {
        startShop();
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        assertThat(cartOf("alice-1")).isEqualTo("{\"cart\":1}");
        assertThat(cartOf("alice-2")).isEqualTo("{\"cart\":1}");
        assertThat(cartOf("bob-1")).isEqualTo("{}");
    }

    @Test
    void jwtLikeResultIsTheCallerToo() throws Exception {
        // As Nimbus has them.
        Date expiry = new Date((Instant.now().getEpochSecond() + 600) * 1000);
        provider.answers(
                "jwt",
                OAuthProfile.valid(
                        "alice",
                        "https://login.example",
                        Map.of(
                                "sub",
                                "alice",
                                "iss",
                                "https://login.example",
                                "aud",
                                List.of("shop"),
                                "iat",
                                new Date(),
                                "exp",
                                expiry),
                        expiry.getTime() / 1000));
        configuration().setIssuer("https://login.example");
        configuration().setAudience("shop");
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        startShop();
        ok(call("/put", "jwt", "{\"cart\":1}"));
        assertThat(cartOf("alice-1")).isEqualTo("{\"cart\":1}");
    }

    @Test
    void tokenThatTheProfileRefusesDoesNotReachTheRoute() throws Exception {
        startShop();
        HttpResponse<String> unknown = call("/get", "forged", "");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(send(to("/get")).statusCode()).isEqualTo(401);
        assertThat(denials).isEmpty();
    }

    @Test
    void consumerWithoutAProfileHasNoCallerWhateverTheHeaderHolds() throws Exception {
        start(routes -> shop(routes, ""));
        assertDenied(call("/get", "alice-1", ""), DenialReason.NO_TOKEN);
        assertThat(lastDenial()).contains("oauthProfile", "platform-http:/cart?oauthProfile=");
        assertDenied(call("/get", tokenOf("alice"), ""), DenialReason.NO_TOKEN);
        assertDenied(send(to("/get")), DenialReason.NO_TOKEN);
    }

    @Test
    void httpErrorsAnswersSuchACaller() throws Exception {
        configuration().setHttpErrors(true);
        start(routes -> routes.from("platform-http:/get").to(global("GET", "cart")));
        HttpResponse<String> answer = call("/get", "alice-1", "");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void resultStaysForTheRouteAndTheTokenIsGone() throws Exception {
        start(routes -> routes.from("platform-http:/get" + PROFILE)
                .to(global("GET", "cart"))
                .process(exchange -> exchange.getMessage()
                        .setBody(String.valueOf(exchange.getProperty(OAuthProfile.PROPERTY) != null
                                && exchange.getMessage().getHeader("Authorization") == null))));
        assertThat(ok(call("/get", "alice-1", "{}"))).isEqualTo("true");
    }

    @Test
    void functionInAnExpressionKnowsTheCallerToo() throws Exception {
        CamelPart.SIMPLE_FUNCTION.assume();
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/cart" + PROFILE)
                    .setBody(routes.simple("${globalSession(cart)}", String.class))
                    .to("direct:plain");
        });
        ok(call("/put", "alice-1", "{\"cart\":\"apple\"}"));
        assertThat(ok(call("/cart", "alice-1", ""))).isEqualTo("apple");
    }

    @Test
    void claimsAreThoseOfTheResult() throws Exception {
        configuration().setMaxTokenLifetime(null);
        provider.answers(
                "nested",
                OAuthProfile.valid(
                        "alice",
                        "https://login.example",
                        Map.of("jti", "1", "roles", List.of("admin"), "address", Map.of("city", "Bonn")),
                        4_102_444_800L));
        startShop();
        Map<?, ?> told = new ObjectMapper().readValue(ok(call("/claims", "nested", "")), Map.class);
        assertThat(told)
                .isEqualTo(Map.of(
                        "sub",
                        "alice",
                        "iss",
                        "https://login.example",
                        "jti",
                        "1",
                        "exp",
                        4_102_444_800L,
                        "roles",
                        List.of("admin"),
                        "address",
                        Map.of("city", "Bonn")));
    }

    // What is checked

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "exp, none, NO_EXPIRY",
                "exp, 0, EXPIRED",
                "exp, 1000000000, EXPIRED",
                "exp, 1000000000000, MALFORMED_TOKEN",
                "nbf, 4102444800, NOT_YET_VALID",
                "iss, https://other.example, WRONG_ISSUER",
                "aud, other, WRONG_AUDIENCE",
                "client_id, other, WRONG_CLAIM",
                "client_id, none, WRONG_CLAIM",
                "iat, none, NO_ISSUE_TIME",
                "iat, 1000000000, LIVES_TOO_LONG",
                "sub, none, MISSING_CLAIM",
                "events, x, LOGOUT_TOKEN"
            })
    void resultThatTheRulesForbidIsDenied(String claim, String value, DenialReason reason) throws Exception {
        configuration().setIssuer("https://login.example");
        configuration().setAudience("shop");
        configuration().setRequiredClaims("client_id=web");
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        Map<String, Object> good = with(claims("alice", "a"), "client_id", "web");
        Object changed = value != null && value.matches("\\d+") ? (Object) Long.valueOf(value) : value;
        // Camel's own validation would refuse some of them, and one of the application's need not.
        provider.knows("good", good).knows("bad", with(good, claim, changed));
        startShop();
        assertThat(cartOf("good")).isEqualTo("{}");
        assertDenied(call("/get", "bad", ""), reason);
        assertThat(lastDenial()).doesNotContain("alice", "other");
    }

    @Test
    void resultWithoutAnIssuerNamesNobodyForTwoProfilesMayHaveTwo() throws Exception {
        provider.knows("nowhere", with(claims("alice", "a1"), "iss", null));
        startShop();
        assertDenied(call("/get", "nowhere", ""), DenialReason.MISSING_CLAIM);
        assertThat(lastDenial()).contains("oauthProfile");
    }

    @Test
    void sameSubjectOfAnotherIssuerHasAnotherSession() throws Exception {
        provider.knows("other", with(claims("alice", "a1"), "iss", "https://other.example"));
        startShop();
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        assertThat(cartOf("other")).isEqualTo("{}");
    }

    @Test
    void resultWithNeitherJtiNorIatIsDeniedForItCouldNotBeLoggedOut() throws Exception {
        configuration().setMaxTokenLifetime(null);
        provider.knows("nameless", with(with(claims("alice", "a1"), "jti", null), "iat", null));
        startShop();
        assertDenied(call("/get", "nameless", ""), DenialReason.NO_ISSUE_TIME);
        assertThat(lastDenial()).contains("jti", "iat");
    }

    // Log-out

    @Test
    void endedTokenIsRefusedThoughItsProviderCallsItActive() throws Exception {
        startShop();
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        ok(call("/end", "alice-1", ""));
        assertDenied(call("/get", "alice-1", ""), DenialReason.SESSION_ENDED);
        assertDenied(call("/claims", "alice-1", ""), DenialReason.SESSION_ENDED);
        // The user's other login goes on.
        assertThat(cartOf("alice-2")).isEqualTo("{\"cart\":1}");
    }

    @Test
    void endedTokenStaysEndedWhenTheProviderMovesItsExpiry() throws Exception {
        Map<String, Object> anonymous = with(claims("alice", "a"), "jti", null);
        provider.knows("sliding", anonymous);
        startShop();
        ok(call("/end", "sliding", ""));
        provider.knows("sliding", with(anonymous, "exp", Instant.now().getEpochSecond() + 900));
        assertDenied(call("/get", "sliding", ""), DenialReason.SESSION_ENDED);
    }

    /** Camel's consumer makes a header of it, and verifies that. */
    @ParameterizedTest
    @ValueSource(strings = {"/get?Authorization=Bearer%20alice-1", "/end?authorization=Bearer%20alice-1"})
    void tokenInAQueryParameterIsDenied(String path) throws Exception {
        startShop();
        assertDenied(send(to(path).POST(BodyPublishers.noBody())), DenialReason.TOKEN_FROM_PARAMETER);
        assertThat(cartOf("alice-1")).isEqualTo("{}");
    }

    /** The first expiry is over then, and what the entry keeps of it is written anew. */
    @Test
    void endedTokenStaysEndedAfterItsFirstExpiryToo() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        context.getComponent("session-management", SessionManagementComponent.class)
                .setClock(now::get);
        long issued = now.get().getEpochSecond();
        Map<String, Object> moving = with(with(claims("alice", "m"), "iat", issued), "exp", issued + 60);
        provider.knows("sliding", moving);
        startShop();
        ok(call("/end", "sliding", ""));
        now.set(now.get().plusSeconds(300));
        provider.knows("sliding", with(moving, "exp", issued + 900))
                .knows("alice-2", with(claims("alice", "a2"), "exp", issued + 900));
        ok(call("/put", "alice-2", "{\"cart\":1}"));
        assertDenied(call("/get", "sliding", ""), DenialReason.SESSION_ENDED);
    }

    @Test
    void endWithoutALimitForTheLifeOfTokensFailsTheStart() {
        configuration().setMaxTokenLifetime(null);
        assertThatThrownBy(() -> start(routes -> routes.from("direct:end").to(global("END", "*"))))
                .rootCause()
                .hasMessageContaining("END needs maxTokenLifetime with oauthProfile=true");
    }

    @Test
    void withoutJtiTokensOfOneUserAndApplicationOfOneSecondEndTogether() throws Exception {
        Map<String, Object> anonymous = with(with(claims("alice", "a"), "jti", null), "client_id", "web");
        provider.knows("one", anonymous)
                .knows("two", with(anonymous, "scope", "read"))
                .knows("later", with(anonymous, "iat", Instant.now().getEpochSecond() + 1))
                .knows("app", with(anonymous, "client_id", "app"));
        startShop();
        ok(call("/end", "one", ""));
        assertDenied(call("/get", "two", ""), DenialReason.SESSION_ENDED);
        assertThat(cartOf("later")).isEqualTo("{}");
        assertThat(cartOf("app")).isEqualTo("{}");
    }

    @Test
    void endAllEndsWhatWasIssuedUntilNowAndNothingOfOthers() throws Exception {
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/end-all" + PROFILE)
                    .to(global("END_ALL", "*"))
                    .to("direct:plain");
        });
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        ok(call("/put", "bob-1", "{\"cart\":2}"));
        ok(call("/end-all", "alice-1", ""));
        assertDenied(call("/get", "alice-1", ""), DenialReason.SESSION_ENDED);
        assertDenied(call("/get", "alice-2", ""), DenialReason.SESSION_ENDED);
        assertThat(cartOf("bob-1")).isEqualTo("{\"cart\":2}");
        long later = Instant.now().getEpochSecond() + 5;
        provider.knows("alice-3", with(with(claims("alice", "a3"), "iat", later), "exp", later + 600));
        assertThat(cartOf("alice-3")).isEqualTo("{}");
    }

    /** As the page on tokens says: a second component has the provider's keys, and the same sessions. */
    @Test
    void providersLogoutTokenEndsSessionsByASecondComponent() throws Exception {
        MemoryAggregationRepository sessions = new MemoryAggregationRepository(true);
        configuration().setAggregationRepository(sessions);
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        SessionManagementComponent provided = new SessionManagementComponent();
        provided.getConfiguration().setPublicKey(TestTokens.pem(TestTokens.RSA.toPublicKey()));
        provided.getConfiguration().setAggregationRepository(sessions);
        provided.getConfiguration().setKeyClaims("sub");
        provided.getConfiguration().setMaxTokenLifetime(Duration.ofHours(1));
        context.addComponent("session-logout", provided);
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/logout?httpMethodRestrict=POST")
                    .to("session-logout:provider?operation=BACKCHANNEL_LOGOUT&sessionType=GLOBAL")
                    .setBody(routes.constant(""))
                    .to("direct:plain");
        });
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        String logout = TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
                .subject("alice")
                .claim("iss", "https://login.example")
                .claim("iat", Instant.now().getEpochSecond())
                .expiresAt(Instant.now().plusSeconds(120))
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                .sign();
        ok(send(to("/logout")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("logout_token=" + logout))));
        assertDenied(call("/get", "alice-1", ""), DenialReason.SESSION_ENDED);
        assertThat(cartOf("bob-1")).isEqualTo("{}");
    }

    // Whose result it is

    @Test
    void copiesOfTheMessageHaveItsCaller() throws Exception {
        MockEndpoint copies = context.getEndpoint("mock:copies", MockEndpoint.class);
        copies.expectedBodiesReceived("{\"cart\":1}", "{\"cart\":1}", "{\"cart\":1}", "{\"cart\":1}");
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/copies" + PROFILE)
                    .split(routes.constant("x,y"))
                    .to("direct:copy")
                    .end()
                    .wireTap("direct:copy")
                    .to("seda:queue?waitForTaskToComplete=Never")
                    .to("direct:plain");
            routes.from("seda:queue").to("direct:copy");
            routes.from("direct:copy").to("direct:get").to("mock:copies");
        });
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        ok(call("/copies", "alice-1", ""));
        copies.assertIsSatisfied();
    }

    @Test
    void behindAnAggregatorNobodyIsTheCaller() throws Exception {
        MockEndpoint grouped = context.getEndpoint("mock:grouped", MockEndpoint.class);
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/group" + PROFILE)
                    .aggregate(routes.constant(true), new UseLatestAggregationStrategy())
                    .completionSize(2)
                    .to("mock:grouped")
                    .to("direct:get")
                    .to("mock:never");
        });
        context.getEndpoint("mock:never", MockEndpoint.class).expectedMessageCount(0);
        call("/group", "alice-1", "{}");
        call("/group", "bob-1", "{}");
        await().until(() -> !denials.isEmpty());
        assertThat(grouped.getExchanges())
                .singleElement()
                .extracting(exchange -> exchange.getProperty(OAuthProfile.PROPERTY))
                .isNotNull();
        assertThat(denials).extracting(SessionAccessDeniedException::getReason).containsExactly(DenialReason.NO_TOKEN);
        assertThat(lastDenial()).contains("aggregator");
        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void beforeTheAggregatorTheCallerIsKnown() throws Exception {
        MockEndpoint grouped = context.getEndpoint("mock:grouped", MockEndpoint.class);
        grouped.expectedBodiesReceived("{\"cart\":1}");
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/group" + PROFILE)
                    .to("direct:get")
                    .aggregate(routes.constant(true), new UseLatestAggregationStrategy())
                    .completionSize(2)
                    .to("mock:grouped");
        });
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        call("/group", "alice-1", "");
        call("/group", "alice-2", "");
        grouped.assertIsSatisfied();
    }

    /** Bob's request polls Alice's message, whose properties Camel copies onto his. */
    @ParameterizedTest
    @CsvSource({"?oauthProfile=shop, {}", "'', NO_TOKEN"})
    void messageOfAnotherRequestBringsNoCaller(String query, String answer) throws Exception {
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/leave" + PROFILE)
                    .to("seda:left?waitForTaskToComplete=Never")
                    .setBody(routes.constant("left"));
            routes.from("platform-http:/take" + query)
                    .pollEnrich("seda:left", 20_000, (original, polled) -> {
                        // What a careless strategy may do.
                        polled.getProperties().forEach(original::setProperty);
                        return original;
                    })
                    .to("direct:get");
        });
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        ok(call("/leave", "alice-1", ""));
        assertThat(call("/take", "bob-1", "").body()).isEqualTo(answer);
    }

    @Test
    void messageOfAnotherRequestInThePlaceOfTheOwnBringsNoCallerEither() throws Exception {
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/leave" + PROFILE)
                    .to("seda:left?waitForTaskToComplete=Never")
                    .setBody(routes.constant("left"));
            routes.from("platform-http:/take" + PROFILE)
                    .pollEnrich("seda:left", 20_000)
                    .to("direct:get");
        });
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        ok(call("/leave", "alice-1", ""));
        assertThat(call("/take", "bob-1", "").body()).doesNotContain("cart");
    }

    // What the route does with the property

    @Test
    void whatTheConsumerLeftCountsWhateverTheRouteMakesOfTheProperty() throws Exception {
        Object bob = OAuthProfile.valid(claims("bob", "b1"));
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/replace" + PROFILE)
                    .setProperty(OAuthProfile.PROPERTY, () -> bob)
                    .to("direct:get");
            routes.from("platform-http:/remove" + PROFILE)
                    .removeProperties("*")
                    .removeProperty(OAuthProfile.PROPERTY)
                    .to("direct:get");
        });
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        assertThat(ok(call("/replace", "alice-1", ""))).isEqualTo("{\"cart\":1}");
        assertThat(ok(call("/remove", "alice-1", ""))).isEqualTo("{\"cart\":1}");
    }

    /** It is the route's own doing, as with a token header that it sets. */
    @Test
    void whereTheConsumerLeftNothingTheRouteMayPutAResult() throws Exception {
        Object alice = OAuthProfile.valid(claims("alice", "a1"));
        Object bob = OAuthProfile.valid(claims("bob", "b1"));
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/mine")
                    .setProperty(OAuthProfile.PROPERTY, () -> alice)
                    .to("direct:get")
                    .setProperty("first", routes.body())
                    .setProperty(OAuthProfile.PROPERTY, () -> bob)
                    .to("direct:get")
                    .setBody(routes.simple("${exchangeProperty.first}${body}"));
        });
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        ok(call("/put", "bob-1", "{\"cart\":2}"));
        assertThat(ok(send(to("/mine")))).isEqualTo("{\"cart\":1}{\"cart\":2}");
    }

    @Test
    void behindAnAggregatorAResultThatTheRoutePutIsNobodysEither() throws Exception {
        Object alice = OAuthProfile.valid(claims("alice", "a1"));
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/group")
                    .setProperty(OAuthProfile.PROPERTY, () -> alice)
                    .aggregate(routes.constant(true), new UseLatestAggregationStrategy())
                    .completionSize(1)
                    .to("direct:get");
        });
        send(to("/group"));
        await().until(() -> !denials.isEmpty());
        assertThat(denials).extracting(SessionAccessDeniedException::getReason).containsExactly(DenialReason.NO_TOKEN);
        assertThat(lastDenial()).contains("aggregator");
    }

    @Test
    void whereCamelTellsOfNoExchangeNoResultCountsForNobodyKnowsWhoLeftIt() throws Exception {
        startShop();
        context.getCamelContextExtension().setEventNotificationApplicable(false);
        assertDenied(call("/get", "alice-1", ""), DenialReason.NO_TOKEN);
        assertThat(lastDenial()).contains("setEventNotificationApplicable(true)");
    }

    @Test
    void resultThatIsNotValidIsRefusedWhoeverPutIt() throws Exception {
        Object invalid = OAuthProfile.invalid();
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/mine")
                    .setProperty(OAuthProfile.PROPERTY, () -> invalid)
                    .to("direct:get");
        });
        assertDenied(send(to("/mine")), DenialReason.REFUSED_BY_PROCESSOR);
    }

    /** It has the same properties, and is not Camel's. */
    public static final class LookAlike {
        public boolean isValid() {
            return true;
        }

        public Map<String, Object> getClaims() {
            return claims("alice", "a1");
        }
    }

    @Test
    void objectOfAnotherClassIsNoResult() throws Exception {
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("platform-http:/mine")
                    .setProperty(OAuthProfile.PROPERTY, LookAlike::new)
                    .to("direct:get");
            routes.from("platform-http:/map")
                    .setProperty(OAuthProfile.PROPERTY, () -> Map.of("valid", true, "claims", claims("alice", "a1")))
                    .to("direct:get");
        });
        assertDenied(send(to("/mine")), DenialReason.MALFORMED_TOKEN);
        assertThat(lastDenial()).contains(LookAlike.class.getName(), "org.apache.camel.spi.OAuthTokenValidationResult");
        assertDenied(send(to("/map")), DenialReason.MALFORMED_TOKEN);
    }

    @Test
    void triggerIsCheckedAsEver() throws Exception {
        startShop();
        Object alice = OAuthProfile.valid(claims("alice", "a1"));
        Exchange sent = context.createFluentProducerTemplate()
                .to("direct:get")
                .withExchangeProperty(OAuthProfile.PROPERTY, alice)
                .send();
        assertThat(denials)
                .singleElement()
                .extracting(SessionAccessDeniedException::getReason)
                .isEqualTo(DenialReason.WRONG_TRIGGER);
        assertThat(sent.getMessage().getBody(String.class)).isEqualTo("WRONG_TRIGGER");
    }

    @Test
    void withAnyTriggerAllowedARouteWithoutAConsumerMayPutAResult() throws Exception {
        configuration().setAllowedTriggers("*");
        startShop();
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        Exchange sent = context.createFluentProducerTemplate()
                .to("direct:get")
                .withExchangeProperty(OAuthProfile.PROPERTY, OAuthProfile.valid(claims("alice", "a1")))
                .send();
        assertThat(sent.getMessage().getBody(String.class)).isEqualTo("{\"cart\":1}");
    }

    // Consumers that verify the token when the exchange is there already

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void consumerMayVerifyTheTokenWhenTheExchangeIsMadeAlready(boolean beginsTheUnitOfWork) throws Exception {
        Late late = new Late(OAuthProfile.valid(claims("alice", "a1")));
        context.addComponent("late", late);
        configuration().setAllowedTriggers("late,platform-http");
        Object bob = OAuthProfile.valid(claims("bob", "b1"));
        start(routes -> {
            shop(routes, PROFILE);
            routes.from("late:in").setProperty(OAuthProfile.PROPERTY, () -> bob).to("direct:get");
        });
        ok(call("/put", "alice-1", "{\"cart\":1}"));
        assertThat(late.run(beginsTheUnitOfWork)).isEqualTo("{\"cart\":1}");
    }

    /** Its consumer leaves the result after the unit of work has begun, as one with a security handler around it does. */
    private static final class Late extends DefaultComponent {
        private final Object result;
        private DefaultConsumer consumer;

        Late(Object result) {
            this.result = result;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            Component self = this;
            return new DefaultEndpoint(uri, self) {
                @Override
                public Producer createProducer() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Consumer createConsumer(Processor processor) {
                    consumer = new DefaultConsumer(this, exchange -> {
                        exchange.setProperty(OAuthProfile.PROPERTY, result);
                        processor.process(exchange);
                    });
                    return consumer;
                }
            };
        }

        /** @param beginsTheUnitOfWork or leaves that to the route */
        String run(boolean beginsTheUnitOfWork) throws Exception {
            Exchange exchange = consumer.createExchange(false);
            if (beginsTheUnitOfWork) {
                consumer.createUoW(exchange);
            }
            consumer.getProcessor().process(exchange);
            if (beginsTheUnitOfWork) {
                consumer.doneUoW(exchange);
            }
            return exchange.getMessage().getBody(String.class);
        }
    }

    // The start

    @ParameterizedTest
    @ValueSource(strings = {"secretKey", "publicKey", "jwkSetUri"})
    void keySourceBesideItFailsTheStart(String option) {
        switch (option) {
            case "secretKey" -> configuration().setSecretKey(TestTokens.SECRET);
            case "publicKey" -> configuration().setPublicKey("file:key.pem");
            default -> configuration().setJwkSetUri("https://login.example/jwks");
        }
        assertThatThrownBy(this::startShop)
                .hasStackTraceContaining("exactly one key source, but " + option + " and oauthProfile are set");
    }
}
