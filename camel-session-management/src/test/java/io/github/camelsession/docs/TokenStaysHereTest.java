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

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.github.camelsession.docs.Document.Block;
import io.github.camelsession.token.TestTokens;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The documented route calls a real second service: the token goes neither there nor back to the client. */
class TokenStaysHereTest {
    private static final Block ROUTE = Document.SECURITY.block("yaml", "stock.example.com");
    private static final Block ERRORS = Document.RECIPES.block("yaml", "SessionAccessDeniedException");
    private static final byte[] RESERVED = "{\"reserved\":true}".getBytes(StandardCharsets.UTF_8);

    private final List<Headers> asked = new CopyOnWriteArrayList<>();
    private HttpServer stock;

    @BeforeEach
    void startStock() throws Exception {
        stock = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stock.createContext("/reserve", request -> {
            asked.add(request.getRequestHeaders());
            request.getRequestBody().readAllBytes();
            request.sendResponseHeaders(200, RESERVED.length);
            request.getResponseBody().write(RESERVED);
            request.close();
        });
        stock.start();
    }

    @AfterEach
    void stopStock() {
        stock.stop(0);
    }

    private HttpResponse<String> order(Block route, Instant expiry) throws Exception {
        return order(DocumentedConfigurationTest.SECRET, route, expiry);
    }

    private HttpResponse<String> order(Block properties, Block route, Instant expiry) throws Exception {
        String address = "127.0.0.1:" + stock.getAddress().getPort();
        try (DocumentedApp app =
                new DocumentedApp().properties(properties).start(ERRORS, route.with("stock.example.com", address))) {
            String token = TestTokens.hs256(TestTokens.SECRET).expiresAt(expiry).sign();
            return app.http("POST", "/order", token, "{}");
        }
    }

    private static Instant later() {
        return Instant.now().plusSeconds(600);
    }

    private static void assertNoToken(HttpResponse<String> answer) {
        assertThat(answer.headers().map().keySet()).noneMatch("Authorization"::equalsIgnoreCase);
        assertThat(answer.headers().map().toString() + answer.body()).doesNotContain("Bearer eyJ");
    }

    @Test
    void tokenGoesNeitherToTheNextEndpointNorToTheClient() throws Exception {
        HttpResponse<String> answer = order(ROUTE, later());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"reserved\":true}");
        assertThat(asked).hasSize(1).noneMatch(headers -> headers.containsKey("Authorization"));
        assertNoToken(answer);
    }

    private static Block withoutRemoval() {
        return ROUTE.with("- removeHeaders: { pattern: \"*\" }", "- log: kept");
    }

    /** The documented lines are for the other headers. */
    @Test
    void withoutThoseLinesTheTokenStaysHereAllTheSame() throws Exception {
        assertNoToken(order(withoutRemoval(), later()));
        assertThat(asked).hasSize(1).noneMatch(headers -> headers.containsKey("Authorization"));
    }

    private static Block keepingTheToken() {
        Block secret = DocumentedConfigurationTest.SECRET;
        return secret.with(secret.text(), secret.text() + "\ncamel.component.session-management.hideToken = false\n");
    }

    @Test
    void withoutThoseLinesAndWithHideTokenFalseItGoesToTheNextEndpoint() throws Exception {
        order(keepingTheToken(), withoutRemoval(), later());
        assertThat(asked).hasSize(1).allMatch(headers -> headers.containsKey("Authorization"));
    }

    @Test
    void withoutThoseLinesAndWithHideTokenFalseItGoesBackToTheClient() throws Exception {
        Block alone = withoutRemoval().with("- to: netty-http:http://stock.example.com/reserve", "- log: alone");
        assertThat(order(keepingTheToken(), alone, later()).headers().firstValue("Authorization"))
                .isPresent();
    }

    /** The recipe: the second step needs no token. */
    @Test
    void callerIsKnownAgainBehindTheBackend() throws Exception {
        Block checkout = Document.RECIPES.block("yaml", "backend.example.com");
        String address = "127.0.0.1:" + stock.getAddress().getPort();
        try (DocumentedApp app = new DocumentedApp()
                .properties(DocumentedConfigurationTest.SECRET)
                .start(ERRORS, checkout.with("backend.example.com/orders", address + "/reserve"))) {
            String token =
                    TestTokens.hs256(TestTokens.SECRET).expiresAt(later()).sign();
            HttpResponse<String> answer = app.http("POST", "/checkout", token, "{}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(asked).hasSize(1).noneMatch(headers -> headers.containsKey("Authorization"));
            assertNoToken(answer);
        }
    }

    @Test
    void tokenThatIsDeniedDoesNotComeBackWithTheDenial() throws Exception {
        HttpResponse<String> answer = order(ROUTE, Instant.now().minusSeconds(600));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(asked).isEmpty();
        assertNoToken(answer);
    }
}
