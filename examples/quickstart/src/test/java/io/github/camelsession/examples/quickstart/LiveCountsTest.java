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

import java.util.List;
import org.junit.jupiter.api.Test;

/** The dev console's counts beside the carts. */
class LiveCountsTest extends BrowserTest {
    private static String number(String name) {
        return "Number(document.querySelector('#counts ." + name + "').textContent)";
    }

    private int shown(String name) {
        tab.waitUntil("!document.getElementById('counts').hidden");
        return tab.evaluate(number(name)).asInt();
    }

    @Test
    void numbersGoUpWithWhatTheShopperDoes() {
        int sessions = shown("sessions");
        int steps = shown("steps");

        logIn(LEFT, "alice");
        addToCart(LEFT, "bread");

        // One GET when logging in; a PUT and a GET for the bread.
        tab.waitUntil(number("steps") + " === " + (steps + 3));
        assertThat(shown("sessions")).isEqualTo(sessions + 1);
        assertThat(tab.text(".by-operation")).containsPattern("PUT\\s+GLOBAL\\s+ok\\s+[1-9]");
    }

    @Test
    void refusalIsCountedWithItsReason() {
        int refused = shown("refused");
        tab.evaluate("sessionStorage.setItem('login.left', '{\"user\":\"alice\",\"token\":\"nonsense\"}')");

        tab.reload();
        waitForMessage(LEFT, "Your login is not valid any more. Please log in again.");

        tab.waitUntil(number("refused") + " === " + (refused + 1));
        assertThat(tab.text(".by-reason")).contains("malformed token");
    }

    @Test
    void numbersAreNotReadOutOneByOne() {
        int steps = shown("steps");
        tab.evaluate("""
                window.spoken = [];
                new MutationObserver(() => spoken.push(document.querySelector(".spoken").textContent))
                  .observe(document.querySelector(".spoken"), { childList: true });
                undefined""");

        logIn(LEFT, "alice");
        for (String item : List.of("bread", "tea", "jam")) {
            addToCart(LEFT, item);
        }
        tab.waitUntil(number("steps") + " === " + (steps + 7));

        assertThat(tab.evaluate("spoken.length").asInt()).isLessThanOrEqualTo(1);
        assertThat(tab.evaluate(
                                "document.querySelector('#counts table').closest('[aria-live], [role=status]') === null")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void pauseStopsTheNumbersAndTheQuestions() {
        int steps = shown("steps");
        tab.evaluate("document.querySelector('.pause').focus()");
        tab.press(" ");
        assertThat(tab.evaluate("document.activeElement.ariaPressed").asText()).isEqualTo("true");

        logIn(LEFT, "alice");
        assertThat(shown("steps")).isEqualTo(steps);

        tab.evaluate("document.querySelector('.pause').focus()");
        tab.press("Enter");
        tab.waitUntil(number("steps") + " === " + (steps + 1));
    }

    @Test
    void nobodyIsAskedWhileThePageIsHidden() {
        shown("steps");
        tab.evaluate("""
                Object.defineProperty(document, "hidden", { value: true, configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
                window.asked = 0;
                const real = window.fetch;
                window.fetch = (...request) => { asked++; return real(...request); };
                undefined""");
        // Nothing tells that nothing will happen: this is longer than the page waits between two questions.
        tab.evaluate("new Promise(done => setTimeout(done, 1200))");
        assertThat(tab.evaluate("asked").asInt()).isZero();

        tab.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");

        tab.waitUntil("asked === 1");
    }
}
