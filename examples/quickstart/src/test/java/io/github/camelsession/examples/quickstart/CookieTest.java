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
package io.github.camelsession.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests, log-in and log-out with a cookie, over HTTP. */
class CookieTest {
    private static final String CART = "{\"cart\":[{\"item\":\"apple\",\"quantity\":3}]}";
    private static final String OTHER_CART = "{\"cart\":[{\"item\":\"bread\",\"quantity\":1}]}";
    private static final String ALICE = RunningShop.credentials("alice", "wonderland");

    private static RunningShop shop;

    private Browser browser;
    private Browser elsewhere;

    @BeforeAll
    static void startShop() throws Exception {
        shop = RunningShop.start();
    }

    @AfterAll
    static void stopShop() {
        shop.close();
    }

    @BeforeEach
    void openBrowsers() throws Exception {
        shop.emptyCarts();
        browser = new Browser(shop.url());
        elsewhere = new Browser(shop.url());
    }

    private static JWTClaimsSet claims(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet();
    }

    private static String cookieOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("");
    }

    @Test
    void firstVisitGivesAGuestACookieThatNoScriptCanReadAndNoOtherHostSees() throws Exception {
        HttpResponse<String> answer = browser.send("PUT", "/visit", "");

        assertThat(cookieOf(answer))
                .matches("__Host-session=[\\w-]+\\.[\\w-]+\\.[\\w-]+; Max-Age=3600; Path=/; HttpOnly; Secure;"
                        + " SameSite=Lax");
        assertThat(answer.body()).matches("\\{\"sub\":\"guest-[0-9a-f-]{36}\",\"guest\":true,\"exp\":\\d+}");
    }

    @Test
    void whoHasAGoodTokenKeepsIt() throws Exception {
        String guest = browser.visit().token();

        HttpResponse<String> again = browser.send("PUT", "/visit", "");
        browser.logIn("alice", "wonderland");
        HttpResponse<String> user = browser.send("PUT", "/visit", "");

        assertThat(again.headers().map()).doesNotContainKey("Set-Cookie");
        assertThat(again.body()).contains(claims(guest).getSubject());
        assertThat(user.headers().map()).doesNotContainKey("Set-Cookie");
        assertThat(user.body()).matches("\\{\"sub\":\"alice\",\"exp\":\\d+}");
    }

    @Test
    void cartOfAGuestIsThereAfterTheLogInUnderANewTokenOfANewLogin() throws Exception {
        String guest = browser.visit().token();
        browser.send("PUT", "/cart", CART);

        browser.logIn("alice", "wonderland");

        assertThat(browser.cart()).isEqualTo(CART);
        assertThat(claims(browser.token()).getSubject()).isEqualTo("alice");
        assertThat(claims(browser.token()).getClaim("sid"))
                .isNotNull()
                .isNotEqualTo(claims(guest).getClaim("sid"));
        assertThat(claims(browser.token()).getClaim("guest")).isNull();
    }

    @Test
    void tokenOfTheGuestIsRefusedAfterTheLogIn() throws Exception {
        String guest = browser.visit().token();
        browser.send("PUT", "/cart", CART);

        browser.logIn("alice", "wonderland");

        assertThat(shop.send("GET", "/cart", guest, "").statusCode()).isEqualTo(401);
        assertThat(shop.send("PUT", "/cart", guest, OTHER_CART).statusCode()).isEqualTo(401);
        assertThat(browser.cart()).isEqualTo(CART);
    }

    @Test
    void guestWithoutACartFindsTheCartOfTheUser() throws Exception {
        shop.send("PUT", "/cart", shop.token("alice", "wonderland"), CART);

        assertThat(browser.visit().cart()).isEqualTo("{}");
        assertThat(browser.logIn("alice", "wonderland").cart()).isEqualTo(CART);
    }

    @Test
    void wrongPasswordLeavesTheGuestAndItsCartAlone() throws Exception {
        String guest = browser.visit().token();
        browser.send("PUT", "/cart", CART);

        HttpResponse<String> answer = browser.send("POST", "/visit/login", RunningShop.credentials("alice", "builder"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
        assertThat(browser.token()).isEqualTo(guest);
        assertThat(browser.cart()).isEqualTo(CART);
    }

    @Test
    void userMustLogOutBeforeAnotherOneLogsIn() throws Exception {
        browser.visit().logIn("bob", "builder").send("PUT", "/cart", CART);

        HttpResponse<String> answer = browser.send("POST", "/visit/login", ALICE);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(browser.cart()).isEqualTo(CART);
        assertThat(shop.send("GET", "/cart", shop.token("alice", "wonderland"), "")
                        .body())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void whatAnotherSitesPageAsksForIsRefused(String site) throws Exception {
        browser.visit().send("PUT", "/cart", CART);
        String guest = browser.token();

        assertThat(browser.send(site, "POST", "/visit/login", ALICE).statusCode())
                .isEqualTo(401);
        for (String path : List.of("/logout", "/logout-everywhere", "/checkout")) {
            assertThat(browser.send(site, "POST", path, "").statusCode())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(browser.send(site, "PUT", "/cart", OTHER_CART).statusCode()).isEqualTo(401);
        assertThat(browser.send(site, "DELETE", "/cart", "").statusCode()).isEqualTo(401);

        assertThat(browser.token()).isEqualTo(guest);
        assertThat(browser.cart()).isEqualTo(CART);
    }

    @Test
    void logOutHereTakesTheCookieBackAndLeavesTheOtherBrowser() throws Exception {
        browser.visit().logIn("alice", "wonderland").send("PUT", "/cart", CART);
        String token = browser.token();
        elsewhere.visit().logIn("alice", "wonderland");

        HttpResponse<String> answer = browser.send("POST", "/logout", "");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(cookieOf(answer)).isEqualTo("__Host-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax");
        assertThat(shop.send("GET", "/cart", token, "").statusCode()).isEqualTo(401);
        assertThat(elsewhere.cart()).isEqualTo(CART);
    }

    @Test
    void logOutEverywhereTakesTheCookieBackAndEndsAllTokensOfTheUserAndNobodyElses() throws Exception {
        // Nobody can log in again before the second is over, so this test has a shop of its own.
        try (RunningShop own = RunningShop.start()) {
            Browser here = new Browser(own.url()).visit().logIn("alice", "wonderland");
            Browser there = new Browser(own.url()).visit().logIn("alice", "wonderland");
            String token = here.token();
            String program = own.token("alice", "wonderland");
            String bob = own.token("bob", "builder");

            HttpResponse<String> answer = here.send("POST", "/logout-everywhere", "");

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(cookieOf(answer)).startsWith("__Host-session=; Max-Age=0; ");
            for (String ended : List.of(token, there.token(), program)) {
                assertThat(own.send("GET", "/cart", ended, "").statusCode()).isEqualTo(401);
            }
            assertThat(own.send("GET", "/cart", bob, "").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoLogsOutIsAGuestOfANewSession() throws Exception {
        browser.visit().logIn("alice", "wonderland").send("PUT", "/cart", CART);
        browser.send("POST", "/logout", "");

        assertThat(browser.visit().cart()).isEqualTo("{}");
        assertThat(browser.logIn("alice", "wonderland").cart()).isEqualTo(CART);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/visit",
        "GET,/cart",
        "PUT,/cart",
        "POST,/visit/login",
        "POST,/login",
        "POST,/checkout",
        "POST,/logout",
        "GET,/"
    })
    void noLinkSetsACookie(String method, String path) throws Exception {
        browser.visit();

        HttpResponse<String> answer = browser.send(method, path + "?Set-Cookie=planted%3D1", ALICE);

        assertThat(answer.headers().map().toString()).doesNotContain("planted");
    }

    @Test
    void otherCookiesAndHeadersOfTheRequestDoNotComeBack() throws Exception {
        browser.visit();

        for (HttpResponse<String> answer : List.of(
                browser.send("PUT", "/visit", ""),
                browser.send("GET", "/cart", ""),
                browser.send("POST", "/visit/login", ALICE),
                browser.send("POST", "/logout", ""))) {
            assertThat(answer.headers().map())
                    .doesNotContainKeys("Cookie", "Sec-Fetch-Site", "cookie", "sec-fetch-site");
        }
    }
}
