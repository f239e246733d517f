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
package io.github.camelsession.token.key;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells made-up secrets from random ones. It does not measure strength: a secret that passes may still be guessed. */
final class SecretStrength {
    static final String ADVICE = "make a random one with 'openssl rand -base64 48'";

    private static final int LEAST_DIFFERENT = 6;
    /**
     * 32 random digits have as many new parts, but for one of a million. A block of 16 characters that is repeated and
     * followed by two more has fewer.
     */
    private static final int LEAST_NEW = 20;
    /** Of a longer secret only the beginning is judged, because the search for repetitions takes time. */
    private static final int LENGTH = 1024;

    private static final int COPY = 3;
    private static final int RUN = 4;

    /** Words that documentation and habit put in place of a secret. The first ones are those of jwt.io. */
    private static final Pattern WORDS = Pattern.compile(
            "a-string-secret-at-least-256-bits-long|your-(256|384|512)-bit-secret|change[ _-]?(it|me)|super[ _-]?secret"
                    + "|secret|passw(or)?d|qwert[yz]|letmein|example|replace[ _-]?me|default|admin|foobar",
            Pattern.CASE_INSENSITIVE);

    /** Rows of keyboards. Each part of a row counts as a repetition. */
    private static final String KEYBOARD = bothWays("qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop"
            + " qsdfghjklm wxcvbn !@#$%^&*()_+ 1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/ 1q2w3e4r5t6z7u8i9o0p 6y7u8i"
            + " !QAZ@WSX#EDC$RFV%TGB^YHN&UJM*IK<(OL>)P:?");

    private SecretStrength() {}

    private static String bothWays(String rows) {
        String ways = rows + new StringBuilder(rows).reverse();
        return ways + ways.toUpperCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if the secret is a pattern; the message does not show it */
    static void check(String option, byte[] secret) {
        check(option, secret, ADVICE);
    }

    /** @param advice how to make another one */
    static void check(String option, byte[] secret, String advice) {
        String text = new String(secret, StandardCharsets.ISO_8859_1);
        if (different(secret) < LEAST_DIFFERENT || newParts(text) < LEAST_NEW) {
            throw new IllegalArgumentException(option
                    + " is easy to guess (few different characters, a repeated block, a row of keys, or a word such as"
                    + " 'changeit'): " + advice);
        }
    }

    private static int different(byte[] secret) {
        BitSet seen = new BitSet();
        for (byte each : secret) {
            seen.set(Byte.toUnsignedInt(each));
        }
        return seen.cardinality();
    }

    /** Counts the characters, but counts a repetition, a run such as 1234, and a word as one. */
    private static int newParts(String secret) {
        String text = KEYBOARD
                + WORDS.matcher(secret.substring(0, Math.min(secret.length(), LENGTH)))
                        .replaceAll(" ");
        int parts = 0;
        for (int at = KEYBOARD.length(); at < text.length(); parts++) {
            int copied = copied(text, at);
            int run = run(text, at);
            at += Math.max(1, Math.max(copied >= COPY ? copied : 0, run >= RUN ? run : 0));
        }
        return parts;
    }

    private static int copied(String text, int at) {
        int longest = 0;
        for (int from = 0; from < at; from++) {
            int length = 0;
            while (at + length < text.length() && text.charAt(from + length) == text.charAt(at + length)) {
                length++;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private static int run(String text, int at) {
        int end = at + 1;
        int step = end < text.length() ? text.charAt(end) - text.charAt(at) : 0;
        while (Math.abs(step) <= 1 && end < text.length() && text.charAt(end) - text.charAt(end - 1) == step) {
            end++;
        }
        return end - at;
    }
}
