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

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.github.camelsession.token.jwkset.JwkSetKeys;
import io.github.camelsession.token.jwkset.JwkSetLocation;
import io.github.camelsession.token.key.Algorithms;
import io.github.camelsession.token.key.ConfiguredKeys;
import io.github.camelsession.token.key.PublicKeys;
import io.github.camelsession.token.key.SecretKeys;
import io.github.camelsession.token.key.TextList;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The four ways to configure trusted keys. Each checks all that can be checked without the network; what it throws is
 * an {@link IllegalArgumentException} that names the options to set.
 */
public final class SignatureVerifiers {
    private static final Logger LOG = LoggerFactory.getLogger(SignatureVerifiers.class);

    private SignatureVerifiers() {}

    /** As {@link #secrets}, for a secret that was never another. */
    public static SignatureVerifier secret(String secretKey, @Nullable String algorithms) {
        return secrets(secretKey, null, algorithms);
    }

    /**
     * @param secretKey the HMAC secret, at least as many bytes as the hash has (RFC 7518 section 3.2): the UTF-8 bytes of
     *     the text, the bytes that {@code base64:} stands before, or what is in the file that {@code file:} stands before
     * @param previousSecretKeys those that it had before, separated by commas: what they signed is accepted too; null for
     *     none
     * @param algorithms null for those of HS256, HS384, HS512 that the secrets are long enough for
     */
    public static SignatureVerifier secrets(
            String secretKey, @Nullable String previousSecretKeys, @Nullable String algorithms) {
        if (TextList.of("previousSecretKeys", previousSecretKeys).contains(secretKey)) {
            LOG.warn("previousSecretKeys has what secretKey is, so no secret was changed. Set"
                    + " camel.component.session-management.secretKey to the new one, or remove .previousSecretKeys.");
        }
        List<JWSVerifier> all = SecretKeys.read(secretKey, previousSecretKeys);
        // What is not named may be what an older, longer secret can check.
        List<JWSVerifier> checking = algorithms == null ? all : all.subList(0, 1);
        Algorithms allowed = Algorithms.choose(algorithms, Algorithms.checkedBy(checking), "secretKey");
        return new KeyRingVerifier(allowed, new ConfiguredKeys(all));
    }

    /**
     * @param publicKey RSA or EC keys, or certificates that hold one, in PEM: the text itself or the resource
     *     ({@code file:}, {@code classpath:}) that they are in. What any of them signed is accepted. A certificate's
     *     validity is not checked
     * @param algorithms null for all that the keys fit
     */
    public static SignatureVerifier publicKey(String publicKey, @Nullable String algorithms, CamelContext context) {
        List<JWSVerifier> keys = PublicKeys.read(publicKey, context);
        Algorithms allowed = Algorithms.choose(algorithms, Algorithms.checkedBy(keys), "publicKey");
        return new KeyRingVerifier(allowed, new ConfiguredKeys(keys));
    }

    /**
     * @param location of a JWK set. One on the network is fetched when the first token comes; one in a resource was read
     *     at once, and is again as often
     * @param algorithms null or blank for all of RSA and EC
     * @param trust how long a key may go on working that is withdrawn from the set; 10 seconds at least
     */
    public static SignatureVerifier jwkSet(JwkSetLocation location, @Nullable String algorithms, Duration trust) {
        Algorithms allowed = Algorithms.choose(algorithms, Algorithms.PUBLIC_KEY, "jwkSetUri");
        return new KeyRingVerifier(allowed, new JwkSetKeys(location, trust));
    }

    /**
     * @param processor decides on key and signature; the claim rules of {@link ClaimRules} hold besides
     * @param algorithms null to leave {@code alg} and {@code typ} to the processor
     */
    public static SignatureVerifier processor(JWTProcessor<?> processor, @Nullable String algorithms) {
        return new ProcessorVerifier(
                algorithms == null ? null : Algorithms.choose(algorithms, Algorithms.ALL, "jwtProcessor"), processor);
    }
}
