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

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server sent, fit for a line of a log: short, and without line breaks. */
final class Printable {
    private static final int LENGTH = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private Printable() {}

    static String text(@Nullable Object value) {
        String text = String.valueOf(value);
        String shown = text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
        return UNPRINTABLE.matcher(shown).replaceAll("?");
    }

    /** What the innermost cause says. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : text(message);
    }
}
