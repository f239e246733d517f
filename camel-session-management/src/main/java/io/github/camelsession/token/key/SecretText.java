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

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;

/** Tells from a secret the texts that stand for one: names, templates and wrappings that nothing has resolved. */
final class SecretText {
    /** Random ones with special characters do not match: they have others than letters between the two that count. */
    private static final List<Form> FORMS = List.of(
            new Form(
                    ".*(\\$\\{|\\{\\{).*|\\$([A-Z_][A-Z0-9_]*|[a-z_][a-z0-9_]*|env:\\w+|\\([\\w ./-]+\\))|`[\\w ./-]+`"
                            + "|%\\w+%|@[\\w.-]+@|#\\{.*}",
                    "holds a placeholder that was not resolved: set what it names"),
            new Form(
                    "(ENC|DEC)\\(.*\\)|\\{cipher}.*",
                    "holds an encrypted text: add the library that decrypts it to the application"),
            new Form(
                    "RAW\\(.*\\)|RAW\\{.*}",
                    "holds RAW(...), which only the parameters of an endpoint know: leave RAW out"),
            new Form(
                    "\\s*(?i)(file|base64|hex):.*",
                    "begins with a word that is not known: write file: and base64: in small letters and without blanks"
                            + " before, and turn hexadecimal digits into base64"),
            new Form(
                    // Base64 has no dot, dash or underline besides its slashes, and capitals.
                    "(~|\\.\\.?)?(?=.*[._-]|[^A-Z]+$)(/[\\w.-]+)+|[A-Za-z]:[\\\\/][\\w.\\\\/ -]+",
                    "is a path: write file: before it"),
            new Form(
                    "(classpath|https?|env|sys|vault|ref|bean|arn|#bean|#class|#type|#property):.*"
                            + "|[a-zA-Z][a-zA-Z0-9+.-]+://.*",
                    "is the name of something: set it to the secret, or to file: and the path of a file with it"),
            new Form(
                    "<[\\w .,:/-]+>|\\[[\\w .,:/-]+]|\\{[\\w .,:/-]+}",
                    "is a template, and not filled in: " + SecretStrength.ADVICE),
            new Form(
                    ".*[\\p{Cc}\\p{Cf}\\p{Z}&&[^ \\t\\r\\n]].*",
                    "has a character that cannot be seen, such as the mark before UTF-8 of some editors: remove it"),
            new Form(
                    ".*[\\r\\n].*",
                    "has a line break, which the issuer's secret most likely has not: write it in one line"),
            new Form(
                    "\\s+\\S.*|.*\\S\\s+",
                    "begins or ends with a blank, which the issuer's secret most likely does not: remove it"));

    private SecretText() {}

    /** @throws IllegalArgumentException if this is certainly no secret; the message does not show it */
    static void check(String option, String text) {
        for (Form form : FORMS) {
            if (form.pattern.matcher(text).matches()) {
                throw refusal(option, form.sentence);
            }
        }
        if (new File(text).exists()) {
            throw refusal(option, "is the path of a file: write file: before it");
        }
    }

    private static IllegalArgumentException refusal(String option, String sentence) {
        return new IllegalArgumentException(
                option + " " + sentence + "; write a secret that looks so with base64: and its bytes in base64");
    }

    private record Form(Pattern pattern, String sentence) {
        Form(String regex, String sentence) {
            this(Pattern.compile(regex, Pattern.DOTALL), sentence);
        }
    }
}
