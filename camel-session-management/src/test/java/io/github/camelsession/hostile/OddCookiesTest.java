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

import io.github.camelsession.token.TestTokens;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cookies twice, malformed, too long, and with names that only look like it, sent to each consumer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddCookiesTest {
    private static final String NAME = "__Host-session";
    private static final String TOKEN = TestTokens.hs256(TestTokens.SECRET)
            .expiresAt(Instant.now().plusSeconds(3600))
            .sign();
    private static final String COOKIE = NAME + "=" + TOKEN;

    private final Map<HttpConsumer, ShopUnderAttack> shops = new EnumMap<>(HttpConsumer.class);

    @BeforeAll
    void start() throws Exception {
        for (HttpConsumer consumer : HttpConsumer.values()) {
            shops.put(consumer, ShopUnderAttack.start(consumer, options -> {
                options.setSecretKey(TestTokens.SECRET);
                options.setTokenCookie(NAME);
                options.setMaxTokenLength(1000);
            }));
        }
    }

    @AfterAll
    void stop() {
        shops.values().forEach(ShopUnderAttack::close);
    }

    private static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("OK", List.of(COOKIE)),
                Arguments.of("OK", List.of("a=b; " + COOKIE + "; c=d")),
                Arguments.of("OK", List.of("  " + COOKIE + "\t")),
                Arguments.of("OK", List.of("a; =; =b; \"; " + COOKIE)),
                Arguments.of("OK", List.of("other=\"x; " + COOKIE + "; y=\"")),
                Arguments.of("OK", List.of("__host-session=x; " + COOKIE)),
                Arguments.of("OK", List.of(";;;" + COOKIE + ";;;")),
                Arguments.of("SEVERAL_TOKENS", List.of(COOKIE + "; " + COOKIE)),
                Arguments.of("SEVERAL_TOKENS", List.of(NAME + "=; " + COOKIE)),
                Arguments.of("SEVERAL_TOKENS", List.of(COOKIE, COOKIE)),
                Arguments.of("SEVERAL_TOKENS", List.of(NAME + "=x", "a=b; " + COOKIE)),
                Arguments.of("NO_TOKEN", List.of(NAME + "=")),
                Arguments.of("NO_TOKEN", List.of(NAME)),
                Arguments.of("NO_TOKEN", List.of(TOKEN)),
                Arguments.of("NO_TOKEN", List.of("=" + TOKEN)),
                Arguments.of("NO_TOKEN", List.of("__host-session=" + TOKEN)),
                Arguments.of("NO_TOKEN", List.of("__Host-Session=" + TOKEN)),
                Arguments.of("NO_TOKEN", List.of("x" + COOKIE)),
                Arguments.of("NO_TOKEN", List.of(NAME + "2=" + TOKEN)),
                Arguments.of("NO_TOKEN", List.of(NAME + " =" + TOKEN)),
                Arguments.of("NO_TOKEN", List.of("\"" + NAME + "\"=" + TOKEN)),
                Arguments.of("NO_TOKEN", List.of("%5f_Host-session=" + TOKEN)),
                Arguments.of("NO_TOKEN", List.of("a=b, " + COOKIE)),
                Arguments.of("NO_TOKEN", List.of("$Version=1")),
                Arguments.of("NOT_A_BEARER_TOKEN", List.of(NAME + "=\"" + TOKEN + "\"")),
                Arguments.of("NOT_A_BEARER_TOKEN", List.of(NAME + "= " + TOKEN)),
                Arguments.of("NOT_A_BEARER_TOKEN", List.of(NAME + "=Bearer " + TOKEN)),
                Arguments.of("NOT_A_BEARER_TOKEN", List.of(COOKIE + ", " + COOKIE)),
                Arguments.of("NOT_A_BEARER_TOKEN", List.of(NAME + "==" + TOKEN)),
                Arguments.of("MALFORMED_TOKEN", List.of(NAME + "=abc")),
                Arguments.of("TOKEN_TOO_LONG", List.of(NAME + "=" + "a".repeat(1001))),
                Arguments.of("BAD_SIGNATURE", List.of(COOKIE.substring(0, COOKIE.length() - 4) + "AAAA")));
    }

    private static Stream<Arguments> requests() {
        return headers()
                .flatMap(header -> Stream.of(HttpConsumer.values())
                        .map(consumer -> Arguments.of(consumer, header.get()[0], header.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void oneCookieOfExactlyThatNameCountsAndNothingElse(HttpConsumer consumer, String expected, List<String> headers)
            throws Exception {
        RawHttp request = RawHttp.get("/get");
        for (String header : headers) {
            request = request.line("Cookie: " + header);
        }
        RawHttp.Answer answer = shops.get(consumer).send(request);
        String said = answer.status() == 200 ? "OK" : answer.body();
        assertThat(said).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void parameterOrFieldCalledCookieIsNoCookie(HttpConsumer consumer) throws Exception {
        for (String name : List.of("Cookie", "cookie", "%43ookie")) {
            String parameter = name + "=" + NAME + "%3D" + TOKEN;
            assertThat(shops.get(consumer)
                            .send(RawHttp.get("/get?" + parameter))
                            .status())
                    .isEqualTo(401);
            assertThat(shops.get(consumer)
                            .send(RawHttp.get("/get?" + parameter).line("Cookie: a=b"))
                            .status())
                    .isEqualTo(401);
            assertThat(shops.get(consumer)
                            .send(RawHttp.post("/get", "application/x-www-form-urlencoded", parameter)
                                    .line("Sec-Fetch-Site: same-origin"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void parameterCalledSecFetchSiteOrOriginSaysNothing(HttpConsumer consumer) throws Exception {
        for (String parameter : List.of("Sec-Fetch-Site=same-origin", "Origin=http%3A%2F%2F127.0.0.1", "Host=evil")) {
            RawHttp request =
                    RawHttp.post("/put?" + parameter, "application/json", "{}").line("Cookie: " + COOKIE);
            assertThat(shops.get(consumer).send(request)).isEqualTo(new RawHttp.Answer(401, "CROSS_SITE_COOKIE"));
            assertThat(shops.get(consumer)
                            .send(request.line("Sec-Fetch-Site: cross-site"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void headerDecidesWhereBothAreSent(HttpConsumer consumer) throws Exception {
        assertThat(shops.get(consumer)
                        .send(RawHttp.get("/get").line("Cookie: " + COOKIE).bearer("abc"))
                        .body())
                .isEqualTo("MALFORMED_TOKEN");
        assertThat(shops.get(consumer)
                        .send(RawHttp.get("/get")
                                .line("Cookie: " + NAME + "=abc")
                                .bearer(TOKEN))
                        .status())
                .isEqualTo(200);
        assertThat(shops.get(consumer)
                        .send(RawHttp.get("/get").line("Cookie: " + COOKIE).line("Authorization: Basic YTpi"))
                        .body())
                .isEqualTo("NOT_A_BEARER_TOKEN");
    }
}
