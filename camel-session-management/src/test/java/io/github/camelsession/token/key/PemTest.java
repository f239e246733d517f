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
import static io.github.camelsession.token.TestTokens.OTHER_RSA;
import static io.github.camelsession.token.TestTokens.P256;
import static io.github.camelsession.token.TestTokens.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import io.github.camelsession.DenialReason;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.VerifierTest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PEM as it is found in files and variables. */
class PemTest extends VerifierTest {
    private static final String FIRST = pem(RSA);
    private static final String SECOND = pem(OTHER_RSA);

    private static String pem(com.nimbusds.jose.jwk.RSAKey key) {
        try {
            return TestTokens.pem(key.toPublicKey());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = PemTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static TokenVerifier verifier(String pem) {
        return TokenVerifier.of(SignatureVerifiers.publicKey(pem, null, new DefaultCamelContext()), RULES);
    }

    private static String signed(com.nimbusds.jose.jwk.RSAKey key) {
        return TestTokens.rsa(JWSAlgorithm.RS256, key).expiresAt(LATER).sign();
    }

    static String[] spellings() {
        return new String[] {
            FIRST,
            "\uFEFF" + FIRST,
            FIRST.replace("\n", "\r\n"),
            FIRST.replace("\n", ""),
            FIRST.replace("\n", " "),
            FIRST.replace("\n", "\\n"),
            "Bag Attributes\n  friendlyName: x\n" + FIRST
        };
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void keyIsFoundHoweverItIsWrapped(String pem) {
        assertThat(verify(verifier(pem), signed(RSA))).isNotNull();
        assertRefused(DenialReason.BAD_SIGNATURE, () -> verify(verifier(pem), signed(OTHER_RSA)));
    }

    @Test
    void eachOfSeveralKeysVerifies() throws Exception {
        TokenVerifier verifier = verifier(FIRST + SECOND + TestTokens.pem(P256.toPublicKey()));
        assertThat(verify(verifier, signed(RSA))).isNotNull();
        assertThat(verify(verifier, signed(OTHER_RSA))).isNotNull();
        assertThat(verify(
                        verifier,
                        TestTokens.ec(JWSAlgorithm.ES256, P256).expiresAt(LATER).sign()))
                .isNotNull();
        assertRefused(
                DenialReason.ALGORITHM_NOT_ALLOWED,
                () -> verify(
                        verifier,
                        TestTokens.ec(JWSAlgorithm.ES384, TestTokens.P384)
                                .expiresAt(LATER)
                                .sign()));
    }

    @Test
    void oneBlockThatIsNoUsableKeyFailsAtStart() throws Exception {
        assertBad(FIRST + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "'PRIVATE KEY'");
        assertBad(
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + FIRST,
                "'EC PARAMETERS'");
        assertBad(FIRST + "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "cannot be read");
        assertBad(FIRST.replace("PUBLIC", "RSA PUBLIC"), "'RSA PUBLIC KEY'");
    }

    @Test
    void chainOfCertificatesFailsAtStartForItsAuthorityIsNoIssuerOfTokens() throws Exception {
        assertBad(resource("chain.pem"), "chain of certificates");
        String leaf = resource("chain.pem").split("(?<=-----END CERTIFICATE-----)")[0];
        assertThat(verifier(leaf)).isNotNull();
    }

    @Test
    void twoCertificatesThatSignThemselvesAreTwoKeys() throws Exception {
        assertThat(SignatureVerifiers.publicKey(resource("p256-cert.pem") + FIRST, null, new DefaultCamelContext()))
                .hasToString("SignatureVerifier[RS256, RS384, RS512, PS256, PS384, PS512, ES256]");
        assertThat(verifier(resource("p256-cert.pem").repeat(2))).isNotNull();
    }

    private static void assertBad(String pem, String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verifier(pem))
                .withMessageContainingAll("publicKey", word);
    }
}
