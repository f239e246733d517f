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
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** Reads public keys, and checks which algorithms each can verify. */
public final class PublicKeys {
    private static final int LONGEST = 1 << 20;
    /** The minimum that RFC 7518 section 3.3 requires. */
    public static final int MIN_RSA_BITS = 2048;

    static final String OTHER_CURVE = "holds an EC key on a curve other than P-256, P-384 and P-521";

    private static final String ADVICE = ": set publicKey to a PEM text with -----BEGIN PUBLIC KEY----- or"
            + " -----BEGIN CERTIFICATE-----, or to a resource that holds one, such as file:key.pem";

    private PublicKeys() {}

    public static List<JWSVerifier> read(String textOrResource, CamelContext context) {
        try {
            return Pem.publicKeys(pem(textOrResource, context)).stream()
                    .map(PublicKeys::verifier)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("publicKey " + e.getMessage() + ADVICE, e);
        }
    }

    /** The text itself, or what the resource holds. */
    static String pem(String textOrResource, CamelContext context) {
        return textOrResource.contains(Pem.BEGIN) ? textOrResource : resource(textOrResource.strip(), context);
    }

    private static String resource(String uri, CamelContext context) {
        if (!uri.startsWith("file:") && !uri.startsWith("classpath:")) {
            // The value is not shown: it could be a secret that was set in the wrong option.
            throw new IllegalArgumentException("is neither a PEM text nor a resource");
        }
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, uri)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalArgumentException("names a resource that cannot be read, " + uri, e);
        }
    }

    private static JWSVerifier verifier(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            checkSize(rsa);
            return new RSASSAVerifier(rsa);
        }
        if (key instanceof ECPublicKey ec) {
            return elliptic(ec);
        }
        throw new IllegalArgumentException(
                key instanceof EdECPublicKey
                        ? Algorithms.edwardsAdvice("holds an Edwards curve key")
                        : "holds a key that is neither RSA nor EC");
    }

    static void checkSize(RSAKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_RSA_BITS) {
            throw new IllegalArgumentException(
                    "holds an RSA key of " + bits + " bits, but fewer than " + MIN_RSA_BITS + " are not safe");
        }
    }

    private static JWSVerifier elliptic(ECPublicKey key) {
        try {
            ECDSAVerifier verifier = new ECDSAVerifier(key);
            if (!Algorithms.checkedBy(List.of(verifier)).isEmpty()) {
                return verifier;
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException(OTHER_CURVE, e);
        }
        throw new IllegalArgumentException(OTHER_CURVE);
    }
}
