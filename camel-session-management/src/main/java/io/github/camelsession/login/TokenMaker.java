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
package io.github.camelsession.login;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionLimitException;
import io.github.camelsession.json.FieldReader;
import io.github.camelsession.session.FieldNames;
import io.github.camelsession.session.JsonValue;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.key.TokenSigner;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes tokens: of a new login, and of one that goes on. Safe for use by several threads. */
final class TokenMaker {
    private static final String LOGIN_TIME = "auth_time";
    private static final String LOGIN_ID = "sid";
    private static final String TOKEN_ID = "jti";
    private static final String ISSUED_AT = "iat";
    private static final String EXPIRY = "exp";

    /** What is each token's own, and not its login's. */
    private static final Set<String> OF_A_TOKEN = Set.of(TOKEN_ID, ISSUED_AT, EXPIRY, "nbf");

    /** 128 bits. */
    private static final int ID_BYTES = 16;

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final TokenSigner signer;
    private final Terms terms;
    private final SecureRandom random = new SecureRandom();

    /**
     * What all tokens have in common.
     *
     * @param issuer null for tokens without {@code iss}
     * @param audience empty for tokens without {@code aud}
     * @param lifetime of a token
     * @param maxLifetime of a login, renewals included
     * @param clockSkew how far the clocks of two nodes may differ
     * @param maxTokenLength in characters: a verifier takes no longer one
     */
    record Terms(
            @Nullable String issuer,
            List<String> audience,
            Duration lifetime,
            Duration maxLifetime,
            Duration clockSkew,
            int maxTokenLength) {}

    TokenMaker(TokenSigner signer, Terms terms) {
        this.signer = signer;
        this.terms = terms;
    }

    /**
     * A token of a new login.
     *
     * @param claims with {@code sub}, and checked
     * @throws SessionLimitException if no verifier would take it
     */
    IssuedToken issue(Map<String, JsonValue> claims, Instant now) {
        byte[] ids = new byte[2 * ID_BYTES];
        random.nextBytes(ids);
        ClaimsWriter writer = new ClaimsWriter();
        if (terms.issuer != null) {
            writer.text("iss", terms.issuer);
        }
        if (terms.audience.size() == 1) {
            writer.text("aud", terms.audience.get(0));
        } else if (!terms.audience.isEmpty()) {
            writer.texts("aud", terms.audience);
        }
        writer.text(LOGIN_ID, BASE64URL.encodeToString(Arrays.copyOf(ids, ID_BYTES)))
                .number(LOGIN_TIME, now.getEpochSecond());
        claims.forEach((name, value) -> writer.raw(name, value.text()));
        String tokenId = BASE64URL.encodeToString(Arrays.copyOfRange(ids, ID_BYTES, ids.length));
        return signed(writer, tokenId, now.getEpochSecond(), now.getEpochSecond() + terms.lifetime.toSeconds());
    }

    /**
     * A later token of the same login: the same claims, those of this component included.
     *
     * @throws SessionAccessDeniedException if that login is not from here, or is over
     */
    IssuedToken renew(VerifiedToken token, Instant now) {
        long end = endOf(token, now);
        ClaimsWriter writer = new ClaimsWriter();
        FieldReader.fields(token.payload(), FieldNames.ALL).forEach((name, value) -> {
            if (!OF_A_TOKEN.contains(name)) {
                writer.raw(name, value.text());
            }
        });
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        long expiry = Math.min(end, now.getEpochSecond() + terms.lifetime.toSeconds());
        return signed(writer, BASE64URL.encodeToString(id), now.getEpochSecond(), expiry);
    }

    /** In seconds since 1970, and later than now. */
    private long endOf(VerifiedToken token, Instant now) {
        String issuer = terms.issuer;
        if (issuer == null ? token.has("iss") : !token.is("iss", issuer)) {
            throw denied("is of another issuer, which alone can renew it", DenialReason.WRONG_ISSUER);
        }
        Instant login = token.time(LOGIN_TIME);
        if (login == null || !token.has(LOGIN_ID)) {
            throw denied(
                    "has no " + (login == null ? LOGIN_TIME : LOGIN_ID) + ", so no session-token step has made it",
                    DenialReason.MISSING_CLAIM);
        }
        if (now.plus(terms.clockSkew).isBefore(login)) {
            throw denied("is of a login in the future: check the clocks", DenialReason.NOT_YET_VALID);
        }
        long end = login.getEpochSecond() + terms.maxLifetime.toSeconds();
        if (now.getEpochSecond() >= end) {
            throw denied("is of a login that is older than maxLifetime: log in again", DenialReason.EXPIRED);
        }
        return end;
    }

    private static SessionAccessDeniedException denied(String found, DenialReason reason) {
        return new SessionAccessDeniedException("the caller's token " + found, reason);
    }

    private IssuedToken signed(ClaimsWriter writer, String id, long issuedAt, long expiry) {
        writer.text(TOKEN_ID, id).number(ISSUED_AT, issuedAt).number(EXPIRY, expiry);
        String token = signer.sign(writer.toUtf8());
        if (token.length() > terms.maxTokenLength) {
            throw new SessionLimitException(
                    "the token would have " + token.length() + " characters, and maxTokenLength of session-management"
                            + " allows " + terms.maxTokenLength + ": name fewer claims, or raise it",
                    "maxTokenLength");
        }
        return new IssuedToken(token, Duration.ofSeconds(expiry - issuedAt));
    }
}
