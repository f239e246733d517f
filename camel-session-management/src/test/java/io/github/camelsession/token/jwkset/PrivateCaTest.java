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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.ClaimRules;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.TokenVerifier;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JWK set behind TLS whose certificate no public CA has signed. */
class PrivateCaTest extends JwkSetTest {
    @TempDir
    private Path folder;

    private static SSLContextParameters trusting(String resource) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(resource);
        store.setType("PKCS12");
        store.setPassword(TestCertificate.PASSWORD);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private TokenVerifier verifierOf(String uri, @Nullable SSLContextParameters tls) {
        return TokenVerifier.of(
                SignatureVerifiers.jwkSet(JwkSetLocation.of(uri, context, tls), null, Duration.ofSeconds(60)),
                new ClaimRules(null, null, Duration.ZERO));
    }

    @Test
    void setIsReadFromAServerThatSslContextParametersTrust() throws Exception {
        TestCertificate certificate = TestCertificate.of("ip:127.0.0.1", folder);
        try (HttpsJwkSetServer https = HttpsJwkSetServer.start(certificate, json(TestTokens.RSA.toPublicJWK()))) {
            verifier = verifierOf(https.uri(), trusting("file:" + certificate.file()));
            assertThat(verify(token, NOW)).isNotNull();
        }
    }

    @Test
    void serverThatNobodyTrustsIsRefusedWithThatReason() throws Exception {
        TestCertificate certificate = TestCertificate.of("ip:127.0.0.1", folder);
        try (HttpsJwkSetServer https = HttpsJwkSetServer.start(certificate, json(TestTokens.RSA.toPublicJWK()))) {
            verifier = verifierOf(https.uri(), null);
            assertThatExceptionOfType(TokenKeysUnavailableException.class)
                    .isThrownBy(() -> verify(token, NOW))
                    .withMessageContainingAll("cannot be fetched", "certification path");
        }
    }

    @Test
    void certificateOfAnotherHostIsRefusedWhoeverSignedIt() throws Exception {
        TestCertificate certificate = TestCertificate.of("dns:issuer.example", folder);
        try (HttpsJwkSetServer https = HttpsJwkSetServer.start(certificate, json(TestTokens.RSA.toPublicJWK()))) {
            verifier = verifierOf(https.uri(), trusting("file:" + certificate.file()));
            assertThatExceptionOfType(TokenKeysUnavailableException.class)
                    .isThrownBy(() -> verify(token, NOW))
                    .withMessageContainingAll("cannot be fetched", "127.0.0.1");
        }
    }

    @Test
    void parametersThatCannotBeUsedFailAtStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verifierOf("https://issuer.example/jwks", trusting("file:/no/such.p12")))
                .withMessageContaining("sslContextParameters cannot be used: ");
    }
}
