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
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a token may live: only then it is known when all tokens of a time are over. */
record TokenLifetime(Duration longest, Duration clockSkew) {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(3_650);

    TokenLifetime {
        if (longest.compareTo(LEAST) < 0 || longest.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("maxTokenLifetime is " + longest
                    + "; set it to 1 s or more, and to 10 years at most, or leave it out for tokens of any lifetime");
        }
    }

    /** No later {@code exp} is accepted of the token. Null if it has no {@code iat}. */
    @Nullable
    Instant end(Claims claims) {
        Instant issued = claims.time(JWTClaimNames.ISSUED_AT);
        return issued == null ? null : issued.plus(longest);
    }

    void check(Claims claims, Instant now) {
        Instant issued = claims.time(JWTClaimNames.ISSUED_AT);
        if (issued == null) {
            throw new SessionAccessDeniedException(
                    "the token has no 'iat', and the option maxTokenLifetime requires one: configure the issuer to write it",
                    DenialReason.NO_ISSUE_TIME);
        }
        if (Duration.between(issued, claims.expiry()).compareTo(longest) > 0) {
            throw new SessionAccessDeniedException(
                    "the token's 'exp' is later after its 'iat' than the option maxTokenLifetime allows: configure the issuer"
                            + " to make tokens with a shorter lifetime, or raise maxTokenLifetime",
                    DenialReason.LIVES_TOO_LONG);
        }
        if (now.plus(clockSkew).isBefore(issued)) {
            throw new SessionAccessDeniedException(
                    "the token was issued in the future: check the clocks, or raise clockSkew",
                    DenialReason.ISSUED_IN_FUTURE);
        }
    }
}
