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

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One HMAC secret. */
final class SecretKeys {
    private SecretKeys() {}

    static KeySource source(String secret, @Nullable String algorithms) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        try {
            MACVerifier verifier = new MACVerifier(key);
            Set<JWSAlgorithm> possible = Algorithms.forSecretOf(key.length);
            List<VerificationKey> keys = List.of(VerificationKey.configured(verifier));
            return new KeyRingSource(
                    Algorithms.choose(algorithms, possible, "secretKey"), (token, now) -> TrustedKeys.always(keys));
        } catch (JOSEException e) {
            throw new IllegalArgumentException(
                    "secretKey has " + key.length + " bytes, and HS256 needs 32 or more (RFC 7518 section 3.2):"
                            + " set secretKey to a longer random one",
                    e);
        }
    }
}
