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

import com.nimbusds.jwt.proc.JWTProcessor;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The four ways to configure trusted keys. Each checks all that can be checked without the network; what it throws is
 * an {@link IllegalArgumentException} that names the options to set.
 */
public final class KeySources {
    private KeySources() {}

    /**
     * @param secretKey the HMAC secret; its UTF-8 bytes are the key, at least as many as the hash has (RFC 7518
     *     section 3.2)
     * @param algorithms null or blank for those of HS256, HS384, HS512 that the secret is long enough for
     */
    public static KeySource secret(String secretKey, @Nullable String algorithms) {
        return SecretKeys.source(secretKey, algorithms);
    }

    /**
     * @param publicKey an RSA or EC key, or a certificate that holds one, in PEM: the text itself or the resource
     *     ({@code file:}, {@code classpath:}) that it is in. A certificate's validity and chain are not checked
     * @param algorithms null or blank for all that the key fits
     */
    public static KeySource publicKey(String publicKey, @Nullable String algorithms, CamelContext context) {
        PublicKeys key = PublicKeys.read(publicKey, context);
        List<VerificationKey> keys = List.of(VerificationKey.configured(key.verifier()));
        Algorithms allowed = Algorithms.choose(algorithms, key.algorithms(), "publicKey");
        return new KeyRingSource(allowed, (token, now) -> TrustedKeys.always(keys));
    }

    /**
     * @param location of a JWK set. One on the network is fetched when the first token comes; one in a resource was read
     *     at once, and is again as often
     * @param algorithms null or blank for all of RSA and EC
     * @param trust how long a key may go on working that is withdrawn from the set; 10 seconds at least
     */
    public static KeySource jwkSet(JwkSetLocation location, @Nullable String algorithms, Duration trust) {
        Algorithms allowed = Algorithms.choose(algorithms, Algorithms.PUBLIC_KEY, "jwkSetUri");
        return new KeyRingSource(allowed, new JwkSetKeys(location, trust));
    }

    /**
     * @param processor decides on key and signature; the claim rules of {@link TokenRules} hold besides
     * @param algorithms null or blank to leave them to the processor
     */
    public static KeySource processor(JWTProcessor<?> processor, @Nullable String algorithms) {
        return new ProcessorSource(Algorithms.choose(algorithms, Algorithms.ALL, "jwtProcessor"), processor);
    }
}
