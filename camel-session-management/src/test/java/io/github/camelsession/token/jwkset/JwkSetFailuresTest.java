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

import static io.github.camelsession.token.TestTokens.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.ClaimRules;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TokenVerifier;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches that fail, each in its way: known keys go on working, and the reason is told. */
class JwkSetFailuresTest extends JwkSetTest {
    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "[]", "{\"keys\":[1]}", "{\"keys\":{}}"})
    void whatIsNoJwkSetMakesKeysUnavailable(String content) {
        server.serve(content);
        assertUnavailable(token, NOW);
    }

    /** {@code null} alone once threw a NullPointerException at every token, and had the set fetched for each. */
    @ParameterizedTest
    @ValueSource(strings = {"<html>maintenance</html>", "{\"keys\":[null]}", "null", "{\"keys\":\"none\"}", ""})
    void knownKeysGoOnWorkingWhileTheServerAnswersWhatIsNoJwkSet(String content) {
        server.serve(json(RSA.toPublicJWK()));
        verify(token, NOW);
        server.serve(content);
        for (int second = 61; second < 70; second++) {
            assertThat(verify(token, NOW.plusSeconds(second))).isNotNull();
        }
        assertThat(server.requests()).isEqualTo(2);
        verifier.checkKeys(NOW.plusSeconds(70));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>maintenance</html>", "{\"keys\":[null]}"})
    void setThatWasReadAndIsNoneIsNotSaidToBeOutOfReach(String content) {
        server.serve(content);
        assertThatExceptionOfType(TokenKeysUnavailableException.class)
                .isThrownBy(() -> verify(token, NOW))
                .withMessageContaining("what was read is not a JWK set: ")
                .withMessageContaining("jwkSetUri")
                .withMessageNotContaining("cannot be fetched");
    }

    @Test
    void serverThatAnswersAnErrorIsQuotedWithItsStatus() {
        server.fail(404);
        assertThatExceptionOfType(TokenKeysUnavailableException.class)
                .isThrownBy(() -> verify(token, NOW))
                .withMessageContaining("the JWK set cannot be fetched: the server answers 404 instead of 200");
    }

    @Test
    void anyExceptionOfAFetchIsAFailedFetch() {
        AtomicInteger fetches = new AtomicInteger();
        JwkSetLocation location = new JwkSetLocation("a bean", () -> {
            if (fetches.getAndIncrement() == 0) {
                return json(RSA.toPublicJWK());
            }
            throw new IllegalStateException("of a library");
        });
        verifier = TokenVerifier.of(
                SignatureVerifiers.jwkSet(location, null, Duration.ofSeconds(60)),
                new ClaimRules(null, null, Duration.ZERO));
        for (int second = 0; second < 90; second += 10) {
            assertThat(verify(token, NOW.plusSeconds(second))).isNotNull();
        }
        assertThatExceptionOfType(TokenKeysUnavailableException.class)
                .isThrownBy(() -> verify(otherToken, NOW.plusSeconds(90)))
                .withMessageContaining("of a library");
    }

    /** As a circuit breaker's time-out does it to the thread of a request. */
    @Test
    void interruptedRequestsPoisonNothing() throws Exception {
        server.serve(json(RSA.toPublicJWK()));
        server.hold();
        List<AtomicBoolean> kept = List.of(new AtomicBoolean(), new AtomicBoolean(), new AtomicBoolean());
        List<Thread> requests =
                kept.stream().map(flag -> new Thread(() -> interrupted(flag))).toList();
        requests.forEach(Thread::start);
        Awaitility.await().until(() -> server.requests() == 1);
        requests.forEach(Thread::interrupt);
        server.release();
        for (Thread request : requests) {
            request.join();
        }
        assertThat(kept).as("interrupts are kept").allMatch(AtomicBoolean::get);
        assertThat(verify(token, NOW)).isNotNull();
        assertThat(server.requests()).isEqualTo(1);
    }

    private void interrupted(AtomicBoolean kept) {
        try {
            verify(token, NOW);
        } catch (TokenKeysUnavailableException e) {
            // One of those that wait for the first.
        } finally {
            kept.set(Thread.currentThread().isInterrupted());
        }
    }

    @Test
    void requestThatIsInterruptedBeforeItFetchesGetsItsKeysAllTheSame() {
        server.serve(json(RSA.toPublicJWK()));
        Thread.currentThread().interrupt();
        assertThat(verify(token, NOW)).isNotNull();
        assertThat(Thread.interrupted()).isTrue();
    }
}
