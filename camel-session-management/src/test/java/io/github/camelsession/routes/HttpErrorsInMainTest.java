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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code httpErrors} as a line of properties of Camel Main, with routes in each of its languages. */
class HttpErrorsInMainTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String GATE = "session-management:gate?operation=CLAIMS&sessionType=GLOBAL&fields=sub";

    private final int port = AvailablePortFinder.getNextAvailable();
    private final Main main = new Main();

    /** What the files http-errors.yaml and http-errors.xml have. */
    private static final class InJava extends RouteBuilder {
        @Override
        public void configure() {
            from("{{consumer}}/denied")
                    .setHeader("CamelHttpResponseCode", constant(200))
                    .to(GATE);
            from("{{consumer}}/mine")
                    .onException(SessionAccessDeniedException.class)
                    .handled(true)
                    .setHeader("CamelHttpResponseCode", constant(418))
                    .setBody(constant("mine"))
                    .end()
                    .to(GATE);
        }
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    private void start(String consumer, String language) {
        main.addInitialProperty(
                "consumer", consumer.equals("jetty") ? "jetty:http://127.0.0.1:" + port : consumer + ":");
        main.addInitialProperty("camel.component.session-management.secretKey", TestTokens.SECRET);
        main.addInitialProperty("camel.component.session-management.httpErrors", "true");
        main.addInitialProperty("camel.server.enabled", "" + consumer.equals("platform-http"));
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", "" + port);
        if (language.equals("java")) {
            main.configure().addRoutesBuilder(new InJava());
        } else {
            main.configure()
                    .withRoutesIncludePattern("classpath:io/github/camelsession/routes/http-errors." + language);
        }
        main.start();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({"jetty,java", "jetty,xml", "jetty,yaml", "platform-http,java", "platform-http,xml", "platform-http,yaml"
    })
    void denialIs401UnlessTheRouteHandlesIt(String consumer, String language) throws Exception {
        start(consumer, language);
        HttpResponse<String> denied = get("/denied");
        assertThat(denied.statusCode()).isEqualTo(401);
        assertThat(denied.headers().allValues("Content-Type")).containsExactly("application/problem+json");
        assertThat(denied.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
        assertThat(denied.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401}");
        HttpResponse<String> mine = get("/mine");
        assertThat(mine.statusCode()).isEqualTo(418);
        assertThat(mine.body()).isEqualTo("mine");
    }
}
