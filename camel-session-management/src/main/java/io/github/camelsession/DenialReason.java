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
 * Why a token was refused. The constants stand in the order of the checks, which is the order of trust: what a later
 * one says is only said about a token that passed the earlier ones.
 */
public enum DenialReason {
    /** The exchange did not come from an allowed trigger: no header of it is looked at. */
    WRONG_TRIGGER,
    /** The token header is absent or empty: the caller has not logged in. */
    NO_TOKEN,
    /** More than one credential came in: none is tried, for sender and receiver could mean different ones. */
    SEVERAL_TOKENS,
    /** The header is longer than {@code maxTokenLength} allows: nothing else of it is looked at. */
    TOKEN_TOO_LONG,
    /** The header holds something else than {@code Bearer} and one token. */
    NOT_A_BEARER_TOKEN,
    /** Camel made the header from a query parameter or form field, or that can not be excluded (RFC 6750 section 2.3). */
    TOKEN_FROM_PARAMETER,
    /** The token is no JWT in compact form, or a registered header or claim has the wrong type. */
    MALFORMED_TOKEN,
    /** The token is a JWE: its content is not opened. */
    ENCRYPTED_TOKEN,
    /** The token says {@code alg: none}: anybody could have written it. */
    UNSECURED_TOKEN,
    /** The token's header has {@code crit}: it must not be accepted by who does not know the extension (RFC 7515 section 4.1.11). */
    UNSUPPORTED_CRITICAL_HEADER,
    /** The token's {@code typ} says that it is no access or identity token: a token made for another purpose. */
    UNSUPPORTED_TYPE,
    /** The token's algorithm is not on the allow-list: no key is looked up. */
    ALGORITHM_NOT_ALLOWED,
    /** No key of the key source fits the token's {@code kid} and algorithm. */
    UNKNOWN_KEY,
    /** The signature was not made with the key over this content: forged, altered, or of another issuer. */
    BAD_SIGNATURE,
    /** The {@code jwtProcessor} bean refused the token for a reason of its own. */
    REFUSED_BY_PROCESSOR,
    /** The token has {@code events}: it tells that somebody has logged out, say, and is no login. */
    LOGOUT_TOKEN,
    /** The token has no {@code exp}: it would be good forever, and so would its session. */
    NO_EXPIRY,
    /** The token's {@code exp} is over, {@code clockSkew} included: the caller has to log in again. */
    EXPIRED,
    /** The token's {@code nbf} has not come yet, {@code clockSkew} included. */
    NOT_YET_VALID,
    /** The token's {@code iss} is none of the option {@code issuer}. */
    WRONG_ISSUER,
    /** The token's {@code aud} holds none of the option {@code audience}: it was made for another service. */
    WRONG_AUDIENCE,
    /** The token has not what {@code requiredClaims} asks for: it was made for another service, or another use. */
    WRONG_CLAIM,
    /** One of {@code keyClaims}, or {@code iss}, is absent, empty, or a value that cannot tell users apart: there is no session key. */
    MISSING_CLAIM
}
