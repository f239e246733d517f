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
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.BearerToken;
import java.time.Duration;
import java.time.Instant;

/** From a token to the proof of who calls. Safe for use by several threads. */
public sealed interface TokenVerifier permits CheckingVerifier, CachingVerifier {
    /**
     * @throws SessionAccessDeniedException with {@link DenialReason#MALFORMED_TOKEN} to {@link DenialReason#WRONG_AUDIENCE}
     * @throws TokenKeysUnavailableException if that can not be told now
     */
    VerifiedToken verify(BearerToken token, Instant now);

    /**
     * Asks for the keys as {@link #verify} would, a fetch included where one is due. A {@code jwtProcessor} can not be
     * asked without a token, and passes.
     *
     * @throws TokenKeysUnavailableException if there are none to verify a token with now
     */
    void checkKeys(Instant now);

    /** How many verified tokens are remembered now. */
    int remembered();

    /** Checks every token from scratch. */
    static TokenVerifier of(SignatureVerifier keys, ClaimRules rules) {
        return new CheckingVerifier(keys, rules);
    }

    /**
     * As {@link #of}, but a token that was accepted is not checked again for a while, but for its {@code exp} and
     * {@code nbf}, and but for as long as its key is trusted. Refusals are not remembered.
     *
     * @param size how many tokens are remembered; 0 for none
     * @param ttl for how long
     * @throws IllegalArgumentException if one of them is negative
     */
    static TokenVerifier cached(SignatureVerifier keys, ClaimRules rules, int size, Duration ttl) {
        if (size < 0 || ttl.isNegative()) {
            throw new IllegalArgumentException(
                    "tokenCacheSize and tokenCacheTtl must not be negative: set tokenCacheSize to 0 for no cache");
        }
        CheckingVerifier checking = new CheckingVerifier(keys, rules);
        return size == 0 ? checking : new CachingVerifier(checking, size, ttl);
    }
}
