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

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cart that was filled before the log-in is there after it, under another token; no Java is in these steps. */
class GuestBecomesUserTest extends CookieLogin {
    private void start(HttpConsumer consumer) throws Exception {
        configuration().setHttpErrors(true);
        start(consumer, new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(consumer, "/guest"))
                        .setBody(simple("{\"sub\":\"guest-${uuid}\"}"))
                        .to("session-token:guest?deliver=COOKIE")
                        .removeHeaders("*", "Set-Cookie")
                        .setBody(constant(""));
                from(uri(consumer, "/add"))
                        .to("session-management:add?operation=PUT&sessionType=GLOBAL&fields=cart")
                        .removeHeaders("*")
                        .setBody(constant(""));
                from(uri(consumer, "/cart"))
                        .setBody(constant("{}"))
                        .to("session-management:cart?sessionType=GLOBAL&fields=cart");
                from(uri(consumer, "/login"))
                        .to("session-management:guest-cart?sessionType=GLOBAL&fields=cart")
                        .to("session-management:no-guest?operation=END&sessionType=GLOBAL")
                        .to("session-token:login?deliver=COOKIE")
                        .to("session-management:user-cart?operation=PUT&sessionType=GLOBAL&fields=cart")
                        .removeHeaders("*", "Set-Cookie")
                        .setBody(constant(""));
                from(uri(consumer, "/logout"))
                        .to("session-management:logout?operation=END&sessionType=GLOBAL")
                        .removeHeaders("*", "Set-Cookie")
                        .setBody(constant(""));
            }
        });
    }

    private HttpResponse<String> post(String path, String cookie, String body) throws Exception {
        HttpRequest.Builder request = to(path).header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(body));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return send(request);
    }

    private String guestWithACart() throws Exception {
        String guest = cookieOf(post("/guest", "", ""));
        post("/add", guest, "{\"cart\":[\"tea\"]}");
        return guest;
    }

    @ParameterizedTest
    @EnumSource
    void cartOfTheGuestIsThatOfTheUser(HttpConsumer consumer) throws Exception {
        start(consumer);
        String user = cookieOf(post("/login", guestWithACart(), "{\"sub\":\"ann\"}"));
        assertThat(post("/cart", user, "").body()).isEqualTo("{\"cart\":[\"tea\"]}");
    }

    @ParameterizedTest
    @EnumSource
    void whoKnewTheGuestsTokenIsNobodyAfterTheLogIn(HttpConsumer consumer) throws Exception {
        start(consumer);
        String guest = guestWithACart();
        String user = cookieOf(post("/login", guest, "{\"sub\":\"ann\"}"));
        assertThat(user).isNotEqualTo(guest);
        assertThat(post("/cart", guest, "").statusCode()).isEqualTo(401);
        assertThat(post("/login", guest, "{\"sub\":\"ann\"}").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void logOutTakesTheCookieBackAndEndsTheToken(HttpConsumer consumer) throws Exception {
        start(consumer);
        String user = cookieOf(post("/login", guestWithACart(), "{\"sub\":\"ann\"}"));
        HttpResponse<String> answer = post("/logout", user, "");
        assertThat(answer.statusCode()).isLessThan(300);
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("__Host-session=;")
                .contains("Max-Age=0");
        HttpResponse<String> refused = post("/cart", user, "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }
}
