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
import static io.github.camelsession.token.TestTokens.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.ClaimRules;
import io.github.camelsession.token.SignatureVerifier;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.BearerToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that leaves the JWK set stops working within {@code tokenCacheTtl}, whatever is remembered where. */
class WithdrawnKeyTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration TTL = Duration.ofSeconds(60);

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final String token = TestTokens.rsa(JWSAlgorithm.RS256, RSA)
            .expiresAt(NOW.plus(Duration.ofDays(3)))
            .sign();
    private final String otherToken = TestTokens.rsa(JWSAlgorithm.RS256, OTHER_RSA)
            .expiresAt(NOW.plus(Duration.ofDays(3)))
            .sign();
    private JwkSetServer server;
    private TokenVerifier verifier;

    @BeforeEach
    void start() throws Exception {
        server = JwkSetServer.start();
        server.serve(json(RSA.toPublicJWK()));
        verifier = verifierOf(1000, TTL);
    }

    @AfterEach
    void stop() {
        server.release();
        others.shutdownNow();
        server.stop();
    }

    private TokenVerifier verifierOf(int size, Duration ttl) {
        SignatureVerifier keys =
                SignatureVerifiers.jwkSet(JwkSetLocation.of(server.uri(), new DefaultCamelContext(), null), null, ttl);
        return TokenVerifier.cached(keys, new ClaimRules(null, null, Duration.ZERO), size, ttl);
    }

    private static String json(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(false);
    }

    private VerifiedToken verify(String token, Instant now) {
        return verifier.verify(BearerToken.parse("Bearer " + token, 8192), now);
    }

    /** When the key is withdrawn right after a fetch, and the token remembered as late as possible. */
    @ParameterizedTest
    @CsvSource({"1000, 60", "0, 60", "1000, 600", "0, 600", "1000, 10", "0, 0", "1000, 1"})
    void stopsWithinTheTtlHoweverOftenItsTokenComes(int size, long ttl) {
        verifier = verifierOf(size, Duration.ofSeconds(ttl));
        verify(token, NOW);
        server.serve(json(OTHER_RSA.toPublicJWK()));
        long bound = Math.max(ttl, JwkSetKeys.LEAST_TRUST.toSeconds());
        for (long later = 0; later < bound; later++) {
            Instant now = NOW.plusSeconds(later);
            try {
                verify(token, now);
            } catch (SessionAccessDeniedException e) {
                assertThat(e.getReason()).isEqualTo(DenialReason.UNKNOWN_KEY);
                return;
            }
        }
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW.plusSeconds(bound)));
    }

    /** Of a token that comes all the time, and maybe of one more in each second. */
    @ParameterizedTest
    @CsvSource({
        "1000, 60, true",
        "1000, 60, false",
        "0, 60, false",
        "1000, 600, false",
        "1000, 10, true",
        "0, 10, false"
    })
    void stopsWithinTheTtlThoughOneRefreshFails(int size, int ttl, boolean more) {
        verifier = verifierOf(size, Duration.ofSeconds(ttl));
        verify(token, NOW);
        server.fail(503);
        String last = token;
        for (int later = 1; later < ttl; later++) {
            last = more ? tokenOf("user " + later) : token;
            isRefused(token, NOW.plusSeconds(later));
            isRefused(last, NOW.plusSeconds(later));
            if (server.requests() > 1) {
                server.serve(json(OTHER_RSA.toPublicJWK()));
            }
        }
        Instant end = NOW.plusSeconds(ttl);
        assertThat(isRefused(token, end) && isRefused(last, end)).isTrue();
        assertThat(server.requests()).isGreaterThan(2);
    }

    private static String tokenOf(String user) {
        return TestTokens.rsa(JWSAlgorithm.RS256, RSA)
                .subject(user)
                .expiresAt(NOW.plus(Duration.ofDays(3)))
                .sign();
    }

    private boolean isRefused(String token, Instant now) {
        try {
            verify(token, now);
            return false;
        } catch (SessionAccessDeniedException e) {
            assertThat(e.getReason()).isEqualTo(DenialReason.UNKNOWN_KEY);
            return true;
        }
    }

    @Test
    void setIsFetchedBeforeHalfOfTheTtlIsOverThoughAllTokensAreRemembered() {
        for (int second = 0; second < 30; second++) {
            verify(token, NOW.plusSeconds(second));
        }
        Awaitility.await().until(() -> server.requests() == 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 29, 59})
    void stopsAtTheTtlWhenItsTokenWasLastSeenThen(long lastSeen) {
        verify(token, NOW);
        server.serve(json(OTHER_RSA.toPublicJWK()));
        try {
            verify(token, NOW.plusSeconds(lastSeen));
        } catch (SessionAccessDeniedException e) {
            assertThat(lastSeen).isGreaterThanOrEqualTo(30);
        }
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW.plus(TTL)));
    }

    @Test
    void rememberedTokenIsNotTrustedLongerThanTheKeysItWasCheckedWith() {
        verify(token, NOW);
        String late = tokenOf("late");
        verify(late, NOW.plusSeconds(24));
        server.serve(json(OTHER_RSA.toPublicJWK()));
        assertThat(verify(late, NOW.plusSeconds(24))).isNotNull();
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(late, NOW.plusSeconds(30)));
    }

    @Test
    void serverIsAskedAtMostFiveTimesInTwoTtlsByThoseWhoComeAllTheTime() {
        for (int second = 0; second < 600; second++) {
            verify(token, NOW.plusSeconds(second));
            awaitRefresh();
        }
        assertThat(server.requests()).isLessThanOrEqualTo(5 * 5 + 1);
    }

    /** The clock of this test is faster than the thread that fetches ahead: that is idle when it waits for work. */
    private static void awaitRefresh() {
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> thread.getKey().getName().equals("session-management JWK set, ahead"))
                        .allMatch(thread -> thread.getValue().length == 0
                                || Arrays.stream(thread.getValue())
                                        .anyMatch(frame -> frame.getMethodName().equals("getTask"))));
    }

    @Test
    void madeUpKidsNeitherHammerNorKeepTheSetFromBeingRefreshed() {
        verify(token, NOW);
        for (int second = 1; second < 300; second++) {
            Instant now = NOW.plusSeconds(second);
            assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(otherToken, now));
        }
        assertThat(server.requests()).isLessThanOrEqualTo(2 * 10);
        server.serve(json(OTHER_RSA.toPublicJWK()));
        assertThat(verify(otherToken, NOW.plusSeconds(330))).isNotNull();
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW.plusSeconds(360)));
    }

    @Test
    void keyThatIsWithdrawnDuringAnOutageStopsWithinTheTtlAfterIt() {
        verify(token, NOW);
        server.fail(503);
        for (int second = 0; second <= 300; second++) {
            assertThat(verify(token, NOW.plusSeconds(second))).isNotNull();
        }
        server.serve(json(OTHER_RSA.toPublicJWK()));
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW.plusSeconds(360)));
    }

    @Test
    void knownKeysWorkWhileAnotherThreadWaitsForASlowServer() throws Exception {
        verifier = verifierOf(0, TTL);
        verify(token, NOW);
        server.hold();
        CompletableFuture<VerifiedToken> waiting =
                CompletableFuture.supplyAsync(() -> verify(otherToken, NOW.plusSeconds(1)), others);
        Awaitility.await().until(() -> server.requests() == 2);
        assertThat(verify(token, NOW.plusSeconds(1))).isNotNull();
        assertThat(waiting).isNotDone();
        assertThat(server.requests()).isEqualTo(2);
        server.serve(json(RSA.toPublicJWK(), OTHER_RSA.toPublicJWK()));
        server.release();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void setIsFetchedInTheBackgroundBeforeItIsTooOld() {
        verifier = verifierOf(0, TTL);
        verify(token, NOW);
        server.hold();
        server.serve(json(OTHER_RSA.toPublicJWK()));
        assertThat(verify(token, NOW.plusSeconds(26))).isNotNull();
        Awaitility.await().until(() -> server.requests() == 2);
        assertThat(verify(token, NOW.plusSeconds(29))).isNotNull();
        server.release();
        Awaitility.await()
                .untilAsserted(() -> assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW.plusSeconds(29))));
    }

    @Test
    void threadsThatNeedTheFirstFetchShareIt() throws Exception {
        server.hold();
        List<CompletableFuture<VerifiedToken>> waiting = java.util.stream.Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> verify(token, NOW), others))
                .limit(8)
                .toList();
        Awaitility.await().until(() -> server.requests() == 1);
        server.release();
        for (CompletableFuture<VerifiedToken> verified : waiting) {
            assertThat(verified.get(10, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void interruptedThreadThatWaitsForTheKeysSaysThatTheyAreUnavailable() throws Exception {
        server.hold();
        CompletableFuture<VerifiedToken> first = CompletableFuture.supplyAsync(() -> verify(token, NOW), others);
        Awaitility.await().until(() -> server.requests() == 1);
        Thread.currentThread().interrupt();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> verify(token, NOW)))
                .isInstanceOf(TokenKeysUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();
        server.release();
        assertThat(first.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void keysAreFetchedAgainWhenTheClockWasSetBack() {
        verify(token, NOW);
        server.serve(json(OTHER_RSA.toPublicJWK()));
        assertRefused(DenialReason.UNKNOWN_KEY, () -> verify(token, NOW.minus(Duration.ofDays(1))));
    }
}
