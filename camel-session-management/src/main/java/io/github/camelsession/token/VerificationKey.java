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

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import org.jspecify.annotations.Nullable;

/** One trusted key, ready to check signatures. {@link #toString()} does not show it. */
final class VerificationKey {
    private final @Nullable String id;
    private final @Nullable Algorithm only;
    private final JWSVerifier verifier;

    /**
     * @param id the key's {@code kid}: a token that names another one does not fit
     * @param only the algorithm that the key is reserved for; null for all that its type allows
     */
    VerificationKey(@Nullable String id, @Nullable Algorithm only, JWSVerifier verifier) {
        this.id = id;
        this.only = only;
        this.verifier = verifier;
    }

    /** A key of the configuration itself: it is the only one, whatever a token's {@code kid} says. */
    static VerificationKey configured(JWSVerifier verifier) {
        return new VerificationKey(null, null, verifier);
    }

    boolean hasId(@Nullable String wanted) {
        return wanted == null || wanted.equals(id);
    }

    boolean canCheck(Algorithm algorithm) {
        return (only == null || only.equals(algorithm))
                && verifier.supportedJWSAlgorithms().contains(algorithm);
    }

    boolean signed(SignedToken token) {
        try {
            return verifier.verify(token.header(), token.signedPart(), token.signature());
        } catch (JOSEException e) {
            throw new KeysUnavailableException(
                    "the configured key can not be used to check signatures: check the key and the Java runtime", e);
        }
    }
}
