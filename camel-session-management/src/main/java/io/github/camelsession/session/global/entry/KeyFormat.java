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

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The format of session keys in a repository: {@code <hash>}, or {@code <expiry in epoch seconds>.<hash>} if the expiry
 * is part of the identity. The sweep can judge a key of the second kind without reading the entry. It looks at every
 * key, so this class uses no regular expressions, whose garbage made all other threads wait for the garbage collector.
 */
public final class KeyFormat {
    /** The length of a SHA-256 in base64url. */
    private static final int HASH_LENGTH = 43;

    /** Enough for every second that an {@link Instant} can represent. */
    private static final int MOST_DIGITS = 17;

    private static final int LABEL_LENGTH = 8;
    private static final int NONE = -1;

    private KeyFormat() {}

    static String withExpiry(String hash, Instant expiresAt) {
        return Math.max(0, expiresAt.getEpochSecond()) + "." + hash;
    }

    /** Returns the expiry in the key; null for a key without one, and for a key that is not ours. */
    public static @Nullable Instant expiryOf(String repositoryKey) {
        int hash = hashStart(repositoryKey);
        return hash > 0 ? instant(Long.parseLong(repositoryKey, 0, hash - 1, 10)) : null;
    }

    /** Returns the hash in a session key; null for a key that is not ours. */
    public static @Nullable String hashOf(String repositoryKey) {
        int hash = hashStart(repositoryKey);
        return hash == NONE ? null : repositoryKey.substring(hash);
    }

    public static boolean isSession(String repositoryKey) {
        return hashStart(repositoryKey) != NONE;
    }

    /** Returns whether the text is a session key without an expiry. */
    public static boolean isHashAlone(String repositoryKey) {
        return hashStart(repositoryKey) == 0;
    }

    /** Returns the first characters of the hash; of a key that is not ours, as many of its own at most. */
    public static String label(String repositoryKey) {
        int hash = repositoryKey.indexOf('.') + 1;
        return repositoryKey.substring(hash, Math.min(hash + LABEL_LENGTH, repositoryKey.length()));
    }

    private static int hashStart(String key) {
        int start = key.length() - HASH_LENGTH;
        if (start < 0 || !isHash(key, start)) {
            return NONE;
        }
        return start == 0 || isExpiry(key, start - 1) ? start : NONE;
    }

    private static boolean isHash(String key, int start) {
        for (int at = start; at < key.length(); at++) {
            char c = key.charAt(at);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!isLetter && !isDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the key begins with an expiry: digits, and a dot at this index. */
    private static boolean isExpiry(String key, int dot) {
        if (dot < 1 || dot > MOST_DIGITS || key.charAt(dot) != '.') {
            return false;
        }
        for (int at = 0; at < dot; at++) {
            if (!isDigit(key.charAt(at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static @Nullable Instant instant(long epochSeconds) {
        try {
            return Instant.ofEpochSecond(epochSeconds);
        } catch (DateTimeException e) {
            return null; // outside the range of Instant: not a key that we have created
        }
    }
}
