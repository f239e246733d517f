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

import com.nimbusds.jwt.proc.JWTProcessor;
import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** Who may use a GLOBAL session: how the caller's token is found and verified. */
@UriParams
public class TokenConfiguration {
    @UriParam(
            label = "security",
            secret = true,
            description =
                    "HMAC secret that signs the tokens, at least as long as the hash (32 bytes for HS256): its text,"
                            + " base64: and its bytes in base64, or file: and the path of a file that holds it. GLOBAL needs exactly"
                            + " one of secretKey, publicKey, jwkSetUri and jwtProcessor.")
    private @Nullable String secretKey;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "What secretKey was before, comma-separated, each written as secretKey: tokens that it signed are"
                            + " accepted until they expire, so a secret is changed without logging anybody out.")
    private @Nullable String previousSecretKeys;

    @UriParam(
            label = "security",
            description =
                    "PEM public key or X.509 certificate that verifies the tokens, or several of them, each of which may"
                            + " have signed: their text, or a resource such as file:key.pem or classpath:key.pem.")
    private @Nullable String publicKey;

    @UriParam(
            label = "security",
            description =
                    "Where the JWK set is that verifies the tokens: https:, file: or classpath:; http: is accepted on"
                            + " loopback only. Fetched when first needed, remembered, and fetched again when a key is unknown.")
    private @Nullable String jwkSetUri;

    @UriParam(
            label = "security,advanced",
            description =
                    "Whom to trust on the way to an https: jwkSetUri, such as a private CA; by default whom the JVM trusts.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "security,advanced",
            defaultValue = "false",
            description = "Whether the CamelContext's own SSL parameters (camel.ssl of Camel Main) are used for an"
                    + " https: jwkSetUri, unless sslContextParameters is set.")
    private boolean useGlobalSslContextParameters;

    @UriParam(
            label = "security,advanced",
            description =
                    "A Nimbus JWTProcessor that verifies the signature of the tokens; expiry, issuer, audience and required"
                            + " claims are checked by the component as well.")
    private @Nullable JWTProcessor<?> jwtProcessor;

    @UriParam(
            label = "security",
            description =
                    "JWS algorithms that are accepted, comma-separated; by default those that fit the key source. HMAC"
                            + " and public-key algorithms never mix.")
    private @Nullable String algorithms;

    @UriParam(
            label = "security",
            description =
                    "A token is refused unless its iss is this, or one of these, comma-separated; not checked when not"
                            + " set.")
    private @Nullable String issuer;

    @UriParam(
            label = "security",
            description =
                    "A token is refused unless its aud has this, or one of these, comma-separated; not checked when"
                            + " not set.")
    private @Nullable String audience;

    @UriParam(
            label = "security",
            description = "Further claims that a token must have, as name=value pairs, comma-separated, such as"
                    + " token_use=access,client_id=shop: a claim is this text, or a list that has it. For providers"
                    + " without aud.")
    private @Nullable String requiredClaims;

    @UriParam(
            label = "security",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description =
                    "How far the clocks of token issuer and this host may differ: a token is accepted that much before"
                            + " its nbf and after its exp.")
    private Duration clockSkew = Duration.ofSeconds(60);

    @UriParam(
            label = "security",
            defaultValue = "8192",
            description = "A token with more characters is refused unread.")
    private int maxTokenLength = 8192;

    @UriParam(
            label = "security",
            defaultValue = "Authorization",
            description = "The message header that holds 'Bearer' and the token.")
    private String tokenHeader = "Authorization";

    @UriParam(
            label = "security",
            defaultValue = DEFAULT_TRIGGERS,
            description = "Schemes of consumers, comma-separated: a GLOBAL step is refused in an execution that another"
                    + " consumer started. An asterisk is any.")
    private String allowedTriggers = DEFAULT_TRIGGERS;

    @UriParam(
            label = "security,advanced",
            defaultValue = "10000",
            description =
                    "How many verified tokens are remembered, so that they are not verified again; 0 turns it off.")
    private int tokenCacheSize = 10000;

    @UriParam(
            label = "security,advanced",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "How long a verified token is remembered, never past its expiry. A key that is withdrawn from"
                    + " a JWK set stops working within that time, 10 seconds at least.")
    private Duration tokenCacheTtl = Duration.ofSeconds(60);

    private static final String DEFAULT_TRIGGERS = "jetty,servlet,platform-http,undertow,netty-http,rest";

    public @Nullable String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(@Nullable String secretKey) {
        this.secretKey = secretKey;
    }

    public @Nullable String getPreviousSecretKeys() {
        return previousSecretKeys;
    }

    public void setPreviousSecretKeys(@Nullable String previousSecretKeys) {
        this.previousSecretKeys = previousSecretKeys;
    }

    public @Nullable String getPublicKey() {
        return publicKey;
    }

    public void setPublicKey(@Nullable String publicKey) {
        this.publicKey = publicKey;
    }

    public @Nullable String getJwkSetUri() {
        return jwkSetUri;
    }

    public void setJwkSetUri(@Nullable String jwkSetUri) {
        this.jwkSetUri = jwkSetUri;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public @Nullable JWTProcessor<?> getJwtProcessor() {
        return jwtProcessor;
    }

    public void setJwtProcessor(@Nullable JWTProcessor<?> jwtProcessor) {
        this.jwtProcessor = jwtProcessor;
    }

    public @Nullable String getAlgorithms() {
        return algorithms;
    }

    public void setAlgorithms(@Nullable String algorithms) {
        this.algorithms = algorithms;
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

    public @Nullable String getRequiredClaims() {
        return requiredClaims;
    }

    public void setRequiredClaims(@Nullable String requiredClaims) {
        this.requiredClaims = requiredClaims;
    }

    public Duration getClockSkew() {
        return clockSkew;
    }

    public void setClockSkew(Duration clockSkew) {
        this.clockSkew = clockSkew;
    }

    public int getMaxTokenLength() {
        return maxTokenLength;
    }

    public void setMaxTokenLength(int maxTokenLength) {
        this.maxTokenLength = maxTokenLength;
    }

    public String getTokenHeader() {
        return tokenHeader;
    }

    public void setTokenHeader(String tokenHeader) {
        this.tokenHeader = tokenHeader;
    }

    public String getAllowedTriggers() {
        return allowedTriggers;
    }

    public void setAllowedTriggers(String allowedTriggers) {
        this.allowedTriggers = allowedTriggers;
    }

    public int getTokenCacheSize() {
        return tokenCacheSize;
    }

    public void setTokenCacheSize(int tokenCacheSize) {
        this.tokenCacheSize = tokenCacheSize;
    }

    public Duration getTokenCacheTtl() {
        return tokenCacheTtl;
    }

    public void setTokenCacheTtl(Duration tokenCacheTtl) {
        this.tokenCacheTtl = tokenCacheTtl;
    }

    /** Never shows the secrets. */
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
