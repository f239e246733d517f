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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionOperation;
import io.github.camelsession.compatibility.CamelPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each operation does to the session and to the body, and what the options and headers change. */
class StepOperationsTest extends RouteTest {
    private static final String STEP = "session-management:";

    /** The session after {@code steps}, as a GET of everything into an empty body shows it. */
    private String sessionAfter(Routes steps, Object body) throws Exception {
        start(steps);
        return request("direct:a", body);
    }

    @Test
    void putSetsTheFieldsThatAreInTheBody() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a").to(put("a,b")).setBody(e -> "{}").to(get("*")), "{\"a\":1,\"c\":3}");
        assertThat(session).isEqualTo("{\"a\":1}");
    }

    @Test
    void putKeepsWhatIsStoredOfAFieldThatTheBodyLacks() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .to(put("a,b"))
                        .setBody(e -> "{\"b\":9}")
                        .to(put("a,b"))
                        .setBody(e -> "{}")
                        .to(get("*")),
                "{\"a\":1,\"b\":2}");
        assertThat(session).isEqualTo("{\"a\":1,\"b\":9}");
    }

    @Test
    void putLeavesTheBodyAsItIs() throws Exception {
        String body = " { \"a\" : 1.10 }\n";
        assertThat(sessionAfter(r -> r.from("direct:a").to(put("a")), body)).isEqualTo(body);
    }

    @Test
    void nullIsAValueLikeAnyOther() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a").to(put("a")).setBody(e -> "{}").to(get("a")), "{\"a\":null}");
        assertThat(session).isEqualTo("{\"a\":null}");
    }

    @Test
    void getReplacesFieldsOfTheSameNameAndKeepsTheRestByteForByte() throws Exception {
        String body = sessionAfter(
                r -> r.from("direct:a")
                        .to(put("a,b"))
                        .setBody(e -> "{ \"x\" : 1e5,  \"a\" : {} }")
                        .to(get("a,b")),
                "{\"a\":1.10,\"b\":-0.0}");
        assertThat(body).isEqualTo("{ \"x\" : 1e5,  \"a\" : 1.10,\"b\":-0.0 }");
    }

    @Test
    void getIntoAMessageWithoutBodyMakesOne() throws Exception {
        String body = sessionAfter(
                r -> r.from("direct:a").to(put("a")).setBody(e -> null).to(get("a")), "{\"a\":1}");
        assertThat(body).isEqualTo("{\"a\":1}");
    }

    @Test
    void putIfAbsentSetsOnlyWhatTheSessionLacks() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .to(put("a"))
                        .setBody(e -> "{\"a\":2,\"b\":2}")
                        .to(STEP + "?operation=PUT_IF_ABSENT&fields=a,b")
                        .setBody(e -> "{}")
                        .to(get("*")),
                "{\"a\":1}");
        assertThat(session).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void deleteRemovesTheNamedFieldsOnly() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .to(put("*"))
                        .to(STEP + "?operation=DELETE&fields=a,b,z")
                        .setBody(e -> "{}")
                        .to(get("*")),
                "{\"a\":1,\"b\":2,\"c\":3}");
        assertThat(session).isEqualTo("{\"c\":3}");
    }

    @Test
    void deleteOfAllEmptiesTheSession() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .to(put("*"))
                        .to(STEP + "?operation=DELETE&fields=*")
                        .setBody(e -> "{}")
                        .to(get("*")),
                "{\"a\":1}");
        assertThat(session).isEqualTo("{}");
    }

    @Test
    void clearEmptiesTheSessionWhateverIsNamed() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .to(put("*"))
                        .to(STEP + "?operation=CLEAR&fields=b")
                        .setBody(e -> "{}")
                        .to(get("*")),
                "{\"a\":1}");
        assertThat(session).isEqualTo("{}");
    }

    @Test
    void containsChangesNothingAndAnswersInTheFoundHeader() throws Exception {
        start(r -> r.from("direct:a")
                .to(put("a,b"))
                .setBody(e -> "not JSON at all")
                .to(STEP + "?operation=CONTAINS&fields=b,z,a"));
        Exchange exchange = send("direct:a", "{\"a\":1,\"b\":2}");
        assertThat(exchange.getMessage().getBody()).isEqualTo("not JSON at all");
        assertThat(exchange.getMessage().getHeader("CamelSessionManagementFound"))
                .isEqualTo(List.of("b", "a"));
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionOperation.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLAIMS", "END", "END_ALL", "BACKCHANNEL_LOGOUT"})
    void everyOperationSaysWhatTheSessionHeldBeforeTheStep(SessionOperation operation) throws Exception {
        String value = operation == SessionOperation.APPEND ? "[1]" : "1";
        start(r -> r.from("direct:a")
                .to(put("a"))
                .setBody(e -> "{\"a\":2,\"b\":2}")
                .to(STEP + "?fields=a,b&operation=" + operation));
        Exchange exchange = send("direct:a", "{\"a\":" + value + "}");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelSessionManagementFound"))
                .isEqualTo(List.of("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session-management:?fields=a",
                "session-management?fields=a",
                "session-management:x?fields=a",
                "session-management:save cart?fields=a",
                "session-management://x?fields=a"
            })
    void stepNameIsOptionalAndDecidesNothing(String uri) throws Exception {
        String body = sessionAfter(
                r -> r.from("direct:a").to(put("a")).setBody(e -> "{}").to(uri), "{\"a\":1}");
        assertThat(body).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT_IF_ABSENT", "put_if_absent", "put-if-absent", "PutIfAbsent"})
    void operationIsReadInAnyCase(String operation) throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .to(STEP + "?fields=a&operation=" + operation)
                        .setBody(e -> "{}")
                        .to(get("a")),
                "{\"a\":1}");
        assertThat(session).isEqualTo("{\"a\":1}");
    }

    @Test
    void defaultFieldsAreBodyDataAndId() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .to(STEP + "?operation=PUT")
                        .setBody(e -> "{}")
                        .to(STEP + "?operation=GET"),
                "{\"body\":1,\"data\":2,\"id\":3,\"x\":4}");
        assertThat(session).isEqualTo("{\"body\":1,\"data\":2,\"id\":3}");
    }

    @Test
    void blanksAroundNamesAreIgnored() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .to("session-management:x?operation=PUT&fields=RAW( a , b )")
                        .setBody(e -> "{}")
                        .to(get("*")),
                "{\"a\":1,\"b\":2}");
        assertThat(session).isEqualTo("{\"a\":1,\"b\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,,b", ",", "a,", "*,a"})
    void namesThatCanNotBeMeantAreRefusedWhenTheRouteIsBuilt(String fields) {
        assertThatThrownBy(() -> start(r -> r.from("direct:a").to(STEP + "?fields=" + fields)))
                .isInstanceOf(FailedToCreateRouteException.class)
                .hasStackTraceContaining("Option fields: ")
                .hasStackTraceContaining("separate items by commas, write * alone");
    }

    @Test
    void unknownOptionIsRefusedWhenTheRouteIsBuilt() {
        assertThatThrownBy(() -> start(r -> r.from("direct:a").to(STEP + "?operatoin=GET")))
                .hasRootCauseInstanceOf(ResolveEndpointFailedException.class);
    }

    @Test
    void securityOptionsAreNoEndpointOptions() {
        assertThatThrownBy(() -> start(r -> r.from("direct:a").to(STEP + "?secretKey=x")))
                .hasRootCauseInstanceOf(ResolveEndpointFailedException.class);
    }

    @Test
    void asASourceOfMessagesItIsRefusedInPlainWords() {
        assertThatThrownBy(() -> start(r -> r.from("session-management:x").to("mock:end")))
                .hasStackTraceContaining("session-management is a step, not a source of messages");
    }

    @Test
    void operationHeaderOverridesTheOption() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .to(put("a"))
                        .setHeader("CamelSessionManagementOperation", r.constant("delete"))
                        .to(put("a"))
                        .removeHeader("CamelSessionManagementOperation")
                        .setBody(e -> "{}")
                        .to(get("a")),
                "{\"a\":1}");
        assertThat(session).isEqualTo("{}");
    }

    @Test
    void fieldsHeaderOverridesTheOption() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .setHeader("CamelSessionManagementFields", r.constant("b"))
                        .to(put("a"))
                        .removeHeader("CamelSessionManagementFields")
                        .setBody(e -> "{}")
                        .to(get("*")),
                "{\"a\":1,\"b\":2}");
        assertThat(session).isEqualTo("{\"b\":2}");
    }

    @Test
    void collectionInTheFieldsHeaderMayHoldAnyName() throws Exception {
        String session = sessionAfter(
                r -> r.from("direct:a")
                        .setHeader("CamelSessionManagementFields", () -> Set.of("*", "", "a,b&scoped=true"))
                        .to(put("x"))
                        .removeHeader("CamelSessionManagementFields")
                        .setBody(e -> "{}")
                        .to(get("*")),
                "{\"*\":1,\"\":2,\"a,b&scoped=true\":3,\"d\":4}");
        assertThat(session).isEqualTo("{\"*\":1,\"\":2,\"a,b&scoped=true\":3}");
    }

    @Test
    void operationHeaderThatNamesNoneIsItsOwnErrorAndDoesNotShowTheValue() throws Exception {
        start(r -> r.from("direct:a")
                .setHeader("CamelSessionManagementOperation", r.constant("explode"))
                .to(get("a")));
        assertThat(send("direct:a", "{}").getException())
                .isInstanceOf(InvalidStepOptionException.class)
                .hasMessageContaining("CamelSessionManagementOperation")
                .hasMessageNotContaining("explode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,,b", "*,a", ""})
    void fieldsHeaderThatCanNotBeMeantIsItsOwnError(String fields) throws Exception {
        start(r -> r.from("direct:a")
                .setHeader("CamelSessionManagementFields", r.constant(fields))
                .to(get("a")));
        assertThat(send("direct:a", "{}").getException())
                .isInstanceOf(InvalidStepOptionException.class)
                .hasMessageContaining("CamelSessionManagementFields");
    }

    @Test
    void fieldsHeaderThatCannotBeMeantIsToldOfTheOperationInForce() throws Exception {
        start(r -> r.from("direct:a")
                .setHeader("CamelSessionManagementOperation", r.constant("CLEAR"))
                .setHeader("CamelSessionManagementFields", r.constant("a,,b"))
                .to(get("a")));
        assertThat(send("direct:a", "{}").getException()).hasMessageContaining("(CLEAR LOCAL)");
    }

    @Test
    void fieldsHeaderThatIsNoTextIsItsOwnError() throws Exception {
        start(r -> r.from("direct:a")
                .setHeader("CamelSessionManagementFields", () -> 42)
                .to(get("a")));
        assertThat(send("direct:a", "{}").getException())
                .isInstanceOf(InvalidStepOptionException.class)
                .hasMessageContaining("java.lang.Integer");
    }

    @Test
    void fieldsHeaderWithSomethingElseThanNamesIsItsOwnError() throws Exception {
        start(r -> r.from("direct:a")
                .setHeader("CamelSessionManagementFields", () -> List.of("a", 42))
                .to(get("a")));
        assertThat(send("direct:a", "{}").getException()).isInstanceOf(InvalidStepOptionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PUT_IF_ABSENT"})
    void failOnMissingFailsAPutOfAFieldThatTheBodyLacksAndStoresNothing(String operation) throws Exception {
        start(r -> r.from("direct:a")
                .doTry()
                .to(STEP + "save?failOnMissing=true&fields=a,b,c&operation=" + operation)
                .doCatch(SessionFieldMissingException.class)
                .setProperty("missing", r.simple("${exception.missing}"))
                .end()
                .setBody(e -> "{}")
                .to(get("*")));
        Exchange exchange = send("direct:a", "{\"a\":1}");
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{}");
        assertThat(exchange.getProperty("missing")).isEqualTo(List.of("b", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "CONTAINS"})
    void failOnMissingFailsWhenTheSessionLacksAFieldAndChangesNothing(String operation) throws Exception {
        start(r -> r.from("direct:a")
                .to(put("a"))
                .doTry()
                .setBody(e -> "{\"x\":1}")
                .to(STEP + "save?failOnMissing=true&fields=a,b&operation=" + operation)
                .doCatch(SessionFieldMissingException.class)
                .setProperty("message", r.simple("${exception.message}"))
                .end()
                .to(get("a")));
        Exchange exchange = send("direct:a", "{\"a\":1}");
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"x\":1,\"a\":1}");
        assertThat(exchange.getProperty("message"))
                .isEqualTo("session-management step 'save' (" + operation + " LOCAL): the session has no b;"
                        + " the step has failOnMissing=true and changed nothing");
    }

    @Test
    void bodyThatIsNoObjectFailsTheStepAndStoresNothing() throws Exception {
        start(r -> r.from("direct:a")
                .to(put("a"))
                .doTry()
                .setBody(e -> "{\"a\":2,\"b\":")
                .to(put("a"))
                .doCatch(InvalidMessageBodyException.class)
                .end()
                .setBody(e -> "{}")
                .to(get("*")));
        assertThat(request("direct:a", "{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void failedGetLeavesTheBodyAsItWas() throws Exception {
        start(r -> r.from("direct:a").to(get("a")));
        Exchange exchange = send("direct:a", "[1,2]");
        assertThat(exchange.getException())
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageStartingWith("session-management step 'get' (GET LOCAL): ");
        assertThat(exchange.getMessage().getBody()).isEqualTo("[1,2]");
    }

    @Test
    void mapBodyStaysAMapAndTheGivenOneIsNotTouched() throws Exception {
        Map<String, Object> given = new LinkedHashMap<>(Map.of("x", 1));
        start(r -> r.from("direct:a")
                .setProperty("given", r.body())
                .setBody(e -> "{\"a\":{\"b\":[1,2]}}")
                .to(put("a"))
                .setBody(r.exchangeProperty("given"))
                .to(get("a")));
        Exchange exchange = send("direct:a", given);
        assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("x", 1, "a", Map.of("b", List.of(1, 2))));
        assertThat(given).containsOnlyKeys("x");
    }

    @Test
    void yamlNamesTheSameStep() throws Exception {
        Resource yaml = ResourceHelper.fromString("route.yaml", """
                - from:
                    uri: direct:a
                    steps:
                      - to:
                          uri: session-management:save
                          parameters:
                            operation: PUT
                            fields: a
                      - setBody:
                          constant: "{}"
                      - to: session-management:load?fields=a
                """);
        PluginHelper.getRoutesLoader(context).loadRoutes(yaml);
        context.start();
        assertThat(request("direct:a", "{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void xmlNamesTheSameStep() throws Exception {
        CamelPart.XML.assume();
        Resource xml = ResourceHelper.fromString("route.xml", """
                <routes>
                  <route>
                    <from uri="direct:a"/>
                    <to uri="session-management:save?operation=PUT&amp;fields=a"/>
                    <setBody><constant>{}</constant></setBody>
                    <to uri="session-management:load?fields=a"/>
                  </route>
                </routes>
                """);
        PluginHelper.getRoutesLoader(context).loadRoutes(xml);
        context.start();
        assertThat(request("direct:a", "{\"a\":1}")).isEqualTo("{\"a\":1}");
    }
}
