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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.camelsession.token.ClaimRules;
import io.github.camelsession.token.SignatureVerifier;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.key.TokenSigner.Choice;
import io.github.camelsession.token.request.BearerToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What signs: secrets and private keys of every algorithm, and keys that cannot. */
class TokenSignerTest {
    private static final Instant NOW = Instant.now();
    private static final byte[] CLAIMS =
            ("{\"sub\":\"ann\",\"exp\":" + NOW.plusSeconds(60).getEpochSecond() + "}").getBytes(StandardCharsets.UTF_8);
    private static final Choice ANY = new Choice(null, null, null);
    private static final OctetSequenceKey SECRET =
            new OctetSequenceKey.Builder(TestTokens.SECRET.getBytes(StandardCharsets.UTF_8)).build();

    private final CamelContext context = new DefaultCamelContext();
    private @TempDir Path directory;

    static Stream<Arguments> algorithms() {
        return Stream.of(
                Arguments.of("HS256", SECRET),
                Arguments.of("HS384", SECRET),
                Arguments.of("HS512", SECRET),
                Arguments.of("RS256", TestTokens.RSA),
                Arguments.of("RS384", TestTokens.RSA),
                Arguments.of("RS512", TestTokens.RSA),
                Arguments.of("PS256", TestTokens.RSA),
                Arguments.of("PS384", TestTokens.RSA),
                Arguments.of("PS512", TestTokens.RSA),
                Arguments.of("ES256", TestTokens.P256),
                Arguments.of("ES384", TestTokens.P384),
                Arguments.of("ES512", TestTokens.P521));
    }

    private TokenSigner signer(JWK key, Choice choice) throws Exception {
        return key instanceof AsymmetricJWK pair
                ? TokenSigner.ofPrivateKey(
                        pem("PRIVATE KEY", pair.toPrivateKey().getEncoded()), choice, context)
                : TokenSigner.ofSecret(TestTokens.SECRET, choice);
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    private static void assertVerifies(String token, String algorithm, JWK key) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.parse(algorithm), new ImmutableJWKSet<>(new JWKSet(key))));
        assertThat(processor.process(token, null).getSubject()).isEqualTo("ann");
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void otherLibraryVerifiesEachAlgorithm(String algorithm, JWK key) throws Exception {
        String token = signer(key, new Choice(algorithm, null, null)).sign(CLAIMS);
        assertVerifies(token, algorithm, key);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void sessionManagementVerifiesEachAlgorithm(String algorithm, JWK key) throws Exception {
        String token = signer(key, new Choice(algorithm, key.getKeyID(), null)).sign(CLAIMS);
        SignatureVerifier keys = key instanceof AsymmetricJWK pair
                ? SignatureVerifiers.publicKey(TestTokens.pem(pair.toPublicKey()), algorithm, context)
                : SignatureVerifiers.secret(TestTokens.SECRET, algorithm);
        TokenVerifier verifier = TokenVerifier.of(keys, new ClaimRules(null, null, Duration.ZERO));
        assertThat(verifier.verify(BearerToken.parse("Bearer " + token, 8192), NOW)
                        .payload())
                .isEqualTo(CLAIMS);
    }

    @Test
    void withoutAlgorithmTheKeyDecides() throws Exception {
        assertThat(algorithmOf(signer(SECRET, ANY))).isEqualTo("HS256");
        assertThat(algorithmOf(signer(TestTokens.RSA, ANY))).isEqualTo("RS256");
        assertThat(algorithmOf(signer(TestTokens.P256, ANY))).isEqualTo("ES256");
        assertThat(algorithmOf(signer(TestTokens.P384, ANY))).isEqualTo("ES384");
        assertThat(algorithmOf(signer(TestTokens.P521, ANY))).isEqualTo("ES512");
    }

    @Test
    void withoutAlgorithmTheFirstThatTheVerifierAcceptsIsTaken() throws Exception {
        assertThat(algorithmOf(signer(SECRET, new Choice(null, null, "HS512, HS384"))))
                .isEqualTo("HS384");
    }

    private static String algorithmOf(TokenSigner signer) throws Exception {
        return SignedJWT.parse(signer.sign(CLAIMS)).getHeader().getAlgorithm().getName();
    }

    @Test
    void keyIdStandsInTheHeader() throws Exception {
        TokenSigner signer = signer(TestTokens.P256, new Choice(null, "key-7", null));
        assertThat(SignedJWT.parse(signer.sign(CLAIMS)).getHeader().getKeyID()).isEqualTo("key-7");
    }

    @Test
    void sameClaimsSignedAgainAreTheSameTokenWithASecret() throws Exception {
        TokenSigner signer = signer(SECRET, ANY);
        assertThat(signer.sign(CLAIMS)).isEqualTo(signer.sign(CLAIMS));
    }

    @ParameterizedTest
    @CsvSource({"HS257", "none", "hs256", "ES256", "RS256", "EdDSA"})
    void algorithmThatDoesNotFitTheSecretIsRefused(String algorithm) {
        assertThatThrownBy(() -> signer(SECRET, new Choice(algorithm, null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("algorithm is '" + algorithm + "', and the key of secretKey fits HS256, HS384, HS512:"
                        + " set algorithm to one of these, or leave it out");
    }

    @Test
    void algorithmThatTheSecretIsTooShortForIsRefused() {
        assertThatThrownBy(
                        () -> TokenSigner.ofSecret(TestTokens.SECRET.substring(0, 47), new Choice("HS384", null, null)))
                .hasMessageContaining("the key of secretKey fits HS256:");
    }

    @Test
    void algorithmOfAnotherCurveIsRefused() {
        assertThatThrownBy(() -> signer(TestTokens.P256, new Choice("ES384", null, null)))
                .hasMessageContaining("algorithm is 'ES384', and the key of privateKey fits ES256:");
    }

    @Test
    void algorithmThatTheVerifierDoesNotAcceptIsRefused() {
        assertThatThrownBy(() -> signer(SECRET, new Choice("HS256", null, "HS512")))
                .hasMessageContaining("fits HS512 of those that session-management accepts");
        assertThatThrownBy(() -> signer(SECRET, new Choice(null, null, "RS256")))
                .hasMessageContaining("the option algorithms of session-management is RS256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"too short", "changeitchangeitchangeitchangeit", "file:/no/such/file", "${SECRET}", "base64:!"})
    void secretIsHeldToTheRulesOfTheVerifier(String secret) {
        assertThatThrownBy(() -> TokenSigner.ofSecret(secret, ANY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("secretKey ");
    }

    @Test
    void keyMayBeInAFileWithItsCertificateAndInALine() throws Exception {
        String key = pem("PRIVATE KEY", TestTokens.RSA.toPrivateKey().getEncoded());
        Path file = Files.writeString(
                directory.resolve("key.pem"), "Bag Attributes\n" + pem("CERTIFICATE", new byte[3]) + key);
        for (String written : new String[] {"file:" + file, key.replace("\n", "\\n"), key.replace("\n", "\r\n")}) {
            assertVerifies(TokenSigner.ofPrivateKey(written, ANY, context).sign(CLAIMS), "RS256", TestTokens.RSA);
        }
    }

    private void assertKeyRefused(String key, String found) {
        assertThatThrownBy(() -> TokenSigner.ofPrivateKey(key, ANY, context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("privateKey ")
                .hasMessageContaining(found)
                .hasMessageContaining("-----BEGIN PRIVATE KEY-----")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("c2VjcmV0", "secret-of-mine"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENCRYPTED PRIVATE KEY | encrypted key",
                "RSA PRIVATE KEY | another form, 'RSA PRIVATE KEY'",
                "EC PRIVATE KEY | another form, 'EC PRIVATE KEY'",
                "OPENSSH PRIVATE KEY | another form, 'OPENSSH PRIVATE KEY'",
                "PUBLIC KEY | no private key",
                "CERTIFICATE | no private key",
                "PRIVATE KEY | cannot be read, or is neither RSA nor EC"
            })
    void blockThatIsNoPrivateKeyIsRefused(String kind, String found) {
        assertKeyRefused("-----BEGIN " + kind + "-----\nc2VjcmV0\n-----END " + kind + "-----", found);
    }

    @Test
    void keyThatOldOpensslEncryptedIsRefusedAsEncrypted() {
        assertKeyRefused(
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nc2VjcmV0\n"
                        + "-----END RSA PRIVATE KEY-----",
                "openssl pkcs8 -topk8 -nocrypt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-of-mine", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0"})
    void textThatIsNoPemIsRefusedAndNotShown(String text) {
        assertKeyRefused(text, "");
    }

    @Test
    void fileThatIsNotThereIsRefused() {
        assertKeyRefused("file:/no/such/key.pem", "names a resource that cannot be read, file:/no/such/key.pem");
    }

    @Test
    void contentThatIsNoBase64IsRefused() {
        assertKeyRefused("-----BEGIN PRIVATE KEY-----\nc2VjcmV0A\n-----END PRIVATE KEY-----", "not base64");
    }

    @Test
    void severalKeysAreRefused() throws Exception {
        assertKeyRefused(
                pem("PRIVATE KEY", TestTokens.RSA.toPrivateKey().getEncoded())
                        + pem("PRIVATE KEY", TestTokens.OTHER_RSA.toPrivateKey().getEncoded()),
                "2 private keys, and only one can sign");
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 1024, an RSA key of 1024 bits",
        "Ed25519, 0, an Edwards curve key",
        "DSA, 1024, cannot be read",
        "X25519, 0, cannot be read"
    })
    void keyThatNoVerifierTakesIsRefused(String type, int size, String found) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        if (size > 0) {
            generator.initialize(size);
        }
        assertKeyRefused(
                pem("PRIVATE KEY", generator.generateKeyPair().getPrivate().getEncoded()), found);
    }

    @Test
    void nothingShowsTheKey() throws Exception {
        assertThat(signer(SECRET, ANY)).hasToString("TokenSigner[HS256]");
    }
}
