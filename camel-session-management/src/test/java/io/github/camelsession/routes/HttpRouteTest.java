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

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.AvailablePortFinder;

/** Routes behind a real Jetty, and a client that calls them. */
public abstract class HttpRouteTest extends RouteTest {
    protected static final HttpClient CLIENT = HttpClient.newHttpClient();

    protected final int port = AvailablePortFinder.getNextAvailable();

    protected SessionManagementComponent component() {
        return context.getComponent("session-management", SessionManagementComponent.class);
    }

    protected SessionManagementConfiguration configuration() {
        return component().getConfiguration();
    }

    protected String jetty(String path) {
        CamelPart.JETTY.assume();
        return "jetty:http://127.0.0.1:" + port + path;
    }

    /** PUT, GET, DELETE and CLEAR of the field {@code cart}, and refusals as a client sees them. */
    protected void startCart() throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        start(routes -> {
            answerRefusals(routes);
            routes.from(jetty("/put")).to(global("PUT", "*"));
            routes.from(jetty("/get")).to(global("GET", "*"));
            routes.from(jetty("/delete")).to(global("DELETE", "cart"));
            routes.from(jetty("/clear")).to(global("CLEAR", "*"));
        });
    }

    protected static void answerRefusals(RouteBuilder routes) {
        routes.onException(SessionAccessDeniedException.class)
                .handled(true)
                .setHeader("CamelHttpResponseCode", routes.constant(401))
                .setBody(routes.simple("${exception.reason}"));
        routes.onException(SessionManagementException.class)
                .handled(true)
                .setHeader("CamelHttpResponseCode", routes.constant(500))
                .setBody(routes.simple("${exception.class.simpleName}"));
    }

    protected static String global(String operation, String fields) {
        return "session-management:cart?sessionType=GLOBAL&operation=" + operation + "&fields=" + fields;
    }

    protected static String tokenOf(String user) {
        return TestTokens.hs256(TestTokens.SECRET)
                .subject(user)
                .expiresAt(Instant.now().plusSeconds(600))
                .sign();
    }

    protected HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    protected String get(String path, String token) throws Exception {
        return send(to(path).header("Authorization", "Bearer " + token)).body();
    }

    protected String put(String path, String token, String body) throws Exception {
        return send(to(path).header("Authorization", "Bearer " + token).PUT(BodyPublishers.ofString(body)))
                .body();
    }

    protected HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
