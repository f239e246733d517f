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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.DenialReason;
import io.github.camelsession.hostile.RequestsWithoutTheHeader;
import io.github.camelsession.token.TestTokens;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GLOBAL sessions over real HTTP, on versions of Camel without Jetty too. */
class PlatformHttpCheck extends VertxRouteTest {
    private static final String COOKIE = "__Host-session";
    private static final long SEED = Long.getLong("origin.seed", System.nanoTime());
    private static final int ODD_REQUESTS = Integer.getInteger("origin.requests", 200);

    private final String alice = tokenOf("alice");

    @BeforeEach
    void configure() {
        configuration().setSecretKey(TestTokens.SECRET);
    }

    private void shop(RouteBuilder routes) {
        routes.from("platform-http:/put")
                .to(global("PUT", "*"))
                .setBody(routes.constant(""))
                .to("direct:plain");
        routes.from("platform-http:/get")
                .setBody(routes.constant("{}"))
                .to(global("GET", "cart,a"))
                .to("direct:plain");
        routes.from("platform-http:/end").to(global("END", "*"));
        routes.from("direct:plain").removeHeaders("*", "Set-Cookie");
    }

    private void startShop() throws Exception {
        start(routes -> {
            answerDenials(routes);
            shop(routes);
        });
    }

    @Test
    void whatOneRequestPutsALaterOneGetsAndNobodyElse() throws Exception {
        startShop();
        ok(call("/put", alice, "{\"cart\":[1.10]}"));
        assertThat(ok(call("/get", alice, ""))).isEqualTo("{\"cart\":[1.10]}");
        assertThat(ok(call("/get", tokenOf("bob"), ""))).isEqualTo("{}");
        assertDenied(send(to("/get")), DenialReason.NO_TOKEN);
    }

    @Test
    void endedTokenIsRefused() throws Exception {
        startShop();
        ok(call("/put", alice, "{\"cart\":1}"));
        ok(call("/end", alice, ""));
        assertDenied(call("/get", alice, ""), DenialReason.SESSION_ENDED);
    }

    @Test
    void formIsABodyAndNoToken() throws Exception {
        startShop();
        String form = "cart=apple&Authorization=" + URLEncoder.encode("Bearer " + alice, StandardCharsets.UTF_8);
        HttpRequest.Builder post = to("/put")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        assertDenied(send(post), DenialReason.TOKEN_FROM_PARAMETER);
        HttpRequest.Builder honest = to("/put")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer " + alice)
                .POST(BodyPublishers.ofString("cart=apple"));
        ok(send(honest));
        assertThat(ok(call("/get", alice, ""))).isEqualTo("{\"cart\":\"apple\"}");
    }

    @Test
    void tokenInTheQueryIsRefused() throws Exception {
        startShop();
        String bearer = URLEncoder.encode("Bearer " + alice, StandardCharsets.UTF_8);
        assertDenied(send(to("/get?Authorization=" + bearer)), DenialReason.TOKEN_FROM_PARAMETER);
        assertDenied(send(to("/get?authorization=" + bearer)), DenialReason.TOKEN_FROM_PARAMETER);
        assertThat(call("/get?Authorization=" + bearer, alice, "").statusCode()).isEqualTo(401);
    }

    /** As {@code TokenOriginPropertyTest} does for each consumer that 4.18 has. */
    @Test
    void tokenThatIsNotInTheHeaderOpensNoSessionHoweverOddTheRequestIs(TestReporter reporter) throws Exception {
        reporter.publishEntry("origin.seed", String.valueOf(SEED));
        startShop();
        ok(call("/put", alice, "{\"cart\":1}"));
        RequestsWithoutTheHeader requests = new RequestsWithoutTheHeader(SEED, port, "/get", alice);
        List<String> letIn = requests.send(ODD_REQUESTS, answer -> answer.contains("cart"));
        assertThat(letIn).as("-Dorigin.seed=%s", SEED).isEmpty();
        // Most must have come as far as the step, or the test says nothing about it.
        assertThat(denials).hasSizeGreaterThan(ODD_REQUESTS / 4);
        assertThat(ok(call("/get", alice, ""))).isEqualTo("{\"cart\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, same-origin, true",
        "POST, cross-site, false",
        "POST, same-site, false",
        "POST, , false",
        "GET, , true",
        "GET, cross-site, true"
    })
    void cookieIsBelievedWhereNoOtherSiteCanHaveSentIt(String method, String site, boolean believed) throws Exception {
        configuration().setTokenCookie(COOKIE);
        startShop();
        ok(call("/put", alice, "{\"cart\":1}"));
        HttpRequest.Builder request =
                to("/get").header("Cookie", "other=1; " + COOKIE + "=" + alice).method(method, BodyPublishers.noBody());
        HttpResponse<String> answer = send(site == null ? request : request.header("Sec-Fetch-Site", site));
        if (believed) {
            assertThat(ok(answer)).isEqualTo("{\"cart\":1}");
        } else {
            assertDenied(answer, DenialReason.CROSS_SITE_COOKIE);
        }
    }

    @Test
    void cookieIsTakenBackAtTheEnd() throws Exception {
        configuration().setTokenCookie(COOKIE);
        startShop();
        HttpResponse<String> end = send(to("/end")
                .header("Cookie", COOKIE + "=" + alice)
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.noBody()));
        ok(end);
        assertThat(end.headers().firstValue("Set-Cookie").orElse("")).startsWith(COOKIE + "=;");
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"status\":" + status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void withHttpErrorsAClientIsAnsweredThoughNoHandlerIsThere() throws Exception {
        configuration().setHttpErrors(true);
        start(routes -> {
            shop(routes);
            routes.from("platform-http:/must").to(global("GET", "cart") + "&failOnMissing=true");
        });
        HttpResponse<String> denied = send(to("/get"));
        assertProblem(denied, 401);
        assertThat(denied.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        HttpResponse<String> bad = call("/get", alice + "x", "");
        assertProblem(bad, 401);
        assertThat(bad.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertProblem(call("/put", alice, "[1]"), 400);
        assertProblem(call("/must", alice, "{}"), 422);
    }

    @Test
    void tokenOfALoginRouteOpensASessionAndIsRenewed() throws Exception {
        configuration().setKeyClaims("sid");
        start(routes -> {
            answerDenials(routes);
            shop(routes);
            routes.from("platform-http:/login")
                    .to("session-token:login?deliver=BODY")
                    .to("direct:plain");
            routes.from("platform-http:/renew")
                    .to("session-token:renew?operation=RENEW&deliver=BODY")
                    .to("direct:plain");
        });
        String first = tokenIn(ok(send(to("/login").POST(BodyPublishers.ofString("{\"sub\":\"alice\"}")))));
        ok(call("/put", first, "{\"cart\":1}"));
        String second = tokenIn(ok(call("/renew", first, "")));
        assertThat(second).isNotEqualTo(first);
        assertThat(ok(call("/get", second, ""))).isEqualTo("{\"cart\":1}");
    }

    private static String tokenIn(String response) {
        return response.replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "POST"})
    void methodDoesNotMatter(String method) throws Exception {
        startShop();
        ok(send(to("/put")
                .header("Authorization", "Bearer " + alice)
                .method(method, BodyPublishers.ofString("{\"a\":1}"))));
        assertThat(ok(call("/get", alice, ""))).isEqualTo("{\"a\":1}");
    }

    @Test
    void clientSteersNoStep() throws Exception {
        startShop();
        ok(call("/put", alice, "{\"cart\":1}"));
        ok(send(to("/get?CamelSessionManagementOperation=CLEAR")
                .header("Authorization", "Bearer " + alice)
                .header("CamelSessionManagementOperation", "CLEAR")));
        assertThat(ok(call("/get", alice, ""))).isEqualTo("{\"cart\":1}");
    }
}
