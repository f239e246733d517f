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
package io.github.camelsession.token.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.jwt.UnverifiedToken;

/** A trusted key, ready to verify signatures. {@link #toString()} does not show it. */
public final class VerificationKey {
    private final JWSVerifier verifier;

    private VerificationKey(JWSVerifier verifier) {
        this.verifier = verifier;
    }

    /** Returns a key that is tried whatever a token's {@code kid} is. */
    public static VerificationKey configured(JWSVerifier verifier) {
        return new VerificationKey(verifier);
    }

    public boolean signed(UnverifiedToken token) {
        try {
            return verifier.verify(token.header(), token.signedPart(), token.signature());
        } catch (JOSEException e) {
            throw new TokenKeysUnavailableException(
                    "the configured key cannot be used to check signatures: check the key and the Java runtime", e);
        }
    }
}
