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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One shop behind each HTTP consumer, plain and as a rest service, with a session that an attack must not change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EveryConsumerTest {
    static final String TOKEN = TestTokens.hs256(TestTokens.SECRET)
            .subject("alice")
            .expiresAt(Instant.now().plusSeconds(3600))
            .sign();
    static final String CART = "{\"cart\":1}";
    private static final List<String> DOORS = List.of("", ShopUnderAttack.REST);

    private final Map<HttpConsumer, ShopUnderAttack> shops = new EnumMap<>(HttpConsumer.class);

    /** A consumer, and in front of its paths what leads to the plain route or to the rest service. */
    record Door(HttpConsumer consumer, String path) {
        @Override
        public String toString() {
            return consumer + path;
        }
    }

    static Stream<Door> doors() {
        List<Door> doors = new ArrayList<>();
        for (HttpConsumer consumer : HttpConsumer.values()) {
            DOORS.forEach(path -> doors.add(new Door(consumer, path)));
        }
        return doors.stream();
    }

    @BeforeAll
    void start() throws Exception {
        for (HttpConsumer consumer : HttpConsumer.values()) {
            ShopUnderAttack shop = ShopUnderAttack.start(consumer, options -> options.setSecretKey(TestTokens.SECRET));
            shops.put(consumer, shop);
            assertThat(shop.send(RawHttp.post("/put", "application/json", CART).bearer(TOKEN)))
                    .as("%s", consumer)
                    .isEqualTo(new RawHttp.Answer(200, CART));
        }
    }

    @AfterAll
    void stop() {
        shops.values().forEach(ShopUnderAttack::close);
    }

    void assertSessionIsUntouched(Door door) throws Exception {
        assertThat(shop(door)
                        .send(RawHttp.get(door.path() + "/get").bearer(TOKEN))
                        .body())
                .isEqualTo(CART);
        assertThat(shop(door).sessions()).isEqualTo(1);
    }

    ShopUnderAttack shop(Door door) {
        return shops.get(door.consumer());
    }
}
