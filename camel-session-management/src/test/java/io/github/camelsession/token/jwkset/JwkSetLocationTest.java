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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.SignatureVerifiers;
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
        assertThat(SignatureVerifiers.jwkSet(JwkSetLocation.of(uri, context, null), "ES256", Duration.ofSeconds(60)))
                .hasToString("SignatureVerifier[ES256]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user:tops3cret@issuer.example/jwks", "http://user@127.0.0.1/jwks"})
    void userOrPasswordInTheUriFailsAtStartAndIsNotShown(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwkSetLocation.of(uri, context, null))
                .withMessageContainingAll("jwkSetUri holds a user or password", "set jwkSetUri without them")
                .withMessageNotContaining("tops3cret")
                .withNoCause();
    }

    @Test
    void resourceThatIsNotThereIsNotSaidToBeNoJwkSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwkSetLocation.of("file:/no/such", context, null))
                .withMessageContaining("cannot be read, file:/no/such: ");
    }

    @Test
    void resourceThatIsNoJwkSetSaysWhy(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("jwks.json"), "{}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwkSetLocation.of("file:" + file, context, null))
                .withMessageContainingAll("is not a JWK set", "it has no 'keys'");
    }

    @Test
    void resourceWhoseKeysAreLeftOutSaysWhy(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("jwks.json"), "{\"keys\":[{\"kty\":\"AKP\",\"kid\":\"pq\"}]}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwkSetLocation.of("file:" + file, context, null))
                .withMessageContainingAll("0 of its 1 keys", "AKP key with kid pq", "only RSA and EC");
    }

    @Test
    void oddKeyInAFileIsLeftOutAtItsStartToo(@TempDir Path folder) throws Exception {
        String set = json(RSA.toPublicJWK()).replace("[", "[null,{\"kty\":\"EC\",\"crv\":\"BP-256\"},");
        verifier = verifierOf("file:" + Files.writeString(folder.resolve("jwks.json"), set));
        assertThat(verify(token, NOW)).isNotNull();
    }

    @Test
    void fileThatIsGoneLeavesItsKeysWorking(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("jwks.json"), json(RSA.toPublicJWK()));
        verifier = verifierOf("file:" + file);
        verify(token, NOW);
        Files.delete(file);
        assertThat(verify(token, NOW.plusSeconds(100))).isNotNull();
        assertUnavailable(otherToken, NOW.plusSeconds(100));
    }

    @Test
    void redirectIsNamedAsTheReason() {
        server.redirect("/elsewhere", json(RSA.toPublicJWK()));
        org.assertj.core.api.Assertions.assertThatExceptionOfType(TokenKeysUnavailableException.class)
                .isThrownBy(() -> verify(token, NOW))
                .withMessageContaining("the server answers 302 instead of 200, and redirects are not followed");
    }

    @Test
    void hmacWithAJwkSetFailsAtStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifiers.jwkSet(
                        JwkSetLocation.of(server.uri(), context, null), "HS256", Duration.ofSeconds(60)))
                .withMessageContainingAll("algorithms", "HS256", "jwkSetUri");
    }
}
