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

import io.github.camelsession.DenialReason;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.BearerToken;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A verifier that knows one secret, and a token that it takes. */
public abstract class VerifierTest {
    public static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    public static final Instant LATER = NOW.plusSeconds(600);
    public static final Duration SKEW = Duration.ofSeconds(60);
    public static final ClaimRules RULES = new ClaimRules(null, null, SKEW);

    public final TestTokens good = TestTokens.hs256(SECRET).subject("alice").expiresAt(LATER);
    public final TokenVerifier verifier = TokenVerifier.of(SignatureVerifiers.secret(SECRET, null), RULES);

    public static VerifiedToken verify(TokenVerifier verifier, String token) {
        return verifier.verify(BearerToken.parse("Bearer " + token, 20_000), NOW);
    }

    public void assertRefusal(DenialReason reason, String token) {
        assertRefused(reason, () -> verify(verifier, token));
    }

    public static TokenVerifier requiring(@Nullable String issuer, @Nullable String audience) {
        return TokenVerifier.of(SignatureVerifiers.secret(SECRET, null), new ClaimRules(issuer, audience, SKEW));
    }
}
