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

/** A key of 32 random bytes, written in base64: it encrypts, so it is no password and no text. */
public final class RandomKey {
    private static final int LENGTH = 32;
    private static final String ADVICE = "make it with 'openssl rand -base64 32'";

    private RandomKey() {}

    /**
     * @param value base64 of the key, after {@code base64:} or not; or {@code file:} and the path of a file with that
     * @throws IllegalArgumentException if it is anything else; the message does not show it
     */
    public static byte[] read(String option, String value) {
        byte[] key = decoded(option, value);
        if (key.length != LENGTH) {
            throw new IllegalArgumentException(option + " holds a key of " + key.length + " bytes, but AES-256 needs"
                    + " exactly " + LENGTH + ": " + ADVICE + hint(value));
        }
        SecretStrength.check(option, key, ADVICE);
        return key;
    }

    private static byte[] decoded(String option, String value) {
        if (!value.startsWith(SecretKeys.FILE)) {
            refusePath(option, value);
            return ofText(option, value);
        }
        String text = SecretFile.text(option, SecretFile.read(option, value.substring(SecretKeys.FILE.length())));
        if (text == null) {
            throw notBase64(option);
        }
        return ofText(option, text);
    }

    private static void refusePath(String option, String value) {
        if (SecretText.isPath(value)) {
            throw new IllegalArgumentException(option + " holds a path without file: instead of a key: write file:"
                    + " before it; if it really is a key, write base64: before it");
        }
    }

    /** A relative path of letters, digits and slashes is base64, too. */
    private static String hint(String value) {
        return value.contains("/") && !value.startsWith(SecretKeys.FILE)
                ? ". If this is the path of a file, write file: before it"
                : "";
    }

    private static byte[] ofText(String option, String text) {
        try {
            return SecretKeys.decode(
                    text.startsWith(SecretKeys.BASE64) ? text.substring(SecretKeys.BASE64.length()) : text);
        } catch (IllegalArgumentException e) {
            // Without the cause, which shows characters of the key.
            throw notBase64(option);
        }
    }

    private static IllegalArgumentException notBase64(String option) {
        return new IllegalArgumentException(
                option + " holds a key that is not base64 of one alphabet, nor file: and the path of a file"
                        + " with base64 in it: " + ADVICE);
    }
}
