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
package io.github.camelsession.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.FieldsIn;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.token.TestTokens;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Camel's OpenTelemetry tracer exports of steps. */
class StepSpansTest extends HttpRouteTest {
    private static final String VALUE = "st0red-value";
    private static final String USER = "alice-of-the-claims";
    private static final String SESSION = "camel.session.management.";
    private static final String TOKEN = "camel.session.token.";

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exported))
            .build();
    private final String token = tokenOf(USER);

    @BeforeEach
    void trace() {
        context.getRegistry().bind("tracer", Tracer.class, provider.get("camel"));
        context.getRegistry()
                .bind(
                        "propagators",
                        ContextPropagators.class,
                        ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        OpenTelemetryTracer tracer = new OpenTelemetryTracer();
        tracer.setTraceHeadersInclusion(true);
        tracer.setTraceProcessors(true);
        tracer.init(context);
    }

    @AfterEach
    void stopTracing() {
        provider.close();
    }

    private static String tag(SpanData span, String name) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(name)));
    }

    private Stream<SpanData> spansOf(String scheme) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> tag(span, "url.scheme").equals(scheme));
    }

    /** Operation, type and outcome of each step, in the order in which they ended. */
    private List<String> told(String scheme, String prefix, String type) {
        return spansOf(scheme)
                .map(span -> tag(span, prefix + "operation") + " " + tag(span, prefix + type) + " "
                        + tag(span, prefix + "outcome"))
                .toList();
    }

    private List<String> told() {
        return told("session-management", SESSION, "type");
    }

    @Test
    void spanOfAStepOverHttpSaysOperationTypeAndOutcome() throws Exception {
        startCart();
        put("/put", token, "{\"cart\":\"" + VALUE + "\"}");
        get("/get", token);
        get("/get", token + "x");
        put("/put", token, VALUE);
        assertThat(told())
                .containsExactly("PUT GLOBAL ok", "GET GLOBAL ok", "GET GLOBAL denied", "PUT GLOBAL invalid-body");
        assertThat(spansOf("session-management").map(span -> span.getStatus().getStatusCode()))
                .containsExactly(StatusCode.UNSET, StatusCode.UNSET, StatusCode.ERROR, StatusCode.ERROR);
        assertThat(spansOf("session-management"))
                .allSatisfy(span -> assertThat(span.getName()).isEqualTo("session-management"));
    }

    @Test
    void outcomesAreTheWordsOfTheMeters() throws Exception {
        start(routes -> routes.from("direct:a")
                .errorHandler(routes.noErrorHandler())
                .to(put("a"))
                .to("session-management:add?operation=ADD&fields=a"));
        send("direct:a", "{\"a\":1}");
        send("direct:a", "{\"a\":");
        send(put("a") + "&failOnMissing=true", "{}");
        assertThat(told())
                .containsExactly("PUT LOCAL ok", "ADD LOCAL ok", "PUT LOCAL invalid-body", "PUT LOCAL field-missing");
        assertThat(component().observation().steps().counts().all().stream()
                        .map(count -> count.operation() + " " + count.type() + " "
                                + count.outcome().label()))
                .containsExactlyInAnyOrderElementsOf(told());
    }

    @Test
    void operationInForceIsTheHeaders() throws Exception {
        start(routes -> routes.from("direct:a")
                .setHeader(SessionManagementConstants.OPERATION, routes.constant("clear"))
                .to(get("a"))
                .setHeader(SessionManagementConstants.OPERATION, routes.constant("no such"))
                .to(get("a")));
        send("direct:a", "{}");
        assertThat(told()).containsExactly("CLEAR LOCAL ok", "GET LOCAL invalid-option");
    }

    /** Its values travel as headers, which are set after the span was opened, and removed before it is closed. */
    @Test
    void operationOfADynamicStepIsTheOneThatItComputed() throws Exception {
        start(routes -> routes.from("direct:a")
                .setVariable("what", routes.constant("put"))
                .toD("session-management:${variable.what}?operation=${variable.what}&fields=${body}"));
        send("direct:a", VALUE + "=a");
        assertThat(told()).containsExactly("PUT LOCAL invalid-body");
        assertThat(spansOf("session-management").map(span -> tag(span, "camel.uri")))
                .containsExactly("session-management://put?fields=body&operation=CONTAINS");
        assertNothingIn(VALUE);
    }

    @Test
    void everyWayToAStepIsTraced() throws Exception {
        start(routes -> {
            routes.from("direct:to").to(put("a"));
            routes.from("direct:multicast").multicast().parallelProcessing().to(put("a"), get("a"), get("b"));
            routes.from("direct:recipients").recipientList(routes.constant(put("a")));
            routes.from("direct:enrich").enrich(get("a"));
            routes.from("direct:loop").loop(2).to(get("a"));
        });
        for (String route : List.of("to", "multicast", "recipients", "enrich", "loop")) {
            send("direct:" + route, "{\"a\":1}");
        }
        send(get("a"), "{}");
        assertThat(told()).hasSize(9).allMatch(step -> step.equals("PUT LOCAL ok") || step.equals("GET LOCAL ok"));
    }

    @Test
    void stepThatAnInterceptorSkipsHasNoOutcome() throws Exception {
        start(routes -> {
            routes.interceptSendToEndpoint("session-management:put*")
                    .skipSendToOriginalEndpoint()
                    .to("direct:instead");
            routes.interceptSendToEndpoint("session-management:get*").to("direct:instead");
            routes.from("direct:instead").to("mock:instead");
            routes.from("direct:a").to(put("a")).to(get("a"));
        });
        Exchange exchange = send("direct:a", "{\"a\":1}");
        assertThat(told()).containsExactly("null null null", "GET LOCAL ok");
        assertThat(exchange.getProperties().keySet())
                .noneMatch(name -> name.contains("Span") && name.contains("Session"));
    }

    @Test
    void stepsOfAnotherInstanceAreTracedAsWell() throws Exception {
        SessionManagementComponent partner = new SessionManagementComponent();
        context.addComponent("partner", partner);
        start(routes -> routes.from("direct:a").to(put("a").replace("session-management:", "partner:")));
        send("direct:a", "{\"a\":1}");
        assertThat(told("partner", SESSION, "type")).containsExactly("PUT LOCAL ok");
    }

    @Test
    void stepsOfSessionTokenAreTracedAsWell() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            routes.from("direct:a").to("session-token:login?deliver=BODY");
            routes.from("direct:b").to("session-token:renew?operation=RENEW");
        });
        String issued = request("direct:a", "{\"sub\":\"" + USER + "\"}");
        send("direct:a", "{}");
        send("direct:b", "{}");
        assertThat(told("session-token", TOKEN, "deliver"))
                .containsExactly("ISSUE BODY ok", "ISSUE BODY field-missing", "RENEW HEADER denied");
        assertNothingIn(issued.substring(issued.indexOf("eyJ"), issued.indexOf("eyJ") + 100), USER);
    }

    /** What every exported span says, with its events, in which messages of exceptions are. */
    private void assertNothingIn(String... secrets) {
        assertThat(exported.getFinishedSpanItems().toString())
                .contains("camel.session.")
                .doesNotContain(secrets);
    }

    @Test
    void noSpanHoldsATokenASecretAClaimOrAValue() throws Exception {
        configuration().setKeyClaims("sub");
        configuration().setTokenCookie("session");
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            answerRefusals(routes);
            for (String operation : List.of(
                    "PUT", "GET", "MERGE", "APPEND", "ADD", "TAKE", "CONTAINS", "CLAIMS", "DELETE", "CLEAR", "END")) {
                routes.from(jetty("/" + operation)).to(global(operation, "cart,sub"));
                routes.from(jetty("/missing/" + operation))
                        .to(global(operation, "cart") + "&failOnMissing=true&fieldsIn=" + FieldsIn.HEADERS);
            }
        });
        for (String operation : List.of("PUT", "GET", "MERGE", "ADD", "APPEND", "TAKE", "CONTAINS", "CLAIMS", "END")) {
            for (String body : List.of("{\"cart\":\"" + VALUE + "\"}", "{\"cart\":" + VALUE, "[\"" + VALUE + "\"]")) {
                put("/" + operation, token, body);
            }
            put("/missing/" + operation, token, VALUE);
            put("/" + operation, token + "x", "{\"cart\":\"" + VALUE + "\"}");
            send(to("/" + operation).header("Cookie", "session=" + token));
        }
        assertThat(told().stream().distinct().toList())
                .contains(
                        "ADD GLOBAL unfit-value", "GET GLOBAL denied", "CLAIMS GLOBAL ok", "MERGE GLOBAL invalid-body");
        assertThat(exported.getFinishedSpanItems().toString()).contains("the body is text that is not JSON");
        assertNothingIn(token, token.split("\\.")[1], token.split("\\.")[2], TestTokens.SECRET, VALUE, USER);
    }
}
