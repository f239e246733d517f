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

/** Recognises texts that stand for a secret but are none: names, templates and wrappers that nothing has resolved. */
final class SecretText {
    // Groups are repeated possessively, because Java takes a stack frame for each other repetition.
    private static final Pattern PATH = Pattern.compile(
            // Base64 contains no dot, hyphen or underscore beside its slashes, and it contains capitals.
            "(~|\\.\\.?)?(?=.*[._-]|[^A-Z]+$)(/[\\w.-]++)++|[A-Za-z]:[\\\\/][\\w.\\\\/ -]+");

    /**
     * What may follow a scheme. A URI has none of the characters left out (RFC 3986, section 2), but around the name in a
     * template.
     */
    private static final String URI_REST = "[^<>^`{|}]*+((<[\\w .-]+>|\\{[\\w .-]+})[^<>^`{|}]*+)*+";

    /**
     * Random secrets with special characters do not match, but for those in which a placeholder begins: they have other
     * characters than a name, a path or a URI.
     */
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
                    "holds RAW(...), which works only in the parameters of an endpoint: leave RAW out"),
            new Form(
                    "\\s*(?i)((file|base64):.*|hex:[\\w :;,.#%'\"()\\[\\]{}\\\\-]*)",
                    "begins with an unknown prefix: write file: and base64: in lower case and without blanks before"
                            + " them, and convert hexadecimal digits to base64"),
            new Form(PATH, "is a path: write file: before it"),
            new Form(
                    "(classpath|https?|env|sys|vault|ref|bean|arn|#bean|#class|#type|#property):.*"
                            + "|[a-zA-Z][a-zA-Z0-9+.-]+://" + URI_REST,
                    "is a name or a URI: set it to the secret itself, or to file: followed by the path of a file that"
                            + " holds it"),
            new Form(
                    "<[\\w .,:/-]+>|\\[[\\w .,:/-]+]|\\{[\\w .,:/-]+}",
                    "is a template that was not filled in: " + SecretStrength.ADVICE),
            new Form(
                    ".*[\\p{Cc}\\p{Cf}\\p{Z}&&[^ \\t\\r\\n]].*",
                    "has an invisible character, such as the byte order mark that some editors write: remove it"),
            new Form(
                    ".*[\\r\\n].*",
                    "has a line break, which the issuer's secret most likely does not have: write it in one line"),
            new Form(
                    "\\s+\\S.*|.*\\S\\s+",
                    "begins or ends with a blank, which the issuer's secret most likely does not: remove it"));

    private SecretText() {}

    /** @throws IllegalArgumentException if the text is certainly not a secret; the message does not show it */
    static void check(String option, String text) {
        for (Form form : FORMS) {
            if (form.pattern.matcher(text).matches()) {
                throw refusal(option, form.sentence);
            }
        }
        if (exists(text)) {
            throw refusal(option, "is the path of a file: write file: before it");
        }
    }

    /** Returns whether the text is a path without {@code file:}, of a file that is there or not. */
    static boolean isPath(String text) {
        return PATH.matcher(text).matches() || exists(text);
    }

    /** Since Java 25, the empty path is the current directory. */
    private static boolean exists(String path) {
        return !path.isEmpty() && new File(path).exists();
    }

    private static IllegalArgumentException refusal(String option, String sentence) {
        return new IllegalArgumentException(option + " " + sentence
                + "; if the secret really looks like this, write base64: followed by its bytes" + " in base64");
    }

    private record Form(Pattern pattern, String sentence) {
        Form(String regex, String sentence) {
            this(Pattern.compile(regex, Pattern.DOTALL), sentence);
        }
    }
}
