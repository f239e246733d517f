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
package io.github.camelsession.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.routes.HttpRouteTest;
import io.github.camelsession.token.TestTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Undertow shows no request, and makes headers of the parts of a path that a route names. */
class TokenInThePathTest extends HttpRouteTest {
    private int statusOf(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private void startWith(String tokenHeader) throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setTokenHeader(tokenHeader);
        start(routes -> {
            answerRefusals(routes);
            routes.from("undertow:http://127.0.0.1:" + port + "/path/{" + tokenHeader + "}")
                    .to("direct:get");
            routes.from("undertow:http://127.0.0.1:" + port + "/item/{id}").to("direct:get");
            routes.from("direct:get").setBody(e -> "{}").to(global("GET", "*"));
        });
    }

    @Test
    void tokenThatIsPartOfThePathIsDenied() throws Exception {
        startWith("Authorization");
        String token = tokenOf("alice");
        assertThat(statusOf("/path/Bearer%20" + token)).isEqualTo(401);
        assertThat(statusOf("/item/1", "Authorization", "Bearer " + token)).isEqualTo(200);
    }

    @Test
    void tokenThatIsPartOfThePathUnderTheNameOfAnotherHeaderIsDenied() throws Exception {
        startWith("token");
        String token = tokenOf("alice");
        assertThat(statusOf("/path/Bearer%20" + token)).isEqualTo(401);
        assertThat(statusOf("/item/1", "token", "Bearer " + token)).isEqualTo(200);
    }
}
