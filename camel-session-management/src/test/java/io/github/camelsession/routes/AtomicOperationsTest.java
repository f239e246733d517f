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
import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionConflictException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.json.Characters;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations and options that read and change in one step, on a LOCAL session that holds some fields. */
class AtomicOperationsTest extends RouteTest {
    private static final String SESSION = "{\"a\":1.10,\"o\":{\"x\":1,\"y\":2},\"l\":[1],\"t\":\"text\"}";

    /** What came of a step: the message after it, and the session, as a GET of everything into an empty body shows it. */
    private record Result(
            @Nullable Throwable failure, @Nullable Object body, Map<String, Object> headers, String session) {}

    private Result run(String options, @Nullable Object body) throws Exception {
        return run(options, body, Map.of());
    }

    private Result run(String options, @Nullable Object body, Map<String, Object> headers) throws Exception {
        start(r -> r.from("direct:step")
                .to(put("*"))
                .process(e -> {
                    e.getMessage().setBody(body);
                    e.getMessage().getHeaders().putAll(headers);
                })
                .doTry()
                .to("session-management:step?" + options)
                .doCatch(Exception.class)
                .end()
                .process(e -> {
                    e.setProperty("body", e.getMessage().getBody());
                    e.setProperty("headers", new LinkedHashMap<>(e.getMessage().getHeaders()));
                    e.getMessage().setHeaders(new LinkedHashMap<>());
                    e.getMessage().setBody("{}");
                })
                .to(get("*")));
        Exchange exchange = send("direct:step", SESSION);
        return new Result(
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class),
                exchange.getProperty("body"),
                exchange.getProperty("headers", Map.class),
                exchange.getMessage().getBody(String.class));
    }

    private static Object found(Result result) {
        return result.headers.get(SessionManagementConstants.FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operation=GET&fields=a,n&overwrite=false",
                "operation=TAKE&fields=a,n&overwrite=false",
                "operation=ADD&fields=a,n"
            })
    void aStepAsksTheBodyForItsTextOnce(String options) throws Exception {
        Characters body = new Characters("{\"a\":1,\"n\":2}");
        run(options, body);
        assertThat(body.timesAsked()).isEqualTo(1);
    }

    @Test
    void takeAddsTheFieldsToTheBodyAndRemovesThemFromTheSession() throws Exception {
        Result result = run("operation=TAKE&fields=a,l,missing", "{ \"k\":0 }");
        assertThat(result.body).isEqualTo("{ \"k\":0,\"a\":1.10,\"l\":[1] }");
        assertThat(result.session).isEqualTo("{\"o\":{\"x\":1,\"y\":2},\"t\":\"text\"}");
        assertThat(found(result)).isEqualTo(List.of("a", "l"));
    }

    @Test
    void takeOfEverythingLeavesAnEmptySession() throws Exception {
        Result result = run("operation=TAKE&fields=*", "{}");
        assertThat(result.body).isEqualTo(SESSION);
        assertThat(result.session).isEqualTo("{}");
    }

    @Test
    void takeLosesNothingIfTheBodyCannotHoldIt() throws Exception {
        Result result = run("operation=TAKE&fields=a", "[1]");
        assertThat(result.failure)
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageContaining("the body is an array; it must be a JSON object")
                .hasMessageContaining("fieldsIn=WHOLE_BODY");
        assertThat(result.session).isEqualTo(SESSION);
    }

    @Test
    void takeLosesNothingIfTheBodyRepeatsAFieldTooOften() throws Exception {
        Result result = run("operation=TAKE&fields=a,l", "{" + "\"a\":0,".repeat(17) + "\"a\":0}");
        assertThat(result.failure)
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessage(
                        "session-management step 'step' (TAKE LOCAL): the body is a JSON object that repeats the names"
                                + " of session fields more than 16 times; send each name once");
        assertThat(result.session).isEqualTo(SESSION);
    }

    @Test
    void takeFailsIfAFieldIsMissingAndMustNotBe() throws Exception {
        Result result = run("operation=TAKE&fields=a,missing&failOnMissing=true", "{}");
        assertThat(result.failure)
                .isInstanceOf(SessionFieldMissingException.class)
                .hasMessageContaining("missing");
        assertThat(result.session).isEqualTo(SESSION);
    }

    @Test
    void mergeAppliesEachFieldAsAMergePatch() throws Exception {
        String body = "{\"o\":{\"x\":null,\"z\":[1]},\"t\":{\"new\":null},\"n\":7}";
        Result result = run("operation=MERGE&fields=o,t,n", body);
        assertThat(result.session).isEqualTo("{\"a\":1.10,\"o\":{\"y\":2,\"z\":[1]},\"l\":[1],\"t\":{},\"n\":7}");
        assertThat(result.body).isEqualTo(body);
        assertThat(found(result)).isEqualTo(List.of("o", "t"));
    }

    @Test
    void mergeOfNullStoresNull() throws Exception {
        assertThat(run("operation=MERGE&fields=o,n", "{\"o\":null,\"n\":null}").session)
                .isEqualTo("{\"a\":1.10,\"o\":null,\"l\":[1],\"t\":\"text\",\"n\":null}");
    }

    @Test
    void appendAddsTheLastElementAndMakesTheArray() throws Exception {
        assertThat(run("operation=APPEND&fields=l,m", "{\"l\":{\"x\":1.0},\"m\":[]}").session)
                .isEqualTo("{\"a\":1.10,\"o\":{\"x\":1,\"y\":2},\"l\":[1,{\"x\":1.0}],\"t\":\"text\",\"m\":[[]]}");
    }

    @Test
    void appendKeepsTheLastElements() throws Exception {
        assertThat(run("operation=APPEND&fields=l&maxItems=1", "{\"l\":2}").session)
                .contains("\"l\":[2]");
    }

    @Test
    void appendToWhatIsNoArrayChangesNothing() throws Exception {
        Result result = run("operation=APPEND&fields=l,o", "{\"l\":2,\"o\":3}");
        assertThat(result.failure)
                .isInstanceOfSatisfying(
                        SessionValueException.class,
                        e -> assertThat(e.getField()).isEqualTo("o"))
                .hasMessage(
                        "session-management step 'step' (APPEND LOCAL): the field o is stored as an object, and APPEND"
                                + " needs an array");
        assertThat(result.session).isEqualTo(SESSION);
    }

    @Test
    void addPutsTheSumIntoTheSessionAndTheMessage() throws Exception {
        Result result = run("operation=ADD&fields=a,n", "{\"a\":0.9, \"n\":-2, \"other\":1}");
        assertThat(result.session).contains("\"a\":2.00", "\"n\":-2");
        assertThat(result.body).isEqualTo("{\"a\":2.00, \"n\":-2, \"other\":1}");
        assertThat(found(result)).isEqualTo(List.of("a"));
    }

    @Test
    void addToAMapGivesAMap() throws Exception {
        assertThat(run("operation=ADD&fields=a", Map.of("a", 1)).body).isEqualTo(Map.of("a", new BigDecimal("2.10")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "o", "l"})
    void addToWhatIsNoNumberChangesNothing(String field) throws Exception {
        Result result = run("operation=ADD&fields=a," + field, "{\"a\":1,\"" + field + "\":1}");
        assertThat(result.failure).isInstanceOf(SessionValueException.class).hasMessageContaining("ADD needs a number");
        assertThat(result.session).isEqualTo(SESSION);
    }

    @Test
    void addOfWhatIsNoNumberChangesNothing() throws Exception {
        Result result = run("operation=ADD&fields=a,n", "{\"a\":1,\"n\":\"1\"}");
        assertThat(result.failure)
                .isInstanceOf(SessionValueException.class)
                .hasMessage(
                        "session-management step 'step' (ADD LOCAL): the field n of the message is a string, and ADD"
                                + " needs a number");
        assertThat(result.session).isEqualTo(SESSION);
        assertThat(result.body).isEqualTo("{\"a\":1,\"n\":\"1\"}");
    }

    @Test
    void parallelBranchesLoseNoAddition() throws Exception {
        start(r -> {
            r.from("direct:a")
                    .setBody(e -> IntStream.range(0, 500).boxed().toList())
                    .split(r.body())
                    .parallelProcessing()
                    .setBody(e -> "{\"n\":0.1,\"l\":1}")
                    .to("session-management:count?operation=ADD&fields=n")
                    .to("session-management:list?operation=APPEND&fields=l")
                    .end()
                    .setBody(e -> "{}")
                    .to(get("n,l"));
        });
        String session = request("direct:a", null);
        assertThat(session).startsWith("{\"n\":50.0,");
        assertThat(session.chars().filter(c -> c == ',').count()).isEqualTo(500);
    }

    @Test
    void withoutOverwriteGetLeavesFieldsThatAreThere() throws Exception {
        Result result = run("operation=GET&fields=*&overwrite=false", "{\"a\":null, \"t\":1}");
        assertThat(result.body).isEqualTo("{\"a\":null, \"t\":1,\"o\":{\"x\":1,\"y\":2},\"l\":[1]}");
        assertThat(found(result)).isEqualTo(List.of("a", "o", "l", "t"));
    }

    @Test
    void withoutOverwriteTakeLeavesWhatItDoesNotGiveInTheSession() throws Exception {
        Result result = run("operation=TAKE&fields=a,t&overwrite=false", "{\"a\":0}");
        assertThat(result.body).isEqualTo("{\"a\":0,\"t\":\"text\"}");
        assertThat(result.session).isEqualTo("{\"a\":1.10,\"o\":{\"x\":1,\"y\":2},\"l\":[1]}");
    }

    @Test
    void withoutOverwriteHeadersThatAreThereStay() throws Exception {
        Result result = run("operation=GET&fields=a,t&overwrite=false&fieldsIn=HEADERS", "x", Map.of("t", "mine"));
        assertThat(result.headers).containsEntry("t", "mine").containsEntry("a", new BigDecimal("1.10"));
        assertThat(result.body).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PUT_IF_ABSENT", "DELETE", "MERGE", "TAKE"})
    void previousTellsWhatWasThere(String operation) throws Exception {
        Result result = run("operation=" + operation + "&fields=a,l,n&previous=true", "{\"a\":2,\"l\":null,\"n\":3}");
        assertThat(result.headers.get(SessionManagementConstants.PREVIOUS))
                .isEqualTo(Map.of("a", new BigDecimal("1.10"), "l", List.of(1)));
    }

    @Test
    void previousOfClearTellsEverythingThatIsNamed() throws Exception {
        Result result = run("operation=CLEAR&fields=*&previous=true", "{}");
        assertThat(result.headers.get(SessionManagementConstants.PREVIOUS))
                .isEqualTo(
                        Map.of("a", new BigDecimal("1.10"), "o", Map.of("x", 1, "y", 2), "l", List.of(1), "t", "text"));
        assertThat(result.session).isEqualTo("{}");
    }

    @Test
    void clearMissesNothingWhateverElseItTells() throws Exception {
        Result result = run("operation=CLEAR&fields=a,missing&failOnMissing=true&previous=true", "{}");
        assertThat(result.failure).isNull();
        assertThat(result.session).isEqualTo("{}");
    }

    @Test
    void withoutPreviousNothingIsTold() throws Exception {
        assertThat(run("operation=PUT&fields=a", "{\"a\":2}").headers)
                .doesNotContainKeys(SessionManagementConstants.PREVIOUS, SessionManagementConstants.VERSION);
    }

    @Test
    void namesOfTheSessionAndOfTheMessageMayDiffer() throws Exception {
        Result put = run(
                "operation=PUT&fields=city=/customer/address/city,a=amount",
                "{\"customer\":{\"address\":{\"city\":\"Bonn\"}},\"amount\":3}");
        assertThat(put.session)
                .isEqualTo("{\"a\":3,\"o\":{\"x\":1,\"y\":2},\"l\":[1],\"t\":\"text\",\"city\":\"Bonn\"}");
        assertThat(found(put)).isEqualTo(List.of("a"));
    }

    @Test
    void getWritesAttributesUnderOtherNames() throws Exception {
        assertThat(run("operation=GET&fields=a=amount,t", "{\"a\":0}").body)
                .isEqualTo("{\"a\":0,\"amount\":1.10,\"t\":\"text\"}");
    }

    @Test
    void wholeBodyIsTheField() throws Exception {
        Result result = run("operation=PUT&fields=l&fieldsIn=WHOLE_BODY", "[ 1.10, null ]");
        assertThat(result.session).contains("\"l\":[ 1.10, null ]");
        assertThat(result.body).isEqualTo("[ 1.10, null ]");
    }

    @Test
    void wholeBodyBecomesTheField() throws Exception {
        Result result = run("operation=GET&fields=l&fieldsIn=WHOLE_BODY", "<xml/>");
        assertThat(result.body).isEqualTo("[1]");
        assertThat(result.headers).containsEntry(Exchange.CONTENT_TYPE, "application/json");
    }

    @Test
    void wholeBodyThatIsNoJsonIsRefused() throws Exception {
        Result result = run("operation=PUT&fields=l&fieldsIn=WHOLE_BODY", "hello");
        assertThat(result.failure)
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageContaining("it must be a JSON value")
                .hasMessageNotContaining("hello");
    }

    @Test
    void addWithHeadersLeavesTheBodyAlone() throws Exception {
        Result result = run("operation=ADD&fields=a=amount&fieldsIn=HEADERS", "<xml/>", Map.of("amount", 1));
        assertThat(result.headers).containsEntry("amount", new BigDecimal("2.10"));
        assertThat(result.body).isEqualTo("<xml/>");
    }

    @Test
    void headerThatIsTextIsAStringAndNoNumber() throws Exception {
        Result result = run("operation=ADD&fields=a&fieldsIn=HEADERS", "", Map.of("a", "1"));
        assertThat(result.failure).isInstanceOf(SessionValueException.class);
    }

    @Test
    void headerThatCannotBeReadIsRefusedWithoutItsValue() throws Exception {
        Result result = run("operation=PUT&fields=a&fieldsIn=HEADERS", "", Map.of("a", "s3cr3t}".getBytes()));
        assertThat(result.failure)
                .isInstanceOf(InvalidMessageBodyException.class)
                .hasMessageContaining("among the fields in the headers is text that is not JSON")
                .hasMessageNotContaining("s3cr3t");
    }

    private String versionOf(String fields) throws Exception {
        return (String) run("operation=GET&versioned=true&fields=" + fields, "{}")
                .headers
                .get(SessionManagementConstants.VERSION);
    }

    @Test
    void versionIsAnEntityTagThatFollowsTheNamedFieldsOnly() throws Exception {
        start(r -> r.from("direct:versions")
                .to(put("*"))
                .to("session-management:a?versioned=true&fields=a,t")
                .setProperty("first", r.header(SessionManagementConstants.VERSION))
                .setBody(e -> "{\"o\":0,\"a\":1.10}")
                .to(put("*"))
                .to("session-management:b?operation=CONTAINS&versioned=true&fields=t,a")
                .setProperty("second", r.header(SessionManagementConstants.VERSION))
                .setBody(e -> "{\"a\":1.1}")
                .to(put("*"))
                .to("session-management:c?operation=CONTAINS&versioned=true&fields=t,a")
                .setProperty("third", r.header(SessionManagementConstants.VERSION)));
        Exchange exchange = send("direct:versions", SESSION);
        assertThat(exchange.getProperty("first", String.class))
                .matches("\"[A-Za-z0-9_-]{43}\"")
                .isEqualTo(exchange.getProperty("second"))
                .isNotEqualTo(exchange.getProperty("third"));
    }

    @Test
    void changeWithTheVersionThatIsThereIsMadeAndTellsTheNextVersion() throws Exception {
        String version = versionOf("a");
        stopContext();
        context = new org.apache.camel.impl.DefaultCamelContext();
        Result result = run(
                "operation=PUT&versioned=true&fields=a",
                "{\"a\":2}",
                Map.of(SessionManagementConstants.VERSION, version));
        assertThat(result.failure).isNull();
        assertThat(result.session).contains("\"a\":2");
        assertThat(result.headers.get(SessionManagementConstants.VERSION))
                .isNotEqualTo(version)
                .isInstanceOf(String.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PUT_IF_ABSENT", "MERGE", "APPEND", "ADD", "DELETE", "CLEAR", "TAKE"})
    void changeWithAnotherVersionIsRefused(String operation) throws Exception {
        Result result = run(
                "operation=" + operation + "&versioned=true&fields=a",
                "{\"a\":2}",
                Map.of(SessionManagementConstants.VERSION, "\"other\""));
        assertThat(result.failure)
                .isInstanceOfSatisfying(
                        SessionConflictException.class,
                        e -> assertThat(e.isOutdated()).isTrue());
        assertThat(result.session).isEqualTo(SESSION);
        assertThat(result.body).isEqualTo("{\"a\":2}");
    }

    @Test
    void changeWithoutAVersionIsRefused() throws Exception {
        Result result = run("operation=PUT&versioned=true&fields=a", "{\"a\":2}");
        assertThat(result.failure)
                .isInstanceOf(InvalidStepOptionException.class)
                .hasMessageContaining(SessionManagementConstants.VERSION);
        assertThat(result.session).isEqualTo(SESSION);
    }
}
