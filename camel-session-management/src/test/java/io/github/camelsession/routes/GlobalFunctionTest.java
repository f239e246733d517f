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
package io.github.camelsession.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.component.TestClock;
import io.github.camelsession.token.TestTokens;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ${globalSession(field)}} behind a real Jetty: what a GLOBAL step refuses, the function refuses, too. */
class GlobalFunctionTest extends HttpRouteTest {
    private final String alice = tokenOf("alice");

    @BeforeEach
    void needsTheSpi() {
        CamelPart.SIMPLE_FUNCTION.assume();
        configuration().setSecretKey(TestTokens.SECRET);
    }

    /** {@code /put} stores, {@code /read} answers with the field {@code cart}; there is no GLOBAL step in its route. */
    private void startRead() throws Exception {
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/put")).to(global("PUT", "*"));
            routes.from(jetty("/read")).setBody(routes.simple("cart: ${globalSession(cart)}"));
            routes.from(jetty("/vip"))
                    .choice()
                    .when(routes.simple("${globalSession(/cart/vip)}"))
                    .setBody(routes.constant("vip"))
                    .otherwise()
                    .setBody(routes.constant("guest"))
                    .end();
        });
    }

    @Test
    void callerReadsTheirOwnSession() throws Exception {
        startRead();
        put("/put", alice, "{\"cart\":{\"total\": 1.10, \"vip\":true}}");
        assertThat(get("/read", alice)).isEqualTo("cart: {\"total\": 1.10, \"vip\":true}");
        assertThat(get("/read", tokenOf("bob"))).isEqualTo("cart: ");
        assertThat(get("/vip", alice)).isEqualTo("vip");
        assertThat(get("/vip", tokenOf("bob"))).isEqualTo("guest");
    }

    @Test
    void requestWithoutATokenIsRefused() throws Exception {
        startRead();
        HttpResponse<String> answer = send(to("/read"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(DenialReason.NO_TOKEN.name());
    }

    @Test
    void forgedTokenIsRefusedInAPredicateToo() throws Exception {
        startRead();
        String forged = TestTokens.hs256("x".repeat(32)).subject("alice").sign();
        assertThat(get("/vip", forged)).isEqualTo(DenialReason.BAD_SIGNATURE.name());
    }

    @Test
    void refusalCountsAsThatOfAStep() throws Exception {
        startRead();
        send(to("/read"));
        assertThat(component().getDeniedSteps()).isEqualTo(1);
        assertThat(component().getSteps()).isEqualTo(1);
    }

    @Test
    void triggerThatIsNotAllowedIsRefused() throws Exception {
        start(routes -> routes.from("direct:a").setBody(routes.simple("${globalSession(cart)}")));
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:a")
                .withHeader("Authorization", "Bearer " + alice)
                .send();
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        e -> assertThat(e.getReason()).isEqualTo(DenialReason.WRONG_TRIGGER))
                .hasMessageStartingWith("function globalSession(cart): ")
                .hasMessageNotContaining(alice);
    }

    @Test
    void tokenIsTakenOffTheMessageAsAStepDoesAndTheCallerIsRemembered() throws Exception {
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/a"))
                    .setProperty("before", routes.simple("${globalSession(cart)}"))
                    .setHeader("seen", routes.simple("${header.Authorization}"))
                    .to(global("PUT", "cart"))
                    .setBody(routes.simple("[${header.seen}] ${globalSession(cart)}"));
        });
        assertThat(put("/a", alice, "{\"cart\":7}")).isEqualTo("[] 7");
    }

    @Test
    void tokenStaysWithHideTokenOff() throws Exception {
        configuration().setHideToken(false);
        start(routes -> routes.from(jetty("/a"))
                .setProperty("before", routes.simple("${globalSession(cart)}"))
                .setBody(routes.simple("${header.Authorization}")));
        assertThat(get("/a", alice)).isEqualTo("Bearer " + alice);
    }

    @Test
    void httpErrorsAnswersForTheFunction() throws Exception {
        configuration().setHttpErrors(true);
        start(routes -> routes.from(jetty("/a")).setBody(routes.simple("${globalSession(cart)}")));
        assertThat(send(to("/a")).statusCode()).isEqualTo(401);
    }

    @Test
    void sessionThatEndedIsRefused() throws Exception {
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/a")).to(global("END", "*")).setBody(routes.simple("${globalSession(cart)}"));
        });
        assertThat(get("/a", alice)).isEqualTo(DenialReason.SESSION_ENDED.name());
    }

    @Test
    void fieldWhoseTimeIsOverIsNotThere() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        TestClock.set(component(), now::get);
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/put")).to(global("PUT", "cart") + "&ttl=5s");
            routes.from(jetty("/read")).setBody(routes.simple("cart: ${globalSession(cart)}"));
        });
        put("/put", alice, "{\"cart\":7}");
        assertThat(get("/read", alice)).isEqualTo("cart: 7");
        now.set(now.get().plusSeconds(5));
        assertThat(get("/read", alice)).isEqualTo("cart: ");
    }

    @Test
    void firstReadsOfManyThreadsStartTheRepositoryOnce() throws Exception {
        start(routes -> routes.from(jetty("/read")).setBody(routes.simple("cart: ${globalSession(cart)}")));
        List<String> answers =
                IntStream.range(0, 20).parallel().mapToObj(i -> read()).toList();
        assertThat(answers).containsOnly("cart: ");
        assertThat(component().getSteps()).isEqualTo(20);
        assertThat(component().getFailedSteps()).isZero();
    }

    private String read() {
        try {
            return get("/read", alice);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
