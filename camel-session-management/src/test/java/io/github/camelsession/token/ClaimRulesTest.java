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

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.jwt.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimRulesTest extends VerifierTest {
    @Test
    void tokenWithoutExpiryIsRefused() {
        assertRefusal(
                DenialReason.NO_EXPIRY,
                TestTokens.hs256(SECRET).subject("alice").sign());
        assertRefusal(DenialReason.NO_EXPIRY, good.claim("exp", null).sign());
    }

    @ParameterizedTest
    @CsvSource({"-59, true", "-60, false", "-61, false"})
    void expiryCountsWithClockSkewExactly(long seconds, boolean accepted) {
        String token = good.expiresAt(NOW.plusSeconds(seconds)).sign();
        if (accepted) {
            assertThat(verify(verifier, token)).isNotNull();
        } else {
            assertRefusal(DenialReason.EXPIRED, token);
        }
    }

    @ParameterizedTest
    @CsvSource({"60, true", "61, false"})
    void notBeforeCountsWithClockSkewExactly(long seconds, boolean accepted) {
        String token = good.notBefore(NOW.plusSeconds(seconds)).sign();
        if (accepted) {
            assertThat(verify(verifier, token)).isNotNull();
        } else {
            assertRefusal(DenialReason.NOT_YET_VALID, token);
        }
    }

    @Test
    void expiryIsNoLaterThanTheYear9999() {
        assertThat(verify(verifier, good.claim("exp", 253_402_300_799L).sign()).expiresAt())
                .isEqualTo("9999-12-31T23:59:59Z");
    }

    /** An issuer that writes milliseconds would make tokens that are good for 50,000 years. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "253402300800", "4070908800000", "9223372036854775807", "9223372036854775808", "18446744073709551615",
                "1e300", "1e999", "-1", "-9223372036854775808", "-1e999"
            })
    void timeOutsideOfTheYears1970To9999IsMalformed(String time) {
        assertRefusal(DenialReason.MALFORMED_TOKEN, TestTokens.hs256(SECRET).signPayload("{\"exp\":" + time + "}"));
        assertRefusal(
                DenialReason.MALFORMED_TOKEN,
                TestTokens.hs256(SECRET).signPayload("{\"exp\":" + LATER.getEpochSecond() + ",\"nbf\":" + time + "}"));
    }

    @Test
    void fractionOfASecondIsDropped() {
        assertThat(verify(
                                verifier,
                                good.claim("exp", LATER.getEpochSecond() + 0.9).sign())
                        .expiresAt())
                .isEqualTo(LATER);
    }

    @Test
    void issuerMustBeTheVeryText() {
        TokenVerifier strict = requiring("https://issuer", null);
        assertThat(verify(strict, good.claim("iss", "https://issuer").sign())).isNotNull();
        assertRefused(DenialReason.WRONG_ISSUER, () -> verify(strict, good.sign()));
        assertRefused(
                DenialReason.WRONG_ISSUER,
                () -> verify(strict, good.claim("iss", "https://issuer/").sign()));
        assertRefused(
                DenialReason.WRONG_ISSUER,
                () -> verify(
                        strict, good.claim("iss", List.of("https://issuer")).sign()));
    }

    @Test
    void audienceMustHoldTheText() {
        TokenVerifier strict = requiring(null, "cart");
        assertThat(verify(strict, good.claim("aud", "cart").sign())).isNotNull();
        assertThat(verify(strict, good.claim("aud", List.of("shop", "cart")).sign()))
                .isNotNull();
        assertRefused(DenialReason.WRONG_AUDIENCE, () -> verify(strict, good.sign()));
        assertRefused(
                DenialReason.WRONG_AUDIENCE,
                () -> verify(strict, good.claim("aud", "carts").sign()));
        assertRefused(
                DenialReason.WRONG_AUDIENCE,
                () -> verify(strict, good.claim("aud", List.of("shop")).sign()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://accounts.example", "accounts.example"})
    void issuerIsOneOfAList(String issuer) {
        TokenVerifier either = requiring("https://accounts.example, accounts.example", null);
        assertThat(verify(either, good.claim("iss", issuer).sign())).isNotNull();
        assertRefused(
                DenialReason.WRONG_ISSUER,
                () -> verify(either, good.claim("iss", issuer + "x").sign()));
        assertRefused(
                DenialReason.WRONG_ISSUER,
                () -> verify(
                        either,
                        good.claim("iss", "https://accounts.example, accounts.example")
                                .sign()));
    }

    @Test
    void audienceIsAnyOfAList() {
        TokenVerifier either = requiring(null, "shop-web,shop-ios");
        assertThat(verify(either, good.claim("aud", "shop-ios").sign())).isNotNull();
        assertThat(verify(either, good.claim("aud", List.of("x", "shop-web")).sign()))
                .isNotNull();
        assertRefused(
                DenialReason.WRONG_AUDIENCE,
                () -> verify(either, good.claim("aud", "shop-web,shop-ios").sign()));
        assertRefused(
                DenialReason.WRONG_AUDIENCE,
                () -> verify(either, good.claim("aud", "shop-android").sign()));
    }

    @Test
    void messageTellsNoAudienceFromAnother() {
        TokenVerifier strict = requiring("me", "cart");
        TestTokens mine = good.claim("iss", "me");
        assertSays(strict, mine, "has no 'aud'", "requiredClaims");
        assertSays(strict, mine.claim("aud", List.of()), "has no 'aud'", "requiredClaims");
        assertSays(strict, mine.claim("aud", "alice's cart"), "none of the values of the option audience");
        assertSays(strict, good, "has no 'iss'");
        assertSays(strict, good.claim("iss", "alice"), "not among the values of the option issuer");
    }

    @Test
    void messageTellsATimeInMillisecondsOrTextFromAMalformedToken() {
        assertSays(verifier, good.claim("exp", LATER.toEpochMilli()), "'exp' is in milliseconds", "seconds since 1970");
        assertSays(verifier, good.claim("nbf", LATER.toEpochMilli()), "'nbf' is in milliseconds", "seconds since 1970");
        assertSays(verifier, good.claim("exp", "" + LATER.getEpochSecond()), "'exp' is text", "as a number");
        assertSays(verifier, good.claim("exp", true), "'exp' is not a time", "as a number");
    }

    /** And never says what a claim holds: {@link Refusals} looks for it. */
    private static void assertSays(TokenVerifier verifier, TestTokens token, String... words) {
        assertThatExceptionOfType(SessionAccessDeniedException.class)
                .isThrownBy(() -> verify(verifier, token.sign()))
                .withMessageContainingAll(words)
                .withMessageNotContainingAny("alice", "cart", "" + LATER.getEpochSecond());
    }

    /** OpenID Connect Back-Channel Logout 1.0 section 2.6, before providers wrote the type logout+jwt. */
    @Test
    void logoutTokenIsNoLogin() {
        assertRefusal(
                DenialReason.LOGOUT_TOKEN,
                good.header("typ", "JWT")
                        .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                        .sign());
        assertRefusal(DenialReason.LOGOUT_TOKEN, good.claim("events", "").sign());
        assertRefusal(
                DenialReason.LOGOUT_TOKEN,
                TestTokens.hs256(SECRET).claim("events", Map.of()).sign());
    }

    @Test
    void negativeClockSkewFailsAtStart() {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClaimRules(null, null, Duration.ofSeconds(-1)))
                .withMessageContaining("clockSkew");
    }

    @Test
    void claimsKeepTheirTypesApartAndTheOrderOfTheNames() {
        VerifiedToken token = verify(
                verifier, good.claim("n", 1).claim("t", "1").claim("b", true).sign());
        assertThat(token.claims(List.of("t", "n", "b")))
                .containsExactly(Map.entry("t", "text:1"), Map.entry("n", "number:1"), Map.entry("b", "boolean:true"));
    }

    @Test
    void claimThatCanNotTellUsersApartIsMissing() {
        Map<String, @Nullable Object> unusable = new HashMap<>();
        unusable.put("null", null);
        unusable.put("empty", "");
        unusable.put("list", List.of("a"));
        unusable.put("object", Map.of("a", "b"));
        unusable.put("fraction", 1.5);
        unusable.put("large", new java.math.BigInteger("12345678901234567890"));
        TestTokens token = good;
        for (Map.Entry<String, @Nullable Object> claim : unusable.entrySet()) {
            token = token.claim(claim.getKey(), claim.getValue());
        }
        VerifiedToken verified = verify(verifier, token.sign());
        for (String name : unusable.keySet()) {
            assertRefused(DenialReason.MISSING_CLAIM, () -> verified.claims(List.of("sub", name)));
        }
        assertRefused(DenialReason.MISSING_CLAIM, () -> verified.claims(List.of("absent")));
    }

    private static TokenVerifier livingAtMost(Duration longest) {
        return TokenVerifier.of(SignatureVerifiers.secret(SECRET, null), RULES.livingAtMost(longest));
    }

    private TestTokens issued(Instant time) {
        return good.claim("iat", time.getEpochSecond());
    }

    @Test
    void tokenMayLiveAsLongAsMaxTokenLifetimeAndNoSecondLonger() {
        TokenVerifier anHour = livingAtMost(Duration.ofHours(1));
        String exact = issued(LATER.minusSeconds(3600)).sign();
        String longer = issued(LATER.minusSeconds(3601)).sign();
        assertThat(verify(anHour, exact).issuedAt()).isEqualTo(LATER.minusSeconds(3600));
        assertRefused(DenialReason.LIVES_TOO_LONG, () -> verify(anHour, longer));
        assertThat(verify(verifier, longer)).isNotNull();
    }

    @Test
    void withMaxTokenLifetimeTokenMustTellWhenItWasIssued() {
        TokenVerifier anHour = livingAtMost(Duration.ofHours(1));
        assertRefused(DenialReason.NO_ISSUE_TIME, () -> verify(anHour, good.sign()));
        assertRefused(
                DenialReason.NO_ISSUE_TIME,
                () -> verify(anHour, good.claim("iat", null).sign()));
        for (Object odd : List.of("1893456000", -1, true, 1893456000000L)) {
            String token = good.claim("iat", odd).sign();
            assertRefused(DenialReason.MALFORMED_TOKEN, () -> verify(anHour, token));
            assertThat(verify(verifier, token).issuedAt()).isNull();
        }
    }

    @Test
    void withMaxTokenLifetimeTokenMayBeIssuedClockSkewAheadAndNoSecondMore() {
        TokenVerifier anHour = livingAtMost(Duration.ofHours(1));
        assertThat(verify(anHour, issued(NOW.plus(SKEW)).sign()).issuedAt()).isEqualTo(NOW.plus(SKEW));
        assertRefused(
                DenialReason.ISSUED_IN_FUTURE,
                () -> verify(anHour, issued(NOW.plus(SKEW).plusSeconds(1)).sign()));
        assertThat(verify(verifier, issued(NOW.plusSeconds(500)).sign())).isNotNull();
    }
}
