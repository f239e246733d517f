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
package io.github.camelsession.hostile;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.token.TestTokens;
import java.util.List;
import java.util.Set;

/** The key sources that the corpus is run against, each with the key that its issuer signs with. */
enum Keys {
    SECRET("secretKey", JWSAlgorithm.HS256, null) {
        @Override
        void configure(SessionManagementConfiguration options, String jwkSetUri) {
            options.setSecretKey(TestTokens.SECRET);
        }
    },
    RSA("publicKey RSA", JWSAlgorithm.RS256, TestTokens.RSA) {
        @Override
        void configure(SessionManagementConfiguration options, String jwkSetUri) throws Exception {
            options.setPublicKey(TestTokens.pem(TestTokens.RSA.toRSAPublicKey()));
        }
    },
    EC("publicKey EC", JWSAlgorithm.ES256, TestTokens.P256) {
        @Override
        void configure(SessionManagementConfiguration options, String jwkSetUri) throws Exception {
            options.setPublicKey(TestTokens.pem(TestTokens.P256.toECPublicKey()));
        }
    },
    JWKS("jwkSetUri", JWSAlgorithm.RS256, TestTokens.RSA) {
        @Override
        void configure(SessionManagementConfiguration options, String jwkSetUri) {
            options.setJwkSetUri(jwkSetUri);
        }
    },
    PROCESSOR("jwtProcessor", JWSAlgorithm.RS256, TestTokens.RSA) {
        @Override
        void configure(SessionManagementConfiguration options, String jwkSetUri) {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), new ImmutableJWKSet<>(publicKeys())));
            options.setJwtProcessor(processor);
        }
    };

    private final String title;
    private final JWSAlgorithm algorithm;
    private final JWK key;

    Keys(String title, JWSAlgorithm algorithm, JWK key) {
        this.title = title;
        this.algorithm = algorithm;
        this.key = key;
    }

    static JWKSet publicKeys() {
        return new JWKSet(List.of(TestTokens.RSA.toPublicJWK(), TestTokens.P256.toPublicJWK()));
    }

    abstract void configure(SessionManagementConfiguration options, String jwkSetUri) throws Exception;

    JWSAlgorithm algorithm() {
        return algorithm;
    }

    /** What can be known of the key; an RSA key where there is nothing. */
    JWK known() {
        return key == null ? TestTokens.RSA : key;
    }

    @Override
    public String toString() {
        return title;
    }
}
