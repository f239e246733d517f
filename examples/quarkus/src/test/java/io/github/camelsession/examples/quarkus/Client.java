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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Talks to an application of this example over HTTP. */
record Client(URI address) {
    static final String CART = "{\"cart\":[{\"item\":\"apple\",\"quantity\":3}]}";

    private static final Pattern LOGIN =
            Pattern.compile("\\{\"access_token\":\"([^\"]+)\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    String token(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send("POST", "/login", null, "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        Matcher token = LOGIN.matcher(answer.body());
        assertThat(token.matches()).as(answer.body()).isTrue();
        return token.group(1);
    }

    HttpResponse<String> get(String path, @Nullable String token) throws IOException, InterruptedException {
        return send("GET", path, token, "");
    }

    HttpResponse<String> send(String method, String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
