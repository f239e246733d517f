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
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which claims name a session: those of the option {@code keyClaims}, and always {@code iss}, for a {@code sub} is the
 * same user at the same issuer only.
 */
public final class KeyClaims {
    private static final Set<String> NO_USERS =
            Set.of("*", JWTClaimNames.EXPIRATION_TIME, JWTClaimNames.NOT_BEFORE, JWTClaimNames.ISSUED_AT);

    private final Set<String> named;
    private final boolean severalIssuers;

    private KeyClaims(Set<String> named, boolean severalIssuers) {
        this.named = named;
        this.severalIssuers = severalIssuers;
    }

    /**
     * @param option names of claims, separated by commas
     * @param severalIssuers whether the trusted keys may belong to more than one issuer: {@code iss} must be there then.
     *     A token of the owner of a single key may do without
     * @throws IllegalArgumentException if a name is empty, or they tell no users apart
     */
    public static KeyClaims parse(String option, boolean severalIssuers) {
        Set<String> named = new LinkedHashSet<>(TextList.of("keyClaims", option));
        if (named.equals(Set.of(JWTClaimNames.ISSUER)) || !Collections.disjoint(named, NO_USERS)) {
            throw new IllegalArgumentException(
                    "keyClaims names what tells no users apart (iss alone, a time, or *): set it"
                            + " to a claim such as sub, or leave it out for a session per token");
        }
        return new KeyClaims(named, severalIssuers);
    }

    /**
     * @return by name; without {@code iss} only if the token has none
     * @throws TokenRefusedException with {@link Reason#MISSING_CLAIM}
     */
    public Map<String, String> of(VerifiedToken token) {
        Set<String> names = new LinkedHashSet<>(named);
        if (token.has(JWTClaimNames.ISSUER)) {
            names.add(JWTClaimNames.ISSUER);
        } else if (severalIssuers) {
            throw new TokenRefusedException(
                    Reason.MISSING_CLAIM,
                    "the token has no 'iss', and with keyClaims it must have one, for jwkSetUri and jwtProcessor may"
                            + " trust several issuers: have the issuer write it, or leave keyClaims out");
        }
        return token.claims(names);
    }
}
