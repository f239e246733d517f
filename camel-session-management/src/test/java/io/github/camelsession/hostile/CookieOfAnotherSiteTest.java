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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code Sec-Fetch-Site} and {@code Origin} in every combination, as browsers and attackers send them, to each consumer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookieOfAnotherSiteTest {
    private static final String COOKIE = "__Host-session=";
    private static final String OWN = "http://127.0.0.1";

    private static final List<String> OWN_SITES = List.of("Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none");

    private static final List<String> OTHER_SITES = List.of(
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "Sec-Fetch-Site: SAME-ORIGIN",
            "Sec-Fetch-Site: same-origin, none",
            "Sec-Fetch-Site: \"same-origin\"",
            "Sec-Fetch-Site:",
            "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: same-origin");

    /** With https, a proxy in front has ended the TLS. */
    private static final List<String> OWN_ORIGINS = List.of(
            "Origin: " + OWN,
            "Origin: " + OWN + ":80",
            "Origin: https://127.0.0.1",
            "Origin: https://127.0.0.1:443",
            "oRiGiN: " + OWN);

    private static final List<String> OTHER_ORIGINS = List.of(
            "Origin: null",
            "Origin:",
            "Origin: http://evil.example",
            "Origin: http://127.0.0.1.evil.example",
            "Origin: http://evil.example/127.0.0.1",
            "Origin: http://127.0.0.1@evil.example",
            "Origin: http://evil.example#127.0.0.1",
            "Origin: http://127.0.0.1:8080",
            "Origin: https://127.0.0.1:80",
            "Origin: http://127.0.0.1:443",
            "Origin: http://localhost",
            "Origin: 127.0.0.1",
            "Origin: //127.0.0.1",
            "Origin: file://127.0.0.1",
            "Origin: http://127.0.0.1/",
            "Origin: http://127.0.0.1 http://evil.example",
            "Origin: " + OWN + "\r\nOrigin: " + OWN,
            "Referer: " + OWN + "/");

    private static final String TOKEN = TestTokens.hs256(TestTokens.SECRET)
            .expiresAt(Instant.now().plusSeconds(3600))
            .sign();

    private final Map<HttpConsumer, ShopUnderAttack> shops = new EnumMap<>(HttpConsumer.class);

    /** @param lines of the request, besides its cookie */
    record Case(HttpConsumer consumer, String method, List<String> lines, boolean own) {}

    @BeforeAll
    void start() throws Exception {
        for (HttpConsumer consumer : HttpConsumer.values()) {
            shops.put(consumer, ShopUnderAttack.start(consumer, options -> {
                options.setSecretKey(TestTokens.SECRET);
                options.setTokenCookie("__Host-session");
            }));
        }
    }

    @AfterAll
    void stop() {
        shops.values().forEach(ShopUnderAttack::close);
    }

    private static Stream<Case> requests() {
        List<Case> cases = new ArrayList<>();
        for (HttpConsumer consumer : HttpConsumer.values()) {
            for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
                cases.addAll(casesOf(consumer, method));
            }
            for (String method : List.of("GET", "OPTIONS")) {
                OTHER_SITES.forEach(site -> cases.add(new Case(consumer, method, List.of(site), true)));
                OTHER_ORIGINS.forEach(origin -> cases.add(new Case(consumer, method, List.of(origin), true)));
            }
        }
        return cases.stream();
    }

    private static List<Case> casesOf(HttpConsumer consumer, String method) {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(consumer, method, List.of(), false));
        OWN_ORIGINS.forEach(origin -> cases.add(new Case(consumer, method, List.of(origin), true)));
        OTHER_ORIGINS.forEach(origin -> cases.add(new Case(consumer, method, List.of(origin), false)));
        for (String site : OWN_SITES) {
            cases.add(new Case(consumer, method, List.of(site), true));
            // The browser has decided: older rules do not count.
            OTHER_ORIGINS.forEach(origin -> cases.add(new Case(consumer, method, List.of(site, origin), true)));
        }
        for (String site : OTHER_SITES) {
            cases.add(new Case(consumer, method, List.of(site), false));
            OWN_ORIGINS.forEach(origin -> cases.add(new Case(consumer, method, List.of(origin, site), false)));
        }
        return cases;
    }

    /** The servers themselves refuse some of them, with 400 or without an answer. */
    @ParameterizedTest
    @MethodSource("requests")
    void cookieIsBelievedOnlyIfTheBrowserSaysThatTheRequestIsTheSitesOwn(Case one) throws Exception {
        RawHttp request = RawHttp.of(one.method, "/get", "{}".getBytes(StandardCharsets.UTF_8))
                .line("Content-Type: application/json")
                .line("Cookie: " + COOKIE + TOKEN);
        for (String line : one.lines) {
            request = request.line(line);
        }
        RawHttp.Answer answer = shops.get(one.consumer).send(request);
        if (one.own) {
            assertThat(answer.status()).isIn(200, 204);
        } else if (answer.status() != 400) {
            assertThat(answer).isEqualTo(new RawHttp.Answer(401, "CROSS_SITE_COOKIE"));
        }
    }
}
