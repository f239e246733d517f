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
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * The private key that signs tokens: one PEM block {@code PRIVATE KEY} (PKCS#8), beside which its certificate may stand.
 * Messages go on after the name of the option.
 */
final class PrivateKeys {
    private static final Pattern BLOCK =
            Pattern.compile(Pem.BEGIN + "([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

    private static final String CONVERT =
            "turn it into an unencrypted PKCS#8 key with" + " 'openssl pkcs8 -topk8 -nocrypt -in key.pem -out new.pem'";
    private static final String ADVICE = ": set privateKey to a PEM text with -----BEGIN PRIVATE KEY-----, or to a"
            + " resource that holds one, such as file:key.pem";

    private PrivateKeys() {}

    /** @throws IllegalArgumentException without anything of the key in its message */
    static JWSSigner read(String textOrResource, CamelContext context) {
        try {
            return signer(key(content(PublicKeys.pem(textOrResource, context))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("privateKey " + e.getMessage() + ADVICE, e);
        }
    }

    private static String content(String text) {
        List<String> keys = new ArrayList<>();
        // A variable of the environment often has a backslash and n for the end of a line.
        Matcher block = BLOCK.matcher(text.replace("\\n", "\n"));
        while (block.find()) {
            String kind = block.group(1);
            if (kind.startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
                throw new IllegalArgumentException(
                        "holds an encrypted key, and there is no passphrase to open it with (" + CONVERT + ")");
            }
            if (kind.equals("PRIVATE KEY")) {
                keys.add(block.group(2));
            } else if (kind.endsWith("PRIVATE KEY")) {
                throw new IllegalArgumentException("holds a key of another form, '" + kind + "' (" + CONVERT + ")");
            }
        }
        if (keys.size() != 1) {
            throw new IllegalArgumentException("holds "
                    + (keys.isEmpty() ? "no private key" : keys.size() + " private keys, and only one can sign"));
        }
        return keys.get(0);
    }

    private static PrivateKey key(String base64) {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(bytes(base64));
        GeneralSecurityException last = new GeneralSecurityException("no key type fits");
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePrivate(spec);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new IllegalArgumentException("holds a key that cannot be read, or is neither RSA nor EC", last);
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds a key that is not base64", e);
        }
    }

    private static JWSSigner signer(PrivateKey key) {
        if (key instanceof RSAPrivateKey rsa) {
            PublicKeys.checkSize(rsa);
            return new RSASSASigner(rsa);
        }
        if (key instanceof EdECPrivateKey) {
            throw new IllegalArgumentException("holds an Edwards curve key, which needs a library that this component"
                    + " does not bring (Google Tink): use an RSA or EC key");
        }
        return elliptic((ECPrivateKey) key);
    }

    private static JWSSigner elliptic(ECPrivateKey key) {
        try {
            JWSSigner signer = new ECDSASigner(key);
            if (Algorithms.EC.containsAll(signer.supportedJWSAlgorithms())) {
                return signer;
            }
        } catch (JOSEException e) {
            throw new IllegalArgumentException(PublicKeys.OTHER_CURVE, e);
        }
        throw new IllegalArgumentException(PublicKeys.OTHER_CURVE);
    }
}
