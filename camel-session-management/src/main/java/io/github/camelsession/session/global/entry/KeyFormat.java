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
 * How session keys look in a repository: {@code <hash>}, or {@code <expiry in epoch seconds>.<hash>} where the expiry
 * is part of the identity. The sweep reads the second kind without reading the entry, and looks at every key: so without
 * a regular expression, whose garbage made all others wait for the collector.
 */
public final class KeyFormat {
    /** Of a SHA-256 in base64url. */
    private static final int HASH_LENGTH = 43;

    /** They hold every second that an {@link Instant} can be. */
    private static final int MOST_DIGITS = 17;

    private static final int LABEL_LENGTH = 8;
    private static final int NONE = -1;

    private KeyFormat() {}

    static String withExpiry(String hash, Instant expiresAt) {
        return Math.max(0, expiresAt.getEpochSecond()) + "." + hash;
    }

    /** The expiry that the key tells; null for keys that tell none and for keys that are not ours. */
    public static @Nullable Instant expiryOf(String repositoryKey) {
        int hash = hashStart(repositoryKey);
        return hash > 0 ? instant(Long.parseLong(repositoryKey, 0, hash - 1, 10)) : null;
    }

    /** The hash that a session key holds; null for keys that are not ours. */
    public static @Nullable String hashOf(String repositoryKey) {
        int hash = hashStart(repositoryKey);
        return hash == NONE ? null : repositoryKey.substring(hash);
    }

    public static boolean isSession(String repositoryKey) {
        return hashStart(repositoryKey) != NONE;
    }

    /** Whether it is a session key without an expiry. */
    public static boolean isHashAlone(String repositoryKey) {
        return hashStart(repositoryKey) == 0;
    }

    /** The first characters of the hash. To be called for session keys only. */
    public static String label(String repositoryKey) {
        int hash = repositoryKey.indexOf('.') + 1;
        return repositoryKey.substring(hash, hash + LABEL_LENGTH);
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

    /** Digits, and a dot behind them. */
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
            return null; // beyond what an Instant can be: no key that we have made
        }
    }
}
