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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.util.Base64URL;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.request.BearerToken;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever comes in, the answer is a refusal, never another exception. */
class TokenFormPropertyTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final TokenVerifier verifier =
            TokenVerifier.of(SignatureVerifiers.secret(SECRET, null), new ClaimRules(null, null, Duration.ZERO));

    private void verify(String token) {
        verifier.verify(BearerToken.parse("Bearer " + token, 20_000), NOW);
    }

    @Property(tries = 300)
    void anyHeaderBytesAreARefusal(@ForAll byte[] header, @ForAll byte[] payload) {
        String token = Base64URL.encode(header) + "." + Base64URL.encode(payload) + ".c2ln";
        assertRefused(DenialReason.MALFORMED_TOKEN, () -> verify(token));
    }

    @Property(tries = 300)
    void anyHeaderTextIsARefusal(@ForAll String text) {
        assertThatExceptionOfType(SessionAccessDeniedException.class).isThrownBy(() -> BearerToken.parse(text, 100));
    }

    @Property(tries = 300)
    void anySignedBytesAreARefusal(@ForAll byte[] payload) {
        assertRefused(
                DenialReason.MALFORMED_TOKEN,
                () -> verify(TestTokens.hs256(SECRET).signPayload(payload)));
    }
}
