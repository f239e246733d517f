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

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.compatibility.CamelPart;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.spi.Language;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** {@code ${session(field)}} wherever Simple is. */
class SessionFunctionTest extends RouteTest {
    private static final String HELD = """
            {"text":"tea","long":12345678901234,"small":3,"exact":1.10,"huge":1234567890123456789012345678901234567890,\
            "wide":1E400,"yes":true,"no":false,"nothing":null,"empty":"","says":"false",\
            "order":{"id": 7, "items":[{"sku":"\\u00e9","price":1.10}, 2]},"list":[1, "two", null],\
            "a,b":5,"a b":6,"sl/ash":{"til~de":8},"/":9}""";

    private static final String LOG = "session-function";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Function<Exchange, Object> evaluation;

    @BeforeEach
    void listen() {
        logger().setLevel(Level.INFO);
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(LOG);
    }

    @BeforeEach
    void needsTheSpi() {
        CamelPart.SIMPLE_FUNCTION.assume();
    }

    /** Answers the expression's value with all of {@link #HELD} in the session. */
    private Object value(String simple) throws Exception {
        Exchange exchange = evaluated(simple);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getProperty("value");
    }

    private Exchange evaluated(String simple) throws Exception {
        return evaluated(exchange -> simple().createExpression(simple).evaluate(exchange, Object.class));
    }

    private boolean matches(String simple) throws Exception {
        return evaluated(exchange -> simple().createPredicate(simple).matches(exchange))
                .getProperty("value", Boolean.class);
    }

    private Exchange evaluated(Function<Exchange, Object> value) throws Exception {
        evaluation = value;
        if (!context.isStarted()) {
            start(routes -> routes.from("direct:value")
                    .to(put("*"))
                    .setBody(routes.constant("body"))
                    .process(exchange -> exchange.setProperty("value", evaluation.apply(exchange))));
        }
        return send("direct:value", HELD);
    }

    private Language simple() {
        return context.resolveLanguage("simple");
    }

    @Test
    void scalarsAreThemselves() throws Exception {
        assertThat(value("${session(text)}")).isEqualTo("tea");
        assertThat(value("${session(small)}")).isEqualTo(3);
        assertThat(value("${session(long)}")).isEqualTo(12345678901234L);
        assertThat(value("${session(yes)}")).isEqualTo(true);
        assertThat(value("${session(empty)}")).isEqualTo("");
    }

    @Test
    void numbersAreExact() throws Exception {
        assertThat(value("${session(exact)}")).isEqualTo(new BigDecimal("1.10"));
        assertThat(value("${session(huge)}")).isEqualTo(new BigInteger("1234567890123456789012345678901234567890"));
        assertThat(value("${session(wide)}")).isEqualTo(new BigDecimal("1E400"));
        assertThat(value("costs ${session(exact)}, or ${session(huge)}"))
                .isEqualTo("costs 1.10, or 1234567890123456789012345678901234567890");
    }

    @Test
    void whatIsMissingAndJsonNullAreNull() throws Exception {
        assertThat(value("${session(nothing)}")).isNull();
        assertThat(value("${session(missing)}")).isNull();
        assertThat(value("[${session(nothing)}${session(missing)}]")).isEqualTo("[]");
    }

    @Test
    void objectsAndArraysAreMapsAndLists() throws Exception {
        assertThat(value("${session(order)}"))
                .isEqualTo(Map.of("id", 7, "items", List.of(Map.of("sku", "é", "price", new BigDecimal("1.10")), 2)));
        assertThat(value("${session(list)}")).isEqualTo(Arrays.asList(1, "two", null));
    }

    @Test
    void objectsAndArraysInTextAreTheJsonAsItWasStored() throws Exception {
        assertThat(value("hello ${session(order)} and ${session(list)}"))
                .isEqualTo(
                        "hello {\"id\": 7, \"items\":[{\"sku\":\"\\u00e9\",\"price\":1.10}, 2]} and [1, \"two\", null]");
        Object order = value("${session(order)}");
        assertThat(context.getTypeConverter().convertTo(String.class, order))
                .isEqualTo("{\"id\": 7, \"items\":[{\"sku\":\"\\u00e9\",\"price\":1.10}, 2]}");
        assertThat(((Map<?, ?>) order).get("items")).hasToString("[{\"sku\":\"\\u00e9\",\"price\":1.10}, 2]");
    }

    @Test
    void pointerLeadsIntoAValue() throws Exception {
        assertThat(value("${session(/text)}")).isEqualTo("tea");
        assertThat(value("${session(/order/id)}")).isEqualTo(7);
        assertThat(value("${session(/order/items/0/price)}")).isEqualTo(new BigDecimal("1.10"));
        assertThat(value("[${session(/order/items/0)}]")).isEqualTo("[{\"sku\":\"\\u00e9\",\"price\":1.10}]");
        assertThat(value("${session(/sl~1ash/til~0de)}")).isEqualTo(8);
        assertThat(value("${session(/~1)}")).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/order/missing", "/order/items/2", "/order/items/-", "/list/01", "/text/0", "/nothing/a", "/a"})
    void pointerToNothingIsNull(String pointer) throws Exception {
        assertThat(value("${session(" + pointer + ")}")).isNull();
    }

    @Test
    void namesWithCommasAreQuotedAndOthersMayBe() throws Exception {
        assertThat(value("${session('a,b')}")).isEqualTo(5);
        assertThat(value("${session(\"a b\")}")).isEqualTo(6);
        assertThat(value("${session( a b )}")).isEqualTo(6);
    }

    @Test
    void nameMayComeFromTheMessageAndIsOnlyAName() throws Exception {
        CountingBean bean = new CountingBean();
        context.getRegistry().bind("counting", bean);
        start(routes -> routes.from("direct:a")
                .to(put("*"))
                .setBody(routes.constant("body"))
                .setHeader("name", routes.constant("text"))
                .setHeader("found", routes.simple("${session(${header.name})}"))
                .setHeader("name", routes.constant("${bean:counting}"))
                .setHeader("none", routes.simple("${session(${header.name})}")));
        Exchange exchange = send("direct:a", HELD);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("found")).isEqualTo("tea");
        assertThat(exchange.getMessage().getHeader("none")).isNull();
        assertThat(bean.calls).isZero();
    }

    public static final class CountingBean {
        private int calls;

        public String call() {
            calls++;
            return "text";
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${session(yes)}                                | true",
                "${session(no)}                                 | false",
                "${session(nothing)}                            | false",
                "${session(missing)}                            | false",
                "${session(says)}                               | false",
                "${session(text)}                               | true",
                "${session(empty)}                              | false",
                "${session(order)}                              | true",
                "${session(missing)} == null                    | true",
                "${session(missing)} > 3                        | false",
                "${session(small)} > 2                          | true",
                "${session(small)} == 3                         | true",
                "${session(small)} > 3                          | false",
                "${session(long)} == 12345678901234             | true",
                "${session(exact)} == 1.1                       | true",
                "${session(exact)} > '1.05'                     | true",
                "${session(exact)} > '1.15'                     | false",
                "${session(huge)} > '5.0'                       | true",
                "${session(text)} == \"tea\"                    | true",
                "${session(list)} contains 'two'                | true",
                "${session(/order/id)} == ${session(small)}     | false",
                "${session(yes)} == true && ${session(small)} range '1..5' | true"
            })
    void predicatesAreAsForAnyValueInCamel(String simple, boolean expected) throws Exception {
        assertThat(matches(simple)).isEqualTo(expected);
    }

    @Test
    void messageIsNotTouched() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(put("*"))
                .process(e -> e.setProperty("before", Map.copyOf(e.getMessage().getHeaders())))
                .setBody(routes.constant(null))
                .filter(routes.simple("${session(missing)}"))
                .to("mock:never")
                .end()
                .setProperty("read", routes.simple("${session(text)}")));
        Exchange exchange = send("direct:a", HELD);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty("read")).isEqualTo("tea");
        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(exchange.getProperty("before"));
    }

    @Test
    void noNameIsAnErrorThatSaysSo() throws Exception {
        assertThat(failure("${session('')}"))
                .isInstanceOf(InvalidStepOptionException.class)
                .hasMessageStartingWith("function session(): the name of the field is blank: name a field");
    }

    @Test
    void bodyThatSimplePassesForTheNameIsNotShown() throws Exception {
        context.getRegistry().bind("secret", List.of("secret"));
        assertThat(failure("${ref:secret} ~> ${session}"))
                .isInstanceOf(InvalidStepOptionException.class)
                .hasMessageContaining("the name of the field is not text")
                .hasMessageNotContaining("secret");
    }

    @Test
    void numberThatJavaCannotHoldIsAnErrorWithoutTheNumber() throws Exception {
        start(routes -> routes.from("direct:a").to(put("*")).setProperty("value", routes.simple("${session(n)}")));
        assertThat(send("direct:a", "{\"n\":1E99999999999}").getException())
                .isInstanceOf(SessionValueException.class)
                .hasMessageStartingWith("function session(n): ")
                .hasMessageNotContaining("999");
    }

    private Exception failure(String simple) throws Exception {
        return evaluated(simple).getException();
    }

    @Test
    void mapFromAFunctionIsABodyLikeAnyOther() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(put("*"))
                .setBody(routes.simple("${session(order)}"))
                .to(get("text"))
                .to(put("id")));
        assertThat(send("direct:a", HELD).getMessage().getBody(Map.class))
                .containsEntry("id", 7)
                .containsEntry("text", "tea")
                .hasSize(3);
    }

    @Test
    void javaRouteReadsInChoiceFilterSetHeaderAndSplit() throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .to(put("*"))
                    .log(LoggingLevel.INFO, LOG, "order ${session(order)}")
                    .setHeader("id", routes.simple("${session(/order/id)}"))
                    .choice()
                    .when(routes.simple("${session(missing)}"))
                    .setHeader("taken", routes.constant("when"))
                    .otherwise()
                    .setHeader("taken", routes.constant("otherwise"))
                    .end()
                    .filter(routes.simple("${session(small)} > 2"))
                    .setHeader("filtered", routes.constant(true))
                    .end()
                    .split(routes.simple("${session(list)}"))
                    .to("mock:parts")
                    .end();
        });
        assertReadEverywhere();
    }

    @Test
    void xmlRouteReadsInChoiceFilterSetHeaderAndSplit() throws Exception {
        CamelPart.XML.assume();
        load("xml", """
                <routes><route><from uri="direct:a"/>
                  <to uri="session-management:put?operation=PUT&amp;fields=*"/>
                  <log logName="session-function" message="order ${session(order)}"/>
                  <setHeader name="id"><simple>${session(/order/id)}</simple></setHeader>
                  <choice>
                    <when><simple>${session(missing)}</simple>
                      <setHeader name="taken"><constant>when</constant></setHeader></when>
                    <otherwise><setHeader name="taken"><constant>otherwise</constant></setHeader></otherwise>
                  </choice>
                  <filter><simple>${session(small)} &gt; 2</simple>
                    <setHeader name="filtered"><constant>true</constant></setHeader></filter>
                  <split><simple>${session(list)}</simple><to uri="mock:parts"/></split>
                </route></routes>
                """);
        assertReadEverywhere();
    }

    @Test
    void yamlRouteReadsInChoiceFilterSetHeaderAndSplit() throws Exception {
        load("yaml", """
                - from:
                    uri: direct:a
                    steps:
                      - to: session-management:put?operation=PUT&fields=*
                      - log: { message: "order ${session(order)}", logName: session-function }
                      - setHeader: { name: id, simple: "${session(/order/id)}" }
                      - choice:
                          when:
                            - simple: ${session(missing)}
                              steps:
                                - setHeader: { name: taken, constant: when }
                          otherwise:
                            steps:
                              - setHeader: { name: taken, constant: otherwise }
                      - filter:
                          simple: ${session(small)} > 2
                          steps:
                            - setHeader: { name: filtered, constant: "true" }
                      - split:
                          simple: ${session(list)}
                          steps:
                            - to: mock:parts
                """);
        assertReadEverywhere();
    }

    private void load(String extension, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes." + extension, text));
        context.start();
    }

    private void assertReadEverywhere() {
        MockEndpoint parts = context.getEndpoint("mock:parts", MockEndpoint.class);
        Exchange exchange = send("direct:a", HELD);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(HELD);
        assertThat(exchange.getMessage().getHeader("id")).isEqualTo(7);
        assertThat(exchange.getMessage().getHeader("taken")).isEqualTo("otherwise");
        assertThat(exchange.getMessage().getHeader("filtered", Boolean.class)).isTrue();
        assertThat(parts.getExchanges())
                .extracting(part -> part.getMessage().getBody())
                .containsExactly(1, "two"); // Camel leaves out nulls
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("order {\"id\": 7, \"items\":[{\"sku\":\"\\u00e9\",\"price\":1.10}, 2]}");
    }

    @Test
    void routeWithoutAnyStepFindsAnEmptySession() throws Exception {
        start(routes -> routes.from("direct:a").setBody(routes.simple("${session(text)}")));
        Exchange exchange = send("direct:a", HELD);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(context.getComponentNames()).doesNotContain("session-management");
    }

    @Test
    void branchesThatRunTogetherReadTheSessionOfTheirExecution() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(put("text"))
                .setBody(e -> IntStream.range(0, 100).boxed().toList())
                .split(routes.body(), new GroupedBodyAggregationStrategy())
                .parallelProcessing()
                .setBody(routes.simple("${session(text)}"))
                .end());
        assertThat(send("direct:a", "{\"text\":\"mine\"}").getMessage().getBody(List.class))
                .hasSize(100)
                .containsOnly("mine");
    }

    @Test
    void scopedStepsChangeAVersionThatTheFunctionDoesNotRead() throws Exception {
        start(routes -> routes.from("direct:a")
                .to(put("text"))
                .split(routes.constant("{\"text\":\"changed\"}"))
                .to(scoped(put("text")))
                .setProperty("value", routes.simple("${session(text)}"))
                .to("mock:branch")
                .end());
        MockEndpoint branch = context.getEndpoint("mock:branch", MockEndpoint.class);
        send("direct:a", HELD);
        assertThat(branch.getExchanges().get(0).getProperty("value")).isEqualTo("tea");
    }

    /** Simple then forgets at each call what was added to it, and asks the registry of beans. */
    @Test
    void profileDevKnowsTheFunctions() throws Exception {
        context.getCamelContextExtension().setProfile("dev");

        assertThat(value("${session(text)}")).isEqualTo("tea");
        context.stop();
        context.start();
        assertThat(value("${session(text)} ${session(text)}")).isEqualTo("tea tea");
    }

    @Test
    void contextThatStartsAgainStillKnowsTheFunctions() throws Exception {
        start(routes -> routes.from("direct:a").to(put("text")).setBody(routes.simple("${session(text)}")));
        context.stop();
        context.start();
        assertThat(request("direct:a", HELD)).isEqualTo("tea");
    }
}
