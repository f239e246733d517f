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
import static io.github.camelsession.token.TestTokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.crypto.MACVerifier;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.key.Algorithms;
import io.github.camelsession.token.key.TrustedKeys;
import io.github.camelsession.token.key.VerificationKey;
import io.github.camelsession.token.request.BearerToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachingVerifierTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration TTL = Duration.ofSeconds(60);
    private static final ClaimRules RULES = new ClaimRules(null, null, Duration.ofSeconds(5));

    private final TestTokens alice = TestTokens.hs256(SECRET).subject("alice").expiresAt(NOW.plusSeconds(600));
    private final AtomicInteger lookups = new AtomicInteger();
    private final SignatureVerifier keys = keysTrusted(Duration.ofDays(1));
    private final TokenVerifier verifier = TokenVerifier.cached(keys, RULES, 100, TTL);

    private SignatureVerifier keysTrusted(Duration trust) {
        return new KeyRingVerifier(Algorithms.choose("HS256", Algorithms.HMAC, "secretKey"), (token, now) -> {
            lookups.incrementAndGet();
            try {
                return new TrustedKeys(List.of(VerificationKey.configured(new MACVerifier(SECRET))), now.plus(trust));
            } catch (com.nimbusds.jose.JOSEException e) {
                throw new AssertionError(e);
            }
        });
    }

    private VerifiedToken verify(String token, Instant now) {
        return verifier.verify(BearerToken.parse("Bearer " + token, 8192), now);
    }

    @Test
    void acceptedTokenIsNotCheckedAgainWithinTheTtl() {
        VerifiedToken first = verify(alice.sign(), NOW);
        assertThat(verify(alice.sign(), NOW.plus(TTL).minusMillis(1))).isSameAs(first);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void acceptedTokenIsCheckedAgainAfterTheTtl() {
        verify(alice.sign(), NOW);
        verify(alice.sign(), NOW.plus(TTL));
        assertThat(lookups).hasValue(2);
    }

    @Test
    void acceptedTokenIsCheckedAgainWhenTheClockWasSetBack() {
        verify(alice.sign(), NOW);
        verify(alice.sign(), NOW.minusMillis(1));
        assertThat(lookups).hasValue(2);
    }

    @Test
    void rememberedTokenExpiresExactlyAsAFreshOne() {
        String token = alice.expiresAt(NOW.plusSeconds(10)).sign();
        verify(token, NOW);
        assertThat(verify(token, NOW.plusSeconds(15).minusMillis(1))).isNotNull();
        assertRefused(DenialReason.EXPIRED, () -> verify(token, NOW.plusSeconds(15)));
        assertThat(lookups).hasValue(1);
    }

    @Test
    void refusalIsNotRemembered() {
        String token = alice.notBefore(NOW.plusSeconds(10)).sign();
        assertRefused(DenialReason.NOT_YET_VALID, () -> verify(token, NOW));
        assertThat(verify(token, NOW.plusSeconds(5))).isNotNull();
    }

    @Test
    void tokenWithOtherSignatureIsAnotherToken() {
        String token = alice.sign();
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "A".repeat(43);
        verify(token, NOW);
        assertRefused(DenialReason.BAD_SIGNATURE, () -> verify(forged, NOW));
    }

    /** Whatever bit: what is remembered of the one must not let in the other. */
    @Test
    void tokensThatDifferInOneBitNeverShareAnEntry() {
        String token = alice.sign();
        verify(token, NOW);
        int tried = 0;
        for (int i = 0; i < token.length(); i++) {
            for (int bit = 1; bit < 128; bit <<= 1) {
                String other = token.substring(0, i) + (char) (token.charAt(i) ^ bit) + token.substring(i + 1);
                assertThatExceptionOfType(SessionAccessDeniedException.class).isThrownBy(() -> verify(other, NOW));
                tried++;
            }
        }
        assertThat(tried).isEqualTo(7 * token.length());
        assertThat(verify(token, NOW)).isNotNull();
    }

    @Test
    void acceptedTokenIsCheckedAgainWhenItsKeysHaveToBeAskedForAgain() {
        SignatureVerifier shortTrust = keysTrusted(Duration.ofSeconds(3));
        TokenVerifier cached = TokenVerifier.cached(shortTrust, RULES, 100, TTL);
        BearerToken token = BearerToken.parse("Bearer " + alice.sign(), 8192);
        cached.verify(token, NOW);
        cached.verify(token, NOW.plusSeconds(3).minusMillis(1));
        assertThat(lookups).hasValue(1);
        cached.verify(token, NOW.plusSeconds(3));
        assertThat(lookups).hasValue(2);
    }

    @Test
    void sizeBoundsTheCache() {
        TokenVerifier small = TokenVerifier.cached(keys, RULES, 10, TTL);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1000; i++) {
                small.verify(
                        BearerToken.parse("Bearer " + alice.subject("user" + i).sign(), 8192), NOW);
            }
        }
        assertThat(lookups).hasValueGreaterThan(1900);
    }

    @Test
    void sizeZeroTurnsItOff() {
        TokenVerifier off = TokenVerifier.cached(keys, RULES, 0, TTL);
        BearerToken token = BearerToken.parse("Bearer " + alice.sign(), 8192);
        off.verify(token, NOW);
        off.verify(token, NOW);
        assertThat(lookups).hasValue(2);
    }

    @Test
    void negativeSizeOrTtlFailsAtStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenVerifier.cached(keys, RULES, -1, TTL))
                .withMessageContaining("tokenCacheSize");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenVerifier.cached(keys, RULES, 1, TTL.negated()))
                .withMessageContaining("tokenCacheTtl");
    }

    @Test
    void rememberedTokensAreCountedAndNoneWithoutACache() {
        assertThat(verifier.remembered()).isZero();
        verify(alice.sign(), NOW);
        verify(alice.subject("bob").sign(), NOW);
        assertThat(verifier.remembered()).isEqualTo(2);
        assertThat(TokenVerifier.cached(keys, RULES, 0, TTL).remembered()).isZero();
    }

    @Test
    void keysOfTheConfigurationAreAlwaysThere() {
        verifier.checkKeys(NOW);
        assertThat(lookups).hasValue(0);
    }
}
