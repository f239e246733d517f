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

import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.token.TestTokens;
import java.util.stream.Stream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.PredicateBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** To the lint, a function of Simple is a step that reads. */
class LintFunctionsTest extends LintTest {
    private static final String PUT = "session-management:put?operation=PUT&fields=";

    @BeforeEach
    void needsTheSpi() {
        CamelPart.SIMPLE_FUNCTION.assume();
    }

    /** A part of a route with the expression {@code ${session(a)}} in it. */
    interface Part {
        void in(RouteBuilder routes, RouteDefinition route) throws Exception;
    }

    static Stream<Named<Part>> placesOfExpressions() {
        String read = "${session(a)}";
        return Stream.of(
                Named.of("log", (routes, route) -> route.log(read)),
                Named.of("setBody", (routes, route) -> route.setBody(routes.simple(read))),
                Named.of("setHeader", (routes, route) -> route.setHeader("h", routes.simple("x " + read + " y"))),
                Named.of("setHeaders", (routes, route) -> route.setHeaders("h", routes.simple(read))),
                Named.of("setVariable", (routes, route) -> route.setVariable("v", routes.simple(read))),
                Named.of("name of a header", (routes, route) -> route.setHeader(read, routes.constant(1))),
                Named.of(
                        "when",
                        (routes, route) -> route.choice()
                                .when(routes.simple(read + " > 3"))
                                .log("more")
                                .endChoice()),
                Named.of(
                        "when in Java",
                        (routes, route) -> route.choice()
                                .when(routes.simple(read).isEqualTo(3))
                                .log("three")
                                .endChoice()),
                Named.of(
                        "when in the fluent style",
                        (routes, route) ->
                                route.choice().when().simple(read).log("there").endChoice()),
                Named.of(
                        "filter",
                        (routes, route) -> route.filter(routes.simple(read)).log("there")),
                Named.of(
                        "filter by a compound predicate",
                        (routes, route) -> route.filter(PredicateBuilder.not(routes.simple(read)))
                                .log("not there")),
                Named.of(
                        "split",
                        (routes, route) -> route.split(routes.simple(read)).log("part")),
                Named.of(
                        "loop",
                        (routes, route) -> route.loop(routes.simple(read)).log("again")),
                Named.of("validate", (routes, route) -> route.validate().simple(read)),
                Named.of("delay", (routes, route) -> route.delay(routes.simple(read))),
                Named.of("recipientList", (routes, route) -> route.recipientList(routes.simple("mock:" + read))),
                Named.of("toD", (routes, route) -> route.toD("mock:" + read)),
                Named.of("wireTap", (routes, route) -> route.wireTap("mock:" + read)),
                Named.of(
                        "throwException",
                        (routes, route) -> route.throwException(IllegalStateException.class, "because of " + read)),
                Named.of("bean", (routes, route) -> route.bean("someBean", "call(" + read + ")")),
                Named.of("method", (routes, route) -> route.setBody(routes.method("someBean", "call(" + read + ")"))),
                Named.of(
                        "aggregate",
                        (routes, route) -> route.aggregate(routes.simple(read), newest())
                                .completionSize(1)
                                .log("all")),
                Named.of(
                        "completion of an aggregate",
                        (routes, route) -> route.aggregate(routes.constant(1), newest())
                                .completionPredicate(routes.simple(read))
                                .log("all")),
                Named.of(
                        "throttle",
                        (routes, route) ->
                                route.throttle(routes.constant(1)).correlationExpression(routes.simple(read))),
                Named.of(
                        "catch",
                        (routes, route) -> route.doTry()
                                .log("try")
                                .doCatch(IllegalStateException.class)
                                .onWhen(routes.simple(read))
                                .log("caught")
                                .end()),
                Named.of("within another function", (routes, route) -> route.log("${trim(" + read + ")}")),
                Named.of("pointer", (routes, route) -> route.log("${session(/a/0/b)}")),
                Named.of("quoted", (routes, route) -> route.log("${session('a')} and ${session( \"a\" )}")),
                Named.of("named at run time", (routes, route) -> route.log("${session(${header.name})}")),
                Named.of("named by the body", (routes, route) -> route.log("${body} ~> ${session}")),
                Named.of("other forms", (routes, route) -> route.log("$simple{session(a)}")),
                Named.of("the general form", (routes, route) -> route.log("${function(session,a)}")),
                Named.of(
                        "with something behind that Simple ignores", (routes, route) -> route.log("${session(a)[0]}")));
    }

    public static final class SomeBean {
        public Object call(Object value) {
            return value;
        }
    }

    private static AggregationStrategy newest() {
        return (Exchange before, Exchange now) -> now;
    }

    @ParameterizedTest
    @MethodSource("placesOfExpressions")
    void putThatAnExpressionReadsIsUsed(Part part) throws Exception {
        context.getRegistry().bind("someBean", new SomeBean());
        assertSilent(routes -> part.in(routes, from(routes, "a").to(PUT + "a")));
    }

    @Test
    void putThatAHandlerReadsIsUsed() throws Exception {
        assertSilent(routes -> {
            routes.onException(IllegalStateException.class)
                    .onWhen(routes.simple("${session(a)}"))
                    .retryWhile(routes.simple("${session(b)}"))
                    .handled((Predicate) routes.simple("${session(c)} == 1"))
                    .log("handled");
            routes.onCompletion().onWhen(routes.simple("${session(d)}")).log("completed");
            routes.intercept().onWhen(routes.simple("${session(e)}")).log("intercepted");
            routes.interceptSendToEndpoint("mock:*")
                    .onWhen(routes.simple("${session(f)}"))
                    .log("sent");
            from(routes, "a").to(PUT + "a,b,c,d,e,f").to("mock:end");
        });
    }

    @Test
    void conditionOfALoopSeesWhatItsBodyPuts() throws Exception {
        assertSilent(routes -> from(routes, "a")
                .loopDoWhile(routes.simple("${session(more)} != false"))
                .setBody(routes.constant("{\"more\":false}"))
                .to(PUT + "more")
                .end());
    }

    @Test
    void fieldThatNothingPutsIsFoundWithItsFunction() throws Exception {
        start(routes -> {
            RouteDefinition route = from(routes, "cart").to(PUT + "order");
            route.log("${session(order)}").id("all");
            route.choice()
                    .when(routes.simple("${session(/ordr/id)} > 3"))
                    .log("more")
                    .end()
                    .getOutputs();
            route.filter(routes.simple("${session(vip)}")).id("only-vip").log("vip");
        });
        assertThat(warnings())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .contains("(${session(/ordr/id)}): the LOCAL field 'ordr' is read, but no step on any path"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Route 'cart', step 'only-vip' (${session(vip)}): the LOCAL field 'vip' is read,"));
    }

    @Test
    void fieldThatNothingPutsIsFoundOnceForSeveralReads() throws Exception {
        start(routes -> from(routes, "cart")
                .to(PUT + "order")
                .log("${session(order)} ${session(ordr)} ${session(ordr)}")
                .id("all"));
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("Route 'cart', step 'all' (${session(ordr)}): the LOCAL field 'ordr' is read,");
    }

    @Test
    void putThatOnlyAnotherFunctionReadsIsFound() throws Exception {
        assertFound(
                routes -> from(routes, "a").to(PUT + "a,b").log("${session(b)} ${header.session} session(a)"),
                "a/put: a is put");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "xml"})
    void functionsInYamlAndXmlAreRead(String extension) throws Exception {
        if (extension.equals("xml")) {
            CamelPart.XML.assume();
        }
        load(extension, extension.equals("xml") ? """
                <routes><route id="cart"><from uri="direct:cart"/>
                  <to uri="session-management:put?operation=PUT&amp;fields=order"/>
                  <choice><when><simple>${session(order)}</simple><log message="x"/></when></choice>
                  <filter id="ask"><simple>${session(ordr)} &gt; 3</simple><log message="x"/></filter>
                </route></routes>
                """ : """
                - route:
                    id: cart
                    from:
                      uri: direct:cart
                      steps:
                        - to: session-management:put?operation=PUT&fields=order
                        - choice: { when: [ { simple: "${session(order)}", steps: [ { log: x } ] } ] }
                        - filter: { id: ask, simple: "${session(ordr)} > 3", steps: [ { log: x } ] }
                """);
        context.start();
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("Route 'cart', step 'ask' (${session(ordr)}) in routes." + extension)
                .contains("the LOCAL field 'ordr' is read, but");
    }

    @Test
    void globalFunctionThatNoTriggerReachesIsFound() throws Exception {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setSecretKey(TestTokens.SECRET);
        start(routes -> {
            from(routes, "cart").to(PUT + "a").log("${session(a)}");
            from(routes, "global").log("${globalSession(a)}").id("ask");
        });
        assertThat(warnings())
                .singleElement()
                .asString()
                .startsWith("Route 'global', step 'ask' (${globalSession(a)}): no consumer that allowedTriggers names");
    }
}
