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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.BearerToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessorVerifierTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final TestTokens good = TestTokens.hs256(SECRET).subject("alice").expiresAt(NOW.plusSeconds(600));

    private static DefaultJWTProcessor<SecurityContext> processor(
            @Nullable JWTClaimsSetVerifier<SecurityContext> claims) {
        return withRules(new DefaultJWTProcessor<>(), claims);
    }

    private static DefaultJWTProcessor<SecurityContext> withRules(
            DefaultJWTProcessor<SecurityContext> processor, @Nullable JWTClaimsSetVerifier<SecurityContext> claims) {
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.HS256, new ImmutableSecret<>(SECRET.getBytes(StandardCharsets.UTF_8))));
        if (claims != null) {
            processor.setJWTClaimsSetVerifier(claims);
        }
        return processor;
    }

    /** A processor that fails in its own way. */
    private static DefaultJWTProcessor<SecurityContext> failing(JOSEException failure) {
        return new DefaultJWTProcessor<>() {
            @Override
            public JWTClaimsSet process(SignedJWT token, SecurityContext context) throws JOSEException {
                throw failure;
            }
        };
    }

    private static VerifiedToken verify(
            DefaultJWTProcessor<SecurityContext> processor, @Nullable String algorithms, String token) {
        return TokenVerifier.of(
                        SignatureVerifiers.processor(processor, algorithms),
                        new ClaimRules(null, null, Duration.ofSeconds(60)))
                .verify(bearer(token), NOW);
    }

    @Test
    void tokenThatTheProcessorAcceptsIsVerified() {
        VerifiedToken token = verify(
                processor(null), null, good.claim("n", 7).claim("aud", "x").sign());
        assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(600));
        assertThat(token.claims(List.of("sub", "n")))
                .containsExactly(Map.entry("sub", "text:alice"), Map.entry("n", "number:7"));
    }

    @Test
    void logoutTokenIsVerifiedByAProcessorToo() {
        TokenVerifier verifier = TokenVerifier.of(
                SignatureVerifiers.processor(processor(null), null),
                new ClaimRules(null, null, Duration.ofSeconds(60)));
        TestTokens logout = good.claim("iat", NOW.getEpochSecond())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(verifier.verifyLogout(bearer(logout.sign()), NOW).issuedAt()).isEqualTo(NOW);
        assertRefused(
                DenialReason.NOT_A_LOGOUT_TOKEN,
                () -> verifier.verifyLogout(bearer(logout.claim("nonce", null).sign()), NOW));
        assertRefused(DenialReason.NOT_A_LOGOUT_TOKEN, () -> verifier.verifyLogout(bearer(good.sign()), NOW));
    }

    private static BearerToken bearer(String token) {
        return BearerToken.parse("Bearer " + token, 8192);
    }

    @Test
    void claimRulesHoldOnTopOfTheProcessorsOwn() {
        DefaultJWTProcessor<SecurityContext> lax = processor((claims, context) -> {});
        assertRefused(
                DenialReason.NO_EXPIRY,
                () -> verify(lax, null, TestTokens.hs256(SECRET).sign()));
        assertRefused(
                DenialReason.EXPIRED,
                () -> verify(lax, null, good.expiresAt(NOW.minusSeconds(60)).sign()));
        assertRefused(
                DenialReason.NOT_YET_VALID,
                () -> verify(lax, null, good.notBefore(NOW.plusSeconds(61)).sign()));
    }

    @Test
    void expiredTokenHasThatReasonWhereNimbusTellsIt() {
        assumeTrue(
                ObjectHelper.loadClass(
                                "com.nimbusds.jwt.proc.ExpiredJWTException",
                                getClass().getClassLoader())
                        != null,
                "Nimbus 9.37 does not tell it from other refusals");
        assertRefused(
                DenialReason.EXPIRED,
                () -> verify(processor(null), null, good.claim("exp", 1).sign()));
    }

    @Test
    void refusalsOfTheProcessorHaveTheirReasons() {
        assertRefused(
                DenialReason.BAD_SIGNATURE,
                () -> verify(
                        processor(null), null, TestTokens.hs256(SECRET + "x").sign()));
        assertRefused(
                DenialReason.MALFORMED_TOKEN,
                () -> verify(processor(null), null, good.header("jwk", "text").sign()));
        assertRefused(
                DenialReason.REFUSED_BY_PROCESSOR,
                () -> verify(processor(null), null, good.header("typ", "at+jwt").sign()));
        assertRefused(
                DenialReason.REFUSED_BY_PROCESSOR, () -> verify(failing(new JOSEException("x")), null, good.sign()));
    }

    @Test
    void whatTheProcessorSaysIsNotPassedOn() {
        DefaultJWTProcessor<SecurityContext> talkative = processor((claims, context) -> {
            throw new com.nimbusds.jwt.proc.BadJWTException("do not know " + claims.getSubject());
        });
        assertThatExceptionOfType(SessionAccessDeniedException.class)
                .isThrownBy(() -> verify(talkative, null, good.sign()))
                .withMessageNotContaining("alice")
                .withMessageContaining("BadJWTException")
                .withNoCause();
    }

    @Test
    void keySourceFailureOfTheProcessorIsNoRefusal() {
        assertThatExceptionOfType(TokenKeysUnavailableException.class)
                .isThrownBy(() -> verify(failing(new RemoteKeySourceException("down", null)), null, good.sign()))
                .withCauseInstanceOf(RemoteKeySourceException.class);
    }

    @Test
    void algorithmsHoldForTheProcessorToo() {
        assertRefused(DenialReason.ALGORITHM_NOT_ALLOWED, () -> verify(processor(null), "RS256, EdDSA", good.sign()));
        assertThat(verify(processor(null), "HS256", good.sign())).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.processor(processor(null), "none"))
                .withMessageContaining("algorithms");
    }

    /** ES256K has no key type in the JDK, so what is asked is whether the processor is. */
    @Test
    void algorithmAndTypeAreTheProcessorsUnlessAlgorithmsIsSet() {
        String curve = "eyJhbGciOiJFUzI1NksifQ." + good.sign().split("\\.")[1] + ".AAAA";
        String event = good.header("typ", "JOSE+custom").sign();
        for (String token : List.of(curve, event)) {
            assertThat(verify(everything(), null, token)).isNotNull();
        }
        assertThat(verify(everything(), "ES256K", curve)).isNotNull();
        assertRefused(DenialReason.ALGORITHM_NOT_ALLOWED, () -> verify(everything(), "HS256", curve));
        assertRefused(DenialReason.UNSUPPORTED_TYPE, () -> verify(everything(), "HS256", event));
    }

    @Test
    void whatNoProcessorMayLetInIsRefusedBeforeItIsAsked() {
        assertRefused(
                DenialReason.UNSECURED_TOKEN,
                () -> verify(
                        everything(), null, "eyJhbGciOiJub25lIn0." + good.sign().split("\\.")[1] + ".AAAA"));
        assertRefused(
                DenialReason.ENCRYPTED_TOKEN,
                () -> verify(everything(), null, good.header("enc", "A256GCM").sign()));
        assertRefused(
                DenialReason.UNSUPPORTED_CRITICAL_HEADER,
                () -> verify(
                        everything(), null, good.header("crit", List.of("b64")).sign()));
        assertRefused(DenialReason.MALFORMED_TOKEN, () -> verify(everything(), null, good.sign() + ".x"));
        assertRefused(
                DenialReason.MALFORMED_TOKEN, () -> verify(everything(), null, good.signPayload("{\"a\":1,\"a\":2}")));
    }

    @Test
    void claimsOfWhatTheProcessorLetsInAreChecked() {
        TokenVerifier verifier = TokenVerifier.of(
                SignatureVerifiers.processor(everything(), null),
                new ClaimRules("me", "cart", Duration.ZERO).requiring("azp=shop"));
        TestTokens mine = good.claim("iss", "me").claim("aud", "cart");
        assertThat(verifier.verify(bearer(mine.claim("azp", "shop")), NOW)).isNotNull();
        assertRefused(DenialReason.WRONG_CLAIM, () -> verifier.verify(bearer(mine), NOW));
        assertRefused(DenialReason.WRONG_AUDIENCE, () -> verifier.verify(bearer(mine.claim("aud", "x")), NOW));
        assertRefused(DenialReason.WRONG_ISSUER, () -> verifier.verify(bearer(mine.claim("iss", "x")), NOW));
        assertRefused(DenialReason.LOGOUT_TOKEN, () -> verifier.verify(bearer(mine.claim("events", Map.of())), NOW));
        assertRefused(DenialReason.EXPIRED, () -> verifier.verify(bearer(mine.claim("exp", 1)), NOW));
        assertRefused(DenialReason.NO_EXPIRY, () -> verifier.verify(bearer(mine.claim("exp", null)), NOW));
    }

    private static BearerToken bearer(TestTokens token) {
        return BearerToken.parse("Bearer " + token.sign(), 8192);
    }

    /** Believes everything. */
    private static DefaultJWTProcessor<SecurityContext> everything() {
        return new DefaultJWTProcessor<>() {
            @Override
            public JWTClaimsSet process(SignedJWT token, SecurityContext context) {
                try {
                    return token.getJWTClaimsSet();
                } catch (java.text.ParseException e) {
                    return new JWTClaimsSet.Builder()
                            .expirationTime(java.util.Date.from(NOW.plusSeconds(600)))
                            .build();
                }
            }
        };
    }

    @Test
    void toStringSaysWhatItIs() {
        assertThat(SignatureVerifiers.processor(processor(null), null)).hasToString("SignatureVerifier[jwtProcessor]");
    }

    @Test
    void checkAsksTheProcessorNothing() {
        TokenVerifier verifier = TokenVerifier.of(
                SignatureVerifiers.processor(
                        processor((claims, context) -> {
                            throw new AssertionError("asked");
                        }),
                        null),
                new ClaimRules(null, null, Duration.ZERO));
        assertThatCode(() -> verifier.checkKeys(NOW)).doesNotThrowAnyException();
    }
}
