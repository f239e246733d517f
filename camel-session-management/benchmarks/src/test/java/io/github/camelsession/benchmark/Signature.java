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
package io.github.camelsession.benchmark;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.token.TestTokens;
import java.util.Locale;

/** How the users' tokens are signed. */
enum Signature {
    HS256 {
        @Override
        TestTokens issuer() {
            return TestTokens.hs256(TestTokens.SECRET);
        }

        @Override
        String key() {
            return TestTokens.SECRET;
        }

        @Override
        void trust(SessionManagementConfiguration configuration, String key) {
            configuration.setSecretKey(key);
        }
    },
    RS256 {
        @Override
        TestTokens issuer() {
            return TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA);
        }

        @Override
        String key() throws JOSEException {
            return TestTokens.pem(TestTokens.RSA.toRSAPublicKey());
        }
    },
    ES256 {
        @Override
        TestTokens issuer() {
            return TestTokens.ec(JWSAlgorithm.ES256, TestTokens.P256);
        }

        @Override
        String key() throws JOSEException {
            return TestTokens.pem(TestTokens.P256.toECPublicKey());
        }
    };

    abstract TestTokens issuer();

    /** What who checks the tokens needs. */
    abstract String key() throws JOSEException;

    void trust(SessionManagementConfiguration configuration, String key) {
        configuration.setPublicKey(key);
    }

    final String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
