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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionManagementConstants;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the lint was wrong once: false alarms, and mistakes that were hidden by something else. */
class LintAccuracyTest extends LintTest {
    private static final String FIELDS = SessionManagementConstants.FIELDS;
    private static final String OPERATION = SessionManagementConstants.OPERATION;
    private static final String PICK = "session-management:pick?operation=GET";

    @Test
    void secondComponentSharesTheLocalSessionWithTheFirst() throws Exception {
        context.addComponent("staff", new SessionManagementComponent());
        assertSilent(routes ->
                from(routes, "a").to("staff:p?operation=PUT&fields=order").to(get("order")));
    }

    @Test
    void misspeltFieldOfASecondComponentIsFoundUnderItsName() throws Exception {
        context.addComponent("staff", new SessionManagementComponent());
        start(routes ->
                from(routes, "a").to("staff:p?operation=PUT&fields=order").to("staff:g?operation=GET&fields=oder"));
        assertThat(warnings()).hasSize(2);
        assertThat(warnings().get(1)).contains("(staff:g)").contains("'oder' is read");
    }

    @Test
    void secondComponentIsFoundByToDAndWireTapToo() throws Exception {
        context.addComponent("staff", new SessionManagementComponent());
        assertFound(
                routes -> from(routes, "a")
                        .toD("staff:p?operation=PUT&fields=order")
                        .wireTap("staff:w?operation=PUT&fields=other")
                        .to(get("oder")),
                "a/p: order is put",
                "a/w: other is put",
                "a/get: oder is read");
    }

    @Test
    void processorMaySetTheFieldsOfAStepThatNamesNone() throws Exception {
        assertSilent(routes -> from(routes, "a")
                .process(exchange -> exchange.getMessage().setHeader(FIELDS, List.of("order")))
                .to("session-management:p?operation=PUT")
                .removeHeader(FIELDS)
                .to(get("order")));
    }

    @Test
    void processorMaySetAHeaderThatTheRouteRemovesAfterwards() throws Exception {
        assertSilent(routes -> from(routes, "a")
                .process(exchange -> exchange.getMessage().setHeader(OPERATION, "PUT"))
                .to(get("order"))
                .removeHeaders("CamelSessionManagement*")
                .to(get("order")));
    }

    @Test
    void processorBeforeAStepThatNamesItsFieldsHidesNothing() throws Exception {
        assertFound(
                routes -> from(routes, "a")
                        .process(exchange -> {})
                        .to(put("order"))
                        .to(get("oder")),
                "a/put: order is put",
                "a/get: oder is read");
    }

    @Test
    void fieldsFromAHeaderHideNothingBehindItsRemoval() throws Exception {
        assertFound(
                routes -> from(routes, "a")
                        .to(put("order"))
                        .setHeader(FIELDS, routes.simple("${header.wanted}"))
                        .to(PICK)
                        .removeHeader(FIELDS)
                        .to(get("oder")),
                "a/get: oder is read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelSession*", "CamelSessionManagementOperation", "Camel*", "*"})
    void operationFromAHeaderHidesNothingBehindItsRemoval(String pattern) throws Exception {
        assertFound(
                routes -> from(routes, "a")
                        .setHeader(OPERATION, routes.constant("CLEAR"))
                        .to(get("a"))
                        .removeHeaders(pattern)
                        .to(put("order")),
                "a/put: order is put");
    }

    @Test
    void headerThatIsRemovedOnOneWayOnlyStillOverrides() throws Exception {
        assertSilent(routes -> {
            from(routes, "a")
                    .setHeader(OPERATION, routes.constant("PUT"))
                    .choice()
                    .when(routes.body().isNull())
                    .removeHeader(OPERATION)
                    .end()
                    .to(get("a"));
            from(routes, "b")
                    .setHeader(OPERATION, routes.constant("PUT"))
                    .filter(routes.body().isNull())
                    .removeHeader(OPERATION)
                    .end()
                    .to(get("a"));
            from(routes, "c")
                    .setHeader(OPERATION, routes.constant("PUT"))
                    .doTry()
                    .to("log:c")
                    .removeHeader(OPERATION)
                    .doCatch(Exception.class)
                    .to(get("a"))
                    .end();
            from(routes, "d")
                    .onException(Exception.class)
                    .to(get("a"))
                    .end()
                    .setHeader(OPERATION, routes.constant("PUT"))
                    .to("log:d")
                    .removeHeader(OPERATION);
            from(routes, "e")
                    .setHeader(OPERATION, routes.constant("PUT"))
                    .removeHeaders("*", "CamelSessionManagement*")
                    .to(get("a"));
        });
    }

    @Test
    void toDWithoutAnExpressionIsAnyStep() throws Exception {
        assertFound(
                routes -> from(routes, "a")
                        .toD("session-management:p?operation=PUT&fields=order")
                        .to(get("oder")),
                "a/p: order is put",
                "a/get: oder is read");
    }

    @Test
    void toDWithAnExpressionMayBeAnyStep() throws Exception {
        assertSilent(routes -> from(routes, "a")
                .toD("session-management:p?operation=PUT&fields=${header.f}")
                .to(get("order")));
    }

    @Test
    void wireTapToAStepIsAnyStepAtTheSameTime() throws Exception {
        assertFound(
                routes -> {
                    from(routes, "a")
                            .wireTap("session-management:p?operation=PUT&fields=order")
                            .to(get("order"))
                            .to(get("oder"));
                    from(routes, "b")
                            .wireTap("session-management:g?operation=GET&fields=late")
                            .to(put("late"));
                },
                "a/get: oder is read");
    }

    @Test
    void stepThatAnInterceptorAnswersForMayDoAnything() throws Exception {
        assertSilent(routes -> {
            routes.interceptSendToEndpoint("session-management:put*")
                    .skipSendToOriginalEndpoint()
                    .to("log:skipped");
            from(routes, "a").to(put("a")).to(get("b"));
        });
    }

    @Test
    void alarmGoesAwayWhenTheNameIsCorrected() throws Exception {
        assertFound(
                routes -> from(routes, "a").to(put("order")).to(get("oder")),
                "a/put: order is put",
                "a/get: oder is read");
        context.getRouteController().stopRoute("a");
        context.removeRoute("a");
        context.stop();
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                LintTest.from(this, "a").to(put("order")).to(get("order"));
            }
        });
        context.start();
        assertThat(warnings()).hasSize(2);
    }

    @Test
    void everyLineEndsWithThePageThatExplainsIt() throws Exception {
        start(routes -> from(routes, "a").to(put("order")).to(get("oder")));
        assertThat(warnings())
                .isNotEmpty()
                .allMatch(line -> line.matches(".* See session-management-lint.adoc#[a-z-]+"));
    }
}
