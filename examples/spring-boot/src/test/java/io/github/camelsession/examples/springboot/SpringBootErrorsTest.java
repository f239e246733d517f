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
package io.github.camelsession.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionAccessDeniedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * An application whose {@code application.properties} has {@code httpErrors=true}, and that has no routes for errors. Spring
 * Security lets everybody through to the routes here: what is refused is refused by them.
 */
@SpringBootTest(
        classes = SpringBootErrorsTest.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.location = classpath:http-errors/application.properties")
class SpringBootErrorsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PUT =
            "session-management:save?operation=PUT&sessionType=GLOBAL&fields=note&failOnMissing=true";

    @LocalServerPort
    private int port;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        SecurityFilterChain everybody(HttpSecurity http) throws Exception {
            return http.csrf(AbstractHttpConfigurer::disable).build();
        }

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("platform-http:/java")
                            .setHeader("CamelHttpResponseCode", constant(200))
                            .to(PUT);
                    from("platform-http:/login")
                            .setBody(constant("{\"sub\":\"alice\"}"))
                            .to("session-token:login")
                            .setBody(header("Authorization"));
                    from("platform-http:/mine")
                            .onException(SessionAccessDeniedException.class)
                            .handled(true)
                            .setHeader("CamelHttpResponseCode", constant(418))
                            .setBody(constant("mine"))
                            .end()
                            .to(PUT);
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/java", "/xml", "/yaml"})
    void refusalIs401WithAProblemDocument(String path) throws Exception {
        HttpResponse<String> answer = put(path, null, "{\"note\":1}");

        assertProblem(answer, 401, "Unauthorized");
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
        assertThat(answer.headers().map()).doesNotContainKey("x-from-client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/java", "/xml", "/yaml"})
    void faultOfTheClientHasItsStatus(String path) throws Exception {
        String token = login();

        assertProblem(put(path, token, "no json"), 400, "Bad Request");
        assertProblem(put(path, token, "{}"), 422, "Unprocessable Content");
        assertThat(put(path, token, "{\"note\":1}").statusCode()).isEqualTo(200);
    }

    @Test
    void handlerOfTheRouteWins() throws Exception {
        HttpResponse<String> answer = put("/mine", null, "{}");

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("mine");
    }

    private String login() throws Exception {
        return put("/login", null, "{}").body();
    }

    private HttpResponse<String> put(String path, @Nullable String authorization, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .header("X-From-Client", "client")
                .PUT(BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String title) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + "}");
    }
}
