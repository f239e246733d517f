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

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;

/** What a guest and a user do on the page. */
class PageTest extends BrowserTest {
    private static final String SHOP = Page.SHOP;
    private static final String ACCOUNT = Page.ACCOUNT;

    /** To the cookies another browser: the address of the shop by its other name. */
    private static String elsewhere() {
        return "http://localhost:" + shop.port() + "/";
    }

    private static Object login(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet().getClaim("sid");
    }

    @Test
    void tokenIsInACookieThatNoScriptCanRead() {
        page.logInAsAlice();

        Cookie cookie = page.cookie();
        assertThat(cookie.getName()).startsWith("__Host-");
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.isSecure()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Lax");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(page.evaluate("document.cookie + JSON.stringify(sessionStorage) + JSON.stringify(localStorage)")
                        .asText())
                .isEqualTo("{}{}");
    }

    @Test
    void userIsStillLoggedInAfterAReloadAndTheCartIsThere() {
        page.logInAsAlice();
        page.addToCart("bread");

        page.reload();

        assertThat(page.visitor()).isEqualTo("alice");
        assertThat(page.cart()).contains("1 × bread");
    }

    @Test
    void cartOfAGuestIsThereAfterAReload() {
        page.addToCart("bread");

        page.reload();

        assertThat(page.visitor()).isEqualTo("Guest");
        assertThat(page.cart()).contains("1 × bread");
    }

    @Test
    void cartOfAGuestIsThereAfterTheLogInAndTheTokenIsANewOne() throws Exception {
        page.addToCart("bread");
        String guest = page.token();

        page.logInAsAlice();

        assertThat(page.visitor()).isEqualTo("alice");
        assertThat(page.cart()).contains("1 × bread");
        assertThat(login(page.token())).isNotNull().isNotEqualTo(login(guest));
        assertThat(shop.send("GET", "/cart", guest, "").statusCode()).isEqualTo(401);
    }

    @Test
    void otherUserSeesHisOwnCartOnly() {
        page.logInAsAlice();
        page.addToCart("bread");

        page.visit(elsewhere());
        page.logIn("bob", "builder");
        assertThat(page.text(SHOP)).contains("The cart is empty.");
        page.addToCart("coffee");
        assertThat(page.cart()).contains("coffee").doesNotContain("bread");

        page.visit(shop.url() + "/");
        assertThat(page.cart()).contains("bread").doesNotContain("coffee");
    }

    @Test
    void whoLogsOutIsAGuestAndTheCartWaitsForTheUser() {
        page.logInAsAlice();
        page.addToCart("bread");

        page.logOut(".logout", "Logged out here.");
        assertThat(page.focused()).isEqualTo("user");
        assertThat(page.visitor()).isEqualTo("Guest");
        assertThat(page.text(SHOP)).contains("The cart is empty.").doesNotContain("bread");

        page.logInAsAlice();
        assertThat(page.cart()).contains("1 × bread");
    }

    @Test
    void logOutHereLeavesTheOtherBrowserLoggedIn() throws Exception {
        page.logInAsAlice();
        page.addToCart("bread");
        String token = page.token();
        page.visit(elsewhere());
        page.logInAsAlice();
        assertThat(page.cart()).contains("1 × bread");

        page.visit(shop.url() + "/");
        page.logOut(".logout", "Logged out here.");

        assertThat(shop.send("GET", "/cart", token, "").statusCode()).isEqualTo(401);
        page.visit(elsewhere());
        assertThat(page.visitor()).isEqualTo("alice");
        assertThat(page.cart()).contains("1 × bread");
    }

    @Test
    void logOutEverywhereEndsBothBrowsers() throws Exception {
        // Nobody can log in again before the second is over, so this test has a shop of its own.
        try (RunningShop own = RunningShop.start()) {
            String here = own.url() + "/";
            String there = "http://localhost:" + own.port() + "/";
            page.visit(here);
            page.logInAsAlice();
            page.visit(there);
            page.logInAsAlice();
            page.addToCart("bread");
            String token = page.token();

            page.visit(here);
            page.logOut(".everywhere", "Logged out everywhere.");

            assertThat(page.visitor()).isEqualTo("Guest");
            assertThat(own.send("GET", "/cart", token, "").statusCode()).isEqualTo(401);
            page.visit(there);
            assertThat(page.visitor()).isEqualTo("Guest");
            assertThat(page.text(SHOP)).contains("The cart is empty.");
        }
    }

    @Test
    void otherBrowserIsOneClickAway() {
        assertThat(page.find(ACCOUNT + ".other a").getAttribute("href")).isEqualTo(elsewhere());

        page.visit(elsewhere());

        assertThat(page.find(ACCOUNT + ".other a").getAttribute("href")).isEqualTo(shop.url() + "/");
    }

    @Test
    void receiptIsATableWithItsTotal() {
        page.addToCart("bread");

        page.click(SHOP + ".checkout");

        page.waitForMessage(SHOP, "Thank you. The receipt is below.");
        assertThat(page.text(SHOP + ".receipt tbody")).contains("1 × bread");
        assertThat(page.text(SHOP + ".receipt .total")).isEqualTo("2.50");
        assertThat(page.text(SHOP)).contains("The cart is empty.");

        page.logInAsAlice();
        assertThat(page.find(SHOP + ".receipt").isDisplayed()).isFalse();
    }

    @Test
    void pageTellsHowLongItKnowsTheVisitor() {
        assertThat(page.text(ACCOUNT + ".until")).matches("A guest's cart is kept until [0-2][0-9]:[0-5][0-9]\\.");

        page.logInAsAlice();

        assertThat(page.text(ACCOUNT + ".until")).matches("This login is valid until [0-2][0-9]:[0-5][0-9]\\.");
    }

    @Test
    void consoleIsOneClickAway() throws Exception {
        page.waitForCounts();

        assertThat(page.find("#counts a").getAttribute("href")).isEqualTo(shop.url() + "/console");
        assertThat(shop.send("GET", "/console", null, "").body()).startsWith("component: session-management");
    }
}
