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
package io.github.camelsession.docs;

import static io.github.camelsession.docs.Document.PAGE;
import static io.github.camelsession.docs.Document.RECIPES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The recipes for what sessions hold do what the text around them says. */
class DocumentedRecipesTest {
    private static final String ALICE = TestTokens.hs256(TestTokens.SECRET)
            .subject("alice")
            .expiresAt(Instant.now().plus(Duration.ofHours(5)))
            .sign();

    private final DocumentedApp app = new DocumentedApp();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    private void start(String recipe, RouteBuilder... others) throws Exception {
        for (RouteBuilder routes : others) {
            app.routes(routes);
        }
        SessionManagementComponent component = new SessionManagementComponent();
        component.setClock(now::get);
        app.bind("session-management", component);
        app.properties(DocumentedConfigurationTest.SECRET)
                .properties(PAGE.block("properties", "httpErrors"))
                .start(RECIPES.block("yaml", recipe));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private HttpResponse<String> http(String method, String path, String body) throws Exception {
        return app.http(method, path, ALICE, body);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void counterAnswersTheSum() throws Exception {
        start("/views");
        http("POST", "/views", "");
        assertThat(http("POST", "/views", "").body()).isEqualTo("{\"views\":2}");
    }

    @Test
    void limitIsPerMinuteFromTheFirstRequest() throws Exception {
        start("/search");
        for (int i = 0; i < 3; i++) {
            assertThat(http("GET", "/search", "").body()).isEqualTo("found");
            pass(Duration.ofSeconds(10));
        }
        assertThat(http("GET", "/search", "").statusCode()).isEqualTo(429);
        pass(Duration.ofSeconds(30));
        assertThat(http("GET", "/search", "").statusCode()).isEqualTo(200);
    }

    @Test
    void messageForTheNextPageIsShownOnce() throws Exception {
        start("/notice");
        http("POST", "/orders", "");
        assertThat(http("GET", "/notice", "").body()).isEqualTo("{\"notice\":\"Your order is on its way.\"}");
        assertThat(http("GET", "/notice", "").body()).isEqualTo("{}");
    }

    private final AtomicReference<String> sent = new AtomicReference<>("");

    private RouteBuilder mail() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:mail").process(e -> sent.set(e.getVariable("code", String.class)));
            }
        };
    }

    private int confirm(String code) throws Exception {
        return http("POST", "/confirm", "{\"code\":\"" + code + "\"}").statusCode();
    }

    @Test
    void codeIsGoodForOneTry() throws Exception {
        start("/confirm", mail());
        assertThat(http("POST", "/code", "").body()).isEmpty();
        assertThat(confirm(sent.get())).isEqualTo(200);
        assertThat(confirm(sent.get())).isEqualTo(403);
        http("POST", "/code", "");
        assertThat(confirm("wrong")).isEqualTo(403);
        assertThat(confirm(sent.get())).isEqualTo(403);
    }

    @Test
    void codeIsGoodForFiveMinutes() throws Exception {
        start("/confirm", mail());
        http("POST", "/code", "");
        pass(Duration.ofMinutes(5));
        assertThat(confirm(sent.get())).isEqualTo(403);
        http("POST", "/code", "");
        pass(Duration.ofMinutes(4));
        assertThat(confirm(sent.get())).isEqualTo(200);
    }

    @Test
    void listHasTheItemsInTheirOrder() throws Exception {
        start("/list");
        http("POST", "/list", "{\"item\":\"tea\"}");
        http("POST", "/list", "{\"item\":{\"name\":\"milk\"}}");
        HttpResponse<String> list = http("GET", "/list", "");
        assertThat(list.body()).isEqualTo("[\"tea\",{\"name\":\"milk\"}]");
        assertThat(list.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(http("POST", "/list", "{}").statusCode()).isEqualTo(422);
    }

    @Test
    void wizardPutsItsPagesTogetherOnce() throws Exception {
        start("/wizard");
        http("PUT", "/wizard", "{\"name\":\"Ada\",\"city\":\"Bonn\"}");
        http("PUT", "/wizard", "{\"city\":null,\"plan\":7}");
        assertThat(http("POST", "/wizard", "").body()).isEqualTo("{\"name\":\"Ada\",\"plan\":7}");
        assertThat(http("POST", "/wizard", "").statusCode()).isEqualTo(422);
    }

    @Test
    void secondTabIsTold412AndLosesNothing() throws Exception {
        start("/basket");
        String seen = http("GET", "/basket", "").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> first = app.http("PUT", "/basket", ALICE, "{\"basket\":[\"tea\"]}", "If-Match", seen);
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(app.http("PUT", "/basket", ALICE, "{\"basket\":[\"milk\"]}", "If-Match", seen)
                        .statusCode())
                .isEqualTo(412);
        assertThat(http("PUT", "/basket", "{\"basket\":[]}").statusCode()).isEqualTo(428);
        HttpResponse<String> now = http("GET", "/basket", "");
        assertThat(now.body()).isEqualTo("{\"basket\":[\"tea\"]}");
        assertThat(now.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"))
                .isPresent();
    }

    @Test
    void changeThatLostIsTriedAgain() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        RouteBuilder others = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start")
                        .setVariable("price", constant(5))
                        .to("session-management:put?operation=PUT&fieldsIn=VARIABLES&fields=price")
                        .to("direct:double")
                        .to("session-management:get?fieldsIn=HEADERS&fields=price");
            }
        };
        app.routes(others).start(RECIPES.block("yaml", "direct:double-once"));
        String route = app.context().getRoutes().stream()
                .filter(any -> any.getEndpoint().getEndpointUri().endsWith("double-once"))
                .findFirst()
                .orElseThrow()
                .getRouteId();
        AdviceWith.adviceWith(
                app.context(),
                route,
                advice -> advice.weaveByToUri("session-management:write*")
                        .before()
                        .filter(e -> tries.getAndIncrement() == 0)
                        .setVariable("mine", advice.variable("price"))
                        .setVariable("price", advice.constant(7))
                        .to("session-management:faster?operation=PUT&fieldsIn=VARIABLES&fields=price")
                        .setVariable("price", advice.variable("mine")));
        Exchange exchange = app.send("direct:start", null);
        assertThat(exchange.getException()).isNull();
        assertThat(tries).hasValue(2);
        assertThat(exchange.getMessage().getHeader("price")).isEqualTo(14);
    }

    @Test
    void sessionValueDecidesAChoice() throws Exception {
        start("/lounge");
        assertThat(http("GET", "/lounge", "").body()).isEqualTo("Welcome.");
        http("PUT", "/profile", "{\"profile\":{\"name\":\"Ada\",\"vip\":true}}");
        assertThat(http("GET", "/lounge", "").body()).isEqualTo("Welcome to the lounge, Ada.");
        http("PUT", "/profile", "{\"profile\":{\"vip\":false}}");
        assertThat(http("GET", "/lounge", "").body()).isEqualTo("Welcome.");
        assertThat(app.http("GET", "/lounge", "x", "").statusCode()).isEqualTo(401);
    }

    @Test
    void arrayFromABackendIsLookedUpOnceInTenMinutes() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        start("/offers", new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:backend").setBody(e -> "[{\"price\":1.10},\"" + calls.incrementAndGet() + "\"]");
            }
        });
        for (int i = 0; i < 2; i++) {
            assertThat(http("GET", "/offers", "").body()).isEqualTo("[{\"price\":1.10},\"1\"]");
        }
        pass(Duration.ofMinutes(10));
        assertThat(http("GET", "/offers", "").body()).isEqualTo("[{\"price\":1.10},\"2\"]");
    }

    @Test
    void namesAndPointersGiveTheDocumentedBody() throws Exception {
        app.start(PAGE.block("yaml", "direct:order\n"));
        assertThat(app.text("direct:order", "{\"id\":7,\"customer\":{\"address\":{\"city\":\"Bonn\"}}}"))
                .isEqualTo("{\"number\":7,\"city\":\"Bonn\"}");
    }

    @Test
    void arrayIsInAHeaderWhileTheBodyIsXml() throws Exception {
        app.start(PAGE.block("yaml", "direct:products"));
        Exchange exchange = app.send("direct:products", "[1,{\"a\":2}]");
        assertThat(exchange.getMessage().getBody()).isEqualTo("<order/>");
        assertThat(exchange.getMessage().getHeader("products", List.class)).hasSize(2);
    }
}
