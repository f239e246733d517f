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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelsession.DenialReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says when the server refuses: a sentence each, and never a code. */
class PageRefusalTest extends BrowserTest {
    private static final String SHOP = Page.SHOP;
    private static final String ACCOUNT = Page.ACCOUNT;

    private void assertRefused(String side, String sentence) {
        page.waitForMessage(side, sentence);
        assertThat(page.find(side + ".message").getAttribute("class")).contains("bad");
        assertThat(page.find(side + ".message").getAttribute("role")).isEqualTo("status");
    }

    private JsonNode refusals(String expression) {
        return page.evaluate("import('/refusals.js').then(refusals => " + expression + ")");
    }

    @Test
    void expiredTokenLeadsBackToTheLogIn() throws Exception {
        page.logInAsAlice();
        page.setToken(shop.tokenUntil(Instant.now().minusSeconds(3600)));

        page.add("bread");

        assertRefused(ACCOUNT, "Your login is not valid any more. Please log in again.");
        assertThat(page.visitor()).isEqualTo("Guest");
        assertThat(page.focused()).isEqualTo("password");
        page.logInAsAlice();
    }

    @Test
    void guestWhoWasAwayForTooLongIsTold() {
        page.addToCart("bread");
        page.forgetCookies();

        page.add("coffee");

        assertRefused(ACCOUNT, "Your visit took too long, and its cart is gone.");
        assertThat(page.text(SHOP)).contains("The cart is empty.");
        page.addToCart("coffee");
    }

    @Test
    void tokenOfAnEarlierStartLocksNobodyOut() throws Exception {
        page.setToken(RunningShop.token(
                "another-secret-of-an-earlier-start-0", Instant.now().plusSeconds(3600)));

        page.reload();

        assertThat(page.visitor()).isEqualTo("Guest");
        page.logInAsAlice();
    }

    @Test
    void wrongPasswordIsRefusedInWords() {
        page.logInWrongly();

        assertRefused(ACCOUNT, "Unknown user or wrong password.");
    }

    @Test
    void logInWhereAnotherTabHasLoggedInIsRefusedInWords() {
        page.run("""
                fetch("visit/login", { method: "POST", body: '{"user":"bob","password":"builder"}' })
                  .then(() => window.loggedIn = true)""");
        page.waitUntil("window.loggedIn");

        page.click(ACCOUNT + ".login button");

        assertRefused(ACCOUNT, "In another tab, bob has logged in. Log out first.");
        assertThat(page.visitor()).isEqualTo("bob");
    }

    @Test
    void logInThatIsEndedAtOnceIsRefusedInWords() throws Exception {
        // Nobody can log in again before the second is over, so this test has a shop of its own.
        try (RunningShop own = RunningShop.start()) {
            page.visit(own.url() + "/");
            page.run("""
                    const real = window.fetch;
                    window.fetch = async (path, request) => {
                      const answer = await real(path, request);
                      if (path === "visit/login") await real("logout-everywhere", { method: "POST" });
                      return answer;
                    };""");

            page.click(ACCOUNT + ".login button");

            assertRefused(ACCOUNT, "Your login is not valid any more. Please log in again.");
            assertThat(page.visitor()).isEqualTo("Guest");
        }
    }

    @Test
    void browserThatKeepsNoCookieIsToldWhatItNeeds() {
        page.run("""
                const real = window.fetch;
                window.fetch = (path, request) => real(path, { ...request, credentials: "omit" });""");

        page.add("bread");

        assertRefused(ACCOUNT, "The browser does not keep the cookie: here it wants TLS.");
    }

    @Test
    void cartThatIsGoneMeanwhileCannotBeCheckedOut() throws Exception {
        page.addToCart("bread");
        assertThat(shop.send("DELETE", "/cart", page.token(), "").statusCode()).isEqualTo(204);

        page.click(SHOP + ".checkout");

        assertRefused(SHOP, "There is no cart in the session on the server any more. Reload the page.");
    }

    @Test
    void cartOfAnotherClientThatCannotBeBoughtIsRefusedInWords() throws Exception {
        page.addToCart("bread");
        String negative = "{\"cart\":[{\"item\":\"bread\",\"quantity\":-1}]}";
        assertThat(shop.send("PUT", "/cart", page.token(), negative).statusCode())
                .isEqualTo(204);

        page.click(SHOP + ".checkout");

        assertRefused(SHOP, "The cart cannot be bought: each line needs an item and a quantity from 1 to 99.");
    }

    @Test
    void cartThatOutgrowsTheSessionIsRefusedInWords() throws Exception {
        try (RunningShop small = RunningShop.startWith(Map.of("maxSessionSize", "100"))) {
            page.visit(small.url() + "/");
            page.addToCart("bread");

            page.add("a-name-of-forty-letters-that-never-break");

            assertRefused(SHOP, "The cart is too large for the session. Remove something first.");
            assertThat(page.cart()).contains("1 × bread").doesNotContain("forty");
        }
    }

    @Test
    void sessionTooManyIsRefusedInWords() throws Exception {
        try (RunningShop small = RunningShop.startWith(Map.of("maxSessions", "1"))) {
            assertThat(small.send("PUT", "/cart", small.guest(), "{\"cart\":[]}")
                            .statusCode())
                    .isEqualTo(204);
            page.visit(small.url() + "/");

            page.add("coffee");

            assertRefused(
                    SHOP,
                    "The server has no room for one more session, or cannot reach its sessions. Try again later.");
        }
    }

    @Test
    void serverThatIsGoneIsToldInWords() throws Exception {
        try (RunningShop other = RunningShop.start()) {
            page.visit(other.url() + "/");
            page.waitForCounts();
        }

        page.add("bread");

        assertRefused(SHOP, "The server does not answer. Is it running?");
        page.waitForMessage("#counts ", "The counts cannot be read. These are the last known ones.");
    }

    @Test
    void everyStatusOfARefusalHasASentence() {
        assertSentences(refusals("refusals.STATUSES"), List.of("0", "400", "401", "409", "412", "413", "422", "503"));
    }

    @Test
    void everyReasonOfTheComponentHasASentence() {
        List<String> reasons =
                Stream.of(DenialReason.values()).map(DenialReason::name).toList();

        assertThat(reasons).contains("EXPIRED", "BAD_SIGNATURE");
        assertSentences(refusals("refusals.REASONS"), reasons);
    }

    private static void assertSentences(JsonNode texts, List<String> names) {
        assertThat(texts.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(names);
        assertThat(texts).allSatisfy(text -> assertThat(text.asText()).matches("[A-Z][^_]+ [^_]+[.?]"));
    }

    @ParameterizedTest
    @CsvSource({
        "500, The server failed (HTTP 500). Its log says why.",
        "404, The server refused the request (HTTP 404).",
    })
    void statusWithoutASentenceSaysWhoseFaultItIs(int status, String sentence) {
        assertThat(refusals("refusals.explain(" + status + ")").asText()).isEqualTo(sentence);
    }
}
