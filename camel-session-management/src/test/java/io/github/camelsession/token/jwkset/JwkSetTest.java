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

import static io.github.camelsession.token.TestTokens.OTHER_RSA;
import static io.github.camelsession.token.TestTokens.RSA;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.ClaimRules;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.BearerToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tokens of two keys, and a verifier that has its keys from a server which a test makes serve what it likes. */
public abstract class JwkSetTest {
    public static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    public static final Instant EXPIRY = NOW.plus(Duration.ofDays(30));

    public final CamelContext context = new DefaultCamelContext();
    public JwkSetServer server;
    public TokenVerifier verifier;

    public final String token =
            TestTokens.rsa(JWSAlgorithm.RS256, RSA).expiresAt(EXPIRY).sign();
    public final String otherToken =
            TestTokens.rsa(JWSAlgorithm.RS256, OTHER_RSA).expiresAt(EXPIRY).sign();

    @BeforeEach
    public void start() throws Exception {
        server = JwkSetServer.start();
        verifier = verifierOf(server.uri());
    }

    @AfterEach
    public void stop() {
        server.stop();
    }

    public TokenVerifier verifierOf(String uri) {
        return TokenVerifier.of(
                SignatureVerifiers.jwkSet(JwkSetLocation.of(uri, context, null), null, Duration.ofSeconds(60)),
                new ClaimRules(null, null, Duration.ZERO));
    }

    public VerifiedToken verify(String token, Instant now) {
        return verifier.verify(BearerToken.parse("Bearer " + token, 8192), now);
    }

    public static String json(JWK... keys) {
        return new JWKSet(List.of(keys)).toString(false);
    }

    public void assertUnavailable(String token, Instant now) {
        assertThatExceptionOfType(TokenKeysUnavailableException.class)
                .isThrownBy(() -> verify(token, now))
                .withMessageContaining("jwkSetUri")
                .withMessageNotContaining(token);
    }
}
