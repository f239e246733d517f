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
package io.github.camelsession.token;

import io.github.camelsession.token.jwt.Claims;
import java.time.Instant;

/**
 * An OpenID provider's word that somebody has logged out. Only a {@link TokenVerifier} makes one, of a token that passed
 * every check; it is a type of its own, so that it is never taken for a caller's token.
 */
public final class LogoutToken {
    private final Claims claims;
    private final Instant issuedAt;

    LogoutToken(Claims claims, Instant issuedAt) {
        this.claims = claims;
        this.issuedAt = issuedAt;
    }

    Claims claims() {
        return claims;
    }

    /** By the provider's clock, in whole seconds. */
    public Instant issuedAt() {
        return issuedAt;
    }

    @Override
    public String toString() {
        return "LogoutToken";
    }
}
