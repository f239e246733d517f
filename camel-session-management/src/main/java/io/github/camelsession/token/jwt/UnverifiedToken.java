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
package io.github.camelsession.token.jwt;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.HeaderParameterNames;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.request.BearerToken;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JWS in compact form, parsed but not verified yet: signed, not encrypted, and without critical extensions. Of the
 * header only {@code alg}, {@code kid}, {@code typ}, {@code enc} and {@code crit} are read: what it says about keys
 * ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}) never reaches the verification.
 */
public final class UnverifiedToken {
    private final String text;
    private final JWSHeader header;
    private final @Nullable Object type;
    private final int payloadStart;
    private final int signatureStart;

    private UnverifiedToken(String text, JWSHeader header, @Nullable Object type) {
        this.text = text;
        this.header = header;
        this.type = type;
        this.payloadStart = text.indexOf('.') + 1;
        this.signatureStart = text.indexOf('.', payloadStart) + 1;
        if (signatureStart == 0 || text.indexOf('.', signatureStart) >= 0 || signatureStart == text.length()) {
            throw malformed("it does not have the three parts of a signed token");
        }
        decode(text.substring(signatureStart));
    }

    /**
     * @throws SessionAccessDeniedException with {@link DenialReason#MALFORMED_TOKEN} to
     *     {@link DenialReason#UNSUPPORTED_CRITICAL_HEADER}
     */
    public static UnverifiedToken parse(BearerToken bearer) {
        String text = bearer.text();
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw malformed("it has no dot");
        }
        Base64URL encoded = new Base64URL(text.substring(0, dot));
        Map<String, Object> parameters = StrictJson.object(decode(encoded.toString()));
        JWSHeader header = new JWSHeader.Builder(algorithm(parameters))
                .keyID(text(parameters, HeaderParameterNames.KEY_ID))
                .parsedBase64URL(encoded)
                .build();
        return new UnverifiedToken(text, header, parameters.get(HeaderParameterNames.TYPE));
    }

    private static JWSAlgorithm algorithm(Map<String, Object> parameters) {
        String algorithm = text(parameters, HeaderParameterNames.ALGORITHM);
        if (algorithm == null) {
            throw malformed("its header has no 'alg'");
        }
        if (parameters.containsKey(HeaderParameterNames.ENCRYPTION_ALGORITHM)) {
            throw new SessionAccessDeniedException(
                    "the token is encrypted (JWE): send a signed one (JWS)", DenialReason.ENCRYPTED_TOKEN);
        }
        if (algorithm.equalsIgnoreCase(Algorithm.NONE.getName())) {
            throw new SessionAccessDeniedException(
                    "the token is not signed: send a signed one", DenialReason.UNSECURED_TOKEN);
        }
        if (parameters.containsKey(HeaderParameterNames.CRITICAL)) {
            throw new SessionAccessDeniedException(
                    "the token has critical header parameters ('crit'), and none is supported: send a token without"
                            + " 'crit'",
                    DenialReason.UNSUPPORTED_CRITICAL_HEADER);
        }
        return JWSAlgorithm.parse(algorithm);
    }

    /** Strict, so that no two texts stand for the same bytes (RFC 4648 section 3.5). */
    private static byte[] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw malformed("a part of it is not base64url");
        }
        throw malformed("a part of it is not canonical base64url");
    }

    private static @Nullable String text(Map<String, Object> parameters, String name) {
        Object value = parameters.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw malformed("'" + name + "' in its header is not text");
    }

    public static SessionAccessDeniedException malformed(String found) {
        return new SessionAccessDeniedException(
                "the token is malformed (" + found + "): send a signed JWT in compact form",
                DenialReason.MALFORMED_TOKEN);
    }

    public String text() {
        return text;
    }

    public JWSHeader header() {
        return header;
    }

    /** Returns the header's {@code typ}, of whatever type; null if absent. */
    @Nullable
    public Object type() {
        return type;
    }

    /** Returns the bytes that the signature covers: the encoded header and payload with the dot between them. */
    public byte[] signedPart() {
        return text.substring(0, signatureStart - 1).getBytes(StandardCharsets.US_ASCII);
    }

    public byte[] payload() {
        return decode(text.substring(payloadStart, signatureStart - 1));
    }

    public Base64URL signature() {
        return new Base64URL(text.substring(signatureStart));
    }

    @Override
    public String toString() {
        return "UnverifiedToken[" + text.length() + " characters]";
    }
}
