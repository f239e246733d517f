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
package io.github.camelsession.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.camelsession.token.TestTokens;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A log-in, a cart and a log-out, in routes over Boot's own server. */
class SessionsOverHttpTest {
    private static final String CART = "{\"cart\":[\"tea\",1.10]}";

    private static BootApplication shop;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {
        @Bean
        Bodies bodies() {
            return new Bodies();
        }
    }

    /** What beans of an application leave as body. */
    public static final class Bodies {
        public record Order(String item, double price) {}

        public Object order() {
            return new Order("tea", 1.5);
        }

        /** Of the Jackson that this Boot has by itself. */
        public Object tree() throws Exception {
            Class<?> mapper = Class.forName(BootApplication.isBoot3() ? JACKSON_2 : JACKSON_3);
            return mapper.getMethod("readTree", String.class)
                    .invoke(mapper.getConstructor().newInstance(), "{\"item\":\"tea\",\"price\":1.5}");
        }
    }

    private static final String JACKSON_2 = "com.fasterxml.jackson.databind.ObjectMapper";
    private static final String JACKSON_3 = "tools.jackson.databind.ObjectMapper";

    @BeforeAll
    static void start() {
        shop = BootApplication.start(
                Shop.class,
                Map.of(
                        "camel.main.routes-include-pattern", "classpath:shop/*.yaml,classpath:bodies/*.yaml",
                        "camel.component.session-management.secret-key", TestTokens.SECRET,
                        "camel.component.session-management.key-claims", "sid",
                        "camel.component.session-management.http-errors", "true",
                        "camel.component.session-token.lifetime", "5m"));
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void versionsAreThoseThatThePomNames() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("compatibility.boot"));
        assertThat(shop.context().getBean(CamelContext.class).getVersion())
                .isEqualTo(System.getProperty("compatibility.camel"));
    }

    @Test
    void jackson3IsBesideJackson2WhereBootHasIt() {
        assertThatCode(() -> Class.forName(JACKSON_2)).doesNotThrowAnyException();
        if (BootApplication.isBoot3()) {
            assertThatCode(() -> Class.forName(JACKSON_3)).isInstanceOf(ClassNotFoundException.class);
        } else {
            assertThatCode(() -> Class.forName(JACKSON_3)).doesNotThrowAnyException();
        }
    }

    @Test
    void cartIsThereUntilTheUserLogsOut() throws Exception {
        String token = login("alice");

        assertThat(send("PUT", "/cart", token, CART).statusCode()).isEqualTo(204);
        assertThat(send("GET", "/cart", token, "").body()).isEqualTo(CART);

        assertThat(send("POST", "/logout", token, "").statusCode()).isEqualTo(204);
        assertThat(send("GET", "/cart", token, "").statusCode()).isEqualTo(401);
    }

    @Test
    void usersHaveSessionsOfTheirOwn() throws Exception {
        String alice = login("alice");
        String bob = login("bob");

        send("PUT", "/cart", alice, CART);

        assertThat(send("GET", "/cart", bob, "").body()).isEqualTo("{}");
    }

    @Test
    void callerWithoutATokenIsAnsweredWithAProblemDocument() throws Exception {
        HttpResponse<String> answer = shop.send("GET", "/cart", "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401}");
    }

    /** Camel makes headers of parameters, so this needs the request of the servlet container itself. */
    @Test
    void tokenInTheAddressIsNoToken() throws Exception {
        String token = URLEncoder.encode("Bearer " + login("alice"), StandardCharsets.UTF_8);

        assertThat(shop.send("GET", "/cart?Authorization=" + token, "").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/java", "/tree"})
    void bodiesThatAreObjectsHaveTheirFields(String path) throws Exception {
        assertThat(shop.get(path)).isEqualTo("{\"item\":\"tea\",\"price\":1.5}");
    }

    private static String login(String user) throws Exception {
        String answer =
                shop.send("POST", "/login", "{\"sub\":\"" + user + "\"}").body();
        return answer.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    private static HttpResponse<String> send(String method, String path, String token, String body) throws Exception {
        return shop.send(method, path, body, "Authorization", "Bearer " + token);
    }
}
