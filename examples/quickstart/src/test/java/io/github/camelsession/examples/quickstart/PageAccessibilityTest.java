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

import io.github.camelsession.examples.quickstart.Tab.Control;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page without a mouse, for a screen reader, and for eyes that need contrast. */
class PageAccessibilityTest extends BrowserTest {
    @Test
    void cartIsFilledAndEmptiedByKeyboardAlone() {
        tab.press("Tab");
        assertThat(focused()).isEqualTo("user");
        tab.press("Tab");
        assertThat(focused()).isEqualTo("password");
        tab.type("wonderland");
        tab.press("Enter");
        waitForMessage(LEFT, "Logged in as alice.");

        assertThat(focused()).isEqualTo("item");
        tab.type("tea");
        tab.press("Tab");
        tab.type("3");
        tab.press("Tab");
        assertThat(focused()).isEqualTo("Add to cart");
        tab.press(" ");
        waitForMessage(LEFT, "tea is in the cart: 3.");
        assertThat(tab.text(LEFT + ".cart")).contains("3 × tea");

        assertThat(focused()).isEqualTo("item");
        tab.press("Tab");
        tab.press("Tab");
        tab.press("Tab");
        assertThat(focused()).isEqualTo("Remove");
        tab.press("Enter");
        waitForMessage(LEFT, "The cart is empty.");
        assertThat(focused()).isEqualTo("item");
    }

    @Test
    void everyStopOfTheTabKeyCanBeSeen() {
        for (String stop : List.of("user", "password", "Log in", "user", "password", "Log in", "Pause")) {
            tab.waitUntil("!document.getElementById('counts').hidden");
            tab.press("Tab");
            assertThat(focused()).isEqualTo(stop);
            assertThat(tab.evaluate("getComputedStyle(document.activeElement).outline")
                            .asText())
                    .contains("solid 3px");
        }
    }

    @Test
    void wrongPasswordIsReadWithTheFieldItConcerns() {
        set(LEFT + "[name=password]", "wrong");
        click(LEFT + ".login button");

        waitForMessage(LEFT, "Unknown user or wrong password.");
        assertThat(focused()).isEqualTo("password");
        assertThat(tab.evaluate("document.activeElement.ariaInvalid").asText()).isEqualTo("true");
        assertThat(tab.evaluate("document.getElementById(document.activeElement.getAttribute('aria-describedby'))"
                                + ".textContent")
                        .asText())
                .isEqualTo("Unknown user or wrong password.");

        set(LEFT + "[name=password]", "wonderland");
        logIn(LEFT, "alice");
        assertThat(tab.evaluate("document.querySelector('[aria-invalid]') === null")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void screenReadersFindLandmarksAndNamedControls() {
        logIn(LEFT, "alice");
        addToCart(LEFT, "bread");
        tab.waitUntil("!document.getElementById('counts').hidden");

        List<Control> tree = tab.accessibilityTree();

        assertThat(tree)
                .contains(
                        new Control("RootWebArea", "Two users, two carts"),
                        new Control("main", ""),
                        new Control("region", "alice"),
                        new Control("region", "Shopper on the right"),
                        new Control("complementary", "Live counts"),
                        new Control("combobox", "Item"),
                        new Control("spinbutton", "Quantity"),
                        new Control("button", "Add to cart"),
                        new Control("list", "Cart"),
                        new Control("button", "Remove bread"),
                        new Control("button", "Check out"),
                        new Control("button", "Empty the cart"),
                        new Control("button", "Log out"),
                        new Control("textbox", "User"),
                        new Control("textbox", "Password"),
                        new Control("button", "Log in"),
                        new Control("button", "Pause"),
                        new Control("table", "Session steps"));
        assertThat(tree)
                .filteredOn(
                        control -> List.of("button", "textbox", "combobox", "spinbutton", "region", "table", "checkbox")
                                .contains(control.role()))
                .allSatisfy(control -> assertThat(control.name()).isNotBlank());
        assertThat(tree).filteredOn(control -> control.role().equals("status")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(tab.evaluate("document.documentElement.lang").asText()).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTextHasEnoughContrast(String scheme) throws Exception {
        tab.send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        logIn(LEFT, "alice");
        addToCart(LEFT, "bread");
        click(LEFT + ".checkout");
        waitForMessage(LEFT, "Thank you. The receipt is below.");
        set(RIGHT + "[name=password]", "wrong");
        click(RIGHT + ".login button");
        waitForMessage(RIGHT, "Unknown user or wrong password.");
        tab.waitUntil("document.querySelector('.by-operation td') !== null");

        assertThat(tab.evaluate(resource("/contrast.js"))).isEmpty();
    }

    @Test
    void narrowScreenNeedsNoScrollingSideways() {
        tab.send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 640, "deviceScaleFactor", 1, "mobile", false));
        logIn(LEFT, "alice");
        addToCart(LEFT, "a-name-of-forty-letters-that-never-break");
        tab.waitUntil("document.querySelector('.by-operation td') !== null");

        assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(320);
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = PageAccessibilityTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
