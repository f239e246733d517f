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
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The page in a real browser, a new tab for each test. Skipped where there is no browser. */
abstract class BrowserTest {
    static final String LEFT = "main > section:nth-of-type(1) ";
    static final String RIGHT = "main > section:nth-of-type(2) ";

    static RunningShop shop;
    private static Browser browser;

    Tab tab;

    @BeforeAll
    static void startShopAndBrowser() throws Exception {
        Optional<Path> program = Browser.installed();
        assumeThat(program)
                .as("a browser named chromium, chromium-browser or google-chrome on the PATH")
                .isPresent();
        shop = RunningShop.start();
        browser = Browser.start(program.orElseThrow());
    }

    @AfterAll
    static void stopShopAndBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    @BeforeEach
    void openPage() throws Exception {
        tab = browser.open(shop.url() + "/");
        tab.waitUntil("document.querySelectorAll('main > section').length === 2");
    }

    @AfterEach
    void pageBrokeNoRule() {
        List<String> complaints = tab.complaints();
        tab.close();
        assertThat(complaints).isEmpty();
    }

    void click(String selector) {
        tab.evaluate("document.querySelector(" + Tab.quoted(selector) + ").click()");
    }

    void set(String selector, String value) {
        tab.evaluate("document.querySelector(" + Tab.quoted(selector) + ").value = " + Tab.quoted(value));
    }

    void waitForMessage(String side, String message) {
        tab.waitUntil(
                "document.querySelector(" + Tab.quoted(side + ".message") + ").textContent === " + Tab.quoted(message));
    }

    void logIn(String side, String user) {
        click(side + ".login button");
        waitForMessage(side, "Logged in as " + user + ".");
    }

    void addToCart(String side, String item) {
        set(side + "[name=item]", item);
        click(side + ".add button");
        waitForMessage(side, item + " is in the cart: 1.");
    }

    String focused() {
        return tab.evaluate("document.activeElement.name || document.activeElement.textContent")
                .asText();
    }
}
