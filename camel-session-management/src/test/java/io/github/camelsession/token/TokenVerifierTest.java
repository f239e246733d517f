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
package io.github.camelsession.token;

import static io.github.camelsession.token.Refusals.assertRefused;
import static io.github.camelsession.token.TestTokens.P256;
import static io.github.camelsession.token.TestTokens.RSA;
import static io.github.camelsession.token.TestTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.jwt.UnverifiedToken;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.BearerToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest extends VerifierTest {
    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void goodHmacTokenIsVerified(String algorithm) {
        TestTokens token =
                TestTokens.hmac(JWSAlgorithm.parse(algorithm), SECRET).expiresAt(LATER);
        assertThat(verify(verifier, token.sign()).expiresAt()).isEqualTo(LATER);
    }

    @Test
    void identityIsTheDigestOfTheSignedPart() throws Exception {
        String token = good.sign();
        byte[] signedPart = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        assertThat(verify(verifier, token).identity())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(signedPart));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+JWT"})
    void typesOfAccessAndIdentityTokensPass(String type) {
        assertThat(verify(verifier, good.header("typ", type).sign())).isNotNull();
    }

    @Test
    void typeOfAnotherKindOfTokenIsRefused() {
        assertRefusal(
                DenialReason.UNSUPPORTED_TYPE, good.header("typ", "logout+jwt").sign());
        assertRefusal(DenialReason.UNSUPPORTED_TYPE, good.header("typ", 1).sign());
    }

    @Test
    void unsecuredTokenIsRefused() {
        String claims = good.sign().split("\\.")[1];
        for (String none : List.of("none", "None", "NONE")) {
            String header = Base64URL.encode("{\"alg\":\"" + none + "\"}").toString();
            assertRefusal(DenialReason.UNSECURED_TOKEN, header + "." + claims + ".");
            assertRefusal(DenialReason.UNSECURED_TOKEN, header + "." + claims + "." + "c2ln");
        }
    }

    @Test
    void encryptedTokenIsRefused() {
        String header =
                Base64URL.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}").toString();
        assertRefusal(DenialReason.ENCRYPTED_TOKEN, header + "..aXY.Y3Q.dGFn");
    }

    @Test
    void criticalHeaderIsRefusedEvenAnEmptyOne() {
        assertRefusal(
                DenialReason.UNSUPPORTED_CRITICAL_HEADER,
                good.header("crit", List.of("b64")).header("b64", true).sign());
        assertRefusal(
                DenialReason.UNSUPPORTED_CRITICAL_HEADER,
                good.header("crit", List.of()).sign());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b",
                "a.b.c",
                "..",
                "~.b.c",
                "W1siYWxnIiwiSFMyNTYiXV0.e30.e30",
                "e30.e30.e30",
                "W10.e30.e30",
                "bnVsbA.e30.e30",
                "_w.e30.e30",
                "eyJhbGciOjF9.e30.e30",
                "eyJhbGciOiJIUzI1NiJ9.e30",
                "eyJhbGciOiJIUzI1NiJ9.e30.",
                "eyJhbGciOiJIUzI1NiJ9.e30.e30.e30",
                "eyJhbGciOiJIUzI1NiJ9.e30.e3",
                "eyJhbGciOiJIUzI1NiJ9.e30.e30=",
                "eyJhbGciOiJIUzI1NiJ9.e30.e+30",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6MX0.e30.e30"
            })
    void whatIsNoSignedJwtIsMalformed(String token) {
        assertRefusal(DenialReason.MALFORMED_TOKEN, token);
    }

    @Test
    void headerNestedDeeplyIsMalformed() {
        String header =
                Base64URL.encode("{\"alg\":\"HS256\",\"x\":" + "[".repeat(9000)).toString();
        assertRefusal(DenialReason.MALFORMED_TOKEN, header + ".e30.e30");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "null", "1", "", "{", "{\"exp\":1,\"exp\":2}", "{\"exp\":\"soon\"}", "{\"exp\":1e999}"})
    void signedPayloadThatIsNoClaimsIsMalformed(String payload) {
        assertRefusal(DenialReason.MALFORMED_TOKEN, good.signPayload(payload));
    }

    @Test
    void signedPayloadInMalformedUtf8IsMalformed() {
        assertRefusal(
                DenialReason.MALFORMED_TOKEN, good.signPayload(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
    }

    @Test
    void payloadOfABadlySignedTokenIsNotRead() {
        assertRefusal(DenialReason.BAD_SIGNATURE, TestTokens.hs256(SECRET + "x").signPayload("no claims"));
    }

    @Test
    void algorithmOffTheAllowListIsRefusedBeforeAnyKeyIsTried() {
        TokenVerifier only512 = TokenVerifier.of(SignatureVerifiers.secret(SECRET, "HS512"), RULES);
        assertRefused(DenialReason.ALGORITHM_NOT_ALLOWED, () -> verify(only512, good.sign()));
        assertRefusal(
                DenialReason.ALGORITHM_NOT_ALLOWED, good.header("alg", "HS999").sign());
    }

    @Test
    void publicKeyAsHmacSecretIsRefused() throws Exception {
        String pem = TestTokens.pem(RSA.toPublicKey());
        TokenVerifier rsa = TokenVerifier.of(SignatureVerifiers.publicKey(pem, null, new DefaultCamelContext()), RULES);
        String confused = TestTokens.hs256(pem).expiresAt(LATER).sign();
        assertRefused(DenialReason.ALGORITHM_NOT_ALLOWED, () -> verify(rsa, confused));
    }

    @Test
    void keyInTheHeaderIsIgnored() throws Exception {
        String pem = TestTokens.pem(RSA.toPublicKey());
        TokenVerifier rsa = TokenVerifier.of(SignatureVerifiers.publicKey(pem, null, new DefaultCamelContext()), RULES);
        TestTokens forged = TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.OTHER_RSA)
                .expiresAt(LATER)
                .header("jwk", TestTokens.OTHER_RSA.toPublicJWK().toJSONObject())
                .header("jku", "https://evil.example/jwks")
                .header("x5u", "not a URI \u0000");
        assertRefused(DenialReason.BAD_SIGNATURE, () -> verify(rsa, forged.sign()));
    }

    @Test
    void otherSecretIsABadSignature() {
        assertRefusal(
                DenialReason.BAD_SIGNATURE,
                TestTokens.hs256(SECRET + "x").expiresAt(LATER).sign());
    }

    @Test
    void everyChangedCharacterIsRefused() {
        String token = good.sign();
        for (int i = 0; i < token.length(); i++) {
            char[] changed = token.toCharArray();
            changed[i] = (char) (changed[i] ^ 1);
            assertThat(isVerified(new String(changed))).as("character %d", i).isFalse();
        }
    }

    private boolean isVerified(String token) {
        try {
            return verify(verifier, token) != null;
        } catch (SessionAccessDeniedException e) {
            return false;
        }
    }

    @Test
    void psychicSignatureIsRefused() throws Exception {
        TokenVerifier ec = TokenVerifier.of(
                SignatureVerifiers.publicKey(TestTokens.pem(P256.toPublicKey()), null, new DefaultCamelContext()),
                RULES);
        String token = TestTokens.ec(JWSAlgorithm.ES256, P256).expiresAt(LATER).sign();
        String zeros = Base64URL.encode(new byte[64]).toString();
        assertThat(verify(ec, token)).isNotNull();
        assertRefused(
                DenialReason.BAD_SIGNATURE, () -> verify(ec, token.substring(0, token.lastIndexOf('.') + 1) + zeros));
    }

    @Test
    void checksGoInTheOrderOfTrust() {
        TokenVerifier strict = requiring("me", "cart");
        TestTokens bad =
                TestTokens.hmac(JWSAlgorithm.HS256, SECRET).claim("exp", 1).notBefore(LATER.plusSeconds(600));
        TestTokens forged = TestTokens.hmac(JWSAlgorithm.HS256, SECRET + "x").claim("exp", 1);
        assertRefused(
                DenialReason.ALGORITHM_NOT_ALLOWED,
                () -> verify(strict, forged.header("alg", "ES256").sign()));
        assertRefused(DenialReason.BAD_SIGNATURE, () -> verify(strict, forged.sign()));
        assertRefused(DenialReason.EXPIRED, () -> verify(strict, bad.sign()));
        assertRefused(
                DenialReason.NOT_YET_VALID,
                () -> verify(strict, bad.expiresAt(LATER).sign()));
        assertRefused(DenialReason.WRONG_ISSUER, () -> verify(strict, good.sign()));
        assertRefused(
                DenialReason.WRONG_AUDIENCE,
                () -> verify(strict, good.claim("iss", "me").sign()));
    }

    @Test
    void nothingThatHoldsATokenShowsIt() {
        String token = good.sign();
        UnverifiedToken signed = UnverifiedToken.parse(BearerToken.parse("Bearer " + token, 8192));
        VerifiedToken verified = verify(verifier, token);
        List<String> shown = List.of(
                signed.toString(),
                verified.toString(),
                verified.claims().toString(),
                verifier.toString(),
                SignatureVerifiers.secret(SECRET, null).toString());
        assertThat(shown)
                .noneMatch(text -> Arrays.stream(token.split("\\.")).anyMatch(text::contains)
                        || text.contains("alice")
                        || text.contains(SECRET));
    }
}
