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

import static io.github.camelsession.docs.Document.PAGE;
import static io.github.camelsession.docs.Document.README;
import static io.github.camelsession.docs.Document.RECIPES;
import static io.github.camelsession.docs.Document.TOKENS;
import static io.github.camelsession.docs.Document.TOKEN_PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.docs.Document.Block;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented routes do what the text around them says. */
class DocumentedRoutesTest {
    private static final Block ERRORS = RECIPES.block("yaml", "SessionAccessDeniedException");
    private static final String ORDER = "{\"order\":\"A-1\"}";

    private static DocumentedApp appOf(Block... routes) throws IOException {
        DocumentedApp app = new DocumentedApp().properties(DocumentedConfigurationTest.SECRET);
        if (Stream.of(routes).anyMatch(block -> block.text().matches("(?s).*(onBehalf=true|BACKCHANNEL_LOGOUT).*"))) {
            app.properties(TOKENS.block("properties", "maxTokenLifetime = 12h"));
        }
        if (Stream.of(routes).anyMatch(block -> block.text().contains("deliver=COOKIE"))) {
            app.properties(PAGE.block("properties", "tokenCookie = "));
        }
        return app.start(routes);
    }

    /** The routes behind the server of Camel Main, whose port is documented as a property. */
    private static DocumentedApp onPlatformHttp(Block routes) throws IOException {
        DocumentedApp app = new DocumentedApp();
        Block server = RECIPES.block("properties", "camel.server.enabled")
                .with("8080", app.address().replaceFirst(".*:", ""));
        return app.properties(DocumentedConfigurationTest.SECRET)
                .properties(server)
                .start(routes);
    }

    private static boolean isOnPlatformHttp(Block routes) {
        return routes.text().contains("uri: platform-http:");
    }

    /** Another token each second. */
    private static String tokenOf(String user) {
        return TestTokens.hs256(TestTokens.SECRET)
                .subject(user)
                .expiresAt(Instant.now().plus(Duration.ofHours(1)))
                .sign();
    }

    static List<Block> routes() {
        return Document.all("yaml", "xml")
                .filter(block -> !block.text().startsWith("<dependency>")
                        && !block.text().startsWith("<project")
                        && !block.text().startsWith("<plugin")
                        && !block.text().startsWith("<hazelcast")
                        // Of Camel 4.21: DocumentedOAuthProfileCheck.
                        && !block.text().contains("oauthProfile="))
                .map(block -> block.with("{{env:ANN_PASSWORD}}", "wonderland"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRouteStarts(Block block) throws Exception {
        try (DocumentedApp app = isOnPlatformHttp(block) ? onPlatformHttp(block) : appOf(block)) {
            assertThat(app.context().isStarted()).isTrue();
            assertThat(app.context().getRoutesSize() > 0 || block.text().startsWith("- routeConfiguration:"))
                    .isTrue();
        }
    }

    @Test
    void cartIsThereInALaterRequestOfTheSameUserAndOfNobodyElse() throws Exception {
        try (DocumentedApp app = appOf(ERRORS, README.blocks().get(0))) {
            String alice = tokenOf("alice");
            HttpResponse<String> put = app.http("PUT", "/cart", alice, "{\"cart\":[\"tea\"]}");
            assertThat(put.statusCode()).isEqualTo(204);
            assertThat(put.headers().firstValue("Authorization")).isEmpty();
            HttpResponse<String> get = app.http("GET", "/cart", alice, "");
            assertThat(get.body()).isEqualTo("{\"cart\":[\"tea\"]}");
            assertThat(get.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(get.headers().firstValue("Authorization")).isEmpty();
            assertThat(app.http("GET", "/cart", tokenOf("bob"), "").body()).isEqualTo("{}");
            assertThat(app.http("PUT", "/cart", alice, "{\"crat\":[]}").statusCode())
                    .isEqualTo(422);
        }
    }

    @Test
    void denialIsAnswered401WithTheChallenge() throws Exception {
        try (DocumentedApp app = appOf(ERRORS, README.blocks().get(0))) {
            HttpResponse<String> answer = app.http("GET", "/cart", "x", "");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
        }
    }

    /** RFC 6750 section 3.1. */
    @Test
    void challengeHasNoErrorCodeIfTheRequestHadNoToken() throws Exception {
        try (DocumentedApp app = appOf(ERRORS, README.blocks().get(0))) {
            HttpResponse<String> answer = app.http("GET", "/cart", null, "");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "order,stock", "*"})
    void headerTakesWhatAUserSendsForNamesOnly(String wanted) throws Exception {
        assertThat(pick(wanted).getMessage().getBody()).isEqualTo(ORDER);
    }

    @Test
    void headerTakesAnOptionInUserTextForAName() throws Exception {
        Exchange picked = pick("order&failOnMissing=true");
        assertThat(picked.getException()).isNull();
        assertThat(picked.getMessage().getBody()).isEqualTo("{}");
    }

    private static Exchange pick(String wanted) throws IOException {
        RouteBuilder caller = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:caller")
                        .to("session-management:?operation=PUT&fields=order")
                        .setHeader("wanted", constant(wanted))
                        .setBody(constant("{}"))
                        .to("direct:pick");
            }
        };
        try (DocumentedApp app = new DocumentedApp().routes(caller).start(PAGE.block("yaml", "direct:pick"))) {
            return app.send("direct:caller", ORDER);
        }
    }

    @Test
    void scopedBranchesKeepTheirItemsApart() throws Exception {
        try (DocumentedApp app = appOf(PAGE.block("yaml", "direct:lines"))) {
            List<String> lines = List.of("{\"item\":\"tea\"}", "{\"item\":\"milk\"}");
            assertThat(app.send("direct:lines", lines).getMessage().getBody(List.class))
                    .containsExactlyInAnyOrder(
                            "{\"price\":\"1.20\",\"item\":\"tea\"}", "{\"price\":\"1.20\",\"item\":\"milk\"}");
        }
    }

    @Test
    void localExampleGivesTheDocumentedBodyInEachLanguage() throws Exception {
        try (DocumentedApp app = new DocumentedApp()
                .routes(new Snippets())
                .start(PAGE.block("xml", "direct:xml"), PAGE.block("yaml", "direct:yaml"))) {
            for (String language : List.of("java", "xml", "yaml")) {
                assertThat(app.text("direct:" + language, ORDER)).isEqualTo("{\"stock\":7,\"order\":\"A-1\"}");
            }
        }
    }

    @Test
    void functionsReadTheSessionInEachExpression() throws Exception {
        try (DocumentedApp app = appOf(PAGE.block("yaml", "direct:checkout\n"))) {
            Exchange paid = app.send(
                    "direct:checkout", "{\"customer\":{\"name\":\"Ann\",\"vip\":true},\"items\":[\"tea\", \"milk\"]}");
            assertThat(paid.getMessage().getHeader("discount")).isEqualTo("10");
            assertThat(paid.getMessage().getBody(String.class))
                    .isEqualTo("{\"name\":\"Ann\",\"vip\":true} buys [\"tea\", \"milk\"]");
        }
    }

    @Test
    void functionComparesNumbersWithFractions() throws Exception {
        try (DocumentedApp app =
                new DocumentedApp().routes(new Snippets.Functions()).start()) {
            assertThat(app.send("direct:limit", "{\"total\":99.95}")
                            .getMessage()
                            .getHeader("shipping"))
                    .isEqualTo("free from 99.95 on");
            assertThat(app.send("direct:limit", "{\"total\":99.85}")
                            .getMessage()
                            .getHeader("shipping"))
                    .isNull();
        }
    }

    @Test
    void getIntoHeadersDoesWithoutTheFunction() throws Exception {
        try (DocumentedApp app = appOf(PAGE.block("yaml", "direct:checkout-before"))) {
            Exchange paid = app.send("direct:checkout-before-4.18", "{\"customer\":{\"vip\":true}}");
            assertThat(paid.getMessage().getHeader("discount")).isEqualTo("10");
            assertThat(paid.getMessage().getHeader("customer")).isNull();
            Exchange other = app.send("direct:checkout-before-4.18", "{\"customer\":{\"vip\":false}}");
            assertThat(other.getMessage().getHeader("discount")).isNull();
        }
    }

    @Test
    void kameletsGiveTheBodyOfTheLocalExample() throws Exception {
        try (DocumentedApp app = appOf(PAGE.block("yaml", "kamelet:session"))) {
            assertThat(app.text("direct:kamelets", ORDER)).isEqualTo("{\"stock\":7,\"order\":\"A-1\"}");
        }
    }

    @Test
    void languageIsKnownInALaterRequest() throws Exception {
        try (DocumentedApp app = appOf(PAGE.block("yaml", "/language"))) {
            String alice = tokenOf("alice");
            app.http("PUT", "/language", alice, "{\"language\":\"fr\"}");
            HttpResponse<String> greeting = app.http("GET", "/greeting", alice, "");
            assertThat(greeting.body()).isEqualTo("{\"language\":\"fr\",\"greeting\":true}");
            assertThat(greeting.headers().firstValue("Content-Type")).hasValue("application/json");
        }
    }

    @Test
    void logInForBrowsersIsForPagesOfTheSiteItself() throws Exception {
        try (DocumentedApp app = appOf(TOKEN_PAGE.block("yaml", "/log-in?"))) {
            String ann = "{\"sub\":\"ann\"}";
            for (String site : List.of("cross-site", "same-site")) {
                HttpResponse<String> refused = app.http("POST", "/log-in", null, ann, "Sec-Fetch-Site", site);
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
            }
            assertThat(app.http("POST", "/log-in", null, ann, "Sec-Fetch-Site", "same-origin")
                            .headers()
                            .allValues("Set-Cookie"))
                    .hasSize(1)
                    .allMatch(cookie -> cookie.startsWith("__Host-session=ey"));
        }
    }

    @Test
    void gateTellsWhoCallsAndLetsNobodyElsePass() throws Exception {
        try (DocumentedApp app = appOf(ERRORS, PAGE.block("yaml", "/me?"))) {
            assertThat(app.http("GET", "/me", tokenOf("alice"), "").body()).isEqualTo("{\"sub\":\"alice\"}");
            assertThat(app.http("GET", "/me", "x", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void visitsComeBackOverPlatformHttp() throws Exception {
        try (DocumentedApp app = onPlatformHttp(RECIPES.block("yaml", "platform-http:"))) {
            String alice = tokenOf("alice");
            assertThat(app.http("PUT", "/visits", alice, "{\"visits\":7}").statusCode())
                    .isEqualTo(204);
            HttpResponse<String> visits = app.http("GET", "/visits", alice, "");
            assertThat(visits.body()).isEqualTo("{\"visits\":7}");
            assertThat(visits.headers().firstValue("Content-Type")).hasValue("application/json");
        }
    }

    @Test
    void logOutEndsTheToken() throws Exception {
        try (DocumentedApp app = appOf(ERRORS, README.blocks().get(0), TOKENS.block("yaml", "operation=END&"))) {
            String alice = tokenOf("alice");
            app.http("PUT", "/cart", alice, "{\"cart\":[\"tea\"]}");
            assertThat(app.http("POST", "/log-out", alice, "").statusCode()).isEqualTo(204);
            assertThat(app.http("GET", "/cart", alice, "").statusCode()).isEqualTo(401);
            assertThat(app.http("GET", "/cart", tokenOf("bob"), "").body()).isEqualTo("{}");
        }
    }

    @Test
    void userWhoseAccountIsClosedIsLoggedOut() throws Exception {
        try (DocumentedApp app = appOf(ERRORS, README.blocks().get(0), TOKENS.block("yaml", "operation=END_ALL"))) {
            String issuer = "https://login.example.com";
            Instant issued = Instant.now().minusSeconds(5);
            String alice = TestTokens.hs256(TestTokens.SECRET)
                    .subject("alice")
                    .claim("iss", issuer)
                    .claim("iat", issued.getEpochSecond())
                    .expiresAt(issued.plusSeconds(600))
                    .sign();
            assertThat(app.http("PUT", "/cart", alice, "{\"cart\":[\"tea\"]}").statusCode())
                    .isEqualTo(204);
            Map<String, Object> event = Map.of("user", Map.of("sub", "alice", "iss", issuer));
            assertThat(app.send("direct:account-closed", event).getException()).isNull();
            assertThat(app.http("GET", "/cart", alice, "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void eventPutsIntoTheSessionOfItsUser() throws Exception {
        try (DocumentedApp app = appOf(PAGE.block("yaml", "direct:order-shipped"))) {
            Map<String, Object> user = Map.of("sub", "alice", "iss", "https://login.example.com");
            Exchange shipped = app.send("direct:order-shipped", Map.of("user", user, "shipped", "A-1"));
            assertThat(shipped.getException()).isNull();
            assertThat(shipped.getMessage().getHeaders()).isEmpty();
        }
    }

    @Test
    void welcomeIsTheFirstOnce() throws Exception {
        try (DocumentedApp app = appOf(RECIPES.block("yaml", "/welcome"))) {
            String alice = tokenOf("alice");
            assertThat(app.http("POST", "/welcome", alice, "").body()).isEqualTo("first");
            assertThat(app.http("POST", "/welcome", alice, "").body()).isEqualTo("again");
        }
    }
}
