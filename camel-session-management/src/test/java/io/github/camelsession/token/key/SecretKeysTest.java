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

import static io.github.camelsession.token.Refusals.assertRefused;
import static io.github.camelsession.token.TestTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import io.github.camelsession.DenialReason;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.VerifierTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to write a secret, and the secrets that were before. */
class SecretKeysTest extends VerifierTest {
    private static final String OLD = "Zq4vW8yB3nM6xC1kT5rE9pL2jH7gF0dSaUiOoPmNbVcXzQwErTyUiKjHgFdSlAs5";

    private @TempDir Path directory;

    private static TokenVerifier verifier(String secret, @Nullable String previous) {
        return TokenVerifier.of(SignatureVerifiers.secrets(secret, previous, null), RULES);
    }

    private static String signed(String secret) {
        return TestTokens.hs256(secret).subject("alice").expiresAt(LATER).sign();
    }

    private void assertBad(String secret, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.secret(secret, null))
                .withMessageContainingAll(words)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void fileHoldsTheSecretAndMaybeOneLineBreakThatIsNone(String end) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), SECRET + end);
        assertThat(verify(verifier("file:" + file, null), signed(SECRET))).isNotNull();
    }

    @Test
    void binarySecretIsWrittenInBase64OfEitherKind() throws Exception {
        byte[] binary = new byte[64];
        new Random(7).nextBytes(binary);
        String token = signedWith(binary);
        assertThat(new String(binary, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                .isNotEqualTo(binary);
        for (Base64.Encoder encoder : new Base64.Encoder[] {
            Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getUrlEncoder().withoutPadding()
        }) {
            String written = "base64:" + encoder.encodeToString(binary);
            Path file = Files.writeString(directory.resolve("secret"), written + "\n");
            assertThat(verify(verifier(written, null), token)).isNotNull();
            assertThat(verify(verifier("file:" + file, null), token)).isNotNull();
        }
        Path raw = Files.write(directory.resolve("raw"), binary);
        assertThat(verify(verifier("file:" + raw, null), token)).isNotNull();
    }

    private static String signedWith(byte[] secret) throws Exception {
        com.nimbusds.jwt.SignedJWT token = new com.nimbusds.jwt.SignedJWT(
                new com.nimbusds.jose.JWSHeader(JWSAlgorithm.HS256),
                new com.nimbusds.jwt.JWTClaimsSet.Builder()
                        .expirationTime(java.util.Date.from(LATER))
                        .build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    @Test
    void whatCannotBeReadFailsAtStart() throws Exception {
        assertBad("base64:" + SECRET + "!", "is not base64");
        assertBad("base64:c2hvcnQ=", "has 5 bytes");
        assertBad("file:" + directory.resolve("none"), "names a file that cannot be read");
        assertBad("file:\u0000", "names a file that cannot be read");
        assertBad("file:" + Files.writeString(directory.resolve("empty"), "\n"), "has 0 bytes");
        assertBad(
                "file:"
                        + Files.writeString(
                                directory.resolve("template"), "${SHOP_SESSION_MANAGEMENT_SECRET_KEY_FROM_VAULT}"),
                "placeholder");
    }

    @Test
    void previousSecretsVerify() throws Exception {
        Path file = Files.writeString(directory.resolve("old"), OLD + "\n");
        String third = OLD.substring(20);
        for (String previous : new String[] {
            OLD + "," + third,
            third + " , file:" + file,
            "base64:" + Base64.getEncoder().encodeToString(OLD.getBytes()) + "," + third
        }) {
            TokenVerifier verifier = verifier(SECRET, previous);
            assertThat(verify(verifier, signed(SECRET))).isNotNull();
            assertThat(verify(verifier, signed(OLD))).isNotNull();
            assertThat(verify(verifier, signed(third))).isNotNull();
            assertRefused(DenialReason.BAD_SIGNATURE, () -> verify(verifier, signed(SECRET + "x")));
        }
    }

    @Test
    void tokenIsTheSameWhicheverSecretVerifiesIt() {
        String token = signed(OLD);
        assertThat(verify(verifier(SECRET, OLD), token).identity())
                .isEqualTo(verify(verifier(OLD, null), token).identity());
    }

    @Test
    void longerSecretBeforeStillChecksWhatTheNewOneIsTooShortFor() {
        String old = TestTokens.hmac(JWSAlgorithm.HS512, OLD).expiresAt(LATER).sign();
        String shorter = SECRET.substring(0, 32);
        assertThat(verify(verifier(shorter, OLD), old)).isNotNull();
    }

    @Test
    void badPreviousSecretFailsAtStartAndIsNotShown() {
        for (String bad : new String[] {"changeitchangeitchangeitchangeit", "too-short", OLD + ",", "file:/no/such"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SignatureVerifiers.secrets(SECRET, bad, null))
                    .withMessageContaining("previousSecretKeys")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(bad, OLD));
        }
    }
}
