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

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a shopper does on the page. */
class PageTest extends BrowserTest {
    @Test
    void cartIsStillThereAfterAReload() {
        logIn(LEFT, "alice");
        addToCart(LEFT, "bread");

        tab.reload();

        tab.waitUntil("document.querySelector('.cart li') !== null");
        assertThat(tab.text(LEFT + ".cart")).contains("1 × bread");
    }

    @Test
    void otherUserSeesHisOwnCartOnly() {
        logIn(LEFT, "alice");
        addToCart(LEFT, "bread");
        logIn(RIGHT, "bob");
        assertThat(tab.text(RIGHT)).contains("The cart is empty.");

        addToCart(RIGHT, "coffee");

        assertThat(tab.text(RIGHT + ".cart")).contains("coffee").doesNotContain("bread");
        assertThat(tab.text(LEFT + ".cart")).contains("bread").doesNotContain("coffee");
    }

    @Test
    void whoLogsOutAndInAgainHasAnEmptyCart() {
        logIn(LEFT, "alice");
        addToCart(LEFT, "bread");

        click(LEFT + ".logout");
        waitForMessage(LEFT, "Logged out.");
        assertThat(focused()).isEqualTo("user");
        assertThat(tab.evaluate("JSON.stringify(sessionStorage)").asText()).isEqualTo("{}");

        logIn(LEFT, "alice");
        assertThat(tab.text(LEFT)).contains("The cart is empty.").doesNotContain("bread");
    }

    @Test
    void receiptIsATableWithItsTotal() {
        logIn(LEFT, "alice");
        addToCart(LEFT, "bread");

        click(LEFT + ".checkout");

        waitForMessage(LEFT, "Thank you. The receipt is below.");
        assertThat(tab.text(LEFT + ".receipt tbody")).contains("1 × bread");
        assertThat(tab.text(LEFT + ".receipt .total")).isNotEqualTo("0.00").isNotEmpty();
        assertThat(tab.text(LEFT)).contains("The cart is empty.");
    }

    @Test
    void expiredTokenLeadsBackToTheLogIn() throws Exception {
        String expired = shop.tokenUntil(Instant.now().minusSeconds(3600));
        logIn(LEFT, "alice");
        tab.evaluate("sessionStorage.setItem('login.left', JSON.stringify({user: 'alice', token: '" + expired + "'}))");

        set(LEFT + "[name=item]", "bread");
        click(LEFT + ".add button");

        waitForMessage(LEFT, "Your login is not valid any more. Please log in again.");
        assertThat(focused()).isEqualTo("password");
        assertThat(tab.evaluate("sessionStorage.length").asInt()).isZero();
        logIn(LEFT, "alice");
    }
}
