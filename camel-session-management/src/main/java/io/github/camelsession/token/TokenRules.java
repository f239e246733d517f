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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the claims of a token must hold once its signature is verified. */
public final class TokenRules {
    private final ExpiryRule expiry;
    private final List<ClaimRule> others;

    /**
     * @param issuer the required {@code iss}; null or blank for any
     * @param audience what {@code aud} must hold; null or blank for anything
     * @param clockSkew tolerance for {@code exp} and {@code nbf}
     * @throws IllegalArgumentException if the tolerance is negative
     */
    public TokenRules(@Nullable String issuer, @Nullable String audience, Duration clockSkew) {
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("clockSkew is negative: set it to 0s or more");
        }
        expiry = new ExpiryRule(clockSkew);
        List<ClaimRule> rules = new ArrayList<>();
        rules.add(new NotBeforeRule(clockSkew));
        if (issuer != null && !issuer.isBlank()) {
            rules.add(new IssuerRule(issuer));
        }
        if (audience != null && !audience.isBlank()) {
            rules.add(new AudienceRule(audience));
        }
        others = List.copyOf(rules);
    }

    void check(Claims claims, Instant now) {
        expiry.check(claims, now);
        others.forEach(rule -> rule.check(claims, now));
    }

    /** For a token that passed {@link #check} at that time or before: {@code exp} alone can have come since. */
    void checkAgain(VerifiedToken token, Instant now) {
        expiry.check(token.expiresAt(), now);
    }
}
