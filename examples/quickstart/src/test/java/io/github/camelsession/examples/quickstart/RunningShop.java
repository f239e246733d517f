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
import io.github.camelsession.DenialReason;
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
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.camel.builder.LambdaRouteBuilder;
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

    /** With more routes. */
    static RunningShop startWith(LambdaRouteBuilder routes) throws Exception {
        return start("127.0.0.1", main -> main.configure().addLambdaRouteBuilder(routes));
    }

    private static RunningShop startOn(String host, Map<String, String> options) throws Exception {
        return start(
                host,
                main -> options.forEach((name, value) ->
                        main.addOverrideProperty("camel.component.session-management." + name, value)));
    }

    private static RunningShop start(String host, Consumer<Main> more) throws Exception {
        Main main = App.create();
        main.addOverrideProperty("quickstart.host", host);
        main.addOverrideProperty("quickstart.port", Integer.toString(freePort()));
        // An example has no field that leads nowhere.
        main.addOverrideProperty("camel.component.session-management.lint", "FAIL");
        more.accept(main);
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
                        .issueTime(Date.from(expiry.minusSeconds(3600)))
                        .expirationTime(Date.from(expiry))
                        .build());
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    /** As a program logs in. */
    String token(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("POST", "/login", null, credentials(user, password));
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = new ObjectMapper().readTree(answer.body());
        assertThat(json.get("token_type").asText()).isEqualTo("Bearer");
        assertThat(json.get("expires_in").asInt()).isEqualTo(3600);
        return json.get("access_token").asText();
    }

    static String credentials(String user, String password) {
        return "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    /** The token of a new guest: a session that no other test has. */
    String guest() throws IOException, InterruptedException {
        return new Browser(url()).visit().token();
    }

    /** Whatever a test before has left in their carts. */
    void emptyCarts() throws IOException, InterruptedException {
        send("DELETE", "/cart", token("alice", "wonderland"), "");
        send("DELETE", "/cart", token("bob", "builder"), "");
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

    /** How many requests were refused for this reason until now. */
    int refused(DenialReason reason) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/console"))
                .header("Accept", "application/json")
                .build();
        JsonNode denials = new ObjectMapper()
                .readTree(HTTP.send(request, BodyHandlers.ofString()).body())
                .at("/components/session-management/denials");
        return StreamSupport.stream(denials.spliterator(), false)
                .filter(count -> count.get("reason").asText().equals(reason.name()))
                .mapToInt(count -> count.get("count").asInt())
                .sum();
    }

    private String resolve(String text) {
        return main.getCamelContext().resolvePropertyPlaceholders(text);
    }

    @Override
    public void close() {
        main.stop();
    }
}
