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
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.component.TestClock;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.request.BearerToken;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an execution remembers of the caller whose token was hidden, and where that does not count. */
class RememberedCallerTest extends RouteTest {
    private static final String PUT = global("session-management", "PUT");
    private static final String GET = global("session-management", "GET");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));

    @BeforeEach
    void configure() {
        TestClock.set(component("session-management"), now::get);
    }

    private SessionManagementComponent component(String name) {
        SessionManagementComponent component = (SessionManagementComponent) context.hasComponent(name);
        if (component == null) {
            component = new SessionManagementComponent();
            context.addComponent(name, component);
        }
        component.getConfiguration().setSecretKey(TestTokens.SECRET);
        component.getConfiguration().setAllowedTriggers("*");
        return component;
    }

    private static String global(String component, String operation) {
        return component + ":?sessionType=GLOBAL&fields=*&operation=" + operation;
    }

    private String token(String user) {
        return TestTokens.hs256(TestTokens.SECRET)
                .subject(user)
                .expiresAt(now.get().plusSeconds(60))
                .sign();
    }

    private Exchange run(Object body, String user) {
        return context.createFluentProducerTemplate()
                .to("direct:in")
                .withBody(body)
                .withHeader("Authorization", "Bearer " + token(user))
                .send();
    }

    private static void assertDenied(Exchange exchange, DenialReason reason) {
        SessionAccessDeniedException denied = exchange.getException(SessionAccessDeniedException.class);
        assertThat(denied).isNotNull();
        assertThat(denied.getReason()).isEqualTo(reason);
    }

    private static void noToken(Exchange exchange) {
        assertThat(exchange.getMessage().getHeader("Authorization")).isNull();
    }

    @Test
    void laterStepsNeedNoHeader() throws Exception {
        start(routes -> routes.from("direct:in")
                .to(PUT)
                .process(RememberedCallerTest::noToken)
                .removeHeaders("*")
                .setBody(routes.constant("{}"))
                .to(GET));
        assertThat(run("{\"a\":1}", "alice").getMessage().getBody(String.class)).isEqualTo("{\"a\":1}");
    }

    @Test
    void copiesOfTheExecutionShareIt() throws Exception {
        MockEndpoint tapped = context.getEndpoint("mock:tapped", MockEndpoint.class);
        tapped.expectedBodiesReceivedInAnyOrder("{\"a\":1}", "{\"a\":1}");
        start(routes -> {
            routes.from("direct:in")
                    .to(PUT)
                    .wireTap("direct:tap")
                    .to("seda:queue?waitForTaskToComplete=Never")
                    .split(routes.constant("x,y"))
                    .setBody(routes.constant("{}"))
                    .to("direct:sub")
                    .end()
                    .enrich("direct:sub", new UseOriginalAggregationStrategy());
            routes.from("direct:tap")
                    .setBody(routes.constant("{}"))
                    .to("direct:sub")
                    .to("mock:tapped");
            routes.from("seda:queue")
                    .setBody(routes.constant("{}"))
                    .to("direct:sub")
                    .to("mock:tapped");
            routes.from("direct:sub").removeHeaders("*").to(GET);
        });
        assertThat(run("{\"a\":1}", "alice").getException()).isNull();
        tapped.assertIsSatisfied();
    }

    @Test
    void callerDoesNotOutliveTheToken() throws Exception {
        start(routes -> routes.from("direct:in")
                .to(PUT)
                .process(exchange -> now.set(now.get().plusSeconds(60 + 61)))
                .to(GET));
        assertDenied(run("{}", "alice"), DenialReason.EXPIRED);
    }

    @Test
    void otherTokenInTheHeaderBecomesTheCaller() throws Exception {
        start(routes -> routes.from("direct:in")
                .to(PUT)
                .setHeader("Authorization", routes.constant("Bearer " + token("bob")))
                .setBody(routes.constant("{}"))
                .to(GET)
                .process(RememberedCallerTest::noToken)
                .to(GET));
        assertThat(run("{\"a\":1}", "alice").getMessage().getBody(String.class)).isEqualTo("{}");
    }

    @Test
    void headerThatHoldsSomethingElseIsRefusedAsBefore() throws Exception {
        start(routes -> routes.from("direct:in")
                .to(PUT)
                .setHeader("Authorization", routes.constant("Basic YTpi"))
                .to(GET));
        assertDenied(run("{}", "alice"), DenialReason.NOT_A_BEARER_TOKEN);
    }

    @Test
    void withHideTokenFalseNothingIsRemembered() throws Exception {
        component("session-management").getConfiguration().setHideToken(false);
        start(routes ->
                routes.from("direct:in").to(PUT).removeHeaders("Authorization").to(GET));
        assertDenied(run("{}", "alice"), DenialReason.NO_TOKEN);
    }

    @Test
    void issuedTokenIsVerifiedAtTheFirstStep() throws Exception {
        AtomicReference<String> issued = new AtomicReference<>(token("alice"));
        start(routes -> routes.from("direct:in")
                .removeHeaders("*")
                .process(exchange -> Execution.setCaller(
                        exchange, List.of("session-management"), BearerToken.parse("Bearer " + issued.get(), 9000)))
                .to(PUT)
                .setBody(routes.constant("{}"))
                .to(GET));
        assertThat(run("{\"a\":1}", "bob").getMessage().getBody(String.class)).isEqualTo("{\"a\":1}");
        issued.set(token("alice").substring(3));
        assertThat(run("{}", "bob").getException()).isInstanceOf(SessionAccessDeniedException.class);
        issued.set("x".repeat(8193));
        assertDenied(run("{}", "bob"), DenialReason.TOKEN_TOO_LONG);
    }

    /** The result of an aggregator is in the execution of one of the callers. */
    @Test
    void callerDoesNotCountBehindAnAggregator() throws Exception {
        MockEndpoint denied = context.getEndpoint("mock:denied", MockEndpoint.class);
        denied.expectedBodiesReceived("NO_TOKEN");
        start(routes -> {
            denialsTo(routes, denied);
            routes.from("direct:in")
                    .to(PUT)
                    .aggregate(routes.constant(true), (old, next) -> old == null ? next : old)
                    .completionSize(2)
                    .to(GET);
        });
        run("{\"a\":1}", "alice");
        run("{\"b\":1}", "mallory");
        denied.assertIsSatisfied();
    }

    @Test
    void callerDoesNotCountInWhatAnAggregatorGroups() throws Exception {
        MockEndpoint denied = context.getEndpoint("mock:denied", MockEndpoint.class);
        denied.expectedBodiesReceived("NO_TOKEN", "NO_TOKEN");
        start(routes -> {
            denialsTo(routes, denied);
            routes.from("direct:in")
                    .to(PUT)
                    .aggregate(routes.constant(true), new GroupedBodyAggregationStrategy())
                    .completionSize(2)
                    .split(routes.body())
                    .to(GET);
        });
        run("{\"a\":1}", "alice");
        run("{\"b\":1}", "mallory");
        denied.assertIsSatisfied();
    }

    private static void denialsTo(RouteBuilder routes, MockEndpoint denied) {
        routes.onException(SessionAccessDeniedException.class)
                .handled(true)
                .setBody(routes.simple("${exception.reason}"))
                .to(denied);
    }

    @Test
    void callerOfAStepBehindTheAggregatorIsRememberedUntilTheNextOne() throws Exception {
        MockEndpoint denied = context.getEndpoint("mock:denied", MockEndpoint.class);
        MockEndpoint served = context.getEndpoint("mock:served", MockEndpoint.class);
        denied.expectedBodiesReceived("NO_TOKEN");
        served.expectedMessageCount(2);
        start(routes -> {
            denialsTo(routes, denied);
            routes.from("direct:in")
                    .aggregate(routes.constant(true), (old, next) -> next)
                    .completionSize(1)
                    .to(PUT)
                    .to(GET)
                    .to(served)
                    .to("direct:next");
            routes.from("direct:next")
                    .aggregate(routes.constant(true), (old, next) -> old == null ? next : old)
                    .completionSize(2)
                    .to(GET);
        });
        run("{\"a\":1}", "alice");
        run("{\"b\":1}", "mallory");
        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void callerOfASubProcessIsNotThatOfItsParent() throws Exception {
        start(routes -> {
            routes.from("direct:in")
                    .to(PUT)
                    .enrich("direct:bob", (original, ofBob) -> original)
                    .setBody(routes.constant("{\"second\":1}"))
                    .to(PUT)
                    .setBody(routes.constant("{}"))
                    .to(GET);
            routes.from("direct:bob")
                    .setHeader("Authorization", routes.constant("Bearer " + token("bob")))
                    .setBody(routes.constant("{\"ofBob\":1}"))
                    .to(PUT);
        });
        assertThat(run("{\"first\":1}", "alice").getMessage().getBody(String.class))
                .isEqualTo("{\"first\":1,\"second\":1}");
    }

    /** Branches that work for different callers at the same time: none may write for another. */
    @Test
    void branchesForDifferentCallersNeverMixThem() throws Exception {
        start(routes -> {
            routes.from("direct:in")
                    .split(routes.body())
                    .parallelProcessing()
                    .setHeader("user", routes.body())
                    .process(exchange -> exchange.getMessage()
                            .setHeader(
                                    "Authorization",
                                    "Bearer " + token(exchange.getMessage().getBody(String.class))))
                    .setBody(routes.simple("{\"first\":\"${header.user}\"}"))
                    .to(PUT)
                    .setBody(routes.simple("{\"second\":\"${header.user}\"}"))
                    .to(PUT)
                    .setBody(routes.constant("{}"))
                    .to(GET)
                    .process(exchange -> assertThat(exchange.getMessage().getBody(String.class))
                            .isEqualTo("{\"first\":\"%1$s\",\"second\":\"%1$s\"}"
                                    .formatted(exchange.getMessage().getHeader("user"))))
                    .end();
        });
        List<String> users = IntStream.range(0, 40).mapToObj(i -> "user" + i).toList();
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:in")
                .withBody(users)
                .send();
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void branchKnowsNothingOfACallerOfItsSibling() throws Exception {
        start(routes -> routes.from("direct:in")
                .removeHeaders("*")
                .split(routes.body())
                .choice()
                .when(routes.simple("${body} == 'last'"))
                .to(GET)
                .otherwise()
                .process(exchange -> exchange.getMessage()
                        .setHeader(
                                "Authorization",
                                "Bearer " + token(exchange.getMessage().getBody(String.class))))
                .setBody(routes.constant("{}"))
                .to(PUT)
                .end());
        assertDenied(run(List.of("alice", "last"), "carol"), DenialReason.NO_TOKEN);
    }

    @Test
    void callerOfABreakerIsKnownBehindIt() throws Exception {
        CamelPart.CIRCUIT_BREAKER.assume();
        start(routes -> routes.from("direct:in")
                .circuitBreaker()
                .to(PUT)
                .end()
                .process(RememberedCallerTest::noToken)
                .setBody(routes.constant("{}"))
                .to(GET));
        assertThat(run("{\"a\":1}", "alice").getMessage().getBody(String.class)).isEqualTo("{\"a\":1}");
    }

    @Test
    void secondComponentFindsTheTokenThatTheFirstHid() throws Exception {
        component("other");
        TestClock.set(component("other"), now::get);
        start(routes -> routes.from("direct:in")
                .to(PUT)
                .process(RememberedCallerTest::noToken)
                .to(global("other", "PUT"))
                .setBody(routes.constant("{}"))
                .to(global("other", "GET")));
        assertThat(run("{\"a\":1}", "alice").getMessage().getBody(String.class)).isEqualTo("{\"a\":1}");
    }

    @Test
    void secondComponentThatTrustsOtherKeysRefusesIt() throws Exception {
        component("other").getConfiguration().setSecretKey(TestTokens.SECRET.replace('q', 'r'));
        TestClock.set((SessionManagementComponent) context.hasComponent("other"), now::get);
        start(routes -> routes.from("direct:in").to(PUT).to(global("other", "PUT")));
        assertDenied(run("{}", "alice"), DenialReason.BAD_SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({"session-management,other", "other,session-management", "third,other", "third,session-management"})
    void laterTokenCountsForEachComponentWhicheverTookItOff(String first, String second) throws Exception {
        for (String name : List.of("other", "third")) {
            TestClock.set(component(name), now::get);
        }
        start(routes -> routes.from("direct:in")
                .to(claims("session-management"))
                .to(claims("other"))
                .process(exchange -> exchange.getMessage().setHeader("Authorization", "Bearer " + token("carol")))
                .to(claims(first))
                .process(RememberedCallerTest::noToken)
                .setBody(routes.constant("{}"))
                .to(claims(second)));
        assertThat(run("{}", "alice").getMessage().getBody(String.class)).isEqualTo("{\"sub\":\"carol\"}");
    }

    @Test
    void tokenThatComesBackCountsAgain() throws Exception {
        TestClock.set(component("other"), now::get);
        String alice = token("alice");
        start(routes -> routes.from("direct:in")
                .to(claims("session-management"))
                .process(exchange -> exchange.getMessage().setHeader("Authorization", "Bearer " + token("carol")))
                .to(claims("other"))
                .process(exchange -> exchange.getMessage().setHeader("Authorization", "Bearer " + alice))
                .to(claims("session-management"))
                .process(RememberedCallerTest::noToken)
                .setBody(routes.constant("{}"))
                .to(claims("session-management")));
        assertThat(context.createFluentProducerTemplate()
                        .to("direct:in")
                        .withHeader("Authorization", "Bearer " + alice)
                        .request(String.class))
                .isEqualTo("{\"sub\":\"alice\"}");
    }

    @Test
    void laterTokenOfOtherKeysIsNotReplacedByTheCallerOfBefore() throws Exception {
        String others = TestTokens.SECRET.replace('q', 'r');
        component("other").getConfiguration().setSecretKey(others);
        TestClock.set((SessionManagementComponent) context.hasComponent("other"), now::get);
        start(routes -> routes.from("direct:in")
                .to(claims("session-management"))
                .process(exchange -> exchange.getMessage()
                        .setHeader(
                                "Authorization",
                                "Bearer "
                                        + TestTokens.hs256(others)
                                                .subject("bob")
                                                .expiresAt(now.get().plusSeconds(60))
                                                .sign()))
                .to(claims("other"))
                .to(claims("session-management")));
        assertDenied(run("{}", "alice"), DenialReason.BAD_SIGNATURE);
    }

    private static String claims(String component) {
        return component + ":?sessionType=GLOBAL&fields=sub&operation=CLAIMS";
    }

    @Test
    void originalMessageForADeadLetterQueueHasNoTokenEither() throws Exception {
        MockEndpoint dead = context.getEndpoint("mock:dead", MockEndpoint.class);
        dead.expectedMessageCount(1);
        start(routes -> {
            routes.errorHandler(routes.deadLetterChannel(dead).useOriginalMessage());
            routes.from("direct:in")
                    .setHeader("x", routes.constant(1))
                    .to(PUT)
                    .throwException(new IllegalStateException("x"));
        });
        run("{\"a\":1}", "alice");
        dead.assertIsSatisfied();
        assertThat(dead.getExchanges().get(0).getMessage().getBody(String.class))
                .isEqualTo("{\"a\":1}");
        assertThat(dead.getExchanges().get(0).getMessage().getHeaders()).doesNotContainKey("Authorization");
    }
}
