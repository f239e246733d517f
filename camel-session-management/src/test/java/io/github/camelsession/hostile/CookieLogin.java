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
package io.github.camelsession.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;

/** An application whose logins may be kept in a cookie, each with a session of its own. */
abstract class CookieLogin {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = AvailablePortFinder.getNextAvailable();

    @AfterEach
    void stop() {
        context.stop();
    }

    final SessionManagementConfiguration configuration() {
        return context.getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration();
    }

    final void start(HttpConsumer consumer, RouteBuilder routes) throws Exception {
        configuration().setSecretKey(TestTokens.SECRET);
        configuration().setKeyClaims("sid");
        configuration().setTokenCookie("__Host-session");
        consumer.prepare(context, port);
        context.addRoutes(routes);
        context.start();
    }

    final String uri(HttpConsumer consumer, String path) {
        return consumer.uri(port, path);
    }

    final HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** Name and value of the one that the answer sets. */
    static String cookieOf(HttpResponse<String> answer) {
        assertThat(answer.headers().allValues("Set-Cookie")).hasSize(1);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }
}
