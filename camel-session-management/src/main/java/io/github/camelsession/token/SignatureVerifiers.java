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
 * The four ways to configure trusted keys. Each method checks everything that can be checked without the network, and
 * throws an {@link IllegalArgumentException} that names the options to set.
 */
public final class SignatureVerifiers {
    private static final Logger LOG = LoggerFactory.getLogger(SignatureVerifiers.class);

    private SignatureVerifiers() {}

    /** Like {@link #secrets}, without previous secrets. */
    public static SignatureVerifier secret(String secretKey, @Nullable String algorithms) {
        return secrets(secretKey, null, algorithms);
    }

    /**
     * @param secretKey the HMAC secret, with at least as many bytes as the hash (RFC 7518 section 3.2): the UTF-8 bytes
     *     of the text; or after {@code base64:}, the bytes in base64; or after {@code file:}, the path of a file that
     *     contains it
     * @param previousSecretKeys earlier secrets, separated by commas, whose tokens are accepted too; null for none
     * @param algorithms null for those of HS256, HS384, HS512 that the secrets are long enough for
     */
    public static SignatureVerifier secrets(
            String secretKey, @Nullable String previousSecretKeys, @Nullable String algorithms) {
        if (TextList.of("previousSecretKeys", previousSecretKeys).contains(secretKey)) {
            LOG.warn("previousSecretKeys contains the value of secretKey, so the secret was not changed. Set"
                    + " camel.component.session-management.secretKey to the new one, or remove .previousSecretKeys.");
        }
        List<JWSVerifier> all = SecretKeys.read(secretKey, previousSecretKeys);
        // If no algorithm is named, the current secret decides, and not an older, longer one.
        List<JWSVerifier> checking = algorithms == null ? all : all.subList(0, 1);
        Algorithms allowed = Algorithms.choose(algorithms, Algorithms.checkedBy(checking), "secretKey");
        return new KeyRingVerifier(allowed, new ConfiguredKeys(all));
    }

    /**
     * @param publicKey RSA or EC keys, or certificates that contain one, in PEM: the text itself, or the resource
     *     ({@code file:}, {@code classpath:}) that contains it. A token signed with any of the keys is accepted. The
     *     validity of a certificate is not checked
     * @param algorithms null for all that the keys fit
     */
    public static SignatureVerifier publicKey(String publicKey, @Nullable String algorithms, CamelContext context) {
        List<JWSVerifier> keys = PublicKeys.read(publicKey, context);
        Algorithms allowed = Algorithms.choose(algorithms, Algorithms.checkedBy(keys), "publicKey");
        return new KeyRingVerifier(allowed, new ConfiguredKeys(keys));
    }

    /**
     * @param location the location of a JWK set. A set on the network is fetched when the first token arrives. A
     *     resource has been read already, and is read again as often as one on the network
     * @param algorithms null or blank for all of RSA and EC
     * @param trust how long a key that is withdrawn from the set may stay in use; at least 10 seconds
     */
    public static SignatureVerifier jwkSet(JwkSetLocation location, @Nullable String algorithms, Duration trust) {
        Algorithms allowed = Algorithms.choose(algorithms, Algorithms.PUBLIC_KEY, "jwkSetUri");
        return new KeyRingVerifier(allowed, new JwkSetKeys(location, trust));
    }

    /**
     * @param processor verifies key and signature; the rules of {@link ClaimRules} apply in addition
     * @param algorithms null to leave {@code alg} and {@code typ} to the processor
     */
    public static SignatureVerifier processor(JWTProcessor<?> processor, @Nullable String algorithms) {
        return new ProcessorVerifier(
                algorithms == null ? null : Algorithms.choose(algorithms, Algorithms.ALL, "jwtProcessor"), processor);
    }
}
