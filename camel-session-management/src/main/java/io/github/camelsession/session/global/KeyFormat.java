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
package io.github.camelsession.session.global;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How session keys look in a repository: {@code <hash>}, or {@code <expiry in epoch seconds>.<hash>} where the expiry
 * is part of the identity. The sweep reads the second kind without reading the entry.
 */
final class KeyFormat {
    /** A SHA-256 in base64url; 17 digits hold every second that an {@link Instant} can be. */
    private static final Pattern KEY = Pattern.compile("(?:([0-9]{1,17})\\.)?([A-Za-z0-9_-]{43})");

    private static final int LABEL_LENGTH = 8;

    private KeyFormat() {}

    static String withExpiry(String hash, Instant expiresAt) {
        return Math.max(0, expiresAt.getEpochSecond()) + "." + hash;
    }

    /** The expiry that the key tells; null for keys that tell none and for keys that are not ours. */
    static @Nullable Instant expiryOf(String repositoryKey) {
        Matcher matcher = KEY.matcher(repositoryKey);
        return matcher.matches() && matcher.group(1) != null ? instant(Long.parseLong(matcher.group(1))) : null;
    }

    /** The hash that a session key holds; null for keys that are not ours. */
    static @Nullable String hashOf(String repositoryKey) {
        Matcher matcher = KEY.matcher(repositoryKey);
        return matcher.matches() ? matcher.group(2) : null;
    }

    /** Whether it is a session key without an expiry. */
    static boolean isHashAlone(String repositoryKey) {
        Matcher matcher = KEY.matcher(repositoryKey);
        return matcher.matches() && matcher.group(1) == null;
    }

    /** The first characters of the hash. To be called for session keys only. */
    static String label(String repositoryKey) {
        int hash = repositoryKey.indexOf('.') + 1;
        return repositoryKey.substring(hash, hash + LABEL_LENGTH);
    }

    private static @Nullable Instant instant(long epochSeconds) {
        try {
            return Instant.ofEpochSecond(epochSeconds);
        } catch (DateTimeException e) {
            return null; // beyond what an Instant can be: no key that we have made
        }
    }
}
