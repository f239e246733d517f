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

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.github.camelsession.hostile.HttpConsumer;
import io.github.camelsession.token.TestTokens;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A route between two steps calls a real second service: whatever the consumer, the token goes neither there nor back. */
class HiddenTokenTest extends HttpRouteTest {
    private static final byte[] RESERVED = "{\"reserved\":true}".getBytes(StandardCharsets.UTF_8);
    private static final String SESSION = "__Host-session";

    private final List<Headers> asked = new CopyOnWriteArrayList<>();
    private final String alice = tokenOf("alice");
    private HttpServer backend;

    @BeforeEach
    void startBackend() throws Exception {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", request -> {
            asked.add(request.getRequestHeaders());
            request.getRequestBody().readAllBytes();
            request.sendResponseHeaders(200, RESERVED.length);
            request.getResponseBody().write(RESERVED);
            request.close();
        });
        backend.start();
    }

    @AfterEach
    void stopBackend() {
        backend.stop(0);
    }

    private HttpResponse<String> order(HttpConsumer consumer, HttpRequest.Builder request) throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setTokenCookie(SESSION);
        consumer.prepare(context, port);
        String stock = "netty-http:http://127.0.0.1:" + backend.getAddress().getPort() + "/reserve";
        start(routes -> {
            answerRefusals(routes);
            routes.from(consumer.uri(port, "/order"))
                    .to(global("PUT", "cart"))
                    .to(stock)
                    .removeHeader("CamelHttpResponseCode")
                    // The request's caller is the execution's, whatever the route removes.
                    .removeProperties("*")
                    .to(global("GET", "cart"));
        });
        return send(request.POST(BodyPublishers.ofString("{\"cart\":1}")));
    }

    private HttpRequest.Builder withHeader() {
        return to("/order").header("Authorization", "Bearer " + alice).header("Cookie", "theme=dark");
    }

    private HttpRequest.Builder withCookie() {
        return to("/order")
                .header("Cookie", "theme=dark; " + SESSION + "=" + alice + "; lang=en")
                .header("Sec-Fetch-Site", "same-origin");
    }

    private void assertServed(HttpResponse<String> answer) {
        assertThat(answer.body()).isEqualTo("{\"reserved\":true,\"cart\":1}");
        assertThat(asked).hasSize(1);
    }

    private String everythingThatWasSent(HttpResponse<String> answer) {
        return asked.get(0).entrySet() + " " + answer.headers().map() + answer.body();
    }

    @ParameterizedTest
    @EnumSource
    void tokenOfTheHeaderGoesNowhereAndTheCallerIsRemembered(HttpConsumer consumer) throws Exception {
        HttpResponse<String> answer = order(consumer, withHeader());
        assertServed(answer);
        assertThat(everythingThatWasSent(answer)).doesNotContain(alice).doesNotContain("Bearer");
        assertThat(asked.get(0).getFirst("Cookie")).isEqualTo("theme=dark");
    }

    @ParameterizedTest
    @EnumSource
    void tokenOfTheCookieGoesNowhereAndOtherCookiesGoOn(HttpConsumer consumer) throws Exception {
        HttpResponse<String> answer = order(consumer, withCookie());
        assertServed(answer);
        assertThat(everythingThatWasSent(answer)).doesNotContain(alice).doesNotContain(SESSION);
        assertThat(asked.get(0).getFirst("Cookie")).isEqualTo("theme=dark; lang=en");
    }

    @ParameterizedTest
    @EnumSource
    void cookieIsHiddenWhereTheHeaderCounted(HttpConsumer consumer) throws Exception {
        HttpResponse<String> answer =
                order(consumer, withHeader().setHeader("Cookie", SESSION + "=" + alice + "; lang=en"));
        assertServed(answer);
        assertThat(everythingThatWasSent(answer)).doesNotContain(alice);
    }

    @ParameterizedTest
    @EnumSource
    void hideTokenFalseKeepsIt(HttpConsumer consumer) throws Exception {
        configuration().setHideToken(false);
        order(consumer, withHeader());
        assertThat(asked.get(0).getFirst("Authorization")).isEqualTo("Bearer " + alice);
    }
}
