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

import com.nimbusds.jwt.JWTClaimNames;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.jwt.Claims;
import java.time.Instant;
import java.util.Map;

/** What makes a token a logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4), and no login one. */
final class LogoutRules {
    /** A security event (RFC 8417 section 2.2). No token of a login has it. */
    static final String EVENTS = "events";

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final String NONCE = "nonce";
    private static final String SESSION = "sid";

    private LogoutRules() {}

    static void checkKind(Claims claims) {
        Map<String, Object> all = claims.all();
        if (!(all.get(EVENTS) instanceof Map<?, ?> events && events.get(EVENT) instanceof Map)) {
            throw refused("its 'events' does not have the event " + EVENT + " with an object as its value");
        }
        if (all.containsKey(NONCE)) {
            throw refused("it has a 'nonce', as only tokens of a login have it");
        }
    }

    /** @throws SessionAccessDeniedException also if it is not known when it was issued */
    static Instant checkContent(Claims claims) {
        if (claims.key(JWTClaimNames.SUBJECT) == null && claims.key(SESSION) == null) {
            throw new SessionAccessDeniedException(
                    "the logout token has neither a usable 'sub' nor a usable 'sid', so it names nobody: configure the"
                            + " provider to write one of them",
                    DenialReason.MISSING_CLAIM);
        }
        Instant issuedAt = claims.time(JWTClaimNames.ISSUED_AT);
        if (issuedAt == null) {
            throw new SessionAccessDeniedException(
                    "the logout token has no 'iat', which says what tokens it ends: configure the provider to write it",
                    DenialReason.NO_ISSUE_TIME);
        }
        return issuedAt;
    }

    private static SessionAccessDeniedException refused(String found) {
        return new SessionAccessDeniedException(
                "the token is no logout token, for " + found + ": send the one that the provider made for the log-out",
                DenialReason.NOT_A_LOGOUT_TOKEN);
    }
}
