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
package io.github.camelsession.endurance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.SessionStoreException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the repository is data: whoever writes there may spoil sessions, but runs nothing and steers nothing. */
class StoredEntriesTest {
    private static final String MARK = "h1dden";
    private static final long LATER = Instant.now().getEpochSecond() + 3_600;

    private final MemoryAggregationRepository repository = new MemoryAggregationRepository(true);
    private final String token = SessionRoutes.newToken();
    private final SessionRoutes steps;

    StoredEntriesTest() throws Exception {
        steps = new SessionRoutes();
        steps.configure().setAggregationRepository(repository);
        steps.started();
    }

    @AfterEach
    void stop() {
        steps.close();
    }

    /** Instead of the entry of a session. */
    private Exchange plant(Object body) {
        steps.answer("PUT", token, "{\"a\":1}");
        String key = repository.getKeys().iterator().next();
        Exchange planted = new DefaultExchange(steps.context());
        planted.getMessage().setBody(body);
        repository.add(steps.context(), key, repository.get(steps.context(), key), planted);
        return planted;
    }

    /** Whatever is done with it fails the test. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new AssertionError("toString of a foreign object was called");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("hashCode of a foreign object was called");
        }

        @Override
        public boolean equals(Object other) {
            throw new AssertionError("equals of a foreign object was called");
        }
    }

    static List<Object> foreignEntries() {
        List<Object> entries = new ArrayList<>(List.of(
                new Gadget(),
                new Gadget[] {new Gadget()},
                List.of(MARK),
                Map.of("v", 1, "exp", LATER, "acc", 0, "data", Map.of()),
                "{\"v\":1,\"exp\":" + LATER + ",\"acc\":0,\"data\":{}}",
                new byte[0]));
        for (String json : List.of(
                MARK,
                "[]",
                "{}",
                "{\"v\":1}",
                "{\"@class\":\"" + MARK + "\",\"v\":1,\"exp\":" + LATER + ",\"acc\":0,\"data\":{}}",
                "{\"v\":3,\"exp\":" + LATER + ",\"acc\":0,\"data\":{}}",
                "{\"v\":\"1\",\"exp\":" + LATER + ",\"acc\":0,\"data\":{}}",
                "{\"v\":1,\"exp\":\"" + MARK + "\",\"acc\":0,\"data\":{}}",
                "{\"v\":1,\"exp\":1e30,\"acc\":0,\"data\":{}}",
                "{\"v\":1,\"exp\":9999999999999999999999,\"acc\":0,\"data\":{}}",
                "{\"v\":1,\"exp\":9223372036854775807,\"acc\":0,\"data\":{}}",
                "{\"v\":1,\"exp\":" + LATER + ",\"acc\":0,\"data\":[\"" + MARK + "\"]}",
                "{\"v\":1,\"exp\":" + LATER + ",\"acc\":0,\"data\":\"" + MARK + "\"}",
                "{\"v\":1,\"exp\":" + LATER + ",\"acc\":0,\"data\":{\"a\":" + MARK + "}}",
                "{\"v\":1,\"exp\":" + LATER + ",\"acc\":0,\"data\":{}}" + MARK,
                "{\"v\":1,\"exp\":" + LATER + ",\"acc\":0,\"data\":{\"" + MARK + "\":" + "[".repeat(100_000))) {
            entries.add(json.getBytes(UTF_8));
        }
        return entries;
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("foreignEntries")
    void whatIsNoEntryIsRefusedAndStaysAsItIsUntilClearReplacesIt(Object body) {
        Exchange planted = plant(body);
        for (String operation : List.of("GET", "PUT")) {
            Exchange exchange = steps.step(operation, token, "{\"b\":2}");
            assertThat(exchange.getException()).isInstanceOf(SessionStoreException.class);
            for (Throwable cause = exchange.getException(); cause != null; cause = cause.getCause()) {
                assertThat(cause.getMessage()).doesNotContain(MARK);
            }
        }
        assertThat(repository.get(
                        steps.context(), repository.getKeys().iterator().next()))
                .isSameAs(planted);
        assertThat(steps.step("CLEAR", token, "{}").getException()).isNull();
        assertThat(steps.answer("GET", token, "{}")).isEqualTo("{}");
    }

    @Test
    void headersAndPropertiesOfAnEntryDoNotReachTheMessage() {
        Exchange planted = plant(("{\"v\":1,\"exp\":" + LATER + ",\"acc\":0,\"data\":{\"a\":7}}").getBytes(UTF_8));
        planted.getMessage().setHeader("CamelSessionManagementOperation", "CLEAR");
        planted.getMessage().setHeader("CamelFileName", MARK);
        planted.setProperty("CamelRouteStop", true);
        planted.setException(new IllegalStateException(MARK));
        Exchange exchange = steps.step("GET", token, "{}");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("{\"a\":7}");
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys("CamelSessionManagementOperation", "CamelFileName");
        assertThat(exchange.isRouteStop()).isFalse();
    }
}
