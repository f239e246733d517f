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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.ClaimRules;
import io.github.camelsession.token.SignatureVerifier;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.jwt.UnverifiedToken;
import io.github.camelsession.token.request.BearerToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticKeysTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Map<String, ECKey> CURVES =
            Map.of("ES256", P256, "ES384", TestTokens.P384, "ES512", TestTokens.P521);

    private final CamelContext context = new DefaultCamelContext();

    private static void assertVerifies(SignatureVerifier keys, TestTokens token) {
        TokenVerifier verifier = TokenVerifier.of(keys, new ClaimRules(null, null, Duration.ZERO));
        String signed = token.expiresAt(NOW.plusSeconds(600)).sign();
        assertThat(verifier.verify(BearerToken.parse("Bearer " + signed, 8192), NOW))
                .isNotNull();
    }

    private SignatureVerifier publicKey(String key, @Nullable String algorithms) {
        return SignatureVerifiers.publicKey(key, algorithms, context);
    }

    private void assertBadKey(String key, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publicKey(key, null))
                .withMessageContainingAll("publicKey")
                .withMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void rsaKeyChecksAllRsaAlgorithms(String algorithm) throws Exception {
        assertVerifies(
                publicKey(TestTokens.pem(RSA.toPublicKey()), null), TestTokens.rsa(JWSAlgorithm.parse(algorithm), RSA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "ES512"})
    void ecKeyChecksTheAlgorithmOfItsCurve(String algorithm) throws Exception {
        ECKey key = Objects.requireNonNull(CURVES.get(algorithm));
        assertVerifies(
                publicKey(TestTokens.pem(key.toPublicKey()), algorithm),
                TestTokens.ec(JWSAlgorithm.parse(algorithm), key));
    }

    @Test
    void certificateAndKeyAreReadFromResources(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), "A comment\n" + TestTokens.pem(RSA.toPublicKey()));
        assertVerifies(publicKey(" file:" + file, "RS256, PS256"), TestTokens.rsa(JWSAlgorithm.RS256, RSA));
        assertThat(publicKey("classpath:io/github/camelsession/token/key/p256-cert.pem", null))
                .hasToString("SignatureVerifier[ES256]");
    }

    @Test
    void unreadableKeysFailAtStart() {
        assertBadKey("not a key", "neither a PEM text nor a resource");
        assertBadKey("file:/no/such/key.pem", "cannot be read");
        assertBadKey("classpath:io/github/camelsession/token/key/not-there.pem", "cannot be read");
        assertBadKey("-----BEGIN PUBLIC KEY-----", "no PEM block");
        assertBadKey("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "cannot be read");
        assertBadKey("-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----", "not base64");
        assertBadKey("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "certificate");
        assertBadKey("-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----", "'RSA PUBLIC KEY'");
    }

    @Test
    void valueOfTheWrongOptionIsNotShown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publicKey(SECRET, null))
                .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain(SECRET));
    }

    @Test
    void shortRsaKeyFailsAtStart() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        assertBadKey(TestTokens.pem(generator.generateKeyPair().getPublic()), "1024 bits", "2048");
    }

    @Test
    void edwardsKeyFailsAtStartWithTheWayOut() throws Exception {
        assertBadKey(
                TestTokens.pem(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()),
                "Tink",
                "jwtProcessor");
    }

    /** If this fails, Nimbus can check EdDSA by itself, and the refusal above can go. */
    @Test
    void nimbusStillNeedsAFurtherLibraryForEdDsa() {
        OctetKeyPair key = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(new byte[32])).build();
        assertThatExceptionOfType(NoClassDefFoundError.class)
                .isThrownBy(() -> new Ed25519Verifier(key))
                .withMessageContaining("tink");
    }

    @Test
    void keyThatIsNotForSignaturesFailsAtStart() throws Exception {
        assertBadKey(
                TestTokens.pem(
                        KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic()),
                "cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | none",
                "RS257 | RS257",
                "rs256 | rs256",
                "ES256,, | empty entry",
                "HS256 | secretKey",
                "ES384 | ES256",
                "RS256 | ES256",
                "EdDSA | jwtProcessor"
            })
    void algorithmThatDoesNotFitTheKeyFailsAtStart(String algorithms, String word) throws Exception {
        String pem = TestTokens.pem(P256.toPublicKey());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publicKey(pem, algorithms))
                .withMessageContaining("algorithms")
                .withMessageContaining(word);
    }

    @Test
    void shortSecretFailsAtStart() {
        for (String secret : List.of("", "secret", "x".repeat(31))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SignatureVerifiers.secret(secret, null))
                    .withMessageContaining("secretKey has " + secret.length() + " bytes")
                    .withMessageContaining("32");
        }
    }

    @Test
    void secretIsMeasuredInBytesOfUtf8() {
        assertThat(SignatureVerifiers.secret("äöüßéèêëàâîïôûçñ", null)).hasToString("SignatureVerifier[HS256]");
    }

    @Test
    void secretChecksTheHashesItIsLongEnoughFor() {
        assertThat(SignatureVerifiers.secret(SECRET.substring(17), null)).hasToString("SignatureVerifier[HS256]");
        assertThat(SignatureVerifiers.secret(SECRET.substring(16), null))
                .hasToString("SignatureVerifier[HS256, HS384]");
        assertThat(SignatureVerifiers.secret(SECRET, null)).hasToString("SignatureVerifier[HS256, HS384, HS512]");
        assertThat(SignatureVerifiers.secret(SECRET, "HS512")).hasToString("SignatureVerifier[HS512]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS512", "RS256", "ES256"})
    void algorithmThatDoesNotFitTheSecretFailsAtStart(String algorithm) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret(SECRET.substring(32), algorithm))
                .withMessageContainingAll("algorithms", algorithm, "secretKey");
    }

    @Test
    void keyThatTheRuntimeCanNotUseIsNoRefusal() throws Exception {
        VerificationKey broken = VerificationKey.configured(new BrokenVerifier());
        UnverifiedToken token = UnverifiedToken.parse(
                BearerToken.parse("Bearer " + TestTokens.hs256(SECRET).sign(), 8192));
        assertThatExceptionOfType(TokenKeysUnavailableException.class).isThrownBy(() -> broken.signed(token));
    }

    private static final class BrokenVerifier extends MACVerifier {
        BrokenVerifier() throws JOSEException {
            super(new byte[32]);
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signed, Base64URL signature) throws JOSEException {
            throw new JOSEException("no such provider");
        }
    }
}
