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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.TestTokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP: whose session a request reaches, and who reaches none. */
class GlobalSessionTest extends HttpRouteTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String alice = tokenOf("alice");

    @Test
    void whatOneRequestPutsAnotherGets() throws Exception {
        startCart();
        put("/put", alice, "{\"cart\":[1.10]}");
        assertThat(get("/get", alice)).isEqualTo("{\"cart\":[1.10]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"\\ud800\":1}",
                "{\"\":1}",
                "{\"__proto__\":{\"a\":1}}",
                "{\"a.b[0]/~1\":1}",
                "{\"\\u0000\\\"\\\\\":1}",
                "{\"€😀\":\"€😀\"}"
            })
    void anyNameIsKept(String body) throws Exception {
        startCart();
        put("/put", alice, body);
        assertThat(JSON.readTree(get("/get", alice))).isEqualTo(JSON.readTree(body));
    }

    @Test
    void deleteAndClearAreSeenByTheNextRequest() throws Exception {
        startCart();
        put("/put", alice, "{\"cart\":1,\"a\":2}");
        put("/delete", alice, "");
        assertThat(get("/get", alice)).isEqualTo("{\"a\":2}");
        put("/clear", alice, "");
        assertThat(get("/get", alice)).isEqualTo("{}");
    }

    @Test
    void twoUsersNeverSeeEachOther() throws Exception {
        startCart();
        put("/put", alice, "{\"cart\":\"hers\"}");
        assertThat(get("/get", tokenOf("bob"))).isEqualTo("{}");
    }

    @Test
    void eachTokenHasItsOwnSession() throws Exception {
        startCart();
        put("/put", alice, "{\"cart\":1}");
        String again = TestTokens.hs256(TestTokens.SECRET)
                .subject("alice")
                .expiresAt(Instant.now().plusSeconds(700))
                .sign();
        assertThat(get("/get", again)).isEqualTo("{}");
    }

    @Test
    void withKeyClaimsTheSessionSurvivesTheRenewalOfTheToken() throws Exception {
        configuration().setKeyClaims("sub");
        startCart();
        put("/put", alice, "{\"cart\":1}");
        String renewed = TestTokens.hs256(TestTokens.SECRET)
                .subject("alice")
                .expiresAt(Instant.now().plusSeconds(700))
                .sign();
        assertThat(get("/get", renewed)).isEqualTo("{\"cart\":1}");
        assertThat(get("/get", tokenOf("bob"))).isEqualTo("{}");
    }

    @Test
    void tokenWithoutAKeyClaimIsDenied() throws Exception {
        configuration().setKeyClaims("sub,sid");
        startCart();
        assertThat(get("/get", alice)).isEqualTo("MISSING_CLAIM");
    }

    @Test
    void schemeOfTheHeaderIsReadInAnyCase() throws Exception {
        startCart();
        assertThat(send(to("/get").header("authorization", "bEARER " + alice)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestWithoutTokenIsDenied() throws Exception {
        startCart();
        HttpResponse<String> answer = send(to("/get"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("NO_TOKEN");
    }

    @Test
    void twoTokenHeadersAreDenied() throws Exception {
        startCart();
        HttpResponse<String> answer = send(to("/get")
                .header("Authorization", "Bearer " + alice)
                .header("Authorization", "Bearer " + tokenOf("bob")));
        assertThat(answer.body()).isEqualTo("SEVERAL_TOKENS");
    }

    @Test
    void expiredTokenIsDenied() throws Exception {
        startCart();
        String expired = TestTokens.hs256(TestTokens.SECRET)
                .expiresAt(Instant.now().minusSeconds(120))
                .sign();
        assertThat(get("/get", expired)).isEqualTo("EXPIRED");
    }

    @Test
    void tokenOfAnotherSecretIsDenied() throws Exception {
        startCart();
        String forged = TestTokens.hs256("x".repeat(32))
                .expiresAt(Instant.now().plusSeconds(60))
                .sign();
        assertThat(get("/get", forged)).isEqualTo("BAD_SIGNATURE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "%41uthorization"})
    void tokenThatCamelTookFromAQueryParameterIsDenied(String name) throws Exception {
        startCart();
        HttpResponse<String> answer = send(to("/get?" + name + "=Bearer%20" + alice));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isIn("TOKEN_FROM_PARAMETER", "NO_TOKEN");
    }

    @Test
    void tokenThatCamelTookFromAFormFieldIsDenied() throws Exception {
        startCart();
        HttpResponse<String> answer = send(to("/get")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("Authorization=Bearer%20" + alice)));
        assertThat(answer.body()).isEqualTo("TOKEN_FROM_PARAMETER");
    }

    @Test
    void removingCamelsHeadersInTheRouteDoesNotHideWhereTheTokenCameFrom() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/get")).removeHeaders("Camel*").to(global("GET", "*"));
        });
        assertThat(send(to("/get?Authorization=Bearer%20" + alice)).body()).isEqualTo("TOKEN_FROM_PARAMETER");
    }

    @Test
    void tokenThatTheRouteTakesFromACookieIsAccepted() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/get"))
                    .process(GlobalSessionTest::tokenFromCookie)
                    .to(global("GET", "*"));
        });
        assertThat(send(to("/get").header("Cookie", "token=" + alice)).body()).isEqualTo("{}");
        assertThat(send(to("/get?Authorization=x").header("Cookie", "token=" + alice))
                        .body())
                .isEqualTo("{}");
    }

    private static void tokenFromCookie(Exchange exchange) {
        String cookie = exchange.getMessage().getHeader("Cookie", String.class);
        exchange.getMessage().setHeader("Authorization", "Bearer " + cookie.replace("token=", ""));
    }

    @Test
    void tokenInAnotherHeaderIsFoundWhereTokenHeaderSays() throws Exception {
        configuration().setTokenHeader("X-Token");
        startCart();
        assertThat(send(to("/get").header("X-Token", "Bearer " + alice)).body()).isEqualTo("{}");
        assertThat(get("/get", alice)).isEqualTo("NO_TOKEN");
    }

    @Test
    void executionThatNoHttpConsumerStartedIsDenied() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> routes.from("direct:a").to(global("GET", "*")));
        assertThat(sendWithToken("direct:a").getException())
                .isInstanceOfSatisfying(
                        SessionAccessDeniedException.class,
                        denied -> assertThat(denied.getReason()).isEqualTo(DenialReason.WRONG_TRIGGER));
    }

    @Test
    void withAnyTriggerAllowedAProducerTemplateMayCall() throws Exception {
        configuration().setAllowedTriggers("*");
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> routes.from("direct:a").to(global("GET", "*")));
        assertThat(sendWithToken("direct:a").getException()).isNull();
    }

    private Exchange sendWithToken(String uri) {
        return context.createFluentProducerTemplate()
                .to(uri)
                .withHeader("Authorization", "Bearer " + alice)
                .withBody("{}")
                .send();
    }

    @Test
    void sedaHopOfAnHttpRequestIsStillTheHttpRequest() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            routes.from(jetty("/get")).to("seda:hop?waitForTaskToComplete=Always");
            routes.from("seda:hop").to(global("GET", "*"));
        });
        assertThat(get("/get", alice)).isEqualTo("{}");
    }

    @Test
    void networkCanNotOverrideTheStep() throws Exception {
        startCart();
        put("/put", alice, "{\"cart\":1}");
        send(to("/get?CamelSessionManagementOperation=CLEAR&camelsessionmanagementoperation=CLEAR")
                .header("Authorization", "Bearer " + alice)
                .header("CamelSessionManagementOperation", "CLEAR")
                .header("camelSessionManagementFields", "x"));
        assertThat(get("/get", alice)).isEqualTo("{\"cart\":1}");
    }

    @Test
    void scopedStepsOfBranchesWriteNothingToTheRepository() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            routes.from(jetty("/put")).to(global("PUT", "cart"));
            routes.from(jetty("/split"))
                    .setBody(e -> List.of("{\"cart\":2}", "{\"cart\":3}"))
                    .split(routes.body(), (before, now) -> {
                        if (before != null) {
                            now.getMessage()
                                    .setBody(before.getMessage().getBody(String.class)
                                            + now.getMessage().getBody(String.class));
                        }
                        return now;
                    })
                    .parallelProcessing()
                    .to(scoped(global("CONTAINS", "cart")))
                    .to(scoped(global("PUT", "cart")))
                    .setBody(e -> "{}")
                    .to(scoped(global("GET", "cart")))
                    .end();
            routes.from(jetty("/get")).to(global("GET", "cart"));
        });
        put("/put", alice, "{\"cart\":1}");
        assertThat(get("/split", alice)).contains("{\"cart\":2}", "{\"cart\":3}");
        assertThat(get("/get", alice)).isEqualTo("{\"cart\":1}");
    }

    @Test
    void sixteenThreadsPutSixteenHundredFieldsIntoOneSessionAndAllAreThere() throws Exception {
        startCart();
        inParallel(16, thread -> {
            for (int i = 0; i < 100; i++) {
                String answer = put("/put", alice, "{\"f" + thread + "_" + i + "\":" + i + "}");
                assertThat(answer).startsWith("{\"f");
            }
        });
        assertThat(get("/get", alice).split(",")).hasSize(1600);
    }

    @Test
    void usersThatCallAtTheSameTimeSeeTheirOwnDataOnly() throws Exception {
        startCart();
        inParallel(8, thread -> {
            String token = tokenOf("user" + thread);
            for (int i = 0; i < 50; i++) {
                String mine = "{\"cart\":\"" + thread + "-" + i + "\"}";
                put("/put", token, mine);
                assertThat(get("/get", token)).isEqualTo(mine);
            }
        });
    }

    private interface Work {
        void of(int thread) throws Exception;
    }

    private static void inParallel(int threads, Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> calls = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                calls.add(() -> {
                    work.of(number);
                    return null;
                });
            }
            for (Future<Void> call : executor.invokeAll(calls)) {
                call.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
