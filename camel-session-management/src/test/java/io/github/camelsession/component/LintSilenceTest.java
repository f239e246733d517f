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
package io.github.camelsession.component;

import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.compatibility.CamelPart;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What works is not reported: the field reaches the step that reads it, or that can not be told. */
class LintSilenceTest extends LintTest {
    private static final String PUT = put("a");
    private static final String GET = get("a");

    private static void answer(RouteBuilder routes) {
        routes.from("direct:sub").routeId("sub").to(GET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "CONTAINS", "DELETE", "CLEAR", "get"})
    void eachOperationUsesWhatWasPut(String operation) throws Exception {
        assertSilent(routes -> from(routes, "a").to(PUT).to("session-management:use?fields=a&operation=" + operation));
    }

    @Test
    void defaultFieldsAreNobodysChoice() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to("session-management:get");
            from(routes, "b").to("session-management:put?operation=PUT");
        });
    }

    @Test
    void defaultFieldsAreReadAndPut() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to(put("data")).to("session-management:get");
            from(routes, "b").to("session-management:put?operation=PUT").to(get("data"));
        });
    }

    @Test
    void putIfAbsentPuts() throws Exception {
        assertSilent(routes ->
                from(routes, "a").to(PUT.replace("PUT", "PUT_IF_ABSENT")).to(GET));
    }

    @Test
    void putInABranchIsReadBehindIt() throws Exception {
        assertSilent(routes -> from(routes, "a")
                .choice()
                .when(routes.body().isNull())
                .to(PUT)
                .end()
                .to(GET));
    }

    @Test
    void filterOnceIsNoLoop() throws Exception {
        assertSilent(routes ->
                from(routes, "a").filter(routes.body().isNull()).to(PUT).end().to(GET));
    }

    @Test
    void loopReadsWhatItsLastRoundPut() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").loop(3).to(GET).to(PUT);
            from(routes, "b").loopDoWhile(routes.body().isNotNull()).to(GET).to(PUT);
        });
    }

    @Test
    void branchesOfSplitAndMulticastSeeEachOther() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").split(routes.body()).to(GET).to(PUT);
            from(routes, "b").multicast().parallelProcessing().to(GET, PUT);
            from(routes, "c").loadBalance().roundRobin().to(GET, PUT);
            from(routes, "d").split(routes.body()).to(PUT).end().to(GET);
        });
    }

    @Test
    void scopedStepsInABranchSeeEachOther() throws Exception {
        assertSilent(
                routes -> from(routes, "a").split(routes.body()).to(scoped(PUT)).to(scoped(GET)));
    }

    @Test
    void catchAndFinallyReadWhatWasPutBefore() throws Exception {
        assertSilent(routes -> from(routes, "a")
                .doTry()
                .to(put("a,b"))
                .to("log:a")
                .doCatch(Exception.class)
                .to(GET)
                .doFinally()
                .to(get("b"))
                .end());
    }

    @Test
    void onExceptionReadsWhatTheRoutePut() throws Exception {
        assertSilent(routes -> {
            routes.onException(IllegalStateException.class).handled(true).to(GET);
            from(routes, "a").to("log:a").to(PUT).to("log:a");
            from(routes, "b").to("log:b");
        });
    }

    @Test
    void onExceptionOfARouteConfigurationReadsWhatTheRoutePut() throws Exception {
        load("yaml", """
            - routeConfiguration:
                onException:
                  - onException:
                      exception: [ java.lang.Exception ]
                      handled: { constant: "true" }
                      steps:
                        - to: session-management:recall?fields=order
            - route:
                from:
                  uri: timer:a?delay=-1&repeatCount=1
                  steps:
                    - to: session-management:remember?operation=PUT&fields=order
            - route:
                from:
                  uri: timer:b?delay=-1&repeatCount=1
                  steps:
                    - to: log:b
            """);
        assertSilent(routes -> {});
    }

    @Test
    void onExceptionReadsWhatACalledRoutePut() throws Exception {
        assertSilent(routes -> {
            from(routes, "a")
                    .onException(Exception.class)
                    .handled(true)
                    .to(GET)
                    .end()
                    .to("direct:sub");
            routes.from("direct:sub").to(PUT).to("log:sub");
        });
    }

    @Test
    void routeGoesOnAfterAContinuedException() throws Exception {
        assertSilent(routes -> from(routes, "a")
                .onException(Exception.class)
                .continued(true)
                .to(PUT)
                .end()
                .to("log:a")
                .to(GET));
    }

    @Test
    void deadLetterRouteReadsWhatTheRoutePut() throws Exception {
        assertSilent(routes -> {
            routes.errorHandler(routes.deadLetterChannel("direct:sub"));
            from(routes, "a").to(PUT).to("log:a");
            routes.from("direct:sub").errorHandler(routes.noErrorHandler()).to(GET);
        });
    }

    @Test
    void calledRouteIsRedeliveredAfterItsPut() throws Exception {
        assertSilent(routes -> {
            routes.from("direct:sub")
                    .errorHandler(routes.noErrorHandler())
                    .to(GET)
                    .to(PUT)
                    .to("log:sub");
            from(routes, "a")
                    .errorHandler(routes.defaultErrorHandler().maximumRedeliveries(2))
                    .to("direct:sub");
        });
    }

    @Test
    void onCompletionReadsWhatTheExecutionPut() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to("direct:sub").to(PUT);
            routes.from("direct:sub").onCompletion().to(GET).end().to("log:sub");
        });
    }

    @Test
    void laterOnCompletionReadsWhatAnEarlierOnePut() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").onCompletion().to(GET).end().to("direct:sub");
            routes.from("direct:sub").onCompletion().to(PUT).end().to("log:sub");
        });
    }

    @Test
    void interceptRunsBetweenTheSteps() throws Exception {
        CamelPart.CONTEXT_PLUGIN.assume();
        assertSilent(routes -> {
            routes.intercept().to(get("a")).to(put("b"));
            from(routes, "a").to("log:a").to(put("a")).to("log:a").to(get("b"));
        });
    }

    @Test
    void interceptFromRunsFirst() throws Exception {
        assertSilent(routes -> {
            routes.interceptFrom().to(PUT);
            from(routes, "a").to(GET);
            from(routes, "b").to("log:b");
        });
    }

    @Test
    void interceptSendToEndpointRunsAtSends() throws Exception {
        CamelPart.CONTEXT_PLUGIN.assume();
        assertSilent(routes -> {
            routes.interceptSendToEndpoint("log:*").to(get("a")).to(put("b"));
            from(routes, "a").to(put("a")).to("log:a").to(get("b"));
            from(routes, "b").to("mock:b");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "seda", "stub"})
    void calledRouteReadsWhatItsCallerPut(String scheme) throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to(PUT).to(scheme + ":one");
            routes.from(scheme + "://one").to(scheme + ":two");
            routes.from(scheme + ":two").to(GET);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:sub", "seda:sub?waitForTaskToComplete=Always"})
    void callerReadsWhatTheCalledRoutePut(String sub) throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to(sub).to(GET);
            routes.from(sub.replaceFirst("\\?.*", "")).to("direct:deeper");
            routes.from("direct:deeper").to(PUT);
        });
    }

    @Test
    void queueIsReadWhileItsSenderGoesOn() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to("seda:sub").to(PUT);
            routes.from("seda:sub").to(GET);
        });
    }

    @Test
    void wireTapRunsWhileTheRouteGoesOn() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").wireTap("direct:sub").to(put("a")).to(get("b"));
            routes.from("direct:sub").to(get("a")).to(put("b"));
        });
    }

    @Test
    void wireTapInACalledRouteRunsWhileTheCallerGoesOn() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to("direct:tapping").to(PUT);
            routes.from("direct:tapping").wireTap("direct:sub");
            answer(routes);
        });
    }

    @Test
    void aggregatedExchangeHasWhatItsRoutePut() throws Exception {
        assertSilent(routes -> from(routes, "a")
                .to(PUT)
                .aggregate(routes.constant(true), (older, newer) -> newer)
                .completionSize(1)
                .to(GET));
    }

    @Test
    void enrichCallsARoute() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to(PUT).enrich("direct:sub");
            answer(routes);
        });
    }

    @Test
    void fallbackReadsWhatTheCircuitBreakerPut() throws Exception {
        CamelPart.CIRCUIT_BREAKER.assume();
        assertSilent(routes ->
                from(routes, "a").circuitBreaker().to(PUT).onFallback().to(GET).end());
    }

    @Test
    void recipientsMayBeRoutesOrSteps() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to(PUT).recipientList(routes.header("where"));
            answer(routes);
            from(routes, "b").routingSlip(routes.header("where")).to(get("b"));
            from(routes, "c").dynamicRouter(routes.header("where")).to(get("c"));
            from(routes, "d").recipientList(routes.constant("log:d,direct:put")).to(get("d"));
            routes.from("direct:put").to(put("d"));
        });
    }

    @Test
    void dynamicRouteMayBeAny() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to(PUT).toD("direct:${header.where}");
            answer(routes);
            from(routes, "b").to("direct:sub");
        });
    }

    @Test
    void expressionBeforeTheFirstColonMayNameARoute() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to(PUT).toD("${header.where}?fields=x");
            answer(routes);
        });
    }

    /** What the expression makes may hold the delimiter. */
    @Test
    void expressionInAListMayNameARouteBehindItsFirstAddress() throws Exception {
        assertSilent(routes -> {
            from(routes, "a")
                    .to(PUT)
                    .recipientList(routes.simple("session-management:p?fields=${header.f},direct:sub"));
            from(routes, "b").to(PUT).routingSlip(routes.simple("log:${header.slip}"));
            answer(routes);
        });
    }

    @Test
    void dynamicStepMayPutAnything() throws Exception {
        assertSilent(routes -> {
            from(routes, "a")
                    .toD("session-management:put?operation=PUT&fields=${header.f}")
                    .to("direct:sub");
            answer(routes);
        });
    }

    @Test
    void starMayBeAnything() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to(put("*")).to("direct:sub");
            from(routes, "b").to(put("b")).to(get("*"));
            answer(routes);
        });
    }

    @Test
    void headersOverrideStepsAlsoInCalledRoutes() throws Exception {
        assertSilent(routes -> {
            from(routes, "a")
                    .setHeader(SessionManagementConstants.FIELDS, routes.constant("x"))
                    .to(PUT)
                    .to("direct:sub");
            answer(routes);
            from(routes, "b")
                    .setHeaders("x", routes.constant("1"), SessionManagementConstants.OPERATION, routes.constant("PUT"))
                    .to(get("b"));
        });
    }

    @Test
    void javaCodeMaySendTheExchangeToARoute() throws Exception {
        assertSilent(routes -> {
            from(routes, "a")
                    .to(PUT)
                    .process(exchange ->
                            exchange.getContext().createProducerTemplate().send("direct:sub", exchange));
            answer(routes);
        });
    }

    @Test
    void routeThatIsNotThereYetMayDoAnything() throws Exception {
        assertSilent(routes -> from(routes, "a").to(put("b")).to("seda:later").to(get("a")));
    }

    @Test
    void polledMessageComesWithItsOwnSession() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to(PUT).to("seda:polled");
            from(routes, "b").pollEnrich("seda:polled").to(GET);
        });
    }

    @Test
    void templateWhoseCallerIsNotSeenMayBeCalledByAny() throws Exception {
        assertSilent(routes -> {
            routes.routeTemplate("t")
                    .templateParameter("name")
                    .from("direct:{{name}}")
                    .to(get("a"))
                    .to(put("b"));
            routes.templatedRoute("t").routeId("instance").parameter("name", "one");
        });
    }

    @Test
    void kameletPutsForItsCallerAndReadsWhatThatPut() throws Exception {
        CamelPart.KAMELET.assume();
        load("yaml", """
            - routeTemplate:
                id: keep
                parameters: [ { name: field } ]
                from:
                  uri: kamelet:source
                  steps:
                    - to: "session-management:keep?operation=PUT&fields={{field}}"
            - routeTemplate:
                id: recall
                parameters: [ { name: field } ]
                from:
                  uri: kamelet:source
                  steps:
                    - to: "session-management:recall?fields={{field}}"
                    - to: kamelet:sink
            """);
        assertSilent(routes -> {
            from(routes, "a").to("kamelet:keep?field=a").to(GET);
            from(routes, "b").to(put("b")).to("kamelet:recall?field=b");
            from(routes, "c")
                    .to(put("c"))
                    .kamelet("recall?field=c")
                    .to(put("d"))
                    .end()
                    .to(get("d"));
        });
    }

    @Test
    void kameletThatIsASourceHandsItsSessionOn() throws Exception {
        CamelPart.KAMELET.assume();
        assertSilent(routes -> {
            routes.routeTemplate("tick")
                    .from("timer:tick?delay=3600000")
                    .to(PUT)
                    .to("kamelet:sink");
            routes.from("kamelet:tick").to(GET);
        });
    }

    @Test
    void disabledStepIsNoStep() throws Exception {
        assertSilent(routes -> {
            ProcessorDefinition<RouteDefinition> route = from(routes, "a");
            route.to(GET).disabled().to("log:a");
        });
    }

    @Test
    void restCallsItsRoute() throws Exception {
        CamelPart.JETTY.assume();
        assertSilent(routes -> {
            routes.restConfiguration().component("jetty").host("127.0.0.1").port(0);
            routes.rest("/cart").get().to("direct:rest");
            routes.from("direct:rest").to(PUT).to("direct:sub");
            answer(routes);
        });
    }
}
