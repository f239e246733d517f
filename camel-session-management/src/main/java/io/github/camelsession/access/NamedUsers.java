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
package io.github.camelsession.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.token.KeyClaims;
import io.github.camelsession.token.LogoutToken;
import io.github.camelsession.token.key.TextList;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sessions of users that somebody else names by their claims: a route that may do that, or an operator. */
final class NamedUsers {
    /** Beyond {@code updateTimeout}, so that the key outlives the step. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final SessionManagementConfiguration configuration;
    private final @Nullable KeyClaims keyClaims;
    private final InstantSource clock;

    NamedUsers(SessionManagementConfiguration configuration, InstantSource clock) {
        this.configuration = configuration;
        String named = configuration.getKeyClaims();
        // Where the option issuer is set, each token has iss.
        boolean tellsIssuer = KeySourceChoice.severalIssuers(configuration) || configuration.getIssuer() != null;
        this.keyClaims = named == null ? null : KeyClaims.parse(named, tellsIssuer);
        this.clock = clock;
    }

    /**
     * @param stores whether the step may make the session, which lives for maxTokenLifetime then
     * @throws IllegalArgumentException if these are not the claims that name a session; its message tells no value
     * @throws IllegalStateException if the configuration lacks what it needs
     */
    SessionKey keyOf(Map<String, Object> claims, boolean stores) {
        KeyClaims named = keyClaims();
        Duration kept =
                stores ? maxTokenLifetime() : configuration.getUpdateTimeout().plus(MARGIN);
        return SessionKey.onBehalf(
                configuration.getNamespace(), named.of(claims), clock.instant().plus(kept));
    }

    /**
     * @throws io.github.camelsession.SessionAccessDeniedException if the token does not name a session
     * @throws IllegalStateException if the configuration lacks what it needs
     */
    SessionKey keyOf(LogoutToken token) {
        return SessionKey.onBehalf(
                configuration.getNamespace(),
                keyClaims().of(token),
                clock.instant().plus(maxTokenLifetime()));
    }

    private KeyClaims keyClaims() {
        if (keyClaims == null) {
            throw new IllegalStateException("users cannot be named by their claims without keyClaims: set keyClaims");
        }
        return keyClaims;
    }

    /** @throws IllegalStateException if it is not set */
    Duration maxTokenLifetime() {
        Duration longest = configuration.getMaxTokenLifetime();
        if (longest == null) {
            throw new IllegalStateException("it is not known how long tokens live: set maxTokenLifetime");
        }
        return longest;
    }

    /**
     * @param text {@code sub=alice,iss=https://login.example}, {@code \,} being a comma of a value; or a JSON object, in
     *     which a claim may be a number
     * @throws IllegalArgumentException if it is neither; its message tells nothing of it
     */
    static Map<String, Object> parse(String text) {
        return text.strip().startsWith("{") ? parseObject(text) : parsePairs(text);
    }

    private static Map<String, Object> parseObject(String json) {
        try {
            return new ObjectMapper().readValue(json, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            // Without the cause, whose message quotes the claims.
            throw new IllegalArgumentException("the claims begin as a JSON object does, but are none");
        }
    }

    private static Map<String, Object> parsePairs(String text) {
        Map<String, Object> claims = new LinkedHashMap<>();
        for (String pair : TextList.of("claims", text)) {
            int end = pair.indexOf('=');
            String name = pair.substring(0, Math.max(end, 0)).strip();
            if (name.isEmpty() || claims.put(name, pair.substring(end + 1).strip()) != null) {
                throw new IllegalArgumentException("the claims are not name=value pairs, each name once, separated by"
                        + " commas: write sub=alice,iss=https://login.example, with \\, for a comma in a value, or a JSON"
                        + " object");
            }
        }
        return claims;
    }
}
