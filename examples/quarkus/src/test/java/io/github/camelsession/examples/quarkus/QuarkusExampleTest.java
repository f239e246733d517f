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

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The application as its users meet it: over HTTP. */
@QuarkusTest
class QuarkusExampleTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String CART = "{\"cart\":[{\"item\":\"apple\",\"quantity\":3}]}";

    @TestHTTPResource
    URI address;

    @Test
    void cartComesBackInALaterRequest() throws Exception {
        String token = token("alice", "wonderland");

        assertThat(send("PUT", "cart", token, CART).statusCode()).isEqualTo(204);

        assertThat(send("GET", "cart", token, "").body()).isEqualTo(CART);
        assertThat(send("GET", "cart/first", token, "").body()).isEqualTo("apple");
    }

    private String token(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send("POST", "login", null, "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
        assertThat(answer.body()).startsWith("{\"access_token\":\"");
        return answer.body().split("\"")[3];
    }

    private HttpResponse<String> send(String method, String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/" + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
