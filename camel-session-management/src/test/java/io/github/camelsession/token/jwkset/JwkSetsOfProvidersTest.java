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

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.github.camelsession.token.TestTokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sets of real providers, in the folder {@code jwks} of the test resources: members and values as they have them,
 * other keys, and among these the test's own.
 */
class JwkSetsOfProvidersTest extends JwkSetTest {
    private static RSAKey own;

    @BeforeAll
    static void certify(@TempDir Path folder) throws Exception {
        own = TestCertificate.of("ip:127.0.0.1", folder).key("own");
    }

    @ParameterizedTest
    @CsvSource({
        "keycloak, RS256, own",
        "entra-id, RS256, own",
        "cognito, RS256, own",
        "auth0, RS256, own",
        "google, RS256, own",
        "apple, RS256, own",
        "github, RS256, own",
        "kubernetes, RS256, own",
        "spiffe, RS256, own",
        "ory, ES256, own",
        "gematik, ES256, own",
        "nets-eid-broker, RS256, own",
        "janssen, RS256, own",
        "dotnet, RS256, own",
        "forgerock, RS256, wU3ifIIaLOUAReRB/FG6eM1P1QM=",
        "uaa, RS256, own",
        "ml-dsa, PS256, own"
    })
    void tokenOfAKeyInTheSetIsAccepted(String provider, String algorithm, String kid) throws Exception {
        server.serve(set(provider));
        JWSAlgorithm alg = JWSAlgorithm.parse(algorithm);
        TestTokens tokens =
                JWSAlgorithm.Family.EC.contains(alg) ? TestTokens.ec(alg, TestTokens.P256) : TestTokens.rsa(alg, own);
        assertThat(verify(tokens.header("kid", kid).expiresAt(EXPIRY).sign(), NOW))
                .isNotNull();
    }

    private static String set(String provider) throws IOException {
        ECKey ec = TestTokens.P256;
        try (InputStream in = JwkSetsOfProvidersTest.class.getResourceAsStream("jwks/" + provider + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("$x5c", own.getX509CertChain().get(0).toString())
                    .replace("$n", own.getModulus().toString())
                    .replace("$e", own.getPublicExponent().toString())
                    .replace("$x", ec.getX().toString())
                    .replace("$y", ec.getY().toString());
        }
    }
}
