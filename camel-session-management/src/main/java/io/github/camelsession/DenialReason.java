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

/**
 * The reason why a token was refused.
 *
 * <p>The constants are listed in the order in which the checks run. A token that is refused for one reason has passed
 * all checks of the reasons listed before it.
 */
public enum DenialReason {
    /**
     * The exchange did not come from an allowed trigger. Its headers are not read. Of BACKCHANNEL_LOGOUT: the request is
     * not a POST.
     */
    WRONG_TRIGGER,
    /** The token header, or the form field of a logout token, is absent or empty: the caller has not logged in. */
    NO_TOKEN,
    /**
     * The request has more than one credential. None is tried, because the client and this service could mean different
     * ones.
     */
    SEVERAL_TOKENS,
    /** The header is longer than {@code maxTokenLength} allows. It is not examined any further. */
    TOKEN_TOO_LONG,
    /** The header value is not {@code Bearer} followed by one token. */
    NOT_A_BEARER_TOKEN,
    /**
     * The header was made by Camel from a query parameter or a form field, or this cannot be ruled out (RFC 6750
     * section 2.3). A logout token must come in a form field, but never in the query.
     */
    TOKEN_FROM_PARAMETER,
    /**
     * The token came in a cookie, which browsers add to other sites' requests too, and nothing shows that this request is
     * the site's own: {@code Sec-Fetch-Site} or {@code Origin} names another, or neither was sent.
     */
    CROSS_SITE_COOKIE,
    /** The token is not a JWT in compact form, or a registered header or claim has the wrong type. */
    MALFORMED_TOKEN,
    /** The token is encrypted (JWE). It is not decrypted. */
    ENCRYPTED_TOKEN,
    /** The token has {@code alg: none}, so anyone could have written it. */
    UNSECURED_TOKEN,
    /**
     * The token's header has {@code crit}. A recipient that does not support an extension listed there must reject the
     * token (RFC 7515 section 4.1.11); no extension is supported.
     */
    UNSUPPORTED_CRITICAL_HEADER,
    /**
     * The token's {@code typ} is not the type of an access token or identity token: it was issued for another purpose.
     */
    UNSUPPORTED_TYPE,
    /** The token's algorithm is not an allowed one. No key is looked up. */
    ALGORITHM_NOT_ALLOWED,
    /** The key source has no key that matches the token's {@code kid} and algorithm. */
    UNKNOWN_KEY,
    /** The signature does not match the token: it was forged or altered, or another issuer signed it. */
    BAD_SIGNATURE,
    /** The {@code jwtProcessor} bean, or with {@code oauthProfile} the consumer's profile, refused the token. */
    REFUSED_BY_PROCESSOR,
    /** The token has the claim {@code events}: it reports a security event such as a logout, and is not a login. */
    LOGOUT_TOKEN,
    /**
     * BACKCHANNEL_LOGOUT got a token without the event of a logout, or with a {@code nonce} as identity tokens have it: a
     * login must log nobody out.
     */
    NOT_A_LOGOUT_TOKEN,
    /** The token has no {@code exp}: it would be valid forever, and so would its session. */
    NO_EXPIRY,
    /** The token's {@code exp} has passed, even with {@code clockSkew} allowed for: the caller has to log in again. */
    EXPIRED,
    /** The token's {@code nbf} is in the future, even with {@code clockSkew} allowed for. */
    NOT_YET_VALID,
    /** The token's {@code iss} is not one of those in the option {@code issuer}. */
    WRONG_ISSUER,
    /**
     * The token's {@code aud} contains none of those in the option {@code audience}: it was issued for another service.
     */
    WRONG_AUDIENCE,
    /**
     * The token lacks a claim that {@code requiredClaims} asks for: it was issued for another service or another use.
     */
    WRONG_CLAIM,
    /**
     * The token has no {@code iat}, and {@code maxTokenLifetime} cannot be checked without one; or, with
     * {@code oauthProfile}, it has no {@code jti} either, so it could not be known again after its log-out.
     */
    NO_ISSUE_TIME,
    /** The token's {@code exp} is later after its {@code iat} than {@code maxTokenLifetime} allows. */
    LIVES_TOO_LONG,
    /** The token's {@code iat} is in the future, even with {@code clockSkew} allowed for: END_ALL would not reach it. */
    ISSUED_IN_FUTURE,
    /**
     * No session key can be made: one of {@code keyClaims}, or {@code iss}, is absent or empty, or has a value that
     * cannot tell users apart. Or a logout token has neither {@code sub} nor {@code sid}.
     */
    MISSING_CLAIM,
    /** The token was logged out by END or END_ALL: the caller has to log in again. */
    SESSION_ENDED
}
