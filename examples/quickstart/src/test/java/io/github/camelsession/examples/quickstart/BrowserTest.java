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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The page in a real browser: for each test a new tab, without cookies, and carts that are empty. */
abstract class BrowserTest {
    static RunningShop shop;
    private static Optional<Chromium> chromium = Optional.empty();

    Page page;

    @BeforeAll
    static void startShop() throws Exception {
        shop = RunningShop.start();
    }

    @AfterAll
    static void stopShopAndBrowser() throws Exception {
        if (chromium.isPresent()) {
            chromium.get().close();
            chromium = Optional.empty();
        }
        shop.close();
    }

    @BeforeEach
    void openPage() throws Exception {
        // Not before all tests: Surefire counts a class that is skipped then as no test, and not as skipped ones.
        if (chromium.isEmpty()) {
            chromium = Optional.of(Chromium.start());
        }
        shop.emptyCarts();
        page = chromium.get().open(shop.url() + "/");
    }

    @AfterEach
    void pageBrokeNoRule() {
        // There is no page where the browser is missing: this runs after a skipped test as well.
        if (page == null) {
            return;
        }
        List<String> complaints = page.complaints();
        page.close();
        assertThat(complaints).isEmpty();
    }
}
