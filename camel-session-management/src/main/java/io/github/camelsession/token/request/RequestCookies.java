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
package io.github.camelsession.token.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of a {@code Cookie} header (RFC 6265 section 4.2.1): split at semicolons and nowhere else, for a browser takes
 * quotes and commas for parts of a value. What is odd about other cookies does not concern this one.
 */
final class RequestCookies {
    private RequestCookies() {}

    /** The values of the cookies of exactly that name, case included: other spellings are other cookies. */
    static List<String> valuesOf(String name, List<String> headers) {
        List<String> values = new ArrayList<>(1);
        for (String header : headers) {
            for (String pair : header.split(";")) {
                if (isNamed(name, pair)) {
                    values.add(trimmed(pair).substring(name.length() + 1));
                }
            }
        }
        return values;
    }

    /** The header without the cookies of that name; null if no other is in it. */
    static @Nullable String without(String name, String header) {
        List<String> kept = new ArrayList<>();
        for (String pair : header.split(";")) {
            if (!isNamed(name, pair) && !pair.isBlank()) {
                kept.add(trimmed(pair));
            }
        }
        return kept.isEmpty() ? null : String.join("; ", kept);
    }

    private static boolean isNamed(String name, String pair) {
        String trimmed = trimmed(pair);
        return trimmed.startsWith(name) && trimmed.length() > name.length() && trimmed.charAt(name.length()) == '=';
    }

    /** Of blanks and tabs, and of nothing else that Java takes for white space. */
    private static String trimmed(String pair) {
        int from = 0;
        int to = pair.length();
        while (from < to && isBlank(pair.charAt(from))) {
            from++;
        }
        while (from < to && isBlank(pair.charAt(to - 1))) {
            to--;
        }
        return pair.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
