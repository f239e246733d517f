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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.LintMode;
import io.github.camelsession.compatibility.CamelPart;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planted mistakes, each of them found. */
class LintFindingsTest extends LintTest {
    private static final String READ = "Route 'cart', step 'recall' (session-management:recall-order): the LOCAL field"
            + " 'ordr' is read, but no step on any path to this step puts it: correct the name, or put it earlier"
            + " (option lint). See session-management-lint.adoc#never-put";
    private static final String PUT = "Route 'cart', step 'remember' (session-management:remember-order): the LOCAL"
            + " field 'order' is put, but no step after it reads, deletes or clears it: correct the name, or do not put"
            + " it (option lint). See session-management-lint.adoc#never-used";

    /** As {@link #PUT} and {@link #READ}, where Camel knows the lines. */
    private void assertMisspelt(String file, int putLine, int readLine) {
        assertThat(warnings())
                .containsExactly(
                        PUT.replace("):", ") in " + file + ":" + putLine + ":"),
                        READ.replace("):", ") in " + file + ":" + readLine + ":"));
    }

    private void misspelt(org.apache.camel.builder.RouteBuilder routes) {
        routes.from("direct:cart")
                .routeId("cart")
                .to("session-management:remember-order?operation=PUT&fields=order")
                .id("remember")
                .to("session-management:recall-order?fields=ordr")
                .id("recall");
    }

    private void configure(LintMode mode) {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setLint(mode);
    }

    @Test
    void misspeltFieldIsTwoLinesThatNameRouteStepAndField() throws Exception {
        start(this::misspelt);
        assertThat(warnings()).containsExactly(PUT, READ);
    }

    @Test
    void misspeltFieldIsFoundInYamlWithItsLine() throws Exception {
        load("yaml", """
            - route:
                id: cart
                from:
                  uri: direct:cart
                  steps:
                    - to:
                        id: remember
                        uri: session-management:remember-order
                        parameters: { operation: PUT, fields: order }
                    - to:
                        id: recall
                        uri: session-management:recall-order?fields=ordr
            """);
        context.start();
        assertMisspelt("routes.yaml", 6, 10);
    }

    @Test
    void misspeltFieldIsFoundInXmlWithItsLine() throws Exception {
        CamelPart.XML.assume();
        load("xml", """
            <routes><route id="cart"><from uri="direct:cart"/>
              <to id="remember" uri="session-management:remember-order?operation=PUT&amp;fields=order"/>
              <to id="recall" uri="session-management:recall-order?fields=ordr"/>
            </route></routes>
            """);
        context.start();
        assertMisspelt("routes.xml", 2, 3);
    }

    @Test
    void failStopsTheStartWithAllFindings() {
        configure(LintMode.FAIL);
        assertThatThrownBy(() -> start(this::misspelt))
                .hasStackTraceContaining("camel.component.session-management.lint")
                .hasStackTraceContaining("the LOCAL field 'order' is put")
                .hasStackTraceContaining("the LOCAL field 'ordr' is read");
        assertThat(context.isStarted()).isFalse();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void offIsSilent() throws Exception {
        configure(LintMode.OFF);
        assertSilent(this::misspelt);
    }

    @Test
    void routesWithoutMistakesStartWithFail() throws Exception {
        configure(LintMode.FAIL);
        assertSilent(routes -> from(routes, "a").to(put("a")).to(get("a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"warn", "Warn", "WARN"})
    void caseOfTheOptionDoesNotMatter(String mode) throws Exception {
        context.getPropertiesComponent().addInitialProperty("mode", mode);
        org.apache.camel.support.PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(context.getComponent("session-management"))
                .withConfigurer(context.getComponent("session-management").getComponentPropertyConfigurer())
                .withProperty("lint", "{{mode}}")
                .withIgnoreCase(true)
                .bind();
        assertFound(routes -> from(routes, "a").to(get("a")), "a/get: a is read");
    }

    @Test
    void eachStartLooksAgainOnce() throws Exception {
        start(routes -> from(routes, "a").to(get("a")));
        context.stop();
        context.start();
        assertThat(warnings()).hasSize(2);
    }

    @Test
    void modelThatCanNotBeReadDoesNotStopTheStart() throws Exception {
        context = new org.apache.camel.impl.DefaultCamelContext() {
            @Override
            public java.util.List<org.apache.camel.model.RouteDefinition> getRouteDefinitions() {
                if (isStarting()) {
                    throw new IllegalStateException("unreadable");
                }
                return super.getRouteDefinitions();
            }
        };
        start(routes -> from(routes, "a").to(get("a")));
        assertThat(warnings()).singleElement().asString().contains("could not be checked");
    }

    @Test
    void misspeltFieldBesideAnInterceptorIsFound() throws Exception {
        CamelPart.CONTEXT_PLUGIN.assume();
        assertFound(
                routes -> {
                    routes.intercept().to("log:step");
                    routes.interceptSendToEndpoint("session-management:*").to(get("b"));
                    from(routes, "a").to(get("a"));
                },
                "a/get: a is read",
                "a/get: b is read");
    }

    @Test
    void calledTemplateIsLookedAtAsAnyRoute() throws Exception {
        CamelPart.KAMELET.assume();
        assertFound(
                routes -> {
                    template(routes, "action").to(get("a")).to(put("b"));
                    from(routes, "a").to("kamelet:action/one").to(get("b")).to(get("c"));
                },
                "a/get, in kamelet:action: a is read",
                "a/get: c is read");
    }

    private static org.apache.camel.model.RouteDefinition template(
            org.apache.camel.builder.RouteBuilder routes, String id) {
        org.apache.camel.model.RouteTemplateDefinition template = routes.routeTemplate(id);
        return template.from("kamelet:source");
    }

    @Test
    void readBeforePutIsFound() throws Exception {
        assertFound(routes -> from(routes, "a").to(get("a")).to(put("a")), "a/get: a is read", "a/put: a is put");
    }

    @Test
    void containsOfWhatNobodyPutIsFound() throws Exception {
        assertFound(
                routes -> from(routes, "a").to("session-management:look?operation=CONTAINS&fields=a"),
                "a/look: a is read");
    }

    @Test
    void putInOneRouteIsNotReadInAnother() throws Exception {
        assertFound(
                routes -> {
                    from(routes, "a").to(put("a")).to("direct:answer");
                    from(routes, "b").to("direct:answer").to(get("a"));
                    routes.from("direct:answer").to("log:answer");
                },
                "a/put: a is put",
                "b/get: a is read");
    }

    @Test
    void branchesOfAChoiceDoNotSeeEachOther() throws Exception {
        assertFound(
                routes -> from(routes, "a")
                        .choice()
                        .when(routes.body().isNull())
                        .to(put("a"))
                        .otherwise()
                        .to(get("a"))
                        .end(),
                "a/put: a is put",
                "a/get: a is read");
    }

    @Test
    void globalSessionIsAnotherOne() throws Exception {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setSecretKey(io.github.camelsession.token.TestTokens.SECRET);
        assertFound(
                routes -> from(routes, "a").to(put("a") + "&sessionType=GLOBAL").to(get("a")),
                "a/put: no-trigger",
                "a/get: a is read");
    }

    @Test
    void misspeltFieldInOnExceptionIsFound() throws Exception {
        assertFound(
                routes -> {
                    routes.onException(Exception.class).handled(true).to(get("ordr"));
                    from(routes, "a").to(put("a")).to(get("a"));
                    from(routes, "b").to("log:b");
                },
                "a/get: ordr is read");
    }

    @Test
    void misspeltFieldInACalledRouteIsFound() throws Exception {
        assertFound(
                routes -> {
                    from(routes, "a").to(put("a")).to("direct:sub").to(get("a"));
                    routes.from("direct:sub").routeId("sub").to(get("b"));
                },
                "sub/get: b is read");
    }

    @Test
    void putInOnCompletionComesTooLateForTheRoute() throws Exception {
        assertFound(
                routes -> from(routes, "a").onCompletion().to(put("a")).end().to(get("a")),
                "a/put: a is put",
                "a/get: a is read");
    }

    @Test
    void anotherExecutionBeginsBehindABroker() throws Exception {
        assertFound(
                routes -> {
                    from(routes, "a").to(put("a")).to("file:target/lint-queue");
                    routes.from("file:target/lint-queue")
                            .routeId("b")
                            .autoStartup(false)
                            .to(get("a"));
                },
                "a/put: a is put",
                "b/get: a is read");
    }

    @Test
    void placeholderThatResolvesIsNoHidingPlace() throws Exception {
        context.getPropertiesComponent().addInitialProperty("wanted", "a");
        assertFound(routes -> from(routes, "a").to(get("{{wanted}}")), "a/get: a is read");
    }

    @Test
    void endpointOfTheRegistryIsTheStepOrTheRouteThatItIs() throws Exception {
        context.getRegistry().bind("step", context.getEndpoint("session-management:p?operation=PUT&fields=a,b"));
        context.getRegistry().bind("route", context.getEndpoint("direct:sub"));
        assertFound(
                routes -> {
                    from(routes, "a").to("ref:step").to("ref:route").to(get("c"));
                    routes.from("direct:sub").routeId("sub").to(get("a"));
                },
                "a/step: b is put",
                "a/get: c is read");
    }

    @Test
    void anotherRouteMayBeDynamic() throws Exception {
        assertFound(
                routes -> {
                    from(routes, "a").to(get("a"));
                    from(routes, "b").to(get("*"));
                    from(routes, "c").toD("session-management:c?fields=${header.c}");
                },
                "a/get: a is read");
    }

    /** Its address begins with a scheme that calls no route, whatever the message makes of the rest. */
    @Test
    void dynamicStepIsNoCallOfAnotherRoute() throws Exception {
        assertFound(
                routes -> {
                    from(routes, "pick").toD("session-management:p?operation=GET&fields=${header.wanted}");
                    routes.from("direct:tap").wireTap("session-management:w?operation=PUT&fields=${header.f}");
                    routes.from("direct:enrich")
                            .enrich()
                            .simple("session-management:e?operation=GET&fields=${header.f}");
                    routes.from("direct:wizard")
                            .routeId("wizard")
                            .to(put("order"))
                            .to(get("ordr"));
                },
                "wizard/put: order is put",
                "wizard/get: ordr is read");
    }

    @Test
    void contextThatIsStartedAgainIsLookedAtOnceEachTimeAndKeepsNoMoreListeners() throws Exception {
        try (ListeningContext restarted = new ListeningContext()) {
            restarted.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:again").to("session-management:recall?fields=a");
                }
            });
            restarted.start();
            restarted.stop();
            restarted.start();
            assertThat(restarted.listeners()).isEqualTo(1);
            assertThat(warnings()).hasSize(2);
        }
    }

    private static final class ListeningContext extends DefaultCamelContext {
        /** Camel adds others of its own. */
        long listeners() {
            return getStartupListeners().stream()
                    .filter(LintAtStart.class::isInstance)
                    .count();
        }
    }
}
