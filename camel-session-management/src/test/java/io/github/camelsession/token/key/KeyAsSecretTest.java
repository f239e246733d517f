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

import static io.github.camelsession.token.TestTokens.P256;
import static io.github.camelsession.token.TestTokens.RSA;
import static io.github.camelsession.token.TestTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody has a public key: as an HMAC secret it lets everybody sign. */
class KeyAsSecretTest {
    private @TempDir Path directory;

    /** What OpenSSL and keytool write in DER, and PEM has in base64. */
    static Map<String, byte[]> der() throws Exception {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        keys.put("RSA", RSA.toPublicKey().getEncoded());
        keys.put("EC", P256.toPublicKey().getEncoded());
        keys.put("Ed25519", edwards());
        keys.put("secp256k1, which the JDK no longer knows", secp256k1());
        keys.put("PKCS#1", pkcs1());
        keys.put("certificate", Base64.getMimeDecoder().decode(body(certificate())));
        keys.put("private RSA", RSA.toRSAPrivateKey().getEncoded());
        keys.put("private EC", P256.toECPrivateKey().getEncoded());
        return keys;
    }

    private static byte[] edwards() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
    }

    private static byte[] secp256k1() throws Exception {
        byte[] key = new byte[23 + 65];
        System.arraycopy(
                new BigInteger("3056301006072a8648ce3d020106052b8104000a034200", 16).toByteArray(), 0, key, 0, 23);
        byte[] point = new byte[65];
        new Random(3).nextBytes(point);
        point[0] = 4;
        System.arraycopy(point, 0, key, 23, 65);
        return key;
    }

    /** {@code BEGIN RSA PUBLIC KEY} has modulus and exponent alone. */
    private static byte[] pkcs1() throws Exception {
        byte[] key = RSA.toPublicKey().getEncoded();
        return java.util.Arrays.copyOfRange(key, 24, key.length);
    }

    private static String certificate() throws Exception {
        try (InputStream in = KeyAsSecretTest.class.getResourceAsStream("p256-cert.pem")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static String body(String pem) {
        return pem.replaceAll("-----[^-]+-----", "").strip();
    }

    static Stream<Arguments> texts() throws Exception {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("public key in PEM", TestTokens.pem(RSA.toPublicKey()));
        texts.put("in one line", TestTokens.pem(RSA.toPublicKey()).replace("\n", ""));
        texts.put("as variables have it", TestTokens.pem(RSA.toPublicKey()).replace("\n", "\\n"));
        texts.put("after a comment", "Bag Attributes\n  friendlyName: x\n" + TestTokens.pem(P256.toPublicKey()));
        texts.put("without its dashes", TestTokens.pem(P256.toPublicKey()).replace("-----", ""));
        texts.put("certificate in PEM", certificate());
        texts.put("PGP", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZ0000BYJKwYBBAHaRw8BAQdA\n");
        texts.put("SSH2", "---- BEGIN SSH2 PUBLIC KEY ----\nAAAAB3NzaC1yc2EAAAADAQABAAABAQC\n");
        texts.put("OpenSSH", "ssh-rsa " + openSsh("ssh-rsa") + " alice@shop");
        texts.put("OpenSSH, EC", "ecdsa-sha2-nistp256 " + openSsh("ecdsa-sha2-nistp256"));
        texts.put("OpenSSH without its name", openSsh("ssh-ed25519"));
        for (Map.Entry<String, byte[]> key : der().entrySet()) {
            texts.put(key.getKey(), Base64.getEncoder().encodeToString(key.getValue()));
            texts.put(
                    key.getKey() + " for URLs",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key.getValue()));
            texts.put(
                    key.getKey() + " in lines",
                    Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getValue()));
        }
        jose().forEach(texts::put);
        return texts.entrySet().stream().map(text -> Arguments.of(text.getKey(), text.getValue()));
    }

    private static String openSsh(String type) {
        ByteBuffer key = ByteBuffer.allocate(4 + type.length() + 68);
        key.putInt(type.length()).put(type.getBytes(StandardCharsets.US_ASCII)).putInt(64);
        return Base64.getEncoder().encodeToString(key.array());
    }

    private static Map<String, String> jose() {
        String octets =
                new OctetSequenceKey.Builder(Base64URL.encode(SECRET)).build().toJSONString();
        String set = new JWKSet(List.of(RSA, P256)).toString(true);
        return Map.of(
                "public JWK",
                RSA.toPublicJWK().toJSONString(),
                "JWK of a secret",
                octets,
                "JWK set",
                "\n " + set + "\n",
                "JWK in base64",
                Base64.getEncoder().encodeToString(octets.getBytes(StandardCharsets.UTF_8)),
                "other JSON",
                "{\"secret\": \"" + SECRET + "\"}",
                "token",
                TestTokens.hs256(SECRET).subject("anon").sign());
    }

    private static void assertRefused(String secret) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret(secret, null))
                .withMessageStartingWith("secretKey ")
                .withMessageContaining("instead of a secret")
                .withMessageNotContaining(secret);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secrets(SECRET, secret.replace(",", "\\,"), null))
                .withMessageStartingWith("previousSecretKeys ")
                .withMessageContaining("instead of a secret");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void keyAsTextIsRefusedWhereverItStands(String name, String text) throws Exception {
        assertRefused(text);
        assertRefused("base64:" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        assertRefused("file:" + Files.writeString(directory.resolve("key"), text));
    }

    static Stream<Arguments> binaries() throws Exception {
        return der().entrySet().stream().map(key -> Arguments.of(key.getKey(), key.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("binaries")
    void keyInDerIsRefusedWhereverItStands(String name, byte[] key) throws Exception {
        assertRefused("base64:" + Base64.getEncoder().encodeToString(key));
        assertRefused("file:" + Files.write(directory.resolve("key"), key));
        assertRefused("file:"
                + Files.writeString(
                        directory.resolve("text"),
                        "base64:" + Base64.getUrlEncoder().encodeToString(key) + "\n"));
    }

    @Test
    void sentenceSaysWhereSuchAKeyBelongs() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret(TestTokens.pem(RSA.toPublicKey()), null))
                .withMessageContaining("publicKey");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret(RSA.toPublicJWK().toJSONString(), null))
                .withMessageContainingAll("jwkSetUri", "base64:");
    }

    /** After such a beginning, about one of a million has the form of a key by chance: so the samples are fixed. */
    @Property(tries = 2000, seed = "1")
    void randomBytesAreNoKeyEvenIfTheyBeginAsOne(@ForAll long seed, @ForAll @IntRange(min = 32, max = 127) int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        bytes[0] = 0x30;
        bytes[1] = (byte) (length - 2);
        String text = Base64.getEncoder().encodeToString(bytes);
        assertThat(text).startsWith("M");
        assertThatCode(() -> SignatureVerifiers.secret("base64:" + text, null)).doesNotThrowAnyException();
        assertThatCode(() -> SignatureVerifiers.secret(text, null)).doesNotThrowAnyException();
    }
}
