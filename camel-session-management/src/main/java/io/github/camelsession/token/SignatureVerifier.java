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
import io.github.camelsession.token.jwt.UnverifiedToken;
import io.github.camelsession.token.key.TokenPurpose;
import java.time.Instant;

/** Verifies the signature of a token. Created by {@link SignatureVerifiers}. Safe for use by several threads. */
public abstract sealed class SignatureVerifier permits KeyRingVerifier, ProcessorVerifier {
    SignatureVerifier() {}

    /**
     * Returns the claims of the token after verifying that a trusted key signed them.
     *
     * @throws SessionAccessDeniedException with {@link DenialReason#ALGORITHM_NOT_ALLOWED} to
     *     {@link DenialReason#REFUSED_BY_PROCESSOR}
     * @throws TokenKeysUnavailableException if the keys cannot be looked up now
     */
    abstract VerifiedClaims prove(UnverifiedToken token, TokenPurpose purpose, Instant now);

    /** @throws TokenKeysUnavailableException if there are no keys now, for whatever token */
    abstract void check(Instant now);
}
