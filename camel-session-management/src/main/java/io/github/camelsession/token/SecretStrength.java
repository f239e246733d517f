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

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Tells secrets that were made up from those that were drawn. It is no measure: what passes may still be guessed. */
final class SecretStrength {
    static final String ADVICE = "make a random one with 'openssl rand -base64 48'";

    private static final int LEAST_DIFFERENT = 6;
    /** 32 random digits have more, a block of 16 that is repeated and has a tail of two has fewer. */
    private static final int LEAST_NEW = 20;
    /** What is longer is judged by its beginning, for looking back takes time. */
    private static final int LENGTH = 1024;

    private static final int COPY = 3;
    private static final int RUN = 4;

    /** What documentation and habit put where a secret should be; the first ones are those of jwt.io. */
    private static final Pattern WORDS = Pattern.compile(
            "a-string-secret-at-least-256-bits-long|your-(256|384|512)-bit-secret|change[ _-]?(it|me)|super[ _-]?secret"
                    + "|secret|passw(or)?d|qwert[yz]|letmein|example|replace[ _-]?me|default|admin|foobar",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCE =
            Pattern.compile("(classpath|https?|env|sys|vault|ref|bean|#\\w+):.*", Pattern.DOTALL);

    private SecretStrength() {}

    /** Of a text from outside: configuration syntax is public, however long it is. */
    static void checkResolved(String option, String text) {
        if (text.contains("${") || text.contains("{{")) {
            throw new IllegalArgumentException(option + " holds a placeholder that was not resolved: set what it names;"
                    + " write a secret that has '${' or '{{' in it with base64:");
        }
    }

    /** Of a secret that stands in the option itself. */
    static void checkLiteral(String option, String text) {
        if (REFERENCE.matcher(text).matches()) {
            throw new IllegalArgumentException(option + " is the name of something, and not a secret: set it to"
                    + " the secret, or to file: and the path of a file with it; write a secret that looks so with"
                    + " base64:");
        }
        if (text.endsWith("\n") || text.endsWith("\r")) {
            throw new IllegalArgumentException(option + " ends with a line break, which the issuer's secret most likely"
                    + " does not: remove it, or set the option to file: and the path of the file");
        }
    }

    /** @throws IllegalArgumentException if it is a pattern; the message does not show it */
    static void check(String option, byte[] secret) {
        String text = new String(secret, StandardCharsets.ISO_8859_1);
        if (text.chars().distinct().count() < LEAST_DIFFERENT || newParts(text) < LEAST_NEW) {
            throw new IllegalArgumentException(
                    option + " is a pattern that can be guessed (few different characters, a repeated block, or a word"
                            + " such as 'changeit'): " + ADVICE);
        }
    }

    /** Counts the characters, but takes for one what was there before, what is a run such as 1234, and a word. */
    private static int newParts(String secret) {
        String text = WORDS.matcher(secret.substring(0, Math.min(secret.length(), LENGTH)))
                .replaceAll(" ");
        int parts = 0;
        for (int at = 0; at < text.length(); parts++) {
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
