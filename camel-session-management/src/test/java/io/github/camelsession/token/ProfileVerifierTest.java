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
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.DenialReason;
import io.github.camelsession.token.jwt.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the properties of Camel's result, which the compatibility suite takes from the real one. */
class ProfileVerifierTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final long LATER = NOW.getEpochSecond() + 600;

    private static final Map<String, Object> CLAIMS = Map.of(
            "sub", "alice",
            "iss", "https://login.example",
            "aud", "shop",
            "jti", "1",
            "iat", NOW.getEpochSecond(),
            "exp", LATER);

    private final ProfileVerifier verifier =
            new ProfileVerifier(new ClaimRules("https://login.example", "shop", Duration.ofSeconds(60)));

    private static Map<String, Object> result(Map<String, ?> claims) {
        Map<String, Object> result = new HashMap<>();
        result.put("valid", true);
        result.put("claims", claims);
        result.put("expiresAt", 0L);
        return result;
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, @Nullable Object value) {
        Map<String, Object> changed = new HashMap<>(map);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, Object> claims(String name, @Nullable Object value) {
        return result(with(CLAIMS, name, value));
    }

    private void refused(DenialReason reason, Map<String, ?> result) {
        assertRefused(reason, () -> verifier.verify(result, NOW));
    }

    private byte[] identity(Map<String, ?> result) {
        return verifier.verify(result, NOW).identity();
    }

    @Test
    void claimsOfAJwtAreThose() {
        VerifiedToken token = verifier.verify(result(CLAIMS), NOW);
        assertThat(token.claims().all()).isEqualTo(CLAIMS);
        assertThat(token.expiresAt()).isEqualTo(Instant.ofEpochSecond(LATER));
        assertThat(token.issuedAt()).isEqualTo(NOW);
    }

    @Test
    void whatTheResultSaysBesideItsClaimsCompletesThem() {
        Map<String, Object> result = result(Map.of("jti", "1"));
        result.put("subject", "alice");
        result.put("issuer", "https://login.example");
        result.put("audience", List.of("shop", "api"));
        result.put("expiresAt", LATER);
        assertThat(verifier.verify(result, NOW).claims().all())
                .isEqualTo(Map.of(
                        "jti", "1",
                        "sub", "alice",
                        "iss", "https://login.example",
                        "aud", List.of("shop", "api"),
                        "exp", LATER));
    }

    @Test
    void resultWithoutClaimsIsOneToo() {
        Map<String, Object> result = new HashMap<>(Map.of(
                "valid", true, "subject", "alice", "issuer", "https://login.example", "audience", List.of("shop")));
        result.put("claims", null);
        result.put("expiresAt", LATER);
        refused(DenialReason.NO_ISSUE_TIME, result);
    }

    @Test
    void resultThatIsNotValidIsRefusedWhateverItClaims() {
        refused(DenialReason.REFUSED_BY_PROCESSOR, with(result(CLAIMS), "valid", false));
        refused(DenialReason.REFUSED_BY_PROCESSOR, with(result(CLAIMS), "valid", null));
        refused(DenialReason.REFUSED_BY_PROCESSOR, with(result(CLAIMS), "valid", "true"));
        refused(DenialReason.REFUSED_BY_PROCESSOR, Map.of());
    }

    @ParameterizedTest
    @CsvSource({"subject, bob", "issuer, https://other.example"})
    void resultThatContradictsItsClaimsIsRefused(String property, String value) {
        refused(DenialReason.MALFORMED_TOKEN, with(result(CLAIMS), property, value));
    }

    @Test
    void numberAsSubjectStaysOneThoughTheResultHasItsText() {
        Map<String, Object> result = with(claims("sub", 7), "subject", "7");
        assertThat(verifier.verify(result, NOW).claims().key("sub")).isEqualTo("number:7");
    }

    @ParameterizedTest
    @CsvSource({"-59, true", "-60, false"})
    void expiryCountsWithClockSkewWhereverItIsTold(long seconds, boolean accepted) {
        long end = NOW.getEpochSecond() + seconds;
        List<Map<String, Object>> told = List.of(
                claims("exp", end),
                claims("exp", Date.from(Instant.ofEpochSecond(end))),
                with(claims("exp", null), "expiresAt", end),
                // The earlier one counts.
                with(claims("exp", LATER), "expiresAt", end),
                with(claims("exp", end), "expiresAt", LATER));
        for (Map<String, Object> result : told) {
            if (accepted) {
                assertThat(verifier.verify(result, NOW).expiresAt()).isEqualTo(Instant.ofEpochSecond(end));
            } else {
                refused(DenialReason.EXPIRED, result);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void withoutAnExpiryItIsRefused(long expiresAt) {
        refused(DenialReason.NO_EXPIRY, with(claims("exp", null), "expiresAt", expiresAt));
    }

    @Test
    void expiryInMillisecondsIsRefused() {
        refused(DenialReason.MALFORMED_TOKEN, with(claims("exp", null), "expiresAt", LATER * 1000));
        refused(DenialReason.MALFORMED_TOKEN, claims("exp", LATER * 1000));
    }

    @Test
    void configuredRulesHold() {
        refused(DenialReason.WRONG_ISSUER, claims("iss", "https://other.example"));
        refused(DenialReason.WRONG_AUDIENCE, claims("aud", List.of("api")));
        refused(DenialReason.NOT_YET_VALID, claims("nbf", LATER));
        refused(DenialReason.LOGOUT_TOKEN, claims("events", Map.of()));
        ProfileVerifier strict = new ProfileVerifier(
                new ClaimRules(null, null, Duration.ZERO).requiring("azp=web").livingAtMost(Duration.ofSeconds(600)));
        assertRefused(DenialReason.WRONG_CLAIM, () -> strict.verify(result(CLAIMS), NOW));
        assertThat(strict.verify(claims("azp", "web"), NOW)).isNotNull();
        Map<String, Object> web = with(CLAIMS, "azp", "web");
        assertRefused(DenialReason.LIVES_TOO_LONG, () -> strict.verify(result(with(web, "exp", LATER + 1)), NOW));
        assertRefused(DenialReason.NO_ISSUE_TIME, () -> strict.verify(result(with(web, "iat", null)), NOW));
    }

    @Test
    void tokenIsKnownForAsLongAsTheProviderCouldMoveItsExpiry() {
        ProfileVerifier limited =
                new ProfileVerifier(new ClaimRules(null, null, Duration.ZERO).livingAtMost(Duration.ofHours(2)));
        VerifiedToken token = limited.verify(result(CLAIMS), NOW);
        assertThat(token.expiresAt())
                .isEqualTo(Objects.requireNonNull(token.issuedAt()).plus(Duration.ofHours(2)));
    }

    /** As Gson has them: a number that is read when it is needed. */
    private static final class LazyNumber extends Number {
        private final String text;

        LazyNumber(String text) {
            this.text = text;
        }

        @Override
        public int intValue() {
            return (int) longValue();
        }

        @Override
        public long longValue() {
            return (long) doubleValue();
        }

        @Override
        public float floatValue() {
            return (float) doubleValue();
        }

        @Override
        public double doubleValue() {
            return Double.parseDouble(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @ParameterizedTest
    @CsvSource({"7, number:7", "-7, number:-7", "7.0, ", "1e3, ", "9223372036854775808, ", "NaN, "})
    void numbersOfAnotherParserTellUsersApartIfTheyAreIntegers(String text, @Nullable String key) {
        VerifiedToken token = verifier.verify(claims("uid", new LazyNumber(text)), NOW);
        assertThat(token.claims().key("uid")).isEqualTo(key);
    }

    @Test
    void expiryMayBeANumberOfAnotherParser() {
        assertThat(verifier.verify(claims("exp", new LazyNumber(LATER + ".5")), NOW)
                        .expiresAt())
                .isEqualTo(Instant.ofEpochSecond(LATER));
    }

    @Test
    void tokenIsTheSameHoweverItIsVerifiedAgain() {
        byte[] first = identity(result(CLAIMS));
        assertThat(identity(with(result(CLAIMS), "subject", "alice"))).isEqualTo(first);
        assertThat(identity(claims("exp", LATER + 60))).isEqualTo(first);
        assertThat(identity(claims("iat", Date.from(NOW)))).isEqualTo(first);
        Map<String, Object> anonymous = with(CLAIMS, "jti", null);
        byte[] second = identity(result(anonymous));
        assertThat(identity(result(with(anonymous, "exp", LATER + 60)))).isEqualTo(second);
        assertThat(identity(result(with(anonymous, "iat", Date.from(NOW))))).isEqualTo(second);
        assertThat(identity(result(with(anonymous, "scope", "read")))).isEqualTo(second);
    }

    @Test
    void tokensOfAUserAreToldApartByJti() {
        assertThat(identity(claims("jti", "2"))).isNotEqualTo(identity(result(CLAIMS)));
        assertThat(identity(claims("jti", 1))).isNotEqualTo(identity(result(CLAIMS)));
    }

    @ParameterizedTest
    @CsvSource({"iat, 1893456001", "sub, bob", "client_id, web", "azp, web"})
    void withoutJtiTheyAreToldApartByWhenAndForWhomTheyWereIssued(String name, String value) {
        Map<String, Object> anonymous = with(CLAIMS, "jti", null);
        Object other = name.equals("iat") ? (Object) Long.valueOf(value) : value;
        assertThat(identity(result(with(anonymous, name, other)))).isNotEqualTo(identity(result(anonymous)));
    }

    @Test
    void withNeitherJtiNorIatItCouldNotBeEndedAndIsRefused() {
        refused(DenialReason.NO_ISSUE_TIME, result(with(with(CLAIMS, "jti", null), "iat", null)));
        refused(DenialReason.NO_ISSUE_TIME, result(with(with(CLAIMS, "jti", Map.of("a", 1)), "iat", null)));
    }

    @Test
    void nothingOfTheCallerIsInTheTextOfTheToken() {
        assertThat(verifier.verify(result(CLAIMS), NOW).toString()).doesNotContain("alice");
    }
}
