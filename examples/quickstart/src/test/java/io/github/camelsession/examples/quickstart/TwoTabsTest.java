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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two tabs of one browser: the second one is told that the first one has changed the cart, and shows both carts. */
class TwoTabsTest extends BrowserTest {
    private static final String SHOP = Page.SHOP;
    private static final String ACCOUNT = Page.ACCOUNT;
    private static final String WHICH = "The cart was changed elsewhere meanwhile, so nothing was done here.";

    private Page stale;

    /** Both show a cart with tea. */
    @BeforeEach
    void openSecondTab() {
        page.addToCart("tea");
        stale = page.inAnotherTab();
        assertThat(stale.cart()).contains("1 × tea");
        page.select();
    }

    @AfterEach
    void closeSecondTab() {
        if (stale != null) {
            stale.close();
        }
    }

    /** The first tab adds bread, the second one coffee. */
    private void changeInBothTabs() {
        page.addToCart("bread");
        stale.select();
        stale.add("coffee");
        assertBoth("1 × tea\n1 × coffee", "1 × tea\n1 × bread");
    }

    private void assertBoth(String mine, String theirs) {
        stale.waitForMessage(SHOP, WHICH);
        assertThat(stale.text(SHOP + ".mine")).isEqualTo(mine);
        assertThat(stale.text(SHOP + ".theirs")).isEqualTo(theirs);
        assertThat(stale.find(SHOP + ".add").isDisplayed()).isFalse();
    }

    private void assertCart(String... lines) throws Exception {
        assertThat(stale.find(SHOP + ".conflict").isDisplayed()).isFalse();
        assertThat(stale.cart().lines().filter(line -> !line.equals("Remove"))).containsExactly(lines);
        assertThat(stale.find(SHOP + "[name=item]").getAttribute("value")).isEmpty();
    }

    private String stored() throws Exception {
        return shop.send("GET", "/cart", stale.token(), "").body();
    }

    @Test
    void secondTabShowsBothCartsAndChangesNothing() throws Exception {
        page.addToCart("bread");
        String stored = stored();

        stale.select();
        stale.add("coffee");

        assertBoth("1 × tea\n1 × coffee", "1 × tea\n1 × bread");
        assertThat(stale.text(SHOP)).contains("What you wanted here", "What the cart holds now");
        assertThat(stored()).isEqualTo(stored).contains("bread").doesNotContain("coffee");
    }

    @Test
    void mineIsWhatTheCartHoldsThenAndTheFirstTabIsToldInItsTurn() throws Exception {
        changeInBothTabs();

        stale.click(SHOP + ".keep");

        stale.waitForMessage(SHOP, "The cart is what you wanted here.");
        assertCart("1 × tea", "1 × coffee");
        assertThat(stored()).contains("coffee").doesNotContain("bread");
        stale.addToCart("jam");

        page.select();
        page.add("milk");
        page.waitForMessage(SHOP, WHICH);
        assertThat(page.text(SHOP + ".mine")).isEqualTo("1 × tea\n1 × bread\n1 × milk");
        assertThat(page.text(SHOP + ".theirs")).isEqualTo("1 × tea\n1 × coffee\n1 × jam");
    }

    @Test
    void theirsStaysAndTheTabGoesOnWithIt() throws Exception {
        changeInBothTabs();

        stale.click(SHOP + ".take");

        stale.waitForMessage(SHOP, "The cart is what it was changed to elsewhere.");
        assertCart("1 × tea", "1 × bread");
        assertThat(stored()).contains("bread").doesNotContain("coffee");
        stale.addToCart("jam");
        assertThat(stored()).contains("tea", "bread", "jam");
    }

    @Test
    void whoKeepsACartThatChangesOnceMoreIsAskedOnceMore() throws Exception {
        changeInBothTabs();
        page.select();
        page.addToCart("jam");
        stale.select();

        stale.click(SHOP + ".keep");

        stale.waitUntil("document.querySelector('.theirs').textContent.includes('jam')");
        assertBoth("1 × tea\n1 × coffee", "1 × tea\n1 × bread\n1 × jam");
        stale.click(SHOP + ".keep");
        stale.waitForMessage(SHOP, "The cart is what you wanted here.");
        assertCart("1 × tea", "1 × coffee");
    }

    @ParameterizedTest
    @CsvSource({".clear, Nothing", ".cart button, Nothing", ".checkout, 1 × tea"})
    void whatWasNotSeenIsNeitherRemovedNorSold(String button, String wanted) throws Exception {
        page.addToCart("bread");
        stale.select();

        stale.click(SHOP + button);

        assertBoth(wanted, "1 × tea\n1 × bread");
        assertThat(stored()).contains("tea", "bread");
    }

    @Test
    void emptyCartThatWasWantedCanBeKept() throws Exception {
        page.addToCart("bread");
        stale.select();
        stale.click(SHOP + ".clear");
        assertBoth("Nothing", "1 × tea\n1 × bread");

        stale.click(SHOP + ".keep");

        stale.waitForMessage(SHOP, "The cart is empty.");
        assertThat(stored()).isEqualTo("{}");
        assertCart();
    }

    @Test
    void sameChangeInBothTabsIsNoQuestion() throws Exception {
        page.addToCart("bread");
        stale.select();

        stale.add("bread");

        stale.waitForMessage(SHOP, "The cart is what you wanted here already.");
        assertCart("1 × tea", "1 × bread");
    }

    @Test
    void choiceOfAGuestIsThereAfterTheLogInAndNobodyElseSeesThatOfAUser() {
        changeInBothTabs();

        stale.logInAsAlice();
        assertThat(stale.text(SHOP + ".mine")).isEqualTo("1 × tea\n1 × coffee");
        assertThat(stale.text(SHOP + ".theirs")).isEqualTo("1 × tea\n1 × bread");

        stale.logOut(".logout", "Logged out here.");
        assertThat(stale.text(SHOP)).contains("The cart is empty.").doesNotContain("coffee", "bread");
        assertThat(stale.find(SHOP + ".mine").getAttribute("textContent")).doesNotContain("coffee");
    }

    @Test
    void tabOfAUserWhoHasLoggedOutInTheOtherOneChangesNobodysCart() throws Exception {
        page.logInAsAlice();
        stale.select();
        stale.reload();
        page.select();
        page.logOut(".logout", "Logged out here.");
        stale.select();

        stale.add("coffee");

        stale.waitForMessage(SHOP, "In another tab, somebody has logged out or in. Nothing was done here.");
        assertThat(stale.text(ACCOUNT + "h2")).isEqualTo("Guest");
        assertThat(stale.text(SHOP)).contains("The cart is empty.");
        assertThat(stored()).isEqualTo("{}");
        stale.logInAsAlice();
        assertThat(stale.cart()).contains("1 × tea").doesNotContain("coffee");
    }
}
