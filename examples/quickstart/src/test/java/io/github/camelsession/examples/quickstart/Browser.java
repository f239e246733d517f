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
package io.github.camelsession.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What a browser does with the cookie, without a browser: keeps it, sends it, and says whose page asks. */
final class Browser {
    static final String COOKIE = "__Host-session";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private String token = "";

    Browser(String url) {
        this.url = url;
    }

    /** A guest, unless somebody is logged in. */
    Browser visit() throws IOException, InterruptedException {
        assertThat(send("PUT", "/visit", "").statusCode()).isEqualTo(200);
        return this;
    }

    Browser logIn(String user, String password) throws IOException, InterruptedException {
        assertThat(send("POST", "/visit/login", RunningShop.credentials(user, password))
                        .statusCode())
                .isEqualTo(204);
        return this;
    }

    String cart() throws IOException, InterruptedException {
        return send("GET", "/cart", "").body();
    }

    /** What the shop's own page asks for. */
    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return send("same-origin", method, path, body);
    }

    /** Only if the cart is still the one with this {@code ETag}. */
    HttpResponse<String> sendIf(String version, String method, String path, String body)
            throws IOException, InterruptedException {
        return send(request("same-origin", method, path, body).header("If-Match", version));
    }

    /** @param site what the browser says about the page that asks: {@code Sec-Fetch-Site} */
    HttpResponse<String> send(String site, String method, String path, String body)
            throws IOException, InterruptedException {
        return send(request(site, method, path, body));
    }

    private HttpRequest.Builder request(String site, String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", site)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!token.isEmpty()) {
            request.header("Cookie", "theme=dark; " + COOKIE + "=" + token);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        answer.headers().firstValue("Set-Cookie").ifPresent(this::keep);
        return answer;
    }

    private void keep(String cookie) {
        assertThat(cookie).startsWith(COOKIE + "=");
        token = cookie.substring(COOKIE.length() + 1, cookie.indexOf(';'));
    }

    /** Empty if there is no cookie. */
    String token() {
        return token;
    }
}
