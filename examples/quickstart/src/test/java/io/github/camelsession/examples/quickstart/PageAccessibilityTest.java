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

import io.github.camelsession.examples.quickstart.Page.Control;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page without a mouse, for a screen reader, and for eyes that need contrast. */
class PageAccessibilityTest extends BrowserTest {
    private static final String SHOP = Page.SHOP;
    private static final String ACCOUNT = Page.ACCOUNT;

    @Test
    void cartIsFilledAndEmptiedByKeyboardAlone() {
        page.type(Keys.TAB);
        assertThat(page.focused()).isEqualTo("item");
        page.type("tea");
        page.type(Keys.TAB);
        page.type("3");
        page.type(Keys.TAB);
        assertThat(page.focused()).isEqualTo("Add to cart");
        page.type(Keys.SPACE);
        page.waitForMessage(SHOP, "tea is in the cart: 3.");
        assertThat(page.cart()).contains("3 × tea");

        assertThat(page.focused()).isEqualTo("item");
        page.type(Keys.TAB);
        page.type(Keys.TAB);
        page.type(Keys.TAB);
        assertThat(page.focused()).isEqualTo("Remove");
        page.type(Keys.ENTER);
        page.waitForMessage(SHOP, "The cart is empty.");
        assertThat(page.focused()).isEqualTo("item");
    }

    @Test
    void whoLogsInAndOutNeedsNoMouse() {
        page.run("document.querySelector('[name=password]').focus()");
        page.type(Keys.ENTER);
        page.waitForMessage(ACCOUNT, "Logged in as alice.");
        assertThat(page.focused()).isEqualTo("item");

        for (String stop : List.of("quantity", "Add to cart", "Check out", "Empty the cart", "Log out")) {
            page.type(Keys.TAB);
            assertThat(page.focused()).isEqualTo(stop);
        }
        page.type(Keys.ENTER);
        page.waitForMessage(ACCOUNT, "Logged out here.");
        assertThat(page.focused()).isEqualTo("user");
    }

    @Test
    void everyStopOfTheTabKeyCanBeSeen() {
        page.waitForCounts();
        assertStopsCanBeSeen(
                "item", "quantity", "Add to cart", "Check out", "Empty the cart", "user", "password", "Log in");
        assertStopsCanBeSeen("localhost:" + shop.port(), "Pause", "The whole console");

        page.logInAsAlice();
        page.run("document.querySelector('.clear').focus()");
        assertStopsCanBeSeen("Log out", "Log out everywhere");
    }

    /** As another tab or a program does it, before the page changes what it shows. */
    private void changeCartElsewhereAndHere() throws Exception {
        String cart = "{\"cart\":[{\"item\":\"another-name-of-forty-letters-without-break\",\"quantity\":99}]}";
        assertThat(shop.send("PUT", "/cart", page.token(), cart).statusCode()).isEqualTo(204);
        page.add("a-name-of-forty-letters-that-never-break");
        page.waitUntil("document.activeElement.id === 'conflict-title'");
    }

    @Test
    void choiceBetweenTwoCartsIsReadOutAndMadeByKeyboardAlone() throws Exception {
        changeCartElsewhereAndHere();

        assertThat(page.focused()).isEqualTo("Which cart?");
        assertThat(namedControls())
                .contains(
                        new Control("region", "Which cart?"),
                        new Control("heading", "Which cart?"),
                        new Control("list", "What you wanted here"),
                        new Control("list", "What the cart holds now"),
                        new Control("button", "Keep mine"),
                        new Control("button", "Take theirs"));
        assertStopsCanBeSeen("Keep mine", "Take theirs");
        page.type(Keys.ENTER);
        page.waitForMessage(SHOP, "The cart is what it was changed to elsewhere.");
        assertThat(page.focused()).isEqualTo("item");
        assertThat(page.cart()).contains("99 × another-name");
    }

    private void assertStopsCanBeSeen(String... stops) {
        for (String stop : stops) {
            page.type(Keys.TAB);
            assertThat(page.focused()).isEqualTo(stop);
            assertThat(page.evaluate("getComputedStyle(document.activeElement).outline")
                            .asText())
                    .contains("solid 3px");
        }
    }

    @Test
    void wrongPasswordIsReadWithTheFieldItConcerns() {
        page.logInWrongly();

        assertThat(page.focused()).isEqualTo("password");
        assertThat(page.evaluate("document.activeElement.ariaInvalid").asText()).isEqualTo("true");
        assertThat(page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby'))"
                                + ".textContent")
                        .asText())
                .isEqualTo("Unknown user or wrong password.");

        page.logInAsAlice();
        assertThat(page.evaluate("document.querySelector('[aria-invalid]') === null")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void screenReadersFindLandmarksAndNamedControls() {
        page.addToCart("bread");
        page.waitForCounts();

        assertThat(namedControls())
                .contains(
                        new Control("RootWebArea", "A guest, a user, a cart"),
                        new Control("main", ""),
                        new Control("region", "Cart"),
                        new Control("region", "Guest"),
                        new Control("complementary", "Live counts"),
                        new Control("combobox", "Item"),
                        new Control("spinbutton", "Quantity"),
                        new Control("button", "Add to cart"),
                        new Control("list", "Cart"),
                        new Control("button", "Remove bread"),
                        new Control("button", "Check out"),
                        new Control("button", "Empty the cart"),
                        new Control("textbox", "User"),
                        new Control("textbox", "Password"),
                        new Control("button", "Log in"),
                        new Control("button", "Pause"),
                        new Control("table", "Session steps"));

        page.logInAsAlice();

        assertThat(namedControls())
                .contains(
                        new Control("region", "alice"),
                        new Control("button", "Log out"),
                        new Control("button", "Log out everywhere"));
        assertThat(page.evaluate("document.documentElement.lang").asText()).isEqualTo("en");
    }

    private List<Control> namedControls() {
        List<Control> tree = page.accessibilityTree();
        assertThat(tree)
                .filteredOn(
                        control -> List.of("button", "textbox", "combobox", "spinbutton", "region", "table", "checkbox")
                                .contains(control.role()))
                .allSatisfy(control -> assertThat(control.name()).isNotBlank());
        assertThat(tree).filteredOn(control -> control.role().equals("status")).hasSizeGreaterThanOrEqualTo(2);
        return tree;
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTextHasEnoughContrast(String scheme) throws Exception {
        page.prefer(scheme);
        page.setToken("nonsense");
        page.reload();
        page.waitUntil("document.querySelector('.by-reason td') !== null");
        page.addToCart("bread");
        page.click(SHOP + ".checkout");
        page.waitForMessage(SHOP, "Thank you. The receipt is below.");
        page.logInWrongly();
        page.waitForCounts();
        assertThat(page.evaluate(resource("/contrast.js"))).isEmpty();

        page.logInAsAlice();
        assertThat(page.evaluate(resource("/contrast.js"))).isEmpty();

        changeCartElsewhereAndHere();
        assertThat(page.evaluate(resource("/contrast.js"))).isEmpty();
    }

    @Test
    void pageIsDarkWhereTheSystemIs() {
        page.prefer("light");
        int light = red("body");
        int lightInk = red("h1", "color");

        page.prefer("dark");

        assertThat(light).isGreaterThan(200);
        assertThat(lightInk).isLessThan(60);
        assertThat(red("body")).isLessThan(60);
        assertThat(red("main > section")).isLessThan(60);
        assertThat(red("h1", "color")).isGreaterThan(200);
    }

    private int red(String selector) {
        return red(selector, "backgroundColor");
    }

    private int red(String selector, String property) {
        return page.evaluate("Number(getComputedStyle(document.querySelector('" + selector + "'))." + property
                        + ".match(/\\d+/)[0])")
                .asInt();
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360})
    void narrowScreenNeedsNoScrollingSideways(int width) throws Exception {
        page.resize(width, 640);
        page.setToken("nonsense");
        page.reload();
        page.waitUntil("document.querySelector('.by-reason td') !== null");
        assertNoScrollingSideways(width);
        page.addToCart("a-name-of-forty-letters-that-never-break");
        page.waitForCounts();
        assertNoScrollingSideways(width);

        page.logInAsAlice();
        assertNoScrollingSideways(width);

        page.click(SHOP + ".checkout");
        page.waitForMessage(SHOP, "Thank you. The receipt is below.");
        assertNoScrollingSideways(width);

        changeCartElsewhereAndHere();
        assertNoScrollingSideways(width);
    }

    private void assertNoScrollingSideways(int width) {
        assertThat(page.evaluate("innerWidth").asInt()).isEqualTo(width);
        assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = PageAccessibilityTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
