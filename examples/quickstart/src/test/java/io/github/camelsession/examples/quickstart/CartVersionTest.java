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

import ch.qos.logback.classic.Level;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ETag} and {@code If-Match} of the cart, over HTTP. */
class CartVersionTest {
    private static final String APPLES = "{\"cart\":[{\"item\":\"apple\",\"quantity\":3}]}";
    private static final String BREAD = "{\"cart\":[{\"item\":\"bread\",\"quantity\":1}]}";
    private static final String COFFEE = "{\"cart\":[{\"item\":\"coffee\",\"quantity\":2}]}";
    private static final String OUTDATED =
            "{\"type\":\"about:blank\",\"title\":\"Precondition Failed\",\"status\":412}";

    private static RunningShop shop;

    private Browser browser;

    @BeforeAll
    static void startShop() throws Exception {
        shop = RunningShop.start();
    }

    @AfterAll
    static void stopShop() {
        shop.close();
    }

    @BeforeEach
    void openBrowser() throws Exception {
        browser = new Browser(shop.url()).visit();
    }

    private String version() throws Exception {
        return version(browser.send("GET", "/cart", ""));
    }

    private static String version(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static void assertOutdated(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body()).isEqualTo(OUTDATED);
    }

    @Test
    void changeOfTheCartThatWasSeenIsMadeAndToldTheNewVersion() throws Exception {
        browser.send("PUT", "/cart", APPLES);
        String seen = version();

        HttpResponse<String> answer = browser.sendIf(seen, "PUT", "/cart", BREAD);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(seen).matches("\"[^\"]+\"");
        assertThat(version(answer)).isEqualTo(version()).isNotEqualTo(seen);
        assertThat(browser.cart()).isEqualTo(BREAD);
        assertThat(browser.sendIf(version(answer), "PUT", "/cart", COFFEE).statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"PUT,/cart", "DELETE,/cart", "POST,/checkout"})
    void changeOfACartThatWasChangedMeanwhileIs412AndDoesNothing(String method, String path) throws Exception {
        browser.send("PUT", "/cart", APPLES);
        String seen = version();
        browser.send("PUT", "/cart", BREAD);

        assertOutdated(browser.sendIf(seen, method, path, method.equals("PUT") ? COFFEE : ""));

        assertThat(browser.cart()).isEqualTo(BREAD);
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/cart,204", "POST,/checkout,200"})
    void cartThatWasSeenIsEmptiedAndSold(String method, String path, int status) throws Exception {
        browser.send("PUT", "/cart", APPLES);

        assertThat(browser.sendIf(version(), method, path, "").statusCode()).isEqualTo(status);

        assertThat(browser.cart()).isEqualTo("{}");
    }

    @Test
    void noCartHasAVersionTooSoThatTheFirstItemIsNotLost() throws Exception {
        String none = version();
        assertThat(browser.sendIf(none, "PUT", "/cart", APPLES).statusCode()).isEqualTo(204);

        assertOutdated(browser.sendIf(none, "PUT", "/cart", BREAD));

        assertThat(browser.cart()).isEqualTo(APPLES);
        assertThat(browser.sendIf(version(), "DELETE", "/cart", "").statusCode())
                .isEqualTo(204);
        assertThat(version()).isEqualTo(none);
    }

    @Test
    void withoutIfMatchTheLastChangeWins() throws Exception {
        browser.send("PUT", "/cart", APPLES);

        HttpResponse<String> answer = browser.send("PUT", "/cart?ETag=planted", BREAD);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().map()).doesNotContainKey("ETag");
        assertThat(browser.cart()).isEqualTo(BREAD);
    }

    @Test
    void versionIsTheSameForAUserInTwoBrowsersAndStaysWhenTheGuestLogsIn() throws Exception {
        browser.send("PUT", "/cart", APPLES);
        String guest = version();
        browser.logIn("alice", "wonderland");
        Browser elsewhere = new Browser(shop.url()).visit().logIn("alice", "wonderland");

        assertThat(version()).isEqualTo(guest);
        assertThat(elsewhere.sendIf(guest, "PUT", "/cart", BREAD).statusCode()).isEqualTo(204);
        assertOutdated(browser.sendIf(guest, "PUT", "/cart", COFFEE));
        assertThat(browser.cart()).isEqualTo(BREAD);
    }

    @Test
    void outdatedChangeIsNothingForTheLog() throws Exception {
        try (RecordedLog component = new RecordedLog("io.github.camelsession", Level.WARN);
                RecordedLog camel = new RecordedLog("org.apache.camel", Level.WARN)) {
            browser.send("PUT", "/cart", APPLES);

            assertOutdated(browser.sendIf("\"another\"", "PUT", "/cart", BREAD));

            assertThat(component.lines()).isEmpty();
            assertThat(camel.lines()).isEmpty();
        }
    }

    @RepeatedTest(20)
    void twoCheckOutsAtOnceGetOneOrder() throws Exception {
        browser.send("PUT", "/cart", APPLES);

        List<HttpResponse<String>> answers = atOnce(() -> browser.send("POST", "/checkout", ""));

        assertThat(answers)
                .extracting(HttpResponse::statusCode)
                .containsOnlyOnce(200)
                .allMatch(status -> List.of(200, 412, 422).contains(status));
        assertThat(browser.cart()).isEqualTo("{}");
    }

    @RepeatedTest(20)
    void ofTwoChangesAtOnceOneIsMadeAndTheOtherIsTold() throws Exception {
        browser.send("PUT", "/cart", APPLES);
        String seen = version();

        List<HttpResponse<String>> answers = atOnce(() -> browser.sendIf(seen, "PUT", "/cart", BREAD));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(204, 412);
    }

    private static <T> List<T> atOnce(Callable<T> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<T> waiting = () -> {
            start.await();
            return call.call();
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<T>> answers = threads.invokeAll(List.of(waiting, waiting));
            return List.of(answers.get(0).get(), answers.get(1).get());
        } finally {
            threads.shutdown();
        }
    }
}
