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

import org.junit.jupiter.api.Test;

/** What a shopper does on the page. */
class PageTest extends BrowserTest {
    private static final String LEFT = Page.LEFT;
    private static final String RIGHT = Page.RIGHT;

    @Test
    void cartIsStillThereAfterAReload() {
        page.logIn(LEFT, "alice");
        page.addToCart(LEFT, "bread");

        page.reload();

        page.waitUntil("document.querySelector('.cart li') !== null");
        assertThat(page.text(LEFT + ".cart")).contains("1 × bread");
    }

    @Test
    void otherUserSeesHisOwnCartOnly() {
        page.logIn(LEFT, "alice");
        page.addToCart(LEFT, "bread");
        page.logIn(RIGHT, "bob");
        assertThat(page.text(RIGHT)).contains("The cart is empty.");

        page.addToCart(RIGHT, "coffee");

        assertThat(page.text(RIGHT + ".cart")).contains("coffee").doesNotContain("bread");
        assertThat(page.text(LEFT + ".cart")).contains("bread").doesNotContain("coffee");
    }

    @Test
    void whoLogsOutAndInAgainHasAnEmptyCart() {
        page.logIn(LEFT, "alice");
        page.addToCart(LEFT, "bread");

        page.click(LEFT + ".logout");
        page.waitForMessage(LEFT, "Logged out.");
        assertThat(page.focused()).isEqualTo("user");
        assertThat(page.evaluate("JSON.stringify(sessionStorage)").asText()).isEqualTo("{}");

        page.logIn(LEFT, "alice");
        assertThat(page.text(LEFT)).contains("The cart is empty.").doesNotContain("bread");
    }

    @Test
    void receiptIsATableWithItsTotal() {
        page.logIn(LEFT, "alice");
        page.addToCart(LEFT, "bread");

        page.click(LEFT + ".checkout");

        page.waitForMessage(LEFT, "Thank you. The receipt is below.");
        assertThat(page.text(LEFT + ".receipt tbody")).contains("1 × bread");
        assertThat(page.text(LEFT + ".receipt .total")).isNotEqualTo("0.00").isNotEmpty();
        assertThat(page.text(LEFT)).contains("The cart is empty.");
    }

    @Test
    void pageTellsHowLongALoginLasts() {
        page.logIn(LEFT, "alice");

        assertThat(page.text(LEFT + ".until"))
                .matches("The token of this login is valid until [0-2][0-9]:[0-5][0-9]\\.");
        page.reload();
        page.waitUntil("document.querySelector('.until').textContent !== ''");

        page.click(LEFT + ".logout");
        page.waitUntil("document.querySelector('.until').textContent === ''");
    }

    @Test
    void consoleIsOneClickAway() throws Exception {
        page.waitForCounts();

        assertThat(page.find("#counts a").getAttribute("href")).isEqualTo(shop.url() + "/console");
        assertThat(shop.send("GET", "/console", null, "").body()).startsWith("component: session-management");
    }
}
