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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.SessionAccessDeniedException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A login route behind each consumer: the token is made, its session has something at once, later requests use it. */
class LoginOverHttpTest extends CookieLogin {
    private void start(HttpConsumer consumer) throws Exception {
        start(consumer, new RouteBuilder() {
            @Override
            public void configure() {
                onException(SessionAccessDeniedException.class)
                        .handled(true)
                        .setHeader("CamelHttpResponseCode", constant(401))
                        .setBody(simple("${exception.reason}"));
                from(uri(consumer, "/login"))
                        .to("session-token:login")
                        .setVariable("token", simple("${header.Authorization}"))
                        .to("session-management:save?operation=PUT&sessionType=GLOBAL&fields=language")
                        .setBody(variable("token"))
                        .removeHeaders("*");
                from(uri(consumer, "/respond")).to("session-token:login?deliver=BODY");
                from(uri(consumer, "/cookie"))
                        .to("session-token:login?deliver=COOKIE")
                        .to("session-management:save?operation=PUT&sessionType=GLOBAL&fields=language")
                        .removeHeaders("*", "Set-Cookie")
                        .setBody(constant(""));
                from(uri(consumer, "/slide"))
                        .to("session-token:renew?operation=RENEW&deliver=COOKIE")
                        .removeHeaders("*", "Set-Cookie")
                        .setBody(constant(""));
                from(uri(consumer, "/get"))
                        .setBody(constant("{}"))
                        .to("session-management:load?sessionType=GLOBAL&fields=language");
            }
        });
    }

    private HttpResponse<String> post(String path, String authorization) throws Exception {
        HttpRequest.Builder request = to(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"sub\":\"ann\",\"language\":\"en\"}"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheLoginRouteKeepsTheNextRequestFinds(HttpConsumer consumer) throws Exception {
        start(consumer);
        String authorization = post("/login", "").body();
        assertThat(authorization).startsWith("Bearer ey");
        assertThat(post("/get", authorization).body()).isEqualTo("{\"language\":\"en\"}");
    }

    @ParameterizedTest
    @EnumSource
    void whoLogsInAgainIsInAnotherSession(HttpConsumer consumer) throws Exception {
        start(consumer);
        String first = post("/login", "").body();
        HttpResponse<String> answer = post("/respond", first);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        String second =
                new ObjectMapper().readTree(answer.body()).path("access_token").asText();
        assertThat(post("/get", "Bearer " + second).body()).isEqualTo("{}");
        assertThat(post("/get", first).body()).isEqualTo("{\"language\":\"en\"}");
    }

    @ParameterizedTest
    @EnumSource
    void linkSetsNoCookie(HttpConsumer consumer) throws Exception {
        start(consumer);
        HttpResponse<String> answer = post("/cookie?Set-Cookie=planted%3D1", "");
        assertThat(cookieOf(answer)).startsWith("__Host-session=ey");
    }

    @ParameterizedTest
    @EnumSource
    void clientGetsTheCookie(HttpConsumer consumer) throws Exception {
        start(consumer);
        HttpResponse<String> answer = post("/cookie", "");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("__Host-session=ey")
                .contains("; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/", "; Max-Age=3600")
                .doesNotContain("Domain");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void cookieSlidesWhileTheSessionGoesOn(HttpConsumer consumer) throws Exception {
        start(consumer);
        String cookie = cookieOf(post("/cookie", ""));
        String later = cookieOf(send(to("/slide").header("Cookie", "theme=dark; " + cookie)));
        assertThat(later).startsWith("__Host-session=ey").isNotEqualTo(cookie);
        assertThat(post("/get", later.replace("__Host-session=", "Bearer ")).body())
                .isEqualTo("{\"language\":\"en\"}");
    }

    @ParameterizedTest
    @EnumSource
    void cookieOfANewLoginLeadsToItsSessionThoughTheRequestHadAnOlderToken(HttpConsumer consumer) throws Exception {
        start(consumer);
        String older = "Bearer "
                + new ObjectMapper()
                        .readTree(post("/respond", "").body())
                        .path("access_token")
                        .asText();
        String newer = cookieOf(post("/cookie", older)).replace("__Host-session=", "Bearer ");
        assertThat(post("/get", newer).body()).isEqualTo("{\"language\":\"en\"}");
        assertThat(post("/get", older).body()).isEqualTo("{}");
    }
}
