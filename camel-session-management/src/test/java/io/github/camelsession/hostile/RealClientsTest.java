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

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A good token in the header is good whatever else the request has, as long as the server itself takes the request. */
class RealClientsTest extends EveryConsumerTest {
    @ParameterizedTest
    @EnumSource(HttpConsumer.class)
    void requestOfARealClientWithTheTokenInTheHeaderIsLetIn(HttpConsumer consumer) throws Exception {
        ShopUnderAttack shop = shop(new Door(consumer, ""));
        List<String> refused = new ArrayList<>();
        int taken = 0;
        for (Clients client : Clients.values()) {
            RawHttp.Answer plain = shop.send(client.to("/plain").bearer(TOKEN));
            RawHttp.Answer answer = shop.send(client.to("/get").bearer(TOKEN));
            if (plain.status() == 200) {
                taken++;
                if (!answer.equals(new RawHttp.Answer(200, CART))) {
                    refused.add(client + " -> " + answer);
                }
            }
        }
        assertThat(refused).isEmpty();
        // Some servers, and Camel, refuse stray percent signs and forms that are none, with 400 or 500.
        assertThat(taken).isGreaterThan(Clients.values().length - 5);
    }

    @ParameterizedTest
    @EnumSource(HttpConsumer.class)
    void sameRequestWithoutTheHeaderIsDenied(HttpConsumer consumer) throws Exception {
        ShopUnderAttack shop = shop(new Door(consumer, ""));
        for (Clients client : Clients.values()) {
            assertThat(shop.send(client.to("/get")).status()).as("%s", client).isNotEqualTo(200);
        }
    }
}
