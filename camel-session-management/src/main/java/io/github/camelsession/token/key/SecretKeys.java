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
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HMAC secrets: the one that signs now, and earlier ones. */
public final class SecretKeys {
    static final String FILE = "file:";
    static final String BASE64 = "base64:";
    private static final int LEAST = 32;
    private static final Pattern STANDARD = Pattern.compile("[+/]");
    private static final Pattern URL_SAFE = Pattern.compile("[-_]");

    private SecretKeys() {}

    /** Returns a verifier for each secret, that of the current secret first. */
    public static List<JWSVerifier> read(String secret, @Nullable String previous) {
        List<JWSVerifier> all = new ArrayList<>(List.of(verifier("secretKey", secret)));
        for (String old : TextList.of("previousSecretKeys", previous)) {
            all.add(verifier("previousSecretKeys", old));
        }
        return all;
    }

    private static JWSVerifier verifier(String option, String value) {
        byte[] key = checked(option, value);
        try {
            return new OfItsLength(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("Nimbus takes no secret of " + key.length + " bytes", e);
        }
    }

    /**
     * The bytes that sign and verify.
     *
     * @throws IllegalArgumentException if they are too few, a pattern, or no secret at all; the message does not show them
     */
    static byte[] checked(String option, String value) {
        byte[] key = bytes(option, value);
        if (key.length < LEAST) {
            throw new IllegalArgumentException(option + " has " + key.length + " bytes, but HS256 needs " + LEAST
                    + " or more (RFC 7518 section 3.2): " + SecretStrength.ADVICE);
        }
        SecretStrength.check(option, key);
        return key;
    }

    private static byte[] bytes(String option, String value) {
        if (!value.startsWith(FILE)) {
            return ofText(option, value);
        }
        byte[] content = SecretFile.read(option, value.substring(FILE.length()));
        KeyMaterial.refuse(option, content);
        String text = SecretFile.text(option, content);
        return text == null ? content : ofText(option, text);
    }

    private static byte[] ofText(String option, String text) {
        boolean encoded = text.startsWith(BASE64);
        byte[] secret =
                encoded ? decoded(option, text.substring(BASE64.length())) : text.getBytes(StandardCharsets.UTF_8);
        KeyMaterial.refuse(option, secret);
        if (!encoded) {
            SecretText.check(option, text);
        }
        return secret;
    }

    /** Accepts either alphabet, with or without padding, because identity providers show both. */
    static byte[] decode(String base64) {
        if (STANDARD.matcher(base64).find() && URL_SAFE.matcher(base64).find()) {
            throw new IllegalArgumentException("it mixes two alphabets");
        }
        return Base64.getDecoder().decode(base64.strip().replace('-', '+').replace('_', '/'));
    }

    private static byte[] decoded(String option, String base64) {
        try {
            return decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause, which shows characters of the secret.
            throw new IllegalArgumentException(option + " is not base64 after 'base64:': encode the secret's bytes");
        }
    }

    /**
     * Supports only the algorithms that the secret is long enough for. Nimbus 9.37 would let a secret verify HS512 that
     * is long enough only for HS256.
     */
    private static final class OfItsLength extends MACVerifier {
        private final Set<JWSAlgorithm> algorithms;

        OfItsLength(byte[] key) throws JOSEException {
            super(key);
            this.algorithms = Algorithms.forSecretOf(key.length);
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return algorithms;
        }
    }
}
