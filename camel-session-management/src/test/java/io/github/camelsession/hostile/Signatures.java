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
package io.github.camelsession.hostile;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.github.camelsession.token.TestTokens;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Signs as issuers and as attackers do. */
final class Signatures {
    private static final Map<String, JWSSigner> SIGNERS = signers();

    private final Keys keys;

    Signatures(Keys keys) {
        this.keys = keys;
    }

    /**
     * @param signer {@code own}, {@code other} for a key of the same kind that is not the issuer's, the name of a key,
     *     or {@code hmac:} and a name of {@link HmacKeys}
     * @param algorithm if the signer can not make it, it makes one that it can
     */
    byte[] sign(String signer, String algorithm, byte[] content) throws Exception {
        if (signer.startsWith("hmac:")) {
            byte[] key = HmacKeys.of(keys.known()).get(signer.substring(5));
            return sign(new MACSigner(key), algorithm, content);
        }
        return sign(SIGNERS.get(named(signer)), algorithm, content);
    }

    private String named(String signer) {
        String own = switch (keys) {
            case SECRET -> "secret";
            case EC -> "p256";
            default -> "rsa";
        };
        return signer.equals("own") ? own : signer.equals("other") ? "other-" + own : signer;
    }

    private static byte[] sign(JWSSigner signer, String algorithm, byte[] content) throws Exception {
        JWSAlgorithm wanted = JWSAlgorithm.parse(algorithm);
        JWSAlgorithm used = Stream.of(wanted, JWSAlgorithm.HS256, JWSAlgorithm.RS256)
                .filter(signer.supportedJWSAlgorithms()::contains)
                .findFirst()
                .orElseGet(() -> signer.supportedJWSAlgorithms().iterator().next());
        return signer.sign(new JWSHeader(used), content).decode();
    }

    static byte[] form(String form, byte[] signature, Keys keys) throws Exception {
        int length = signature.length;
        BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
        return switch (form) {
            case "" -> signature;
            case "zeros" -> new byte[length];
            case "ones" -> filled(length, 0xFF);
            case "one" -> lastOne(length);
            case "half" -> Arrays.copyOf(signature, length / 2);
            case "shorter" -> Arrays.copyOf(signature, length - 1);
            case "longer" -> Arrays.copyOf(signature, length + 1);
            case "twice" -> joined(signature, signature);
            case "leading-zero" -> joined(new byte[1], signature);
            case "reversed" -> reversed(signature);
            case "order" -> joined(unsigned(order), unsigned(order));
            case "zero-r" -> joined(new byte[32], Arrays.copyOfRange(signature, length / 2, length));
            case "zero-s" -> joined(Arrays.copyOf(signature, length / 2), new byte[32]);
            case "order-r" -> joined(unsigned(order), Arrays.copyOfRange(signature, length / 2, length));
            case "der" -> ECDSA.transcodeSignatureToDER(signature);
            case "mirrored" -> mirrored(signature, order);
            case "plus-modulus" ->
                unsigned(new BigInteger(1, signature)
                        .add(TestTokens.RSA.getModulus().decodeToBigInteger()));
            default -> throw new IllegalArgumentException("No such signature for " + keys + ": " + form);
        };
    }

    /** The other signature that everybody can make of an ECDSA one: it is valid. */
    private static byte[] mirrored(byte[] signature, BigInteger order) {
        int half = signature.length / 2;
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length));
        return joined(Arrays.copyOf(signature, half), unsigned(order.subtract(s)));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] digits = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return digits.length < 32 ? joined(new byte[32 - digits.length], digits) : digits;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] lastOne(int length) {
        byte[] bytes = new byte[length];
        bytes[length - 1] = 1;
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        return turned;
    }

    private static Map<String, JWSSigner> signers() {
        try {
            return Map.of(
                    "secret", new MACSigner(TestTokens.SECRET),
                    "other-secret", new MACSigner("x".repeat(64)),
                    "zero-secret", new MACSigner(new byte[64]),
                    "rsa", new RSASSASigner(TestTokens.RSA),
                    "other-rsa", new RSASSASigner(TestTokens.OTHER_RSA),
                    "p256", new ECDSASigner(TestTokens.P256),
                    "other-p256", new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()),
                    "p384", new ECDSASigner(TestTokens.P384),
                    "p521", new ECDSASigner(TestTokens.P521));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
