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
package io.github.camelsession.token.jwt;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.token.request.TokenDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token that identifies its caller. Only a {@code TokenVerifier} creates one, and only for a token that passed every
 * check at the time it was given. {@link #toString()} shows nothing of the token.
 */
public final class VerifiedToken {
    private final TokenDigest identity;
    private final Claims claims;
    private final Instant expiresAt;
    private final byte @Nullable [] payload;

    private volatile @Nullable Object derived;

    private VerifiedToken(TokenDigest identity, Claims claims, Instant expiresAt, byte @Nullable [] payload) {
        this.identity = identity;
        this.payload = payload;
        this.claims = claims;
        this.expiresAt = expiresAt;
    }

    public static VerifiedToken of(UnverifiedToken token, Claims claims) {
        return new VerifiedToken(TokenDigest.of(token.signedPart()), claims, claims.expiry(), token.payload());
    }

    /**
     * A token that somebody else has verified and kept, and that may have no claims in itself.
     *
     * @param identity differs for two tokens of one user, and is the same whenever this one is verified
     * @param expiresAt may be later than its {@code exp}, which whoever keeps it may move
     */
    public static VerifiedToken withoutText(TokenDigest identity, Claims claims, Instant expiresAt) {
        return new VerifiedToken(identity, claims, expiresAt, null);
    }

    /**
     * Returns the token's {@code exp}, or that of a token without text as it was given. Verifiers accept no token later than
     * {@code clockSkew} after it.
     */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** The token's {@code iat}; null if it has none that is a time. */
    public @Nullable Instant issuedAt() {
        return claims.issueTime();
    }

    /**
     * Returns the SHA-256 of the signed part (encoded header, dot, encoded payload). The signature is not included,
     * because anyone can compute a second valid ECDSA signature of the same token. Of a token without text, it is the
     * identity that it was given.
     */
    public byte[] identity() {
        return identity.toBytes();
    }

    /**
     * The claims as the JSON that was signed, in UTF-8.
     *
     * @throws IllegalStateException if the token is one {@linkplain #withoutText without text}
     */
    public byte[] payload() {
        if (payload == null) {
            throw new IllegalStateException("the token itself is not known here, only its claims");
        }
        return payload.clone();
    }

    /** Whether there is such a claim; JSON's null is none. */
    public boolean has(String name) {
        return claims.has(name);
    }

    public boolean is(String name, String expected) {
        return claims.is(name, expected);
    }

    /**
     * Null if the claim is absent or null.
     *
     * @throws SessionAccessDeniedException with {@link DenialReason#MALFORMED_TOKEN} if it is not a time
     */
    public @Nullable Instant time(String name) {
        return claims.time(name);
    }

    /**
     * Returns the named claims in the order of the names, each as a text that differs for values of different types.
     *
     * @throws SessionAccessDeniedException with {@link DenialReason#MISSING_CLAIM} if one is absent, empty, a list, an
     *     object, or a number that is not a 64-bit integer
     */
    public Map<String, String> claims(Iterable<String> names) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : names) {
            String value = claims.key(name);
            if (value == null) {
                throw new SessionAccessDeniedException(
                        "the token has no usable claim '" + name
                                + "', which keyClaims makes part of the session key: it must be text that is not"
                                + " empty, a 64-bit integer or a boolean",
                        DenialReason.MISSING_CLAIM);
            }
            found.put(name, value);
        }
        return Collections.unmodifiableMap(found);
    }

    /**
     * Returns what {@code make} computes from this token, and keeps it as long as the verifier remembers the token.
     * Each user of tokens has its own verifier, so only one value is kept.
     *
     * @param make called again if it threw; may be called by two threads at once, and has to return equal results
     */
    public <T> T derived(Class<T> type, Function<VerifiedToken, T> make) {
        Object known = derived;
        if (known == null) {
            known = make.apply(this);
            derived = known;
        }
        return type.cast(known);
    }

    public Claims claims() {
        return claims;
    }

    @Override
    public String toString() {
        return "VerifiedToken";
    }
}
