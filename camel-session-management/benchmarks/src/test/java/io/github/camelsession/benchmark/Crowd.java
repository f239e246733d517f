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
package io.github.camelsession.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.GlobalSessions;
import io.github.camelsession.session.global.entry.EntryForm;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Many users' sessions in a repository in memory, without the tokens of the users. */
final class Crowd {
    /** What the sweep leaves room for beyond the expiry: clockSkew, updateTimeout and its margin. */
    static final Duration REMOVABLE_AFTER = Duration.ofMinutes(5);

    private static final GlobalSettings SETTINGS =
            new GlobalSettings(Duration.ofSeconds(5), Duration.ofSeconds(60), null, 1 << 20).with(EntryForm.PACKED);

    private final BoundedMemoryRepository repository;
    private final GlobalSessions sessions;

    Crowd(CamelContext context, InstantSource clock) {
        this.repository = new BoundedMemoryRepository(Integer.MAX_VALUE);
        this.repository.start();
        this.sessions = GlobalSessions.in(context, repository, SETTINGS, clock);
    }

    BoundedMemoryRepository repository() {
        return repository;
    }

    GlobalSessions sessions() {
        return sessions;
    }

    /** @return the bytes of the JSON that they hold together */
    long join(String group, int users, Instant expiresAt) {
        long bytes = 0;
        for (int i = 0; i < users; i++) {
            Session cart = cart(i);
            sessions.open(key(group, i, expiresAt)).update(empty -> cart);
            bytes += jsonBytes(cart);
        }
        return bytes;
    }

    /** As different as the users' tokens would be. */
    static SessionKey key(String group, int user, Instant expiresAt) {
        return SessionKey.ofToken(group, ("signed part of the token of user " + user).getBytes(UTF_8), expiresAt);
    }

    static Session cart(int user) {
        Map<String, JsonValue> cart = new LinkedHashMap<>();
        cart.put("customer", JsonValue.ofText("{\"id\":" + user + ",\"name\":\"Zoe Miller\",\"vip\":true}"));
        cart.put(
                "cart", JsonValue.ofText("[{\"sku\":\"A-00017\",\"quantity\":" + (1 + user % 9) + ",\"price\":1.10}]"));
        cart.put("total", JsonValue.ofText("117.60"));
        return Session.of(cart);
    }

    /** Of the session's JSON object. */
    private static long jsonBytes(Session session) {
        long bytes = "{}".length() + session.attributes().size() - 1;
        for (Map.Entry<String, JsonValue> attribute : session.attributes().entrySet()) {
            bytes += "\"\":".length()
                    + attribute.getKey().length()
                    + attribute.getValue().length();
        }
        return bytes;
    }
}
