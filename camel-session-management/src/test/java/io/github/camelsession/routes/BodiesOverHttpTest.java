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

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.hostile.HttpConsumer;
import io.github.camelsession.token.TestTokens;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.rest.RestBindingMode;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An umlaut and an emoji through every HTTP consumer; what leaves is valid JSON in UTF-8, or as it was declared. */
class BodiesOverHttpTest extends RouteTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String NAME = "J\u00fcrgen \u20ac \ud83d\ude00";
    private static final byte[] BODY = ("{\"name\":\"" + NAME + "\"}").getBytes(UTF_8);
    private static final byte[] STOCK = "{\"stock\":7}".getBytes(UTF_8);
    private static final String TOKEN = HttpRouteTest.tokenOf("alice");
    private static final String[] DECLARATIONS = {
        "", "application/json", "application/json; charset=utf-8", "application/json;charset=\"UTF-8\""
    };

    private final int port = AvailablePortFinder.getNextAvailable();

    private void start(HttpConsumer consumer) throws Exception {
        context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration()
                .setSecretKey(TestTokens.SECRET);
        consumer.prepare(context, port);
        start(routes -> {
            answers(routes, consumer, "/put")
                    .to(global("PUT"))
                    .removeHeaders("*")
                    .setBody(e -> "ok");
            answers(routes, consumer, "/get").to(global("GET")).removeHeaders("Authorization");
            answers(routes, consumer, "/into").to(global("GET")).removeHeaders("Authorization");
            answers(routes, consumer, "/bytes")
                    .to(put("name"))
                    .setBody(e -> STOCK)
                    .to(get("name"));
            answers(routes, consumer, "/stream")
                    .to(put("name"))
                    .setBody(e -> new ByteArrayInputStream(STOCK))
                    .to(get("name"));
            answers(routes, consumer, "/text")
                    .to(put("name"))
                    .setBody(e -> "{}")
                    .to(get("name"));
            answers(routes, consumer, "/marshal")
                    .unmarshal()
                    .json()
                    .to(put("name"))
                    .marshal()
                    .json()
                    .to(put("name"))
                    .setBody(e -> STOCK)
                    .to(get("name"));
        });
    }

    private RouteDefinition answers(RouteBuilder routes, HttpConsumer consumer, String path) {
        return routes.from(consumer.uri(port, path));
    }

    private static String global(String operation) {
        return "session-management:cart?sessionType=GLOBAL&fields=name&operation=" + operation;
    }

    private HttpResponse<byte[]> call(String method, String path, String type, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Strictly: no byte of it may be anything but UTF-8. */
    private static String nameIn(byte[] body) throws Exception {
        String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        return new ObjectMapper().readTree(text).path("name").asText();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPutInUtf8IsGotWhateverIsDeclaredAndWhoeverConsumes(HttpConsumer consumer) throws Exception {
        start(consumer);
        for (String type : DECLARATIONS) {
            assertThat(call("POST", "/put", type, BODY).statusCode()).as(type).isEqualTo(200);
            HttpResponse<byte[]> got = call("GET", "/get", "", new byte[0]);
            assertThat(nameIn(got.body())).as(type).isEqualTo(NAME);
            assertThat(got.headers().firstValue("Content-Type").orElse("none"))
                    .as("JSON made of an empty body says what it is")
                    .startsWith("application/json");
        }
    }

    @ParameterizedTest
    @EnumSource
    void getIntoTheUtf8BytesOfABackendStaysUtf8(HttpConsumer consumer) throws Exception {
        start(consumer);
        for (String type : DECLARATIONS) {
            for (String path : new String[] {"/bytes", "/stream"}) {
                assertThat(call("POST", path, type, BODY).body())
                        .as(path + " " + type)
                        .isEqualTo(("{\"stock\":7,\"name\":\"" + NAME + "\"}").getBytes(UTF_8));
            }
            assertThat(nameIn(call("POST", "/text", type, BODY).body())).isEqualTo(NAME);
            assertThat(nameIn(call("POST", "/marshal", type, BODY).body())).isEqualTo(NAME);
        }
    }

    @ParameterizedTest
    @EnumSource
    void getIntoTheRequestKeepsWhatItSaid(HttpConsumer consumer) throws Exception {
        start(consumer);
        assertThat(call("POST", "/put", "application/json", BODY).statusCode()).isEqualTo(200);
        assertThat(call("POST", "/into", "application/json", "{\"x\":\"\u00e4\"}".getBytes(UTF_8))
                        .body())
                .isEqualTo(("{\"x\":\"\u00e4\",\"name\":\"" + NAME + "\"}").getBytes(UTF_8));
        byte[] latin = call(
                        "POST",
                        "/into",
                        "application/json; charset=ISO-8859-1",
                        "{\"x\":\"\u00e4\"}".getBytes(ISO_8859_1))
                .body();
        assertThat(new String(latin, ISO_8859_1))
                .isEqualTo("{\"x\":\"\u00e4\",\"name\":\"J\u00fcrgen \\u20AC \\uD83D\\uDE00\"}");
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatAreNotUtf8AreReadAsDeclared(HttpConsumer consumer) throws Exception {
        start(consumer);
        byte[] latin = "{\"name\":\"J\u00fcrgen\"}".getBytes(ISO_8859_1);
        assertThat(call("POST", "/put", "application/json; charset=ISO-8859-1", latin)
                        .statusCode())
                .isEqualTo(200);
        assertThat(nameIn(call("GET", "/get", "", new byte[0]).body())).isEqualTo("J\u00fcrgen");
    }

    /** As the README's second route in the REST DSL. */
    @ParameterizedTest
    @ValueSource(strings = {"JETTY json", "JETTY auto", "NETTY_HTTP json", "PLATFORM_HTTP json", "UNDERTOW auto"})
    void getOnARequestWithoutBodyBehindARestBindingAnswersAnObjectWithEmptyBodyMap(String consumerAndMode)
            throws Exception {
        HttpConsumer consumer = HttpConsumer.valueOf(consumerAndMode.split(" ")[0]);
        RestBindingMode mode = RestBindingMode.valueOf(consumerAndMode.split(" ")[1]);
        consumer.prepare(context, port);
        start(routes -> {
            routes.restConfiguration()
                    .component(consumer.component())
                    .host("127.0.0.1")
                    .port(port)
                    .bindingMode(mode);
            routes.rest("/r").get("/map").to("direct:map").get("/nothing").to("direct:nothing");
            routes.from("direct:map")
                    .setProperty("request", routes.body())
                    .setBody(e -> BODY)
                    .to(put("name"))
                    .setBody(routes.exchangeProperty("request"))
                    .to(get("name") + "&emptyBody=MAP");
            routes.from("direct:nothing").to(get("absent") + "&emptyBody=map");
        });

        HttpResponse<byte[]> got = call("GET", "/r/map", "", new byte[0]);
        assertThat(nameIn(got.body())).isEqualTo(NAME);
        assertThat(got.headers().firstValue("Content-Type").orElse("none")).startsWith("application/json");
        assertThat(new String(call("GET", "/r/nothing", "", new byte[0]).body(), UTF_8))
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&emptyBody=TEXT"})
    void getOnAMessageWithoutBodyMakesTextByDefault(String option) throws Exception {
        start(routes -> routes.from("direct:a").to(get("absent") + option));

        Exchange exchange = send("direct:a", "");

        assertThat(exchange.getMessage().getBody()).isEqualTo("{}");
        assertThat(exchange.getMessage().getHeader("content-type")).isEqualTo("application/json");
    }
}
