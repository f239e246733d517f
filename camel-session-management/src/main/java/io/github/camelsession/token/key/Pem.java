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

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.KeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads public keys in PEM (RFC 7468): {@code PUBLIC KEY} and {@code CERTIFICATE}. Exception messages continue a
 * sentence that begins with the name of an option.
 */
final class Pem {
    static final String BEGIN = "-----BEGIN ";

    private static final Pattern BLOCK = Pattern.compile(BEGIN + "([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    /**
     * Returns all keys of the text. There may be several, for example the current and the next one while an issuer
     * changes its key.
     */
    static List<PublicKey> publicKeys(String text) {
        List<PublicKey> keys = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        // An environment variable often contains a backslash and n instead of a line break.
        Matcher block = BLOCK.matcher(text.replace("\\n", "\n"));
        while (block.find()) {
            byte[] content = bytes(block.group(2));
            switch (block.group(1)) {
                case "PUBLIC KEY" -> keys.add(key(content));
                case "CERTIFICATE" -> certificates.add(certificate(content));
                default ->
                    throw new IllegalArgumentException("holds a PEM block of another kind, '" + block.group(1) + "'");
            }
        }
        refuseChain(certificates);
        certificates.forEach(certificate -> keys.add(certificate.getPublicKey()));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("holds no PEM block");
        }
        return keys;
    }

    /** Refuses the certificates of authorities: their keys sign certificates, and are not meant to sign tokens. */
    private static void refuseChain(List<X509Certificate> certificates) {
        for (X509Certificate one : certificates) {
            for (X509Certificate other : certificates) {
                if (one.getIssuerX500Principal().equals(other.getSubjectX500Principal())
                        && !one.getSubjectX500Principal().equals(one.getIssuerX500Principal())) {
                    throw new IllegalArgumentException("holds a chain of certificates, but the keys of its authorities"
                            + " do not sign tokens (keep only the first certificate)");
                }
            }
        }
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds a key that is not base64", e);
        }
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("holds a certificate that cannot be read", e);
        }
    }

    private static PublicKey key(byte[] der) {
        KeySpec spec = new X509EncodedKeySpec(der);
        GeneralSecurityException last = new GeneralSecurityException("no key type fits");
        for (String type : KEY_TYPES) {
            try {
                return KeyFactory.getInstance(type).generatePublic(spec);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new IllegalArgumentException("holds a key that cannot be read", last);
    }
}
