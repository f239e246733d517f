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

import com.nimbusds.jose.util.X509CertUtils;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.KeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public keys in PEM (RFC 7468): {@code PUBLIC KEY} and {@code CERTIFICATE}. */
final class Pem {
    static final String BEGIN = "-----BEGIN ";

    private static final Pattern BLOCK = Pattern.compile(BEGIN + "([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    /** @throws IllegalArgumentException with a message that goes on after the name of an option */
    static PublicKey publicKey(String text) {
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("holds no PEM block");
        }
        return switch (block.group(1)) {
            case "PUBLIC KEY" -> decode(block.group(2));
            case "CERTIFICATE" -> certified(block.group());
            default ->
                throw new IllegalArgumentException("holds a PEM block of another kind, '" + block.group(1) + "'");
        };
    }

    private static PublicKey certified(String block) {
        try {
            return X509CertUtils.parseWithException(block).getPublicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("holds a certificate that can not be read", e);
        }
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds a key that is not base64", e);
        }
    }

    private static PublicKey decode(String base64) {
        KeySpec spec = new X509EncodedKeySpec(bytes(base64));
        GeneralSecurityException last = new GeneralSecurityException("no key type fits");
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePublic(spec);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new IllegalArgumentException("holds a key that can not be read", last);
    }
}
