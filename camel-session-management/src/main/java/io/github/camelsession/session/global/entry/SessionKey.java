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
package io.github.camelsession.session.global.entry;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which session a caller owns, and until when. It is made by hashing, so neither a token nor a claim can be read from
 * it; two identities that differ in any character have different keys, and so have a token and a set of claims.
 */
public final class SessionKey {
    private static final int TOKEN = 1;
    private static final int CLAIMS = 2;

    /** Characters of a token's hash: 132 bits. */
    private static final int TOKEN_ID_LENGTH = 22;

    private final String value;
    private final Instant expiresAt;
    private final @Nullable ShownToken token;
    private final boolean isOwners;

    private SessionKey(String value, Instant expiresAt, @Nullable ShownToken token, boolean isOwners) {
        this.value = value;
        this.expiresAt = expiresAt;
        this.token = token;
        this.isOwners = isOwners;
    }

    /**
     * One session per token: another token of the same user has another session.
     *
     * @param signedPart the bytes of the token that its signature covers, not the signature itself: some algorithms
     *     have several valid signatures of one token
     */
    public static SessionKey ofToken(String namespace, byte[] signedPart, Instant expiresAt) {
        Instant end = wholeSecond(expiresAt);
        String hash = hashOfToken(namespace, signedPart);
        return new SessionKey(KeyFormat.withExpiry(hash, end), end, shown(hash, end, null), true);
    }

    private static String hashOfToken(String namespace, byte[] signedPart) {
        return hash(TOKEN, namespace, out -> {
            out.writeInt(signedPart.length);
            out.write(signedPart);
        });
    }

    private static ShownToken shown(String hash, Instant expiresAt, @Nullable Instant issuedAt) {
        return new ShownToken(hash.substring(0, TOKEN_ID_LENGTH), expiresAt, issuedAt);
    }

    /**
     * One session per values of these claims, whichever token brings them; their order does not matter.
     *
     * @param expiresAt of the token at hand; it is no part of the key
     */
    public static SessionKey ofClaims(String namespace, Map<String, String> claims, Instant expiresAt) {
        return new SessionKey(hashOfClaims(namespace, claims), wholeSecond(expiresAt), null, true);
    }

    /**
     * The session of a user that somebody else names: no token can be refused, and no reading keeps the session alive.
     *
     * @param keptUntil how long at least what is stored is kept
     */
    public static SessionKey onBehalf(String namespace, Map<String, String> claims, Instant keptUntil) {
        return new SessionKey(hashOfClaims(namespace, claims), wholeSecond(keptUntil), null, false);
    }

    private static String hashOfClaims(String namespace, Map<String, String> claims) {
        if (claims.isEmpty()) {
            throw new IllegalArgumentException(
                    "there are no claims to make a session key from: all users would share" + " a session");
        }
        return hash(CLAIMS, namespace, out -> {
            out.writeInt(claims.size());
            for (Map.Entry<String, String> claim : new TreeMap<>(claims).entrySet()) {
                writeText(out, claim.getKey());
                writeText(out, claim.getValue());
            }
        });
    }

    /** @param expiresAt of the entry that was found under the key */
    public static SessionKey found(String value, Instant expiresAt) {
        return new SessionKey(value, wholeSecond(expiresAt), null, false);
    }

    /**
     * The same session, and which of its tokens the caller has shown: that one can be ended.
     *
     * @param signedPart as in {@link #ofToken}
     * @param issuedAt null if the token does not tell
     */
    public SessionKey shownBy(String namespace, byte[] signedPart, @Nullable Instant issuedAt) {
        ShownToken shown = shown(hashOfToken(namespace, signedPart), expiresAt, issuedAt);
        return new SessionKey(value, expiresAt, shown, isOwners);
    }

    /** The same, but what is stored is kept until then at least. */
    public SessionKey keptUntil(Instant end) {
        return end.isAfter(expiresAt) ? new SessionKey(value, wholeSecond(end), token, isOwners) : this;
    }

    /** The same session, for whoever has shown no token: none can be refused. */
    public SessionKey withoutToken() {
        return new SessionKey(value, expiresAt, null, isOwners);
    }

    /** The key in the repository. */
    public String value() {
        return value;
    }

    /** When the token that the caller has shown ends, rounded up to a whole second: so long is kept what is stored. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** Null if nobody has shown one, or it is not to be told from others of the session. */
    @Nullable
    ShownToken token() {
        return token;
    }

    /** Whether no other token opens the session. */
    public boolean isOfOneToken() {
        return KeyFormat.expiryOf(value) != null;
    }

    /** Whether the owner of the session is the caller: what others do is no use that keeps a session alive. */
    public boolean isOwners() {
        return isOwners;
    }

    /** Enough of the hash to tell sessions apart in a log, too little to find one with. */
    public String label() {
        return KeyFormat.label(value);
    }

    private static Instant wholeSecond(Instant instant) {
        return Instant.ofEpochSecond(instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0));
    }

    /** Every part has its length before it, so that no two identities give the same bytes. */
    private static String hash(int kind, String namespace, Identity identity) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(kind);
            writeText(out, namespace);
            identity.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to an array in memory failed", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256().digest(bytes.toByteArray()));
    }

    /** As UTF-16: UTF-8 has one and the same replacement for all lone surrogates, and identities must not meet there. */
    private static void writeText(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256, which every Java platform must have, is missing", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionKey that
                && value.equals(that.value)
                && expiresAt.equals(that.expiresAt)
                && Objects.equals(token, that.token)
                && isOwners == that.isOwners;
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "SessionKey[" + label() + "…]";
    }

    private interface Identity {
        void writeTo(DataOutputStream out) throws IOException;
    }
}
