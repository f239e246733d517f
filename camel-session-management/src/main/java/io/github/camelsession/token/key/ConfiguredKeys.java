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

import com.nimbusds.jose.JWSVerifier;
import io.github.camelsession.token.jwt.UnverifiedToken;
import java.time.Instant;
import java.util.List;

/** Keys from the configuration itself. Each is tried, whatever a token's {@code kid} is. */
public record ConfiguredKeys(List<JWSVerifier> verifiers) implements KeyRing {
    @Override
    public TrustedKeys keysFor(UnverifiedToken token, Instant now) {
        return TrustedKeys.always(verifiers.stream()
                .filter(verifier -> verifier.supportedJWSAlgorithms()
                        .contains(token.header().getAlgorithm()))
                .map(VerificationKey::configured)
                .toList());
    }

    @Override
    public String toString() {
        return "ConfiguredKeys[" + verifiers.size() + "]";
    }
}
