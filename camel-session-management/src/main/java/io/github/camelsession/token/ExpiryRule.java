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
import java.time.Duration;
import java.time.Instant;

/** {@code exp} is there and, with the tolerance, not reached (RFC 7519 section 4.1.4). */
record ExpiryRule(Duration clockSkew) implements ClaimRule {
    @Override
    public void check(Claims claims, Instant now) {
        check(expiry(claims), now);
    }

    void check(Instant expiry, Instant now) {
        if (!now.isBefore(expiry.plus(clockSkew))) {
            throw new TokenRefusedException(Reason.EXPIRED, "the token has expired: log in again");
        }
    }

    /** As the token says, without the tolerance. */
    static Instant expiry(Claims claims) {
        Instant expiry = claims.time(JWTClaimNames.EXPIRATION_TIME);
        if (expiry == null) {
            throw new TokenRefusedException(
                    Reason.NO_EXPIRY, "the token has no 'exp': have the issuer put one into its tokens");
        }
        return expiry;
    }
}
