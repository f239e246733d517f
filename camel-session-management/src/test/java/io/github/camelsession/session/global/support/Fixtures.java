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
package io.github.camelsession.session.global.support;

import io.github.camelsession.session.JsonValue;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.global.entry.Entry;
import io.github.camelsession.session.global.entry.EntryContent;
import io.github.camelsession.session.global.entry.EntryForm;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.entry.Terms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values and functions that several tests use. */
public final class Fixtures {
    public static final GlobalSettings SETTINGS =
            new GlobalSettings(Duration.ofSeconds(5), Duration.ofSeconds(60), null, 1 << 20);

    /** When the tokens in the tests end. */
    public static final Instant EXPIRY = ManualTime.START.plus(Duration.ofHours(1));

    /** The least time for which an entry is kept after the end of its token. */
    public static final Duration KEPT =
            SETTINGS.clockSkew().plus(SETTINGS.updateTimeout()).plus(Lifetime.MARGIN);

    private Fixtures() {}

    public static SessionKey tokenKey(String token, Instant expiresAt) {
        return SessionKey.ofToken("default", token.getBytes(StandardCharsets.UTF_8), expiresAt);
    }

    public static SessionKey claimsKey(String subject, Instant expiresAt) {
        return SessionKey.ofClaims("default", Map.of("sub", subject), expiresAt);
    }

    /** A token of the user "a user", whose session others of his open as well. */
    public static SessionKey login(String token, @Nullable Instant issuedAt) {
        return login(token, issuedAt, EXPIRY);
    }

    public static SessionKey login(String token, @Nullable Instant issuedAt, Instant expiresAt) {
        return claimsKey("a user", expiresAt).shownBy("default", token.getBytes(StandardCharsets.UTF_8), issuedAt);
    }

    public static GlobalSettings withMaxInactiveInterval(Duration interval) {
        return new GlobalSettings(SETTINGS.updateTimeout(), SETTINGS.clockSkew(), interval, SETTINGS.maxSessionSize());
    }

    public static GlobalSettings withMaxLifetime(Duration lifetime) {
        return new GlobalSettings(
                SETTINGS.updateTimeout(),
                SETTINGS.clockSkew(),
                null,
                lifetime,
                SETTINGS.maxSessionSize(),
                false,
                EntryForm.PLAIN);
    }

    /** Returns the same settings for a repository that does not compare and swap. */
    public static GlobalSettings lockOnly(GlobalSettings settings) {
        return new GlobalSettings(
                settings.updateTimeout(),
                settings.clockSkew(),
                settings.maxInactiveInterval(),
                settings.maxLifetime(),
                settings.maxSessionSize(),
                true,
                settings.form());
    }

    public static Entry entry(Session session, Instant expiresAt, Instant accessedAt) {
        return new Entry(
                EntryContent.EMPTY.with(session),
                expiresAt,
                accessedAt,
                accessedAt,
                new Terms(null, SETTINGS.clockSkew()),
                List.of());
    }

    public static Session session(String name, String json) {
        return Session.of(Map.of(name, JsonValue.ofText(json)));
    }

    public static UnaryOperator<Session> put(String name, String json) {
        return session -> session.with(Map.of(name, JsonValue.ofText(json)));
    }

    /** Returns a change that adds one to the number under this name. */
    public static UnaryOperator<Session> increment(String name) {
        return session -> {
            JsonValue value = session.attributes().get(name);
            int number = value == null ? 0 : Integer.parseInt(value.text());
            return session.with(Map.of(name, JsonValue.ofText(Integer.toString(number + 1))));
        };
    }
}
