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
package io.github.camelsession.examples.quarkus;

import static io.github.camelsession.examples.quarkus.Client.CART;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application as its users meet it: over HTTP. */
@QuarkusTest
class QuarkusExampleTest {
    @TestHTTPResource
    private @Nullable URI address;

    private Client client = new Client(URI.create("http://not.known.yet"));

    @BeforeEach
    void connect() {
        client = new Client(assertThat(address).isNotNull().actual());
    }

    @Test
    void cartComesBackInALaterRequest() throws Exception {
        String token = client.token("alice", "wonderland");

        assertThat(client.send("PUT", "/cart", token, CART).statusCode()).isEqualTo(204);

        assertThat(client.get("/cart", token).body()).isEqualTo(CART);
        assertThat(client.get("/cart/first", token).body()).isEqualTo("apple");
    }

    @Test
    void cartsOfTwoLoginsStayApart() throws Exception {
        client.send("PUT", "/cart", client.token("alice", "wonderland"), CART);

        assertThat(client.get("/cart", client.token("bob", "builder")).body()).isEqualTo("{}");
    }

    @Test
    void tokenIsRefusedAfterLogout() throws Exception {
        String token = client.token("alice", "wonderland");
        client.send("PUT", "/cart", token, CART);

        assertThat(client.send("DELETE", "/session", token, "").statusCode()).isEqualTo(204);

        for (HttpResponse<String> answer : sendAll(token)) {
            assertProblem(answer, 401, "Unauthorized");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void withoutATokenAnswerIs401() throws Exception {
        for (HttpResponse<String> answer : sendAll(null)) {
            assertProblem(answer, 401, "Unauthorized");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    @Test
    void tokenInTheQueryIsNotBelieved() throws Exception {
        String token = client.token("alice", "wonderland");

        assertProblem(client.get("/cart?Authorization=Bearer%20" + token, null), 401, "Unauthorized");
    }

    @Test
    void loginWithAWrongPasswordIs401() throws Exception {
        assertProblem(
                client.send("POST", "/login", null, "{\"user\":\"alice\",\"password\":\"builder\"}"),
                401,
                "Unauthorized");
    }

    @Test
    void faultOfTheClientHasItsStatus() throws Exception {
        String token = client.token("alice", "wonderland");

        assertProblem(client.send("PUT", "/cart", token, "["), 400, "Bad Request");
        assertProblem(client.send("PUT", "/cart", token, "{\"card\":[]}"), 422, "Unprocessable Content");
        assertProblem(client.send("POST", "/login", null, "{\"user\":\"alice\"}"), 422, "Unprocessable Content");
    }

    @Test
    void noAnswerSendsTheTokenBack() throws Exception {
        String token = client.token("alice", "wonderland");

        for (HttpResponse<String> answer : sendAll(token)) {
            assertThat(answer.headers().map() + answer.body()).doesNotContain(token);
        }
    }

    @Test
    void healthCheckIsQuarkus() throws Exception {
        HttpResponse<String> health = client.get("/q/health/ready", null);

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"session-management\"", "\"repository\": \"answers\"");
    }

    /** Each request that needs a token; the log-out comes last. */
    private List<HttpResponse<String>> sendAll(@Nullable String token) throws Exception {
        return List.of(
                client.send("PUT", "/cart", token, CART),
                client.get("/cart", token),
                client.get("/cart/first", token),
                client.send("DELETE", "/session", token, ""));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + "}");
    }
}
