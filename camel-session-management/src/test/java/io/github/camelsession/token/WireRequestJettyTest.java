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
package io.github.camelsession.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Jetty and Camel really make of requests. The route answers with what arrived and whether it is refused. */
class WireRequestJettyTest {
    private static final String HEADER = "Authorization";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data; boundary=x";

    private static final String UPLOAD = part("name=\"f\"; filename=\"\u00fc.txt\"", "hi");

    private static CamelContext context;
    private static String uri;
    private static String rawUri;

    @BeforeAll
    static void start() throws Exception {
        context = new DefaultCamelContext();
        context.getManagementStrategy().addEventNotifier(new Capture());
        uri = freeUri();
        rawUri = freeUri();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jetty:" + uri).process(WireRequestJettyTest::answer);
                from("jetty:" + rawUri + "?enableMultipartFilter=false").process(WireRequestJettyTest::answer);
            }
        });
        context.start();
    }

    private static String freeUri() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return "http://127.0.0.1:" + free.getLocalPort() + "/step";
        }
    }

    @AfterAll
    static void stop() {
        context.stop();
    }

    private static void answer(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(HEADER);
        WireRequest request = Objects.requireNonNull(exchange.getProperty("wire", WireRequest.class));
        boolean took = header != null && request.tookFromParameter(HEADER, header, exchange);
        String body = Objects.toString(exchange.getMessage().getBody(String.class), "");
        exchange.getMessage().setBody(header + " " + took + " " + body.length());
    }

    private static String get(String query, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(uri + query)), headers);
    }

    private static String post(String contentType, String body, String... headers) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(uri))
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    private static String send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void realHeaderIsAllowed() throws Exception {
        assertThat(get("", HEADER, "Bearer a")).isEqualTo("Bearer a false 0");
        assertThat(get("?x=1", HEADER, "Bearer a")).isEqualTo("Bearer a false 0");
        assertThat(post(FORM, "x=1", HEADER, "Bearer a")).isEqualTo("Bearer a false 3");
    }

    @Test
    void queryParameterIsNoHeader() throws Exception {
        assertThat(get("?Authorization=Bearer%20a")).isEqualTo("Bearer a true 0");
        assertThat(get("?%61uthoriZation=Bearer+a")).isEqualTo("Bearer a true 0");
    }

    @Test
    void formFieldIsNoHeaderAndTheFormStaysReadable() throws Exception {
        assertThat(post(FORM, "authorization=Bearer+a")).isEqualTo("Bearer a true 22");
    }

    @Test
    void headerAndParameterTogetherAreNotOneToken() throws Exception {
        assertThat(get("?authorization=Bearer%20a", HEADER, "Bearer b")).startsWith("[Bearer b, Bearer a] true");
    }

    @Test
    void multipartFieldIsNoHeader() throws Exception {
        assertThat(post(MULTIPART, part("name=\"authorization\"", "Bearer a"))).isEqualTo("Bearer a true 0");
    }

    /** Jetty takes the multipart body apart and leaves nothing to look at: a real header can not be told apart. */
    @Test
    void uploadIsRefusedEvenWithARealHeader() throws Exception {
        assertThat(post(MULTIPART, UPLOAD, HEADER, "Bearer a")).isEqualTo("Bearer a true 0");
    }

    @Test
    void uploadWithARealHeaderIsAllowedWithoutTheMultipartFilter() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(rawUri))
                .header("Content-Type", MULTIPART)
                .POST(HttpRequest.BodyPublishers.ofString(UPLOAD));
        assertThat(send(request, HEADER, "Bearer a")).startsWith("Bearer a false 7");
    }

    private static String part(String name, String content) {
        return "--x\r\nContent-Disposition: form-data; " + name + "\r\n\r\n" + content + "\r\n--x--\r\n";
    }

    private static final class Capture extends EventNotifierSupport {
        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof CamelEvent.ExchangeCreatedEvent;
        }

        @Override
        public void notify(CamelEvent event) {
            Exchange exchange = ((CamelEvent.ExchangeCreatedEvent) event).getExchange();
            exchange.setProperty("wire", WireRequest.capture(exchange.getMessage()));
        }
    }
}
