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
import io.github.camelsession.token.key.TextList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules for the claims of a token whose signature is verified. */
public final class ClaimRules {
    private static final String LOG_IN = "log in again";

    private final List<String> issuers;
    private final List<String> audiences;
    private final List<RequiredClaim> required;
    private final @Nullable TokenLifetime lifetime;
    private final Duration clockSkew;

    /**
     * @param issuer the allowed values of {@code iss}, separated by commas; null for any
     * @param audience the values of which {@code aud} must contain one, separated by commas; null for any
     * @param clockSkew tolerance for {@code exp} and {@code nbf}
     * @throws IllegalArgumentException if the tolerance is negative, or a list has an empty entry
     */
    public ClaimRules(@Nullable String issuer, @Nullable String audience, Duration clockSkew) {
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clockSkew is negative: set it to 0s or more");
        }
        this.issuers = TextList.of("issuer", issuer);
        this.audiences = TextList.of("audience", audience);
        this.required = List.of();
        this.lifetime = null;
        this.clockSkew = clockSkew;
    }

    private ClaimRules(ClaimRules others, List<RequiredClaim> required, @Nullable TokenLifetime lifetime) {
        this.issuers = others.issuers;
        this.audiences = others.audiences;
        this.required = required;
        this.lifetime = lifetime;
        this.clockSkew = others.clockSkew;
    }

    /**
     * Returns these rules with required claims.
     *
     * @param claims pairs of name and value such as {@code token_use=access,client_id=shop}; null for none
     * @throws IllegalArgumentException if an entry is not a pair, or names a claim that is never a text
     */
    public ClaimRules requiring(@Nullable String claims) {
        List<RequiredClaim> pairs = TextList.of("requiredClaims", claims).stream()
                .map(RequiredClaim::parse)
                .toList();
        return new ClaimRules(this, pairs, lifetime);
    }

    /**
     * These rules, and a limit of the time between {@code iat} and {@code exp}.
     *
     * @param longest null for none
     * @throws IllegalArgumentException if it is shorter than a second or longer than ten years
     */
    public ClaimRules livingAtMost(@Nullable Duration longest) {
        return longest == null ? this : new ClaimRules(this, required, new TokenLifetime(longest, clockSkew));
    }

    void check(Claims claims, Instant now) {
        if (claims.has(LogoutRules.EVENTS)) {
            throw new SessionAccessDeniedException(
                    "the token has 'events', so it reports a logout or a similar event and is not a login: send an"
                            + " access or identity token",
                    DenialReason.LOGOUT_TOKEN);
        }
        checkExpiry(claims.expiry(), now, LOG_IN);
        checkParties(claims, now);
        required.forEach(claim -> claim.check(claims));
        checkLifetime(claims, now);
    }

    /**
     * The same for a logout token, which says something else, and of which {@code requiredClaims} asks nothing: they tell
     * what a login is for.
     */
    LogoutToken checkLogout(Claims claims, Instant now) {
        LogoutRules.checkKind(claims);
        checkExpiry(claims.expiry(), now, "let the provider send a new one, and check the clocks");
        checkParties(claims, now);
        checkLifetime(claims, now);
        return new LogoutToken(claims, LogoutRules.checkContent(claims));
    }

    /**
     * Checks {@code exp} only: for a token that passed {@link #check} now or earlier, no other result can have changed.
     */
    void checkAgain(VerifiedToken token, Instant now) {
        checkExpiry(token.expiresAt(), now, LOG_IN);
    }

    private void checkExpiry(Instant expiry, Instant now, String advice) {
        if (!now.isBefore(expiry) && !now.isBefore(expiry.plus(clockSkew))) {
            throw new SessionAccessDeniedException("the token has expired: " + advice, DenialReason.EXPIRED);
        }
    }

    private void checkParties(Claims claims, Instant now) {
        checkStart(claims.time(JWTClaimNames.NOT_BEFORE), now);
        checkIssuer(claims);
        checkAudience(claims);
    }

    /** The latest {@code exp} with which the rules would accept a token with these claims; its own if they have no limit. */
    Instant latestExpiry(Claims claims) {
        Instant end = lifetime == null ? null : lifetime.end(claims);
        return end == null ? claims.expiry() : end;
    }

    private void checkLifetime(Claims claims, Instant now) {
        if (lifetime != null) {
            lifetime.check(claims, now);
        }
    }

    private void checkStart(@Nullable Instant start, Instant now) {
        if (start != null && now.plus(clockSkew).isBefore(start)) {
            throw new SessionAccessDeniedException(
                    "the token is not valid yet: check the clocks, or raise clockSkew", DenialReason.NOT_YET_VALID);
        }
    }

    private void checkIssuer(Claims claims) {
        if (!issuers.isEmpty() && issuers.stream().noneMatch(issuer -> claims.is(JWTClaimNames.ISSUER, issuer))) {
            throw new SessionAccessDeniedException(
                    claims.has(JWTClaimNames.ISSUER)
                            ? "the token's 'iss' is not among the values of the option issuer"
                            : "the token has no 'iss', and the option issuer requires one",
                    DenialReason.WRONG_ISSUER);
        }
    }

    private void checkAudience(Claims claims) {
        if (!audiences.isEmpty()
                && audiences.stream().noneMatch(audience -> claims.holds(JWTClaimNames.AUDIENCE, audience))) {
            throw new SessionAccessDeniedException(
                    claims.isEmpty(JWTClaimNames.AUDIENCE)
                            ? "the token has no 'aud', and the option audience requires one: if the provider names the"
                                    + " application in another claim, set requiredClaims instead"
                            : "the token's 'aud' contains none of the values of the option audience",
                    DenialReason.WRONG_AUDIENCE);
        }
    }

    private record RequiredClaim(String name, String value) {
        static RequiredClaim parse(String pair) {
            int end = pair.indexOf('=');
            String name = pair.substring(0, Math.max(end, 0)).strip();
            String value = pair.substring(end + 1).strip();
            if (name.isEmpty() || value.isEmpty()) {
                throw new IllegalArgumentException("requiredClaims has an entry that is not a name and a value: write"
                        + " name=value pairs separated by commas, such as token_use=access,client_id=shop; write \\,"
                        + " for a comma in a value");
            }
            if (Claims.TIMES.contains(name)) {
                throw new IllegalArgumentException(
                        "requiredClaims has '" + name + "', which is a time and never text, so every token would be"
                                + " refused: remove it; exp and nbf are always checked");
            }
            return new RequiredClaim(name, value);
        }

        void check(Claims claims) {
            if (!claims.holds(name, value)) {
                throw new SessionAccessDeniedException(
                        "the token " + found(claims) + " requiredClaims asks for", DenialReason.WRONG_CLAIM);
            }
        }

        private String found(Claims claims) {
            if (!claims.has(name)) {
                return "has no claim '" + name + "', which";
            }
            return claims.isText(name)
                    ? "has a different '" + name + "' than"
                    : "has a '" + name + "' that is neither the text nor a list that contains the text that";
        }
    }
}
