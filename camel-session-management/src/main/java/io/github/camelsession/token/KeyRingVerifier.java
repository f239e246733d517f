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

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.jwt.Claims;
import io.github.camelsession.token.jwt.UnverifiedToken;
import io.github.camelsession.token.key.Algorithms;
import io.github.camelsession.token.key.KeyRing;
import io.github.camelsession.token.key.TokenPurpose;
import io.github.camelsession.token.key.TrustedKeys;
import io.github.camelsession.token.key.VerificationKey;
import java.time.Instant;
import java.util.List;

/** Verifies signatures with the keys of a {@link KeyRing}. */
final class KeyRingVerifier extends SignatureVerifier {
    private final Algorithms algorithms;
    private final KeyRing keys;

    KeyRingVerifier(Algorithms algorithms, KeyRing keys) {
        this.algorithms = algorithms;
        this.keys = keys;
    }

    @Override
    VerifiedClaims prove(UnverifiedToken token, TokenPurpose purpose, Instant now) {
        algorithms.check(token, purpose);
        TrustedKeys trusted = keys.keysFor(token, now);
        List<VerificationKey> candidates = trusted.keys();
        if (candidates.isEmpty()) {
            throw new SessionAccessDeniedException(
                    "no trusted key fits the token's 'kid' and 'alg': check the issuer's keys",
                    DenialReason.UNKNOWN_KEY);
        }
        if (candidates.stream().noneMatch(key -> key.signed(token))) {
            throw new SessionAccessDeniedException(
                    "the token's signature was not made with a configured key: send a token of the issuer that is configured, or"
                            + " check secretKey, publicKey or jwkSetUri",
                    DenialReason.BAD_SIGNATURE);
        }
        return new VerifiedClaims(Claims.parse(token.payload()), trusted.until());
    }

    @Override
    void check(Instant now) {
        keys.check(now);
    }

    @Override
    public String toString() {
        return "SignatureVerifier[" + algorithms + "]";
    }
}
