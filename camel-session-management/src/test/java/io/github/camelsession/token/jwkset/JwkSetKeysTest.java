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
package io.github.camelsession.token.jwkset;

import static io.github.camelsession.token.Refusals.assertRefused;
import static io.github.camelsession.token.TestTokens.OTHER_RSA;
import static io.github.camelsession.token.TestTokens.P256;
import static io.github.camelsession.token.TestTokens.RSA;
import static io.github.camelsession.token.TestTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.github.camelsession.DenialReason;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.request.BearerToken;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JwkSetKeysTest extends JwkSetTest {
    @Test
    void tokenIsCheckedWithTheKeyOfItsKid() {
        server.serve(json(RSA.toPublicJWK(), OTHER_RSA.toPublicJWK(), P256.toPublicJWK()));
        assertThat(verify(token, NOW)).isNotNull();
        assertThat(verify(otherToken, NOW)).isNotNull();
        assertThat(verify(
                        TestTokens.ec(JWSAlgorithm.ES256, P256)
                                .expiresAt(EXPIRY)
                                .sign(),
                        NOW))
                .isNotNull();
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void tokenWithoutKidIsTriedWithEveryFittingKey() {
        server.serve(json(OTHER_RSA.toPublicJWK(), P256.toPublicJWK(), RSA.toPublicJWK()));
        String anonymous = TestTokens.rsa(JWSAlgorithm.PS256, RSA)
                .withoutHeader("kid")
                .expiresAt(EXPIRY)
                .sign();
        assertThat(verify(anonymous, NOW)).isNotNull();
    }

    @Test
    void kidOfAnotherKeyIsABadSignature() {
        server.serve(json(RSA.toPublicJWK(), OTHER_RSA.toPublicJWK()));
        String swapped = TestTokens.rsa(JWSAlgorithm.RS256, RSA)
                .header("kid", OTHER_RSA.getKeyID())
                .expiresAt(EXPIRY)
                .sign();
        assertRefused(DenialReason.BAD_SIGNATURE, () -> verify(swapped, NOW));
    }

    @Test
    void newKeyIsFetchedWhenATokenNamesIt() {
        server.serve(json(RSA.toPublicJWK()));
        verify(token, NOW);
        server.serve(json(OTHER_RSA.toPublicJWK()));
        assertThat(verify(otherToken, NOW.plusSeconds(1))).isNotNull();
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW.plusSeconds(1)));
    }

    @Test
    void setIsFetchedAgainWhenHalfOfTheTrustIsOver() {
        server.serve(json(RSA.toPublicJWK()));
        verify(token, NOW);
        server.serve(json(OTHER_RSA.toPublicJWK()));
        assertThat(verify(token, NOW.plusSeconds(30).minusMillis(1))).isNotNull();
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW.plusSeconds(30)));
    }

    @Test
    void madeUpKidsDoNotHammerTheServer() {
        server.serve(json(RSA.toPublicJWK()));
        verify(token, NOW);
        for (int i = 0; i < 20; i++) {
            assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(otherToken, NOW.plusSeconds(1)));
        }
        assertThat(server.requests()).isEqualTo(2);
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(otherToken, NOW.plus(JwkSetKeys.FETCH_INTERVAL)));
        assertThat(server.requests()).isEqualTo(3);
        assertThat(verify(token, NOW.plusSeconds(1))).isNotNull();
    }

    @Test
    void serverThatWasNeverThereMakesKeysUnavailable() {
        server.fail(500);
        assertUnavailable(token, NOW);
        assertUnavailable(token, NOW);
        assertUnavailable(token, NOW);
        assertThat(server.requests()).isEqualTo(2);
        server.serve(json(RSA.toPublicJWK()));
        assertThat(verify(token, NOW.plus(JwkSetKeys.FETCH_INTERVAL))).isNotNull();
    }

    @Test
    void knownKeysGoOnWorkingWhileTheServerIsDown() {
        server.serve(json(RSA.toPublicJWK()));
        verify(token, NOW);
        server.stop();
        for (Duration later = Duration.ZERO;
                later.compareTo(JwkSetKeys.OUTAGE_TIME) < 0;
                later = later.plusMinutes(6)) {
            assertThat(verify(token, NOW.plus(later))).isNotNull();
        }
        assertUnavailable(token, NOW.plus(JwkSetKeys.OUTAGE_TIME));
    }

    @Test
    void unknownKeyWhileTheServerIsDownIsNoRefusal() {
        server.serve(json(RSA.toPublicJWK()));
        verify(token, NOW);
        server.fail(503);
        for (int i = 0; i < 5; i++) {
            assertUnavailable(otherToken, NOW.plusSeconds(1));
        }
        assertThat(verify(token, NOW.plusSeconds(1))).isNotNull();
    }

    @Test
    void secretInASetIsNoKey() {
        OctetSequenceKey secret =
                new OctetSequenceKey.Builder(SECRET.getBytes()).keyID("s").build();
        server.serve(json(secret, RSA.toPublicJWK()));
        String hmac =
                TestTokens.hs256(SECRET).header("kid", "s").expiresAt(EXPIRY).sign();
        assertRefused(DenialReason.ALGORITHM_NOT_ALLOWED, () -> verify(hmac, NOW));
        assertRefused(
                DenialReason.UNKNOWN_KEY,
                () -> verify(
                        TestTokens.rsa(JWSAlgorithm.RS256, RSA)
                                .header("kid", "s")
                                .expiresAt(EXPIRY)
                                .sign(),
                        NOW));
    }

    @Test
    void keysThatAreNotForTheseSignaturesAreLeftOut() throws Exception {
        RSAKey publicKey = RSA.toPublicJWK();
        List<JWK> unusable = List.of(
                new RSAKey.Builder(publicKey).keyUse(KeyUse.ENCRYPTION).build(),
                new RSAKey.Builder(publicKey)
                        .keyOperations(Set.of(KeyOperation.ENCRYPT))
                        .build(),
                new RSAKey.Builder(publicKey).algorithm(JWSAlgorithm.RS512).build(),
                new RSAKeyGenerator(1024, true).keyID(RSA.getKeyID()).generate().toPublicJWK(),
                new com.nimbusds.jose.jwk.ECKey.Builder(P256.toPublicJWK())
                        .keyID(RSA.getKeyID())
                        .build());
        for (JWK key : unusable) {
            server.serve(json(key));
            TokenVerifier fresh = verifierOf(server.uri());
            assertRefused(
                    DenialReason.UNKNOWN_KEY, () -> fresh.verify(BearerToken.parse("Bearer " + token, 8192), NOW));
        }
    }

    @Test
    void keyReservedForTheAlgorithmAndForVerifyingIsUsed() {
        server.serve(json(new RSAKey.Builder(RSA.toPublicJWK())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .build()));
        assertThat(verify(token, NOW)).isNotNull();
        server.serve(json(new RSAKey.Builder(OTHER_RSA.toPublicJWK())
                .keyOperations(Set.of(KeyOperation.VERIFY))
                .build()));
        assertThat(verify(otherToken, NOW)).isNotNull();
    }

    @Test
    void keyOnACurveThatTheRuntimeDoesNotKnowIsLeftOut() {
        String secp256k1 = "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"kid\":\"k\","
                + "\"x\":\"eb5mfvncu6xVoGKVzocLBwKb_NstzijZWfKBWxb4F5g\","
                + "\"y\":\"SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg\"}";
        server.serve("{\"keys\":[" + secp256k1 + "," + RSA.toPublicJWK().toJSONString() + "]}");
        assertThat(verify(token, NOW)).isNotNull();
    }

    @Test
    void checkFetchesTheSetOnceAndSparesTheFirstTokenThat() {
        server.serve(json(RSA.toPublicJWK()));
        verifier.checkKeys(NOW);
        verifier.checkKeys(NOW);
        verify(token, NOW);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void checkPassesWhileKnownKeysAreTrustedThroughAnOutage() {
        server.serve(json(RSA.toPublicJWK()));
        verifier.checkKeys(NOW);
        server.fail(503);
        verifier.checkKeys(NOW.plus(Duration.ofHours(23)));
        assertThatExceptionOfType(TokenKeysUnavailableException.class)
                .isThrownBy(() -> verifier.checkKeys(NOW.plus(Duration.ofHours(25))));
    }

    @Test
    void checkOfAServerThatIsDownAsksAsOftenAsTokensMay() {
        server.fail(503);
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(TokenKeysUnavailableException.class)
                    .isThrownBy(() -> verifier.checkKeys(NOW))
                    .withMessageContaining("jwkSetUri");
        }
        assertThat(server.requests()).isEqualTo(2);
        server.serve(json(RSA.toPublicJWK()));
        verifier.checkKeys(NOW.plus(JwkSetKeys.FETCH_INTERVAL));
    }

    @Test
    void checkOfASetWithoutUsableKeysFails() {
        server.serve("{\"keys\":[]}");
        assertThatExceptionOfType(TokenKeysUnavailableException.class)
                .isThrownBy(() -> verifier.checkKeys(NOW))
                .withStackTraceContaining("no key that can be used");
    }

    @Test
    void keyIsTriedForTheAlgorithmOfItsCurveOnly() {
        server.serve(json(P256.toPublicJWK(), TestTokens.P384.toPublicJWK()));
        assertRefused(
                DenialReason.UNKNOWN_KEY,
                () -> verify(
                        TestTokens.ec(JWSAlgorithm.ES256, P256)
                                .header("kid", "p384")
                                .expiresAt(EXPIRY)
                                .sign(),
                        NOW));
    }
}
