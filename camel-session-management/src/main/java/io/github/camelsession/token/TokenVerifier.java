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

/** Verifies tokens, and so identifies callers. Safe for use by several threads. */
public sealed interface TokenVerifier permits CheckingVerifier, CachingVerifier {
    /**
     * @throws SessionAccessDeniedException with {@link DenialReason#MALFORMED_TOKEN} to
     *     {@link DenialReason#WRONG_AUDIENCE}
     * @throws TokenKeysUnavailableException if the keys cannot be looked up now
     */
    VerifiedToken verify(BearerToken token, Instant now);

    /**
     * Verifies the word of an OpenID provider that somebody has logged out. Nothing of it is remembered.
     *
     * @throws SessionAccessDeniedException as {@link #verify} does
     * @throws TokenKeysUnavailableException if the keys cannot be looked up now
     */
    LogoutToken verifyLogout(BearerToken token, Instant now);

    /**
     * Looks up the keys as {@link #verify} would, including a fetch if one is due. A {@code jwtProcessor} cannot be
     * asked without a token, and always passes.
     *
     * @throws TokenKeysUnavailableException if there are no keys to verify a token with now
     */
    void checkKeys(Instant now);

    /** Returns the number of verified tokens that are remembered. */
    int remembered();

    /** Returns a verifier that checks every token completely. */
    static TokenVerifier of(SignatureVerifier keys, ClaimRules rules) {
        return new CheckingVerifier(keys, rules);
    }

    /**
     * Returns a verifier that remembers accepted tokens. For a limited time, and only as long as its key is trusted,
     * nothing of such a token is checked again but {@code exp} and {@code nbf}. Refusals are not remembered.
     *
     * @param size the maximum number of remembered tokens; 0 for none
     * @param ttl how long a token is remembered
     * @throws IllegalArgumentException if one of them is negative
     */
    static TokenVerifier cached(SignatureVerifier keys, ClaimRules rules, int size, Duration ttl) {
        if (size < 0 || ttl.isNegative()) {
            throw new IllegalArgumentException(
                    "tokenCacheSize and tokenCacheTtl must not be negative: set tokenCacheSize to 0 to turn the cache"
                            + " off");
        }
        CheckingVerifier checking = new CheckingVerifier(keys, rules);
        return size == 0 ? checking : new CachingVerifier(checking, size, ttl);
    }
}
