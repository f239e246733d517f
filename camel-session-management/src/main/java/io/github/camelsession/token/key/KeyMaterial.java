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
 * Recognises content that is not a secret by its form: keys, certificates, JSON and tokens. If an issuer's public key
 * were used as an HMAC secret, everyone who has it could sign tokens.
 */
final class KeyMaterial {
    private static final Pattern TEXT = Pattern.compile(
            // Also matches PGP, and SSH2 with its four dashes.
            ".*(-----BEGIN |BEGIN [A-Z0-9 ]*(KEY|CERTIFICATE)).*"
                    // OpenSSH, in a line and what is in its base64.
                    + "|((ssh-|ecdsa-sha2-|sk-)[\\w@.-]+ +AAAA|\0\0\0.(ssh-|ecdsa-sha2-|sk-)).*",
            Pattern.DOTALL);

    /** Real line breaks, and those written as backslash and n in environment variables. */
    private static final Pattern SPACE = Pattern.compile("\\\\n|\\s");

    private static final int SEQUENCE = 0x30;
    /**
     * INTEGER, BIT STRING, OCTET STRING, OID, SEQUENCE, SET, [0], [1] twice: the tags of the parts of keys and
     * certificates.
     */
    private static final String TAGS = "\u0002\u0003\u0004\u0006\u0030\u0031\u00a0\u00a1\u0081";

    private KeyMaterial() {}

    /** @throws IllegalArgumentException if the bytes, or what they encode in base64, have such a form */
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
                    option + " holds a key or a certificate instead of a secret: anyone with a copy of it could sign"
                            + " tokens; set publicKey to a public key, and leave secretKey out");
        }
        if (isJson(text)) {
            throw new IllegalArgumentException(
                    option + " holds JSON, such as a JWK, instead of a secret: set it to base64: followed by the 'k'"
                            + " of a JWK of kty 'oct'; public keys belong in jwkSetUri");
        }
        if (isToken(text)) {
            throw new IllegalArgumentException(
                    option + " holds a token instead of a secret: set it to the secret that signs tokens");
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
     * Returns whether the bytes are exactly one SEQUENCE of two or more parts, as in every X.509, PKCS and SEC 1 form.
     * The JDK would recognise only the kinds of keys that it implements.
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

    /** @return -1 if the length takes more than three bytes, or if bytes of it are missing */
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
