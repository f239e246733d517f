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
package io.github.camelsession;

import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** How tokens are signed, what they say of their issuer, and how long they live. */
@UriParams
public class SessionTokenConfiguration {
    @UriParam(
            label = "security",
            secret = true,
            description =
                    "HMAC secret that signs the tokens, written as secretKey of session-management. Set neither this nor"
                            + " privateKey to sign with the secretKey of session-management.")
    private @Nullable String secretKey;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "RSA or EC private key that signs the tokens, in PEM (PKCS#8, not encrypted): its text, or a resource"
                            + " such as file:key.pem or classpath:key.pem.")
    private @Nullable String privateKey;

    @UriParam(
            label = "security",
            description =
                    "The kid in the header of the tokens, which tells a verifier with several keys the one to use; left"
                            + " out when not set.")
    private @Nullable String keyId;

    @UriParam(
            label = "security",
            enums = "HS256,HS384,HS512,RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512",
            description =
                    "JWS algorithm that signs the tokens. By default HS256 for a secret, RS256 for an RSA key, and the one"
                            + " of its curve for an EC key; with the secretKey of session-management, the first that its"
                            + " option algorithms has.")
    private @Nullable String algorithm;

    @UriParam(
            label = "security",
            description =
                    "The iss of the tokens. Not set, it is the issuer of session-management, which must be a single one"
                            + " then; without that, the tokens have no iss.")
    private @Nullable String issuer;

    @UriParam(
            label = "security",
            description = "The aud of the tokens, or several, comma-separated. Not set, it is the audience of"
                    + " session-management, which must be a single one then; without that, the tokens have no aud.")
    private @Nullable String audience;

    @UriParam(
            label = "security",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description = "How long a token is valid, in whole seconds. At most maxLifetime.")
    private Duration lifetime = Duration.ofHours(1);

    @UriParam(
            label = "security",
            defaultValue = "12h",
            javaType = "java.time.Duration",
            description =
                    "How long a login lasts, however often its token is renewed: RENEW is refused after that, and no"
                            + " renewed token is valid longer.")
    private Duration maxLifetime = Duration.ofHours(12);

    @UriParam(
            label = "advanced",
            defaultValue = "session-management",
            description =
                    "Name of the session-management component whose GLOBAL steps the tokens are for. What is not set here"
                            + " is taken from its configuration.")
    private String sessionComponent = "session-management";

    public @Nullable String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(@Nullable String secretKey) {
        this.secretKey = secretKey;
    }

    public @Nullable String getPrivateKey() {
        return privateKey;
    }

    public void setPrivateKey(@Nullable String privateKey) {
        this.privateKey = privateKey;
    }

    public @Nullable String getKeyId() {
        return keyId;
    }

    public void setKeyId(@Nullable String keyId) {
        this.keyId = keyId;
    }

    public @Nullable String getAlgorithm() {
        return algorithm;
    }

    public void setAlgorithm(@Nullable String algorithm) {
        this.algorithm = algorithm;
    }

    public @Nullable String getIssuer() {
        return issuer;
    }

    public void setIssuer(@Nullable String issuer) {
        this.issuer = issuer;
    }

    public @Nullable String getAudience() {
        return audience;
    }

    public void setAudience(@Nullable String audience) {
        this.audience = audience;
    }

    public Duration getLifetime() {
        return lifetime;
    }

    public void setLifetime(Duration lifetime) {
        this.lifetime = lifetime;
    }

    public Duration getMaxLifetime() {
        return maxLifetime;
    }

    public void setMaxLifetime(Duration maxLifetime) {
        this.maxLifetime = maxLifetime;
    }

    public String getSessionComponent() {
        return sessionComponent;
    }

    public void setSessionComponent(String sessionComponent) {
        this.sessionComponent = sessionComponent;
    }

    /** Never shows the keys. */
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
