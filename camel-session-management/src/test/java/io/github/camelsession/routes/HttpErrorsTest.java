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

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.hostile.HttpConsumer;
import io.github.camelsession.token.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client is answered for a step that fails, with {@code httpErrors=true} and no handler in the route. */
class HttpErrorsTest extends HttpRouteTest {
    private static final String UNAUTHORIZED = "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401}";

    private final String alice = tokenOf("alice");

    private void start(HttpConsumer consumer, Routes routes) throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setHttpErrors(true);
        consumer.prepare(context, port);
        start(routes);
    }

    private HttpResponse<String> call(String token, String body) throws Exception {
        var request = to("/call").POST(BodyPublishers.ofString(body)).header("X-Mine", "mine");
        return send(token == null ? request : request.header("Authorization", "Bearer " + token));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + "}");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @EnumSource
    void denialIs401WhateverABackendLeftOnTheMessage(HttpConsumer consumer) throws Exception {
        start(
                consumer,
                routes -> routes.from(consumer.uri(port, "/call"))
                        .setHeader("CamelHttpResponseCode", routes.constant(200))
                        .setHeader("CamelHttpResponseText", routes.constant("Fine"))
                        .setHeader("X-Backend", routes.constant("b"))
                        .setHeader("Access-Control-Allow-Origin", routes.constant("*"))
                        .to(global("GET", "*")));
        HttpResponse<String> none = call(null, "{}");
        assertProblem(none, 401, "Unauthorized");
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(none.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        // Camel's consumers keep it back; a cache stores no 401 that does not say so.
        assertThat(none.headers().firstValue("Cache-Control")).isEmpty();
        assertThat(none.headers().map()).doesNotContainKeys("x-backend", "x-mine");
        String expired = TestTokens.hs256(TestTokens.SECRET)
                .expiresAt(Instant.now().minusSeconds(600))
                .sign();
        HttpResponse<String> bad = call(expired, "{}");
        assertThat(bad.body()).isEqualTo(UNAUTHORIZED);
        assertThat(bad.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
        assertThat(bad.headers().map().toString()).doesNotContain(expired);
        assertThat(call(alice, "{}").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void answerHasNothingOfTheRequestAndWhatTheRouteSaysAboutOrigins(HttpConsumer consumer) throws Exception {
        start(
                consumer,
                routes -> routes.from(consumer.uri(port, "/call"))
                        .choice()
                        .when(routes.header("X-Mine").isEqualTo("cors"))
                        .setHeader("Access-Control-Allow-Origin", routes.constant("https://shop.example.com"))
                        .setHeader("Vary", routes.constant("Origin"))
                        .end()
                        .to(global("GET", "*")));
        HttpResponse<String> plain = callWithHeadersOfAnAnswer("mine");
        assertProblem(plain, 401, "Unauthorized");
        assertThat(plain.headers().map())
                .doesNotContainKeys(
                        "x-mine",
                        "x-api-key",
                        "vary",
                        "access-control-allow-origin",
                        "access-control-allow-credentials",
                        "access-control-request-method");
        HttpResponse<String> cors = callWithHeadersOfAnAnswer("cors");
        assertProblem(cors, 401, "Unauthorized");
        assertThat(cors.headers().allValues("Access-Control-Allow-Origin")).containsExactly("https://shop.example.com");
        assertThat(cors.headers().allValues("Vary")).containsExactly("Origin");
        assertThat(cors.headers().map()).doesNotContainKey("access-control-allow-credentials");
    }

    @ParameterizedTest
    @EnumSource
    void charsetOfTheRequestIsNotThatOfTheAnswer(HttpConsumer consumer) throws Exception {
        start(consumer, routes -> routes.from(consumer.uri(port, "/call")).to(global("GET", "*")));
        HttpRequest.Builder request = to("/call").POST(BodyPublishers.ofString("{}"));
        assertProblem(send(request.header("Content-Type", "text/plain; charset=UTF-16")), 401, "Unauthorized");
    }

    @ParameterizedTest
    @EnumSource
    void encodingOfTheRequestIsNotThatOfTheAnswer(HttpConsumer consumer) throws Exception {
        start(
                consumer,
                routes -> routes.from(consumer.uri(port, "/call"))
                        .setHeader("Content-Encoding", routes.constant("gzip"))
                        .multicast()
                        .to("direct:any")
                        .end()
                        .to(global("GET", "*"))
                        .end());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:any").setBody(constant("any"));
            }
        });
        HttpResponse<String> answer = call(null, "{}");
        assertProblem(answer, 401, "Unauthorized");
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
    }

    /** A request may name its headers as it likes. */
    private HttpResponse<String> callWithHeadersOfAnAnswer(String mine) throws Exception {
        return send(to("/call")
                .POST(BodyPublishers.ofString("{}"))
                .header("X-Mine", mine)
                .header("X-Api-Key", "key")
                .header("Vary", "Cookie")
                .header("Access-Control-Allow-Origin", "https://evil.example.com")
                .header("Access-Control-Allow-Credentials", "true")
                .header("Access-Control-Request-Method", "PUT"));
    }

    @ParameterizedTest
    @EnumSource
    void failureInASubRouteASplitOrABreakerIsAnswered(HttpConsumer consumer) throws Exception {
        start(consumer, routes -> {
            routes.from(consumer.uri(port, "/call"))
                    .setHeader("where", routes.body())
                    .setBody(routes.constant("no json"))
                    .toD("direct:${header.where}");
            routes.from("direct:sub").to(global("PUT", "*"));
            routes.from("direct:split")
                    .split(routes.constant("[1],[2]"))
                    .stopOnException()
                    .to("direct:sub")
                    .end();
            routes.from("direct:parallel")
                    .split(routes.constant("[1],[2]"))
                    .parallelProcessing()
                    .stopOnException()
                    .to("direct:sub")
                    .end();
            routes.from("direct:shared")
                    .split(routes.constant("[1],[2]"))
                    .shareUnitOfWork()
                    .to("direct:sub")
                    .end();
            routes.from("direct:breaker").circuitBreaker().to("direct:sub").end();
            routes.from("direct:fallback")
                    .circuitBreaker()
                    .to("direct:sub")
                    .onFallback()
                    .removeHeaders("*")
                    .setBody(routes.constant("fallback"))
                    .end();
            routes.from("direct:finally")
                    .doTry()
                    .to("direct:sub")
                    .doFinally()
                    .setBody(routes.constant("finally"))
                    .end();
            routes.from("direct:seda").to("seda:sub?waitForTaskToComplete=Always");
            routes.from("seda:sub").to("direct:sub");
            routes.from("direct:enrich").enrich("direct:sub");
        });
        for (String where :
                new String[] {"sub", "split", "parallel", "shared", "breaker", "finally", "seda", "enrich"}) {
            HttpResponse<String> answer = call(alice, where);
            assertThat(answer.statusCode()).as(where).isEqualTo(400);
            assertProblem(answer, 400, "Bad Request");
        }
        assertThat(call(alice, "fallback").body()).isEqualTo("fallback");
    }

    @ParameterizedTest
    @EnumSource
    void handlersOfTheRouteWin(HttpConsumer consumer) throws Exception {
        start(consumer, routes -> {
            routes.onException(SessionFieldMissingException.class)
                    .handled(true)
                    .removeHeaders("*")
                    .setHeader("CamelHttpResponseCode", routes.constant(418))
                    .setBody(routes.constant("mine"));
            routes.onException(InvalidMessageBodyException.class)
                    .continued(true)
                    .removeHeaders("*")
                    .setBody(routes.constant("continued"));
            routes.from(consumer.uri(port, "/call"))
                    .choice()
                    .when(routes.body().isEqualTo("try"))
                    .doTry()
                    .to(global("GET", "*"))
                    .doCatch(SessionManagementException.class)
                    .removeHeaders("*")
                    .setBody(routes.constant("caught"))
                    .end()
                    .endChoice()
                    .when(routes.body().isEqualTo("dead"))
                    .to("direct:dead")
                    .otherwise()
                    .to(global("GET", "nothing") + "&failOnMissing=true");
            routes.from("direct:dead")
                    .errorHandler(routes.deadLetterChannel("direct:letter"))
                    .to(global("GET", "*"));
            routes.from("direct:letter").removeHeaders("*").setBody(routes.constant("letter"));
        });
        HttpResponse<String> mine = call(alice, "{}");
        assertThat(mine.statusCode()).isEqualTo(418);
        assertThat(mine.body()).isEqualTo("mine");
        assertThat(call(alice, "try").body()).isEqualTo("caught");
        assertThat(call(alice, "dead").body()).isIn("letter", "continued");
    }

    @ParameterizedTest
    @EnumSource
    void eachFailureHasItsStatus(HttpConsumer consumer) throws Exception {
        configuration().setMaxSessionSize(20);
        start(
                consumer,
                routes -> routes.from(consumer.uri(port, "/call"))
                        .setHeader(SessionManagementConstants.OPERATION, routes.header("X-Operation"))
                        .to(global("PUT", "a,b") + "&failOnMissing=true"));
        assertProblem(call(alice, "{\"a\":1}"), 422, "Unprocessable Content");
        assertProblem(call(alice, "[]"), 400, "Bad Request");
        assertProblem(call(alice, "{\"a\":1,\"b\":\"" + "x".repeat(20) + "\"}"), 413, "Content Too Large");
        assertProblem(
                send(to("/call")
                        .header("Authorization", "Bearer " + alice)
                        .header("X-Operation", "nonsense")
                        .POST(BodyPublishers.ofString("{}"))),
                500,
                "Internal Server Error");
    }

    @ParameterizedTest
    @EnumSource
    void localStepsAreAnsweredTooAndOtherExceptionsAreNot(HttpConsumer consumer) throws Exception {
        start(
                consumer,
                routes -> routes.from(consumer.uri(port, "/call"))
                        .choice()
                        .when(routes.body().isEqualTo("mine"))
                        .throwException(new IllegalStateException("mine"))
                        .otherwise()
                        .to(put("*")));
        assertProblem(call(null, "no json"), 400, "Bad Request");
        HttpResponse<String> mine = call(null, "mine");
        assertThat(mine.statusCode()).isEqualTo(500);
        assertThat(mine.headers().firstValue("Content-Type").orElse("")).doesNotContain("problem");
    }

    @ParameterizedTest
    @EnumSource
    void componentThatIsNotAskedAnswersNothing(HttpConsumer consumer) throws Exception {
        context.addComponent("other", new SessionManagementComponent());
        start(consumer, routes -> routes.from(consumer.uri(port, "/call")).toD("${body}:?operation=PUT&fields=*"));
        assertProblem(call(null, "session-management"), 400, "Bad Request");
        assertThat(call(null, "other").statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @EnumSource
    void restServicesAreAnsweredWhateverTheirBinding(HttpConsumer consumer) throws Exception {
        start(consumer, routes -> {
            routes.restConfiguration()
                    .component(consumer.component())
                    .host("127.0.0.1")
                    .port(port)
                    .enableCORS(true)
                    .bindingMode("json");
            routes.rest("/call").post().to("direct:call");
            routes.from("direct:call").to(global("GET", "*"));
        });
        HttpResponse<String> answer = call(null, "{}");
        assertProblem(answer, 401, "Unauthorized");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("*");
    }
}
