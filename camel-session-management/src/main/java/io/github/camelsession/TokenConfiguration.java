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

/** The options that decide which callers may use GLOBAL sessions: how the caller's token is found and verified. */
@UriParams
public class TokenConfiguration {
    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The HMAC secret that signs the tokens, at least as long as the hash (32 bytes for HS256): its"
                            + " text, base64: followed by its bytes in base64, or file: followed by the path of a file"
                            + " that holds it. GLOBAL needs exactly one of secretKey, publicKey, jwkSetUri,"
                            + " jwtProcessor and oauthProfile.")
    private @Nullable String secretKey;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "Former values of secretKey, comma-separated, each written like secretKey: tokens that they signed"
                            + " are accepted until they expire, so the secret can be changed without logging anybody"
                            + " out.")
    private @Nullable String previousSecretKeys;

    @UriParam(
            label = "security",
            description =
                    "One or more PEM public keys or X.509 certificates, one of which must verify the signature of a"
                            + " token: their text, or a resource such as file:key.pem or classpath:key.pem.")
    private @Nullable String publicKey;

    @UriParam(
            label = "security",
            description =
                    "The location of the JWK set that verifies the tokens: an https:, file: or classpath: URI; http:"
                            + " is accepted on loopback only. The set is fetched when it is first needed, cached, and"
                            + " fetched again when a key is unknown.")
    private @Nullable String jwkSetUri;

    @UriParam(
            label = "security,advanced",
            description =
                    "SSL parameters that define which certificates to trust at an https: jwkSetUri, such as those of a"
                            + " private CA; by default those that the JVM trusts.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "security,advanced",
            defaultValue = "false",
            description = "Whether to use the CamelContext's own SSL parameters (camel.ssl in Camel Main) for an"
                    + " https: jwkSetUri if sslContextParameters is not set.")
    private boolean useGlobalSslContextParameters;

    @UriParam(
            label = "security,advanced",
            description = "A Nimbus JWTProcessor that verifies the signature of the tokens; the component also checks"
                    + " expiry, issuer, audience and required claims.")
    private @Nullable JWTProcessor<?> jwtProcessor;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Trusts Camel's HTTP consumers (Camel 4.21 and later) instead of a key: the caller is the one whose token,"
                            + " a JWT or an opaque one, the consumer's own option oauthProfile has verified. Needs"
                            + " keyClaims.")
    private boolean oauthProfile;

    @UriParam(
            label = "security",
            description =
                    "The accepted JWS algorithms, comma-separated; by default those that fit the key source. HMAC and"
                            + " public-key algorithms cannot be combined.")
    private @Nullable String algorithms;

    @UriParam(
            label = "security",
            description =
                    "The accepted values of iss, comma-separated: a token is refused unless its iss is one of them. If"
                            + " not set, iss is not checked.")
    private @Nullable String issuer;

    @UriParam(
            label = "security",
            description =
                    "The accepted values of aud, comma-separated: a token is refused unless its aud contains one of"
                            + " them. If not set, aud is not checked.")
    private @Nullable String audience;

    @UriParam(
            label = "security",
            description = "Further claims that a token must have, as comma-separated name=value pairs, such as"
                    + " token_use=access,client_id=shop: the claim must be this text, or a list that contains it. Use"
                    + " it with providers that do not set aud.")
    private @Nullable String requiredClaims;

    @UriParam(
            label = "security",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description =
                    "How far the clocks of the token issuer and of this host may differ: a token is accepted this long"
                            + " before its nbf and after its exp.")
    private Duration clockSkew = Duration.ofSeconds(60);

    @UriParam(
            label = "security",
            javaType = "java.time.Duration",
            description =
                    "The longest a token may live, from iat to exp: one that lives longer, has no iat, or one in the future,"
                            + " is refused. END_ALL and BACKCHANNEL_LOGOUT need it, to know when all tokens that they ended are over.")
    private @Nullable Duration maxTokenLifetime;

    @UriParam(
            label = "security",
            defaultValue = "8192",
            description = "The maximum number of characters of a token: a longer one is refused without being read.")
    private int maxTokenLength = 8192;

    @UriParam(
            label = "security",
            defaultValue = "Authorization",
            description = "The message header that holds 'Bearer' followed by the token.")
    private String tokenHeader = "Authorization";

    @UriParam(
            label = "security",
            description =
                    "A cookie that holds the token, in requests without the token header; __Host-session is a good name. By"
                            + " methods other than GET, HEAD and OPTIONS it is believed only if the browser says that the"
                            + " request is the site's own. Not set, no cookie is looked at.")
    private @Nullable String tokenCookie;

    @UriParam(
            label = "security",
            defaultValue = "true",
            description =
                    "Takes the verified token off the message, header and cookie, so that it goes neither to other endpoints"
                            + " nor back to the client; later GLOBAL steps of the execution know the caller without it.")
    private boolean hideToken = true;

    @UriParam(
            label = "security",
            defaultValue = DEFAULT_TRIGGERS,
            description = "Comma-separated schemes of the consumers that may start an execution with GLOBAL steps: in"
                    + " any other execution such a step is refused. An asterisk allows every execution.")
    private String allowedTriggers = DEFAULT_TRIGGERS;

    @UriParam(
            label = "security,advanced",
            defaultValue = "10000",
            description =
                    "The maximum number of verified tokens that are cached, so that they are not verified again; 0"
                            + " turns the cache off.")
    private int tokenCacheSize = 10000;

    @UriParam(
            label = "security,advanced",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "How long a verified token is cached, but never beyond its expiry. A key that is withdrawn"
                    + " from a JWK set stops working within this time, or within 10 seconds if this time is shorter.")
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

    public boolean isOauthProfile() {
        return oauthProfile;
    }

    public void setOauthProfile(boolean oauthProfile) {
        this.oauthProfile = oauthProfile;
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

    public @Nullable Duration getMaxTokenLifetime() {
        return maxTokenLifetime;
    }

    public void setMaxTokenLifetime(@Nullable Duration maxTokenLifetime) {
        this.maxTokenLifetime = maxTokenLifetime;
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

    public @Nullable String getTokenCookie() {
        return tokenCookie;
    }

    public void setTokenCookie(@Nullable String tokenCookie) {
        this.tokenCookie = tokenCookie;
    }

    public boolean isHideToken() {
        return hideToken;
    }

    public void setHideToken(boolean hideToken) {
        this.hideToken = hideToken;
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

    /** Returns the class name only, so that no secret is shown. */
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
