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

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GLOBAL steps that refuse every message, or store what the client likes. */
class LintGlobalTest extends LintTest {
    private static final String PUT = put("a") + "&sessionType=GLOBAL";
    private static final String PUT_ALL = put("*") + "&sessionType=GLOBAL";
    private static final String TOKEN = "Authorization";

    @BeforeEach
    void configure() {
        CamelPart.JETTY.assume();
        configuration().setSecretKey(TestTokens.SECRET);
    }

    private SessionManagementConfiguration configuration() {
        return context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration();
    }

    private static RouteDefinition http(RouteBuilder routes, String id) {
        return routes.from("jetty:http://127.0.0.1:0/" + id).routeId(id).autoStartup(false);
    }

    @Test
    void stepBehindATimerIsReachedByNoTrigger() throws Exception {
        assertFound(routes -> from(routes, "a").to(PUT), "a/put: no-trigger");
    }

    @Test
    void stepInARouteOfEventsIsReachedByNoTrigger() throws Exception {
        assertFound(
                routes -> routes.from("session-management:events")
                        .routeId("events")
                        .autoStartup(false)
                        .to(PUT),
                "events/put: no-trigger");
    }

    @Test
    void routeOfEventsIsCalledByNoStepOfItsName() throws Exception {
        assertSilent(routes -> {
            from(routes, "a")
                    .to("session-management:events?operation=PUT&fields=a")
                    .to(get("a"));
            routes.from("session-management:events").routeId("events").to("log:events");
        });
    }

    @Test
    void backchannelLogoutNeedsNoTrigger() throws Exception {
        configuration().setKeyClaims("sub");
        configuration().setMaxTokenLifetime(Duration.ofHours(1));
        assertSilent(routes ->
                from(routes, "a").to("session-management:out?operation=BACKCHANNEL_LOGOUT&sessionType=GLOBAL"));
    }

    @Test
    void stepThatOnlyATimerCallsIsReachedByNoTrigger() throws Exception {
        assertFound(
                routes -> {
                    from(routes, "a").to("direct:sub");
                    routes.from("direct:sub").routeId("sub").to(PUT);
                },
                "sub/put: no-trigger");
    }

    @Test
    void stepThatATimerAndARequestReachIsFine() throws Exception {
        assertSilent(routes -> {
            from(routes, "a").to("direct:sub");
            http(routes, "b").wireTap("seda:sub");
            routes.from("seda:sub").to("direct:sub");
            routes.from("direct:sub").onCompletion().to(PUT).end().to("log:sub");
        });
    }

    @Test
    void stepInAHandlerIsReachedByARequestToItsRoute() throws Exception {
        assertSilent(routes -> {
            routes.onException(Exception.class).handled(true).to(PUT);
            from(routes, "a").to("log:a");
            http(routes, "b").to("log:b");
        });
    }

    @Test
    void consumersOfOtherListsOfTriggersAreAsked() throws Exception {
        configuration().setAllowedTriggers("timer");
        assertFound(
                routes -> {
                    from(routes, "a").to(PUT);
                    http(routes, "b").to(PUT);
                },
                "b/put: no-trigger");
    }

    @Test
    void anyTriggerIsEnoughIfAllAreAllowed() throws Exception {
        configuration().setAllowedTriggers("*");
        assertSilent(routes -> {
            from(routes, "a").to(PUT);
            routes.from("direct:uncalled").to(PUT);
        });
    }

    @Test
    void javaCodeBehindATriggerMayCallTheRoute() throws Exception {
        assertSilent(routes -> {
            http(routes, "a").process(exchange -> {});
            routes.from("direct:uncalled").to(PUT);
        });
    }

    @Test
    void restIsATrigger() throws Exception {
        assertSilent(routes -> {
            routes.restConfiguration().component("jetty").host("127.0.0.1").port(0);
            routes.rest("/cart").put().to("direct:rest");
            routes.from("direct:rest").to(PUT);
        });
    }

    @Test
    void dynamicAddressMayBeTheRoute() throws Exception {
        assertSilent(routes -> {
            http(routes, "a").toD("direct:${header.where}");
            routes.from("direct:uncalled").to(PUT);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "Auth*", "authorization", "A.*n|X-.*"})
    void tokenThatIsRemovedBeforeTheStepIsFound(String pattern) throws Exception {
        assertFound(
                routes -> http(routes, "a")
                        .removeHeaders(pattern)
                        .to("log:backend")
                        .to(PUT),
                "a/put: token-removed");
    }

    @Test
    void tokenHeaderOfTheConfigurationIsTheOneThatCounts() throws Exception {
        configuration().setTokenHeader("X-Token");
        assertFound(
                routes -> {
                    http(routes, "a").removeHeader(TOKEN).to(PUT);
                    http(routes, "b").removeHeader("x-token").to(PUT);
                },
                "b/put: token-removed");
    }

    @Test
    void tokenThatIsRemovedInTheCallerIsMissedInTheCalledRoute() throws Exception {
        assertFound(
                routes -> {
                    http(routes, "a").removeHeader(TOKEN).to("direct:sub");
                    routes.from("direct:sub").routeId("sub").to(PUT);
                },
                "sub/put: token-removed");
    }

    @Test
    void tokenThatIsSetAgainIsThere() throws Exception {
        assertSilent(routes -> {
            http(routes, "a")
                    .setVariable("token", routes.header(TOKEN))
                    .removeHeaders("*")
                    .setHeader(TOKEN, routes.variable("token"))
                    .to(PUT);
            http(routes, "b").removeHeaders("*").process(exchange -> {}).to(PUT);
            http(routes, "c").removeHeaders("*").toD("direct:${header.x}").to(PUT);
            http(routes, "d")
                    .removeHeaders("*")
                    .setHeader("${header.name}", routes.constant("x"))
                    .to(PUT);
        });
    }

    @Test
    void tokenThatIsKeptIsThere() throws Exception {
        assertSilent(routes -> http(routes, "a").removeHeaders("*", TOKEN).to(PUT));
    }

    @Test
    void callerIsRememberedByAStepBeforeTheRemoval() throws Exception {
        assertSilent(routes -> http(routes, "a").to(PUT).removeHeaders("*").to(PUT));
    }

    @Test
    void tokenThatIsRemovedOnSomeWaysOnlyMayBeThere() throws Exception {
        assertSilent(routes -> {
            onSomeWays(http(routes, "a"), routes).to(PUT);
            http(routes, "b").to("direct:sub");
            http(routes, "c").removeHeaders("*").to("direct:sub");
            routes.from("direct:sub").to(PUT);
            http(routes, "d").wireTap("direct:removing").to(PUT);
            http(routes, "e").split(routes.body()).to("direct:removing").end().to(PUT);
            routes.from("direct:removing").removeHeaders("*").to("log:removed");
            http(routes, "f")
                    .onException(Exception.class)
                    .to(PUT)
                    .end()
                    .to("log:f")
                    .removeHeaders("*");
        });
    }

    private static ProcessorDefinition<?> onSomeWays(ProcessorDefinition<?> route, RouteBuilder routes) {
        return route.choice().when(routes.body().isNull()).removeHeaders("*").end();
    }

    @Test
    void clientThatNamesTheFieldsIsFound() throws Exception {
        assertFound(
                routes -> http(routes, "a")
                        .setHeader("x", routes.constant("y"))
                        .log("in")
                        .to(PUT_ALL),
                "a/put: client-names-fields");
    }

    @Test
    void clientThatNamesTheFieldsIsFoundBehindRestAndDirect() throws Exception {
        assertFound(
                routes -> {
                    routes.restConfiguration()
                            .component("jetty")
                            .host("127.0.0.1")
                            .port(0);
                    routes.rest("/cart").put().to("direct:rest");
                    routes.from("direct:rest").routeId("rest").to(PUT_ALL.replace("PUT", "PUT_IF_ABSENT"));
                },
                "rest/put: client-names-fields");
    }

    @Test
    void bodyThatTheRouteMakesOrChecksIsNotTheClients() throws Exception {
        // Compiled with a later Camel, whose validate() returns another type than that of 4.14.
        CamelPart.CONTEXT_PLUGIN.assume();
        assertSilent(routes -> {
            http(routes, "a").setBody(routes.constant("{}")).to(PUT_ALL);
            http(routes, "b").process(exchange -> {}).to(PUT_ALL);
            http(routes, "c").to("direct:check").to(PUT_ALL);
            routes.from("direct:check").validate(routes.body().isNotNull());
            http(routes, "d").validate(routes.body().isNotNull()).to(PUT_ALL);
            http(routes, "e").to("mock:http").transform(routes.constant("{}")).to(PUT_ALL);
            http(routes, "f")
                    .setHeader(SessionManagementConstants.FIELDS, routes.constant("a"))
                    .to(PUT_ALL);
            http(routes, "g").toV("session-management:put?operation=PUT&sessionType=GLOBAL&fields=*", "v", null);
        });
    }

    @Test
    void wholeSessionIsReadByTheClientWithoutAnAlarm() throws Exception {
        assertSilent(routes -> http(routes, "a").to(get("*") + "&sessionType=GLOBAL"));
    }
}
