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
import org.openqa.selenium.Keys;

/** The dev console's counts beside the carts. */
class LiveCountsTest extends BrowserTest {
    /** Of one log-in: CLAIMS, PUT and GET of the credentials, GET, END_ALL, PUT of the cart; CLAIMS and GET of the page. */
    private static final int LOG_IN = 8;

    /** PUT, and CLAIMS and GET of the page. */
    private static final int ADD = 3;

    private static String number(String name) {
        return "Number(document.querySelector('#counts ." + name + "').textContent)";
    }

    private int shown(String name) {
        page.waitForCounts();
        return page.evaluate(number(name)).asInt();
    }

    @Test
    void numbersGoUpWithWhatTheVisitorDoes() {
        int sessions = shown("sessions");
        int steps = shown("steps");

        page.addToCart("bread");

        page.waitUntil(number("steps") + " === " + (steps + ADD));
        assertThat(shown("sessions")).isEqualTo(sessions + 1);
        assertThat(page.text(".by-operation")).containsPattern("PUT\\s+GLOBAL\\s+ok\\s+[1-9]");

        page.logInAsAlice();

        page.waitUntil(number("steps") + " === " + (steps + ADD + LOG_IN));
        assertThat(page.text(".by-operation")).containsPattern("END_ALL\\s+GLOBAL\\s+ok\\s+[1-9]");
    }

    @Test
    void refusalIsCountedWithItsReason() {
        int refused = shown("refused");
        page.setToken("nonsense");

        page.reload();

        page.waitUntil(number("refused") + " === " + (refused + 1));
        assertThat(page.text(".by-reason")).contains("The token is not a JWT.");
    }

    @Test
    void numbersAreNotReadOutOneByOne() {
        int steps = shown("steps");
        page.run("""
                window.spoken = [];
                new MutationObserver(() => spoken.push(document.querySelector(".spoken").textContent))
                  .observe(document.querySelector(".spoken"), { childList: true });""");

        page.logInAsAlice();
        for (String item : List.of("bread", "tea", "jam")) {
            page.addToCart(item);
        }
        page.waitUntil(number("steps") + " === " + (steps + LOG_IN + 3 * ADD));

        assertThat(page.evaluate("spoken.length").asInt()).isLessThanOrEqualTo(1);
        assertThat(page.evaluate(
                                "document.querySelector('#counts table').closest('[aria-live], [role=status]') === null")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void pauseStopsTheNumbersAndTheQuestions() {
        int steps = shown("steps");
        page.run("document.querySelector('.pause').focus()");
        page.type(Keys.SPACE);
        assertThat(page.evaluate("document.activeElement.ariaPressed").asText()).isEqualTo("true");

        page.logInAsAlice();
        assertThat(page.evaluate(number("steps")).asInt()).isEqualTo(steps);

        page.run("document.querySelector('.pause').focus()");
        page.type(Keys.ENTER);
        page.waitUntil(number("steps") + " === " + (steps + LOG_IN));
    }

    @Test
    void nobodyIsAskedWhileThePageIsHidden() {
        shown("steps");
        page.run("""
                Object.defineProperty(document, "hidden", { value: true, configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
                window.asked = 0;
                const real = window.fetch;
                window.fetch = (...request) => { asked++; return real(...request); };""");
        // Nothing tells that nothing will happen: this is longer than the page waits between two questions.
        page.evaluate("new Promise(done => setTimeout(done, 1200))");
        assertThat(page.evaluate("asked").asInt()).isZero();

        page.run("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");

        page.waitUntil("asked === 1");
    }
}
