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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claims that identify a session: those of the option {@code keyClaims}, and always {@code iss}, because the same
 * {@code sub} means the same user only at the same issuer.
 */
public final class KeyClaims {
    /** Nearly all users of an application share these values. */
    private static final Set<String> SHARED = Set.of(JWTClaimNames.ISSUER, JWTClaimNames.AUDIENCE);

    private final Set<String> named;
    private final boolean severalIssuers;

    private KeyClaims(Set<String> named, boolean severalIssuers) {
        this.named = named;
        this.severalIssuers = severalIssuers;
    }

    /**
     * @param option names of claims, separated by commas
     * @param severalIssuers whether the trusted keys may belong to more than one issuer; if so, {@code iss} must be
     *     present. If the key has a single owner, a token may lack it
     * @throws IllegalArgumentException if a name is empty or cannot be meant, or if the claims cannot tell users apart
     */
    public static KeyClaims parse(String option, boolean severalIssuers) {
        List<String> names = TextList.of("keyClaims", option);
        names.forEach(KeyClaims::check);
        if (SHARED.containsAll(names)) {
            throw new IllegalArgumentException("keyClaims names only " + String.join(" and ", names)
                    + ", so all users of an issuer would share one session: name a claim that tells them apart, such"
                    + " as sub; iss is always part of the key");
        }
        return new KeyClaims(new LinkedHashSet<>(names), severalIssuers);
    }

    private static void check(String name) {
        if (name.equals("*")) {
            throw new IllegalArgumentException(
                    "keyClaims has '*', which is not the name of a claim: name the claims that tell users apart, such"
                            + " as sub");
        }
        if (Claims.TIMES.contains(name)) {
            throw new IllegalArgumentException("keyClaims has '" + name + "', which differs from token to token: name"
                    + " claims that stay the same when a token is renewed, such as sub, or leave keyClaims out to give"
                    + " each token its own session");
        }
    }

    /**
     * Returns the values by name. {@code iss} is missing only if the token has none.
     *
     * @throws SessionAccessDeniedException with {@link DenialReason#MISSING_CLAIM}
     */
    public Map<String, String> of(VerifiedToken token) {
        Set<String> names = new LinkedHashSet<>(named);
        if (token.has(JWTClaimNames.ISSUER)) {
            names.add(JWTClaimNames.ISSUER);
        } else if (severalIssuers) {
            throw new SessionAccessDeniedException(
                    "the token has no 'iss', which keyClaims requires because jwkSetUri, jwtProcessor and"
                            + " oauthProfile may trust several issuers: configure the issuer to set it, or leave keyClaims out",
                    DenialReason.MISSING_CLAIM);
        }
        return token.claims(names);
    }

    /**
     * The same of a logout token. It must have {@code iss}, as every one has: else it would name another session than the
     * tokens of the login.
     *
     * @throws SessionAccessDeniedException with {@link DenialReason#MISSING_CLAIM}
     */
    public Map<String, String> of(LogoutToken token) {
        Set<String> names = new LinkedHashSet<>(named);
        names.add(JWTClaimNames.ISSUER);
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : names) {
            String value = token.claims().key(name);
            if (value == null) {
                throw new SessionAccessDeniedException(
                        "the logout token has no usable claim '" + name
                                + "', which is part of the session's key: configure"
                                + " the provider to write " + String.join(", ", names)
                                + " into its logout tokens, or set"
                                + " keyClaims to what they and the tokens of the login both have, such as sub or sid",
                        DenialReason.MISSING_CLAIM);
            }
            found.put(name, value);
        }
        return found;
    }

    /**
     * The same for a user that somebody else names: exactly by these claims, as tokens have them, and by {@code iss} if
     * tokens have it.
     *
     * @throws IllegalArgumentException if one is missing, unusable or not of the key; its message tells no value
     */
    public Map<String, String> of(Map<String, Object> user) {
        Set<String> names = new LinkedHashSet<>(named);
        if (severalIssuers || user.get(JWTClaimNames.ISSUER) != null) {
            names.add(JWTClaimNames.ISSUER);
        }
        Claims claims = Claims.of(user);
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : names) {
            String value = claims.key(name);
            if (value == null) {
                throw new IllegalArgumentException("it has no usable claim '" + name + "': name the user by exactly "
                        + String.join(", ", names)
                        + ", each a text that is not empty, a 64-bit integer or a boolean, as"
                        + " tokens have it");
            }
            found.put(name, value);
        }
        if (!names.containsAll(user.keySet())) {
            throw new IllegalArgumentException(
                    "it has more claims than the session's key: name the user by exactly " + String.join(", ", names));
        }
        return found;
    }
}
