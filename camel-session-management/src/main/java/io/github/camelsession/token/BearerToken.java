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
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one token of a request, as it came and not verified yet. {@link #toString()} does not show it. */
public final class BearerToken {
    private static final String SCHEME = "Bearer";
    private static final String MARKS = "-._~+/";

    private final String text;
    private final TokenDigest digest;

    private BearerToken(String text) {
        this.text = text;
        this.digest = TokenDigest.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Takes the token out of {@code Bearer <token>} (RFC 6750 section 2.1); the case of the scheme does not matter.
     *
     * @param header the message header's value; Camel makes a list of a header that came more than once
     * @param maxTokenLength in characters, of the token alone
     * @throws TokenRefusedException with {@link Reason#NO_TOKEN} to {@link Reason#NOT_A_BEARER_TOKEN}
     */
    public static BearerToken parse(@Nullable Object header, int maxTokenLength) {
        Object value = only(header);
        if (value == null || value.equals("")) {
            throw new TokenRefusedException(
                    Reason.NO_TOKEN, "the token header is absent or empty: send it as 'Bearer <token>'");
        }
        if (!(value instanceof String text)) {
            throw notBearer("is no text");
        }
        if (text.length() - SCHEME.length() - 1 > maxTokenLength) {
            throw new TokenRefusedException(
                    Reason.TOKEN_TOO_LONG,
                    "the token header has " + text.length() + " characters, maxTokenLength allows a token of "
                            + maxTokenLength);
        }
        return new BearerToken(credentials(text));
    }

    private static @Nullable Object only(@Nullable Object header) {
        Collection<?> values = header instanceof Collection<?> collection
                ? collection
                : header instanceof Object[] array ? List.of(array) : null;
        if (values == null) {
            return header;
        }
        if (values.size() > 1) {
            throw several(values.size() + " values");
        }
        return values.isEmpty() ? null : values.iterator().next();
    }

    private static String credentials(String text) {
        int end = SCHEME.length();
        if (!text.regionMatches(true, 0, SCHEME, 0, end) || text.length() == end || text.charAt(end) != ' ') {
            throw notBearer("does not start with 'Bearer '");
        }
        if (text.indexOf(',') >= 0) {
            throw several("a comma");
        }
        int start = end;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        String token = text.substring(start);
        if (!isToken68(token)) {
            throw notBearer("has something else than one token after 'Bearer '");
        }
        return token;
    }

    /** RFC 9110 section 11.2. Not by a regular expression, which took a quarter of a GLOBAL step's time. */
    private static boolean isToken68(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        int at = 0;
        while (at < end && isToken68(text.charAt(at))) {
            at++;
        }
        return at == end && end > 0;
    }

    private static boolean isToken68(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
    }

    private static TokenRefusedException several(String found) {
        return new TokenRefusedException(
                Reason.SEVERAL_TOKENS,
                "the token header has " + found + ": send exactly one token, and not also as a query parameter or form"
                        + " field");
    }

    private static TokenRefusedException notBearer(String found) {
        return new TokenRefusedException(
                Reason.NOT_A_BEARER_TOKEN, "the token header " + found + ": send it as 'Bearer <token>'");
    }

    String text() {
        return text;
    }

    /** Of the whole token, signature included. */
    TokenDigest digest() {
        return digest;
    }

    @Override
    public String toString() {
        return "BearerToken[" + text.length() + " characters]";
    }
}
