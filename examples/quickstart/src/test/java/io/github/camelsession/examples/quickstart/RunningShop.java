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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/** The application on a free port, and a client of it. */
final class RunningShop implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Main main;

    private RunningShop(Main main) {
        this.main = main;
    }

    static RunningShop start() throws Exception {
        return startOn("127.0.0.1", Map.of());
    }

    static RunningShop startOn(String host) throws Exception {
        return startOn(host, Map.of());
    }

    /** With options of the component. */
    static RunningShop startWith(Map<String, String> options) throws Exception {
        return startOn("127.0.0.1", options);
    }

    private static RunningShop startOn(String host, Map<String, String> options) throws Exception {
        Main main = App.create();
        main.addOverrideProperty("quickstart.host", host);
        main.addOverrideProperty("quickstart.port", Integer.toString(freePort()));
        // An example has no field that leads nowhere.
        main.addOverrideProperty("camel.component.session-management.lint", "FAIL");
        options.forEach((name, value) -> main.addOverrideProperty("camel.component.session-management." + name, value));
        main.start();
        return new RunningShop(main);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return resolve("http://{{quickstart.host}}:{{quickstart.port}}");
    }

    int port() {
        return Integer.parseInt(resolve("{{quickstart.port}}"));
    }

    String secret() {
        return resolve("{{quickstart.secret}}");
    }

    String welcome() {
        return App.welcome(main.getCamelContext());
    }

    /** A token for alice, signed as the application signs them. */
    String tokenUntil(Instant expiry) throws JOSEException {
        return token(secret(), expiry);
    }

    static String token(String secret, Instant expiry) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .issuer("quickstart")
                        .subject("alice")
                        .expirationTime(Date.from(expiry))
                        .build());
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    String login(String user, String password) throws IOException, InterruptedException {
        String credentials = "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}";
        HttpResponse<String> answer = send("POST", "/login", null, credentials);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertThat(json.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(json.get("expires_in").asInt()).isEqualTo(3600);
        return json.get("access_token").asText();
    }

    HttpResponse<String> send(String method, String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private String resolve(String text) {
        return main.getCamelContext().resolvePropertyPlaceholders(text);
    }

    @Override
    public void close() {
        main.stop();
    }
}
