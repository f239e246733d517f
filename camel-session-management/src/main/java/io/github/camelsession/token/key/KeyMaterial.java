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

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a secret what has a form of its own: keys, certificates, JSON and tokens. Whoever has an issuer's public
 * key could sign tokens with it if it were taken as an HMAC secret.
 */
final class KeyMaterial {
    private static final Pattern TEXT = Pattern.compile(
            // Also PGP, and SSH2 with its four dashes.
            ".*(-----BEGIN |BEGIN [A-Z0-9 ]*(KEY|CERTIFICATE)).*"
                    // OpenSSH, in a line and what is in its base64.
                    + "|((ssh-|ecdsa-sha2-|sk-)[\\w@.-]+ +AAAA|\0\0\0.(ssh-|ecdsa-sha2-|sk-)).*",
            Pattern.DOTALL);

    /** Line ends as variables of the environment have them, and real ones. */
    private static final Pattern SPACE = Pattern.compile("\\\\n|\\s");

    private static final int SEQUENCE = 0x30;
    /** INTEGER, BIT STRING, OCTET STRING, OID, SEQUENCE, SET, [0], [1] twice: what keys and certificates begin with. */
    private static final String TAGS = "\u0002\u0003\u0004\u0006\u0030\u0031\u00a0\u00a1\u0081";

    private KeyMaterial() {}

    /** @throws IllegalArgumentException if these bytes are such a thing, or its text in base64 */
    static void refuse(String option, byte[] secret) {
        refuseForm(option, secret);
        byte[] decoded = decoded(new String(secret, StandardCharsets.ISO_8859_1));
        if (decoded != null) {
            refuseForm(option, decoded);
        }
    }

    private static void refuseForm(String option, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        if (isDer(content) || TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    option + " holds a key or a certificate, and not a secret: whoever has it"
                            + " could sign tokens; set publicKey to a public key, and leave secretKey out");
        }
        if (isJson(text)) {
            throw new IllegalArgumentException(
                    option + " holds JSON, such as a JWK, and not a secret: set it to base64:"
                            + " and the 'k' of a JWK of kty 'oct'; public keys belong in jwkSetUri");
        }
        if (isToken(text)) {
            throw new IllegalArgumentException(
                    option + " holds a token, and not a secret: set it to what tokens are signed with");
        }
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder()
                    .decode(SPACE.matcher(base64)
                            .replaceAll("")
                            .replace('-', '+')
                            .replace('_', '/'));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Whether a SEQUENCE of two parts or more fills this exactly, as in every X.509, PKCS and SEC 1 form. The JDK would
     * answer for the kinds of keys alone that it implements.
     */
    private static boolean isDer(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 2 || in.get() != SEQUENCE || length(in) != in.remaining()) {
            return false;
        }
        int parts = 0;
        for (; in.remaining() >= 2 && TAGS.indexOf(in.get() & 0xff) >= 0; parts++) {
            int length = length(in);
            if (length < 0 || length > in.remaining()) {
                return false;
            }
            in.position(in.position() + length);
        }
        return parts >= 2 && !in.hasRemaining();
    }

    /** @return -1 for more than three bytes of it, or fewer than there should be */
    private static int length(ByteBuffer in) {
        int first = in.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int size = first - 0x80;
        if (size < 1 || size > 3 || size > in.remaining()) {
            return -1;
        }
        int length = 0;
        for (int i = 0; i < size; i++) {
            length = length << 8 | in.get() & 0xff;
        }
        return length;
    }

    private static boolean isJson(String text) {
        try {
            return text.startsWith("{") && JSONObjectUtils.parse(text) != null;
        } catch (ParseException e) {
            return false;
        }
    }

    private static boolean isToken(String text) {
        try {
            return text.startsWith("eyJ") && JWTParser.parse(text) != null;
        } catch (ParseException e) {
            return false;
        }
    }
}
