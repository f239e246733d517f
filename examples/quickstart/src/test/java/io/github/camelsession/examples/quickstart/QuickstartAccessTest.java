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
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, who does not, and what is never told. */
class QuickstartAccessTest {
    private static final String CART = "{\"cart\":[]}";
    private static final String WRONG = "Passw0rd-that-is-not-hers";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RunningShop shop;

    @BeforeAll
    static void startShop() throws Exception {
        shop = RunningShop.start();
    }

    @AfterAll
    static void stopShop() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/cart",
        "GET,/cart",
        "DELETE,/cart",
        "POST,/checkout",
        "POST,/visit/login",
        "POST,/logout",
        "POST,/logout-everywhere"
    })
    void withoutTokenAnswerIs401(String method, String path) throws Exception {
        HttpResponse<String> answer = shop.send(method, path, null, path.equals("/cart") ? CART : "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void badTokensAreRefused() throws Exception {
        String good = shop.token("alice", "wonderland");
        String otherSecret = shop.secret() + "x";

        assertRefused(shop.send("GET", "/cart", "nonsense", ""));
        assertRefused(shop.send("GET", "/cart", good.substring(0, good.length() - 10), ""));
        assertRefused(shop.send(
                "GET", "/cart", RunningShop.token(otherSecret, Instant.now().plusSeconds(3600)), ""));
    }

    @Test
    void expiredTokenIsRefused() throws Exception {
        String live = shop.tokenUntil(Instant.now().plusSeconds(3600));
        String expired = shop.tokenUntil(Instant.now().minusSeconds(3600));

        assertThat(shop.send("GET", "/cart", live, "").statusCode()).isEqualTo(200);
        assertRefused(shop.send("GET", "/cart", expired, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\":\"alice\",\"password\":\"builder\"}",
                "{\"user\":\"mallory\",\"password\":\"\"}",
                "{\"user\":\"alice\",\"password\":null}",
                "{\"user\":[\"alice\"],\"password\":\"wonderland\"}"
            })
    void wrongLoginIs401(String credentials) throws Exception {
        HttpResponse<String> answer = shop.send("POST", "/login", null, credentials);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(JSON.readTree(answer.body()).get("detail").asText()).isEqualTo("Unknown user or wrong password.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"user\":\"alice\"}", "{}", ""})
    void loginWithoutAPasswordIs422(String credentials) throws Exception {
        assertThat(shop.send("POST", "/login", null, credentials).statusCode()).isEqualTo(422);
    }

    @Test
    void noAnswerSendsTheTokenBack() throws Exception {
        String token = shop.token("alice", "wonderland");

        for (HttpResponse<String> answer : List.of(
                shop.send("PUT", "/cart", token, CART),
                shop.send("GET", "/cart", token, ""),
                shop.send("POST", "/checkout", token, ""),
                shop.send("DELETE", "/cart", token, ""),
                shop.send("PUT", "/cart", token, "["))) {
            assertThat(answer.headers().map().toString() + answer.body()).doesNotContain(token);
        }
    }

    @Test
    void eachStartHasASecretOfItsOwnAndLogsNone() throws Exception {
        try (RecordedLog component = new RecordedLog("io.github.camelsession", Level.TRACE);
                RecordedLog camel = new RecordedLog("org.apache.camel", Level.INFO);
                RunningShop other = RunningShop.start()) {
            String secret = other.secret();

            assertThat(secret).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(shop.secret());
            assertThat(other.welcome()).doesNotContain(secret);
            assertThat(component.lines()).noneMatch(line -> line.contains(secret));
            assertThat(camel.lines())
                    .anyMatch(line -> line.contains("secretKey"))
                    .noneMatch(line -> line.contains(secret));
        }
    }

    @Test
    void noLogHasAPassword() throws Exception {
        try (RecordedLog component = new RecordedLog("io.github.camelsession", Level.TRACE);
                RecordedLog camel = new RecordedLog("org.apache.camel", Level.DEBUG);
                RunningShop other = RunningShop.start()) {
            logInRightAndWrong(other);

            assertThat(component.lines()).anyMatch(line -> line.startsWith("Denied (MALFORMED_TOKEN)"));
            assertThat(camel.lines()).anyMatch(line -> line.contains("credentials"));
            assertThat(component.lines()).noneMatch(QuickstartAccessTest::hasPassword);
            assertThat(camel.lines()).noneMatch(QuickstartAccessTest::hasPassword);
        }
    }

    @Test
    void whatClientsDoWrongIsNothingForTheLog() throws Exception {
        try (RecordedLog component = new RecordedLog("io.github.camelsession", Level.WARN);
                RecordedLog camel = new RecordedLog("org.apache.camel", Level.WARN)) {
            logInRightAndWrong(shop);

            assertThat(component.lines()).isEmpty();
            assertThat(camel.lines()).isEmpty();
        }
    }

    private static void logInRightAndWrong(RunningShop shop) throws Exception {
        Browser browser = new Browser(shop.url()).visit();
        browser.send("POST", "/visit/login", RunningShop.credentials("alice", WRONG));
        browser.send("POST", "/visit/login", "{\"user\":\"alice\",\"password\":\"" + WRONG + "\"");
        browser.send("POST", "/visit/login", "{\"password\":\"" + WRONG + "\"}");
        browser.logIn("alice", "wonderland");
        shop.token("alice", "wonderland");
        assertThat(shop.send("GET", "/cart", "nonsense", "").statusCode()).isEqualTo(401);
    }

    private static boolean hasPassword(String line) {
        return line.contains(WRONG) || line.contains("wonderland");
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }
}
