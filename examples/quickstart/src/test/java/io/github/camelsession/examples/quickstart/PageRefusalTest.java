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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says when the server refuses: a sentence each, and never a code. */
class PageRefusalTest extends BrowserTest {
    private static final Pattern ERROR_CODE = Pattern.compile("\"error\":\"(\\w+)\"");
    private static final String LEFT = Page.LEFT;
    private static final String RIGHT = Page.RIGHT;

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
        String expired = shop.tokenUntil(Instant.now().minusSeconds(3600));
        page.logIn(LEFT, "alice");
        page.run("sessionStorage.setItem('login.left', JSON.stringify({user: 'alice', token: '" + expired + "'}))");

        page.add(LEFT, "bread");

        assertRefused(LEFT, "Your login is not valid any more. Please log in again.");
        assertThat(page.focused()).isEqualTo("password");
        assertThat(page.evaluate("sessionStorage.length").asInt()).isZero();
        page.logIn(LEFT, "alice");
    }

    @Test
    void wrongPasswordIsRefusedInWords() {
        page.logInWrongly(LEFT);

        assertRefused(LEFT, "Unknown user or wrong password.");
    }

    @Test
    void cartThatIsGoneMeanwhileCannotBeCheckedOut() throws Exception {
        page.logIn(LEFT, "alice");
        page.addToCart(LEFT, "bread");
        assertThat(shop.send("DELETE", "/cart", page.token(), "").statusCode()).isEqualTo(204);

        page.click(LEFT + ".checkout");

        assertRefused(LEFT, "There is no cart in the session on the server any more. Reload the page.");
    }

    @Test
    void cartOfAnotherClientThatCannotBeBoughtIsRefusedInWords() throws Exception {
        page.logIn(LEFT, "alice");
        page.addToCart(LEFT, "bread");
        String negative = "{\"cart\":[{\"item\":\"bread\",\"quantity\":-1}]}";
        assertThat(shop.send("PUT", "/cart", page.token(), negative).statusCode())
                .isEqualTo(204);

        page.click(LEFT + ".checkout");

        assertRefused(LEFT, "The cart cannot be bought: each line needs an item and a quantity from 1 to 99.");
    }

    @Test
    void cartThatOutgrowsTheSessionIsRefusedInWords() throws Exception {
        try (RunningShop small = RunningShop.startWith(Map.of("maxSessionSize", "100"))) {
            page.visit(small.url());
            page.logIn(LEFT, "alice");
            page.addToCart(LEFT, "bread");

            page.add(LEFT, "a-name-of-forty-letters-that-never-break");

            assertRefused(LEFT, "The cart is too large for the session. Remove something first.");
            assertThat(page.text(LEFT + ".cart")).contains("1 × bread").doesNotContain("forty");
        }
    }

    @Test
    void sessionTooManyIsRefusedInWords() throws Exception {
        try (RunningShop small = RunningShop.startWith(Map.of("maxSessions", "1"))) {
            page.visit(small.url());
            page.logIn(LEFT, "alice");
            page.addToCart(LEFT, "bread");
            page.logIn(RIGHT, "bob");

            page.add(RIGHT, "coffee");

            assertRefused(RIGHT, "The server holds as many sessions as it may. Try again later.");
        }
    }

    @Test
    void serverThatIsGoneIsToldInWords() throws Exception {
        try (RunningShop other = RunningShop.start()) {
            page.visit(other.url());
            page.logIn(LEFT, "alice");
            page.waitForCounts();
        }

        page.add(LEFT, "bread");

        assertRefused(LEFT, "The server does not answer. Is it running?");
        page.waitForMessage("#counts ", "The counts cannot be read. These are the last known ones.");
    }

    @Test
    void everyErrorOfTheServerHasASentence() throws Exception {
        List<String> codes = ERROR_CODE
                .matcher(resource("/camel/errors.yaml"))
                .results()
                .map((MatchResult code) -> code.group(1))
                .distinct()
                .toList();

        assertThat(codes).contains("invalid_token", "conflict", "unavailable").hasSizeGreaterThanOrEqualTo(9);
        assertSentences(refusals("refusals.ERRORS"), codes);
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
        assertThat(texts).allSatisfy(text -> assertThat(text.asText()).matches("[A-Z][^_]+ [^_]+\\."));
    }

    @ParameterizedTest
    @CsvSource({
        "500, The server failed (HTTP 500). Its log says why.",
        "404, The server refused the request (HTTP 404).",
    })
    void answerWithoutAKnownCodeSaysWhoseFaultItIs(int status, String sentence) {
        assertThat(refusals("refusals.explain(" + status + ", undefined)").asText())
                .isEqualTo(sentence);
        assertThat(refusals("refusals.explain(" + status + ", 'toString')").asText())
                .isEqualTo(sentence);
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = PageRefusalTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
