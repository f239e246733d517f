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
package io.github.camelsession.upgrade;

import io.github.camelsession.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A user with a token, and the component that knows the user by it. */
record Caller(String component, String user, String token) {
    static final String BY_TOKEN = "session-management";

    /** With {@code keyClaims=sub}. */
    static final String BY_CLAIM = "session-users";

    /** With {@code encryptionKeys}; of the new release only. */
    static final String SEALED = "session-sealed";

    private static final Duration LIFETIME = Duration.ofHours(1);

    /** One whom nobody else is. */
    static Caller of(String component) {
        return of(component, UUID.randomUUID().toString(), LIFETIME);
    }

    static Caller of(String component, String user, Duration lifetime) {
        return new Caller(component, user, token(user, lifetime).sign());
    }

    static Caller ofIssuer(String issuer) {
        String user = UUID.randomUUID().toString();
        return new Caller(
                BY_CLAIM, user, token(user, LIFETIME).claim("iss", issuer).sign());
    }

    private static TestTokens token(String user, Duration lifetime) {
        return TestTokens.hs256(TestTokens.SECRET)
                .subject(user)
                .expiresAt(Instant.now().plus(lifetime))
                .claim("jti", UUID.randomUUID().toString());
    }

    /** The same user, with a later token. */
    Caller renewed(Duration lifetime) {
        return of(component, user, lifetime);
    }

    /** The same token, shown to another component. */
    Caller at(String other) {
        return new Caller(other, user, token);
    }
}
