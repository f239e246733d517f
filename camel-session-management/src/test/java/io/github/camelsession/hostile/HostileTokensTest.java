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

import io.github.camelsession.token.jwkset.JwkSetServer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus of hostile tokens, over HTTP, against each key source. Sessions are keyed by {@code sub}, so that a token
 * that gets in by mistake gets at the session of its victim.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTokensTest {
    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "shop";
    private static final String CART = "{\"cart\":1}";
    private static final String STOLEN = "{\"stolen\":1}";

    private final Map<Keys, ShopUnderAttack> shops = new EnumMap<>(Keys.class);
    /** Made once, so that all but the first request with it cost little. */
    private final Map<Keys, String> goodTokens = new EnumMap<>(Keys.class);

    private JwkSetServer server;

    @BeforeAll
    void start() throws Exception {
        server = JwkSetServer.start();
        server.serve(Keys.publicKeys().toString());
        for (Keys keys : Keys.values()) {
            ShopUnderAttack shop = ShopUnderAttack.start(HttpConsumer.JETTY, options -> {
                options.setIssuer(ISSUER);
                options.setAudience(AUDIENCE);
                options.setKeyClaims("sub");
                // Less than what Jetty takes of all headers.
                options.setMaxTokenLength(6500);
                keys.configure(options, server.uri());
            });
            shops.put(keys, shop);
            goodTokens.put(keys, TokenRecipe.goodToken(keys));
            assertThat(put(keys, "good", CART)).isEqualTo(new RawHttp.Answer(200, CART));
        }
    }

    @AfterAll
    void stop() {
        shops.values().forEach(ShopUnderAttack::close);
        server.stop();
    }

    private RawHttp.Answer put(Keys keys, String recipe, String body) throws Exception {
        return shops.get(keys).send(TokenRecipe.apply(recipe, keys, RawHttp.post("/put", "application/json", body)));
    }

    private String session(Keys keys) throws Exception {
        return shops.get(keys)
                .send(RawHttp.get("/get").bearer(goodTokens.get(keys)))
                .body();
    }

    static Stream<Arguments> corpus() throws IOException {
        return HostileToken.corpus().stream()
                .flatMap(token -> token.expected().entrySet().stream()
                        .map(expected ->
                                Arguments.of(token.name(), expected.getKey(), expected.getValue(), token.recipe())));
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("corpus")
    void hostileTokenIsDeniedForItsReasonAndTheSessionUntouched(String name, Keys keys, String expected, String recipe)
            throws Exception {
        boolean good = expected.equals("ACCEPTED");
        RawHttp.Answer answer = put(keys, recipe, good ? CART : STOLEN);
        if (good || expected.startsWith("HTTP_")) {
            assertThat("HTTP_" + answer.status()).as("%s", answer).isEqualTo(good ? "HTTP_200" : expected);
        } else {
            assertThat(answer).isEqualTo(new RawHttp.Answer(401, expected));
        }
        assertThat(session(keys)).isEqualTo(CART);
        assertThat(shops.get(keys).sessions()).isEqualTo(1);
    }

    @Test
    void corpusIsLargeAndItsNamesAreUnique() throws IOException {
        List<String> names =
                HostileToken.corpus().stream().map(HostileToken::name).toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(150);
    }
}
