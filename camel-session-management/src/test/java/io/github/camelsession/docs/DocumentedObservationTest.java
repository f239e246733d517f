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
package io.github.camelsession.docs;

import static io.github.camelsession.docs.Document.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.SessionEvent;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on observability, held against what can be observed. */
class DocumentedObservationTest {
    /** What every component has. */
    private static final Set<String> CAMELS = Set.of(
            "ComponentName",
            "State",
            "CamelId",
            "CamelManagementName",
            "VerifySupported",
            "HealthCheckSupported",
            "HealthCheckConsumerEnabled",
            "HealthCheckProducerEnabled");

    private static final RouteBuilder STEPS = new RouteBuilder() {
        @Override
        public void configure() {
            onException(Exception.class).handled(true);
            from("direct:local")
                    .to("session-management:a?operation=PUT&fields=a")
                    .to("session-management:a?operation=DELETE&fields=a");
            from("direct:global").to("session-management:b?operation=GET&sessionType=GLOBAL&fields=a");
        }
    };

    private static HttpResponse<String> get(int port, String path, String accepted) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Accept", accepted)
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void consoleAndHealthCheckAreServedOverHttp() throws Exception {
        int port = AvailablePortFinder.getNextAvailable();
        Document.Block served = Document.OBSERVABILITY
                .block("properties", "camel.management.enabled")
                .with("9876", Integer.toString(port));
        try (DocumentedApp app = new DocumentedApp()) {
            app.properties(DocumentedConfigurationTest.SECRET)
                    .properties(served)
                    .withoutLint()
                    .routes(STEPS)
                    .start();
            app.send("direct:local", "{\"a\":\"st0red\"}");
            app.send("direct:global", "{}");
            String text = get(port, "/q/dev/session-management", "text/plain").body();
            assertThat(text).contains("PUT LOCAL ok 1", "WRONG_TRIGGER 1").doesNotContain("st0red", TestTokens.SECRET);
            JsonNode json = new ObjectMapper()
                    .readTree(get(port, "/q/dev/session-management", "application/json")
                            .body());
            assertThat(json.at("/session-management/components/session-management/global/sessions")
                            .asInt(-1))
                    .isZero();
            assertThat(get(port, "/observe/health", "application/json").body()).contains("\"status\":\"UP\"");
        }
    }

    @Test
    void routeOfEventsWritesALineOfJsonForEach(@TempDir Path folder) throws Exception {
        Document.Block audit = Document.OBSERVABILITY
                .block("yaml", "session-management:events")
                .with("file:audit", "file:" + folder);
        RouteBuilder steps = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:steps")
                        .setHeader("CamelSessionManagementClaims", constant(Map.of("sub", "alice-of-the-claims")))
                        .to("session-management:a?operation=PUT&sessionType=GLOBAL&fields=a&onBehalf=true")
                        .to("session-management:b?operation=END_ALL&sessionType=GLOBAL&onBehalf=true");
            }
        };
        try (DocumentedApp app = new DocumentedApp()) {
            app.properties(DocumentedConfigurationTest.SECRET)
                    .properties(TOKENS.block("properties", "maxTokenLifetime = 12h"))
                    .routes(steps)
                    .start(audit);
            assertThat(app.send("direct:steps", "{\"a\":1}").getException()).isNull();
        }
        List<String> lines = Files.readAllLines(folder.resolve("sessions.log"));
        String page = String.join("\n", Document.OBSERVABILITY.lines());
        assertThat(page)
                .contains(lines.get(0)
                        .replaceFirst("[\\w-]{43}", "(43 characters)")
                        .replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"2030-01-01T00:00:00Z\""));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("\"event\":\"ENDED\"");
    }

    @Test
    void eventsAreThoseOfTheTable() {
        assertThat(Document.OBSERVABILITY.table("Session events", "Event", "When"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(
                        Stream.of(SessionEvent.Kind.values()).map(Enum::name).toList());
    }

    @Test
    void metersAreThoseOfTheTable() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("meters", registry);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a")
                            .to("session-management:a?operation=PUT&fields=a")
                            .to("session-token:login?claims=sub,a");
                }
            });
            context.getComponent("session-management", SessionManagementComponent.class)
                    .getConfiguration()
                    .setSecretKey(TestTokens.SECRET);
            context.start();
            context.createProducerTemplate().sendBody("direct:a", "{\"a\":1,\"sub\":\"alice\"}");
            Set<List<String>> there = registry.getMeters().stream()
                    .map(Meter::getId)
                    .map(id -> List.of(id.getName(), tagsOf(id)))
                    .collect(Collectors.toSet());
            Set<List<String>> documented =
                    Document.OBSERVABILITY.table("Meters", "Meter", "Kind", "Tags", "What").stream()
                            .map(row -> List.of(row.get(0), sorted(row.get(2).replace("none", ""))))
                            .collect(Collectors.toSet());
            assertThat(there).isEqualTo(documented);
        }
    }

    private static String tagsOf(Meter.Id id) {
        return sorted(id.getTags().stream()
                .map(Tag::getKey)
                .filter(tag -> !tag.equals("camelContext") && !tag.equals("component"))
                .collect(Collectors.joining(",")));
    }

    private static String sorted(String names) {
        return String.join(",", new TreeSet<>(Arrays.asList(names.split("\\s*,\\s*"))));
    }

    @Test
    void stepsAreTracedWithTheDocumentedLineAndTheTagsOfTheTable() throws Exception {
        InMemorySpanExporter exported = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exported))
                        .build();
                DocumentedApp app = new DocumentedApp()) {
            app.bind("tracer", provider.get("camel"))
                    .properties(DocumentedConfigurationTest.SECRET)
                    .properties(Document.OBSERVABILITY.block("properties", "camel.opentelemetry2.enabled"))
                    .withoutLint()
                    .routes(STEPS)
                    .start();
            app.send("direct:local", "{\"a\":1}");
            app.send("direct:global", "{}");
            app.send("session-token:login", "{\"sub\":\"alice\"}");
            assertThat(exported.getFinishedSpanItems().stream()
                            .flatMap(span -> span.getAttributes().asMap().keySet().stream())
                            .map(AttributeKey::getKey)
                            .filter(tag -> tag.startsWith("camel.session."))
                            .collect(Collectors.toSet()))
                    .isEqualTo(Document.OBSERVABILITY.table("Tracing", "Tag of the span", "What").stream()
                            .map(row -> row.get(0))
                            .collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"session-management", "session-token"})
    void outcomesAndAttributesAreNamedInTheText(String name) throws Exception {
        String page = String.join("\n", Document.OBSERVABILITY.lines());
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            context.getComponent(name);
            ObjectName component = server.queryNames(
                            new ObjectName("org.apache.camel:context=" + context.getManagementName()
                                    + ",type=components,name=\"" + name + "\",*"),
                            null)
                    .iterator()
                    .next();
            assertThat(Stream.of(server.getMBeanInfo(component).getAttributes())
                            .filter(attribute -> attribute.getDescription().length() > 0)
                            .map(MBeanAttributeInfo::getName)
                            .filter(attribute -> !CAMELS.contains(attribute)))
                    .isNotEmpty()
                    .allSatisfy(attribute -> assertThat(page).contains("`" + attribute + "`"));
        }
    }
}
