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
package io.github.camelsession.token;

import com.nimbusds.jwt.JWTClaimNames;
import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.jwt.Claims;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.TokenDigest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what Camel's own verification of a token tells of it: {@code OAuthTokenValidationResult}. The token itself, which
 * may be an opaque one, is not to be had.
 */
public final class ProfileVerifier {
    /** The bean properties of the result that are looked at. */
    public static final List<String> PROPERTIES =
            List.of("valid", "subject", "issuer", "audience", "claims", "expiresAt");

    /** RFC 8693 and RFC 9068, OpenID Connect: the application that the token was issued to. */
    private static final List<String> CLIENT = List.of("client_id", "azp");

    /** What fits 64 bits for certain. */
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

    private final ClaimRules rules;

    public ProfileVerifier(ClaimRules rules) {
        this.rules = rules;
    }

    /**
     * @param result its {@link #PROPERTIES} by name
     * @throws SessionAccessDeniedException with {@link DenialReason#REFUSED_BY_PROCESSOR} or one of the claims
     */
    public VerifiedToken verify(Map<String, ? extends @Nullable Object> result, Instant now) {
        if (!Boolean.TRUE.equals(result.get("valid"))) {
            throw new SessionAccessDeniedException(
                    "Camel's OAuth profile has refused the token: send a valid one", DenialReason.REFUSED_BY_PROCESSOR);
        }
        Claims claims = Claims.of(claimsOf(result));
        rules.check(claims, now);
        return VerifiedToken.withoutText(identityOf(claims), claims, rules.latestExpiry(claims));
    }

    /** Its claims, completed by what it says besides. */
    private static Map<String, Object> claimsOf(Map<String, ? extends @Nullable Object> result) {
        Map<String, Object> claims = new HashMap<>();
        if (result.get("claims") instanceof Map<?, ?> told) {
            told.forEach((name, value) -> claims.put(String.valueOf(name), plain(value)));
        }
        add(claims, JWTClaimNames.SUBJECT, result.get("subject"));
        add(claims, JWTClaimNames.ISSUER, result.get("issuer"));
        if (result.get("audience") instanceof Collection<?> audience && !audience.isEmpty()) {
            claims.putIfAbsent(JWTClaimNames.AUDIENCE, new ArrayList<>(audience));
        }
        addExpiry(claims, result.get("expiresAt"));
        return claims;
    }

    /** Two that contradict each other would be two callers. */
    private static void add(Map<String, Object> claims, String name, @Nullable Object told) {
        if (told == null) {
            return;
        }
        Object claimed = claims.putIfAbsent(name, told);
        if (claimed != null && !claimed.toString().equals(told.toString())) {
            throw new SessionAccessDeniedException(
                    "the result of Camel's OAuth profile says one thing in its claim '" + name
                            + "' and another beside it: correct the token validation",
                    DenialReason.MALFORMED_TOKEN);
        }
    }

    /** The earlier one, in seconds since 1970; 0 is none. */
    private static void addExpiry(Map<String, Object> claims, @Nullable Object told) {
        long seconds = told instanceof Number number ? number.longValue() : 0;
        Instant claimed = Claims.of(claims).time(JWTClaimNames.EXPIRATION_TIME);
        if (seconds > 0 && (claimed == null || seconds < claimed.getEpochSecond())) {
            claims.put(JWTClaimNames.EXPIRATION_TIME, seconds);
        }
    }

    /** A parser of JSON may have numbers of a class of its own, such as Gson's that are read when they are needed. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (!(value instanceof Number number) || value.getClass().getName().startsWith("java.")) {
            return value;
        }
        String text = number.toString();
        if (INTEGER.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // Not a number that JSON has; no rule takes it for one.
            return value;
        }
    }

    /**
     * Tells the token from others of its user, however often it is verified again: by {@code jti}, else by when, for whom
     * and to which application it was issued. {@code exp} is not part of it, which an introspection endpoint may move.
     */
    private static TokenDigest identityOf(Claims claims) {
        StringBuilder identity = new StringBuilder("oauthProfile");
        append(identity, JWTClaimNames.ISSUER, claims.key(JWTClaimNames.ISSUER));
        String id = claims.key(JWTClaimNames.JWT_ID);
        if (id != null) {
            append(identity, JWTClaimNames.JWT_ID, id);
        } else {
            append(identity, JWTClaimNames.ISSUED_AT, issuedAt(claims).toString());
            append(identity, JWTClaimNames.SUBJECT, claims.key(JWTClaimNames.SUBJECT));
            CLIENT.forEach(name -> append(identity, name, claims.key(name)));
        }
        return TokenDigest.of(identity.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Instant issuedAt(Claims claims) {
        Instant issued = claims.time(JWTClaimNames.ISSUED_AT);
        if (issued == null) {
            throw new SessionAccessDeniedException(
                    "the result of Camel's OAuth profile has neither 'jti' nor 'iat', so the token could not be known again"
                            + " after its log-out: configure the provider, or the token validation, to tell one of them",
                    DenialReason.NO_ISSUE_TIME);
        }
        return issued;
    }

    /** With its length, so that no two identities give the same text. */
    private static void append(StringBuilder identity, String name, @Nullable String value) {
        identity.append('\n').append(name).append('=');
        if (value != null) {
            identity.append(value.length()).append(':').append(value);
        }
    }
}
