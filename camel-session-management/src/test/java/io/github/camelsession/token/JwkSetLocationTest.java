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

import static io.github.camelsession.token.TestTokens.OTHER_RSA;
import static io.github.camelsession.token.TestTokens.RSA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwkSetLocationTest extends JwkSetTest {
    @Test
    void tooLargeASetMakesKeysUnavailable() {
        server.serve(" ".repeat(HttpLimits.DEFAULT.bytes()) + json(RSA.toPublicJWK()));
        assertUnavailable(token, NOW);
    }

    @Test
    void redirectOverHttpIsNotFollowed() {
        server.redirect("/elsewhere", json(RSA.toPublicJWK()));
        assertUnavailable(token, NOW);
    }

    @Test
    void fileIsReadAtStartAndAgainForANewKey(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("jwks.json"), json(RSA.toPublicJWK()));
        verifier = verifierOf("file:" + file);
        verify(token, NOW);
        Files.writeString(file, json(OTHER_RSA.toPublicJWK()));
        assertThat(verify(otherToken, NOW)).isNotNull();
    }

    @Test
    void resourceWithoutUsableKeysFailsAtStart(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.json"), "{\"keys\":[]}");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        for (String uri : List.of("file:" + empty, "file:" + broken, "file:/no/such", "classpath:no/such")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JwkSetLocation.of(uri, context, null))
                    .withMessageContaining("jwkSetUri")
                    .withMessageContaining(uri);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/jwks",
                "http://127.0.0.1.example/jwks",
                "http://localhost.example/jwks",
                "http://localhost@issuer.example/jwks",
                "http:///jwks",
                "http:jwks",
                "https:jwks",
                "ftp://localhost/jwks",
                "jwks.json",
                "not a URI"
            })
    void placeThatIsNotToBeTrustedFailsAtStart(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwkSetLocation.of(uri, context, null))
                .withMessageContaining("jwkSetUri")
                .withMessageContaining("https:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.example/jwks",
                "HTTPS://issuer.example/jwks",
                "http://LOCALHOST:8080/jwks",
                "http://127.1.2.3/jwks",
                "http://[::1]:80/jwks"
            })
    void placeToBeTrustedIsNotAskedAtStart(String uri) {
        assertThat(KeySources.jwkSet(JwkSetLocation.of(uri, context, null), "ES256", Duration.ofSeconds(60)))
                .hasToString("KeySource[ES256]");
    }

    @Test
    void hmacWithAJwkSetFailsAtStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeySources.jwkSet(
                        JwkSetLocation.of(server.uri(), context, null), "HS256", Duration.ofSeconds(60)))
                .withMessageContainingAll("algorithms", "HS256", "jwkSetUri");
    }
}
