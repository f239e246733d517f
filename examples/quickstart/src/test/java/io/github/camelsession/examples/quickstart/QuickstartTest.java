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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.examples.DocumentedCalls;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick start as its users meet it: over HTTP. */
class QuickstartTest {
    private static final String CART =
            "{\"cart\":[{\"item\":\"apple\",\"quantity\":3},{\"item\":\"bread\",\"quantity\":1}]}";
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

    @Test
    void cartComesBackInALaterRequest() throws Exception {
        String token = shop.guest();

        assertThat(shop.send("PUT", "/cart", token, CART).statusCode()).isEqualTo(204);

        assertThat(shop.send("GET", "/cart", token, "").body()).isEqualTo(CART);
    }

    @Test
    void cartsOfTwoUsersStayApart() throws Exception {
        shop.send("PUT", "/cart", shop.token("alice", "wonderland"), CART);

        assertThat(shop.send("GET", "/cart", shop.token("bob", "builder"), "").body())
                .isEqualTo("{}");
    }

    @Test
    void twoLoginsOfOneUserShareTheCart() throws Exception {
        String first = shop.token("alice", "wonderland");
        String second = shop.token("alice", "wonderland");

        shop.send("PUT", "/cart", first, CART);

        assertThat(second).isNotEqualTo(first);
        assertThat(shop.send("GET", "/cart", second, "").body()).isEqualTo(CART);
    }

    @Test
    void deletedCartIsGone() throws Exception {
        String token = shop.guest();
        shop.send("PUT", "/cart", token, CART);

        assertThat(shop.send("DELETE", "/cart", token, "").statusCode()).isEqualTo(204);

        assertThat(shop.send("GET", "/cart", token, "").body()).isEqualTo("{}");
    }

    @Test
    void receiptHasEveryLineOnceWithItsOwnPrice() throws Exception {
        String token = shop.guest();
        StringBuilder cart = new StringBuilder("{\"cart\":[");
        for (int i = 1; i <= 60; i++) {
            cart.append(i == 1 ? "" : ",")
                    .append("{\"item\":\"item ")
                    .append(i)
                    .append("\",\"quantity\":")
                    .append(i)
                    .append('}');
        }
        shop.send("PUT", "/cart", token, cart.append("]}").toString());

        JsonNode receipt =
                JSON.readTree(shop.send("POST", "/checkout", token, "").body());

        assertThat(receipt.get("lines")).hasSize(60).allSatisfy(line -> {
            assertThat(line.get("item").asText())
                    .isEqualTo("item " + line.get("quantity").asInt());
            assertThat(line.get("unitPriceCents").asInt()).isEqualTo(100);
        });
        assertThat(receipt.get("lines"))
                .extracting(line -> line.get("quantity").asInt())
                .doesNotHaveDuplicates();
        assertThat(receipt.get("totalCents").asInt()).isEqualTo(100 * 60 * 61 / 2);
        assertThat(receipt.get("order").asText()).isNotEmpty();
    }

    @Test
    void cartIsEmptyAfterCheckout() throws Exception {
        String token = shop.guest();
        shop.send("PUT", "/cart", token, CART);

        assertThat(shop.send("POST", "/checkout", token, "").statusCode()).isEqualTo(200);

        assertThat(shop.send("GET", "/cart", token, "").body()).isEqualTo("{}");
        assertThat(shop.send("POST", "/checkout", token, "").statusCode()).isEqualTo(422);
    }

    @Test
    void cartThatCanNotBeBoughtStaysInTheSession() throws Exception {
        String token = shop.guest();
        String cart = "{\"cart\":[{\"item\":\"apple\",\"quantity\":-1}]}";
        shop.send("PUT", "/cart", token, cart);

        assertThat(shop.send("POST", "/checkout", token, "").statusCode()).isEqualTo(422);

        assertThat(shop.send("GET", "/cart", token, "").body()).isEqualTo(cart);
    }

    @Test
    void callsOfTheReadmeGiveItsAnswers(@TempDir Path directory) throws Exception {
        assumeTrue(DocumentedCalls.canRun(), "bash and curl are needed");
        DocumentedCalls calls = DocumentedCalls.read(Path.of("README.md"), "browser()");

        assertThat(calls.answers()).hasSizeGreaterThan(5);
        assertThat(calls.run(shop.url(), directory)).isEqualTo(calls.answers());
    }

    @Test
    void callsThatAreToldAtTheStartGiveACart(@TempDir Path directory) throws Exception {
        assumeTrue(DocumentedCalls.canRun(), "bash and curl are needed");
        DocumentedCalls calls = new DocumentedCalls(
                shop.welcome().lines().filter(line -> line.contains("curl ")).collect(Collectors.joining("\n")));

        assertThat(calls.run(shop.url(), directory))
                .startsWith("HTTP 204", "{\"cart\":[{\"item\":\"apple\",\"quantity\":3}]}")
                .contains("component: session-management");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"user\":", "[1]", "null"})
    void badJsonIs400(String body) throws Exception {
        assertThat(shop.send("POST", "/login", null, body).statusCode()).isEqualTo(400);
    }

    @Test
    void badCartBodiesAreRefusedWithTheirOwnStatus() throws Exception {
        String token = shop.guest();

        assertThat(shop.send("PUT", "/cart", token, "{\"cart\":").statusCode()).isEqualTo(400);
        assertThat(shop.send("PUT", "/cart", token, "{\"card\":[]}").statusCode())
                .isEqualTo(422);
        assertThat(shop.send("PUT", "/cart", token, "{\"cart\":\"" + "x".repeat(1 << 20) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void pageIsServedAndMayRunItsOwnScriptOnly() throws Exception {
        HttpResponse<String> page = shop.send("GET", "/", null, "");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<title>A guest, a user, a cart</title>", "src=\"script.js\"", "href=\"style.css\"");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'");
        assertThat(shop.send("GET", "/script.js", null, "")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("text/javascript");
        assertThat(shop.send("GET", "/style.css", null, "")
                        .headers()
                        .firstValue("Content-Type")
                        .orElseThrow())
                .startsWith("text/css");
        assertThat(shop.send("GET", "/elsewhere", null, "").statusCode()).isEqualTo(404);
    }
}
