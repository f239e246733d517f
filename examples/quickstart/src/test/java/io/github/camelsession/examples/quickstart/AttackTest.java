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

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.camelsession.DenialReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a page of another origin gets done while its visitor has the shop's cookie. At 127.0.0.1 it is at another port of the
 * same site: the browser sends the cookie along, whatever SameSite says. At localhost it is another site.
 */
class AttackTest extends BrowserTest {
    private static final String POSTS = "['/visit/login', '/logout', '/logout-everywhere', '/checkout']";
    private static HttpServer attacker;

    @BeforeAll
    static void startAttacker() throws IOException {
        attacker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        attacker.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>You have won</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        attacker.start();
    }

    @AfterAll
    static void stopAttacker() {
        attacker.stop(0);
    }

    /** The browser complains of what it did not let the attacker do. */
    @AfterEach
    void forgetComplaints() {
        page.complaints();
    }

    private void visitAttacker(String host) {
        page.visitForeign("http://" + host + ":" + attacker.getAddress().getPort() + "/");
    }

    private static DenialReason refusalOf(String host) {
        return host.equals("localhost") ? DenialReason.NO_TOKEN : DenialReason.CROSS_SITE_COOKIE;
    }

    private void submitForm(String url) {
        // The only part of a form that is text is JSON too: {"user":"bob","password":"builder","x":"="}
        page.run("""
                const form = document.createElement("form");
                form.method = "POST";
                form.enctype = "text/plain";
                form.action = "%s";
                const field = document.createElement("input");
                field.name = '{"user":"bob","password":"builder","x":"';
                field.value = '"}';
                form.append(field);
                document.body.append(form);
                form.submit();""".formatted(url));
    }

    private void assertNothingWasDone(String visitor, String token) {
        page.visit(shop.url() + "/");
        assertThat(page.token()).isEqualTo(token);
        assertThat(page.visitor()).isEqualTo(visitor);
        assertThat(page.cart()).contains("1 × bread");
    }

    private String fillCartAs(String visitor) {
        page.addToCart("bread");
        if (!visitor.equals("Guest")) {
            page.logInAsAlice();
        }
        return page.token();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,Guest", "127.0.0.1,alice", "localhost,Guest", "localhost,alice"})
    void formThatIsPostedGetsNothingDone(String host, String visitor) throws Exception {
        String token = fillCartAs(visitor);

        for (String path : new String[] {"/visit/login", "/logout", "/logout-everywhere", "/checkout"}) {
            int refused = shop.refused(refusalOf(host));
            visitAttacker(host);
            submitForm(shop.url() + path);
            page.waitUntil(() -> shop.refused(refusalOf(host)) == refused + 1);
        }

        assertNothingWasDone(visitor, token);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,Guest", "127.0.0.1,alice", "localhost,Guest", "localhost,alice"})
    void fetchWithTheCookieGetsNothingDone(String host, String visitor) throws Exception {
        String token = fillCartAs(visitor);
        int refused = shop.refused(refusalOf(host));
        visitAttacker(host);

        JsonNode outcomes = page.evaluate("""
                Promise.all(%s.flatMap((path) => [
                  fetch("%s" + path, { method: "POST", mode: "no-cors", credentials: "include",
                    body: '{"user":"bob","password":"builder"}' }),
                  fetch("%s" + path, { method: "POST", mode: "cors", credentials: "include",
                    body: '{"user":"bob","password":"builder"}' }),
                ].map((request) => request.then((answer) => answer.type, (error) => "failed"))))""".formatted(POSTS, shop.url(), shop.url()));

        // The answer of the first kind cannot be read, and that of the second kind is kept from the page.
        assertThat(outcomes)
                .hasSize(8)
                .allSatisfy(outcome -> assertThat(outcome.asText()).isIn("opaque", "failed"));
        assertThat(shop.refused(refusalOf(host))).isEqualTo(refused + 8);
        assertNothingWasDone(visitor, token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void requestThatNoFormCanSendIsNotEvenSent(String host) throws Exception {
        String token = fillCartAs("alice");
        page.waitForCounts();
        int steps = page.evaluate("Number(document.querySelector('#counts .steps').textContent)")
                .asInt();
        visitAttacker(host);

        JsonNode outcomes = page.evaluate("""
                Promise.all([["PUT", "/visit"], ["PUT", "/cart"], ["DELETE", "/cart"], ["POST", "/checkout"]].map(
                  ([method, path]) => fetch("%s" + path, { method, credentials: "include", body: '{"cart":[]}',
                    headers: { "Content-Type": "application/json" } })
                    .then((answer) => answer.status, (error) => "failed")))""".formatted(shop.url()));

        assertThat(outcomes)
                .hasSize(4)
                .allSatisfy(outcome -> assertThat(outcome.asText()).isEqualTo("failed"));
        page.visit(shop.url() + "/");
        page.waitForCounts();
        // CLAIMS and GET of the page.
        assertThat(page.evaluate("Number(document.querySelector('#counts .steps').textContent)")
                        .asInt())
                .isEqualTo(steps + 2);
        assertNothingWasDone("alice", token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void imageAndLinkGetNothingDoneAndTheCartCannotBeRead(String host) throws Exception {
        String token = fillCartAs("alice");
        visitAttacker(host);

        JsonNode read = page.evaluate("""
                fetch("%s/cart", { credentials: "include" }).then((answer) => answer.text(), (error) => "failed")""".formatted(shop.url()));
        JsonNode images = page.evaluate("""
                Promise.all(["/cart", "/visit", "/visit/login", "/logout", "/logout-everywhere", "/checkout"].map((path) =>
                  new Promise((done) => {
                    const image = new Image();
                    image.onload = () => done("loaded");
                    image.onerror = () => done("failed");
                    image.src = "%s" + path + "?Set-Cookie=__Host-session%%3Dplanted";
                  })))""".formatted(shop.url()));

        assertThat(read.asText()).isEqualTo("failed");
        assertThat(images)
                .hasSize(6)
                .allSatisfy(image -> assertThat(image.asText()).isEqualTo("failed"));
        for (String path : new String[] {"/cart", "/logout", "/checkout"}) {
            visitAttacker(host);
            page.run("location.href = '" + shop.url() + path + "?Set-Cookie=__Host-session%3Dplanted'");
            page.waitUntil("location.pathname === '" + path + "' && document.readyState === 'complete'");
        }
        assertNothingWasDone("alice", token);
    }

    /** That the attacks above can hit: the same form against a route that takes the token from the cookie by itself. */
    @Test
    void formThatIsPostedToARouteThatTakesTheTokenFromTheCookieByItselfEmptiesTheCart() throws Exception {
        try (RunningShop careless = RunningShop.startWith(AttackTest::careless)) {
            page.visit(careless.url() + "/");
            page.addToCart("bread");
            String token = page.token();

            visitAttacker("127.0.0.1");
            submitForm(careless.url() + "/careless");

            page.waitUntil(() -> careless.send("GET", "/cart", token, "").body().equals("{}"));
        }
    }

    private static void careless(RouteBuilder routes) {
        routes.from("jetty:http://{{quickstart.host}}:{{quickstart.port}}/careless?httpMethodRestrict=POST")
                .process(AttackTest::authorize)
                .to("session-management:careless?operation=CLEAR&sessionType=GLOBAL")
                .removeHeaders("*");
    }

    private static void authorize(Exchange exchange) {
        String cookies = exchange.getMessage().getHeader("Cookie", String.class);
        String token = cookies.replaceFirst(".*__Host-session=([^;]*).*", "$1");
        exchange.getMessage().setHeader("Authorization", "Bearer " + token);
    }
}
