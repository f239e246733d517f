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

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The only token of a request, as it arrived and not verified yet. {@link #toString()} does not show it. */
public final class BearerToken {
    private static final String SCHEME = "Bearer";
    private static final boolean[] TOKEN68 = token68();

    private final byte[] ascii;
    private final TokenDigest digest;

    private BearerToken(byte[] ascii) {
        this.ascii = ascii;
        this.digest = TokenDigest.of(ascii);
    }

    /**
     * Extracts the token from {@code Bearer <token>} (RFC 6750 section 2.1). The case of the scheme does not matter.
     *
     * @param header the value of the message header; a list if the request had the header more than once
     * @param maxTokenLength in characters, of the token alone
     * @throws SessionAccessDeniedException with {@link DenialReason#NO_TOKEN} to
     *     {@link DenialReason#NOT_A_BEARER_TOKEN}
     */
    public static BearerToken parse(@Nullable Object header, int maxTokenLength) {
        Object only = only(header);
        Object value = only instanceof CharSequence text ? text.toString() : only;
        if (value == null || value.equals("")) {
            throw new SessionAccessDeniedException(
                    "the token header is absent or empty, and so is the token cookie if one is configured: send the header as"
                            + " 'Bearer <token>'",
                    DenialReason.NO_TOKEN);
        }
        if (!(value instanceof String text)) {
            throw notBearer("is not text");
        }
        if (text.length() - SCHEME.length() - 1 > maxTokenLength) {
            throw tooLong("the token header has " + text.length() + " characters", maxTokenLength);
        }
        return new BearerToken(credentials(text));
    }

    /**
     * The value of a cookie, which holds the token alone.
     *
     * @throws SessionAccessDeniedException with {@link DenialReason#TOKEN_TOO_LONG} or {@link DenialReason#NOT_A_BEARER_TOKEN}
     */
    public static BearerToken ofCookie(String value, int maxTokenLength) {
        return alone("the token cookie", value, maxTokenLength);
    }

    /** @param holder for the message of a refusal */
    static BearerToken alone(String holder, String value, int maxTokenLength) {
        if (value.length() > maxTokenLength) {
            throw tooLong(holder + " has " + value.length() + " characters", maxTokenLength);
        }
        byte[] ascii = token68(value, 0);
        if (ascii == null) {
            throw new SessionAccessDeniedException(
                    holder + " holds something else than one token: set it to the token alone, without quotes",
                    DenialReason.NOT_A_BEARER_TOKEN);
        }
        return new BearerToken(ascii);
    }

    /** For a token that another component, with another limit, took off the message. */
    public BearerToken atMost(int maxTokenLength) {
        if (ascii.length > maxTokenLength) {
            throw tooLong("the token has " + ascii.length + " characters", maxTokenLength);
        }
        return this;
    }

    private static SessionAccessDeniedException tooLong(String found, int maxTokenLength) {
        return new SessionAccessDeniedException(
                found + ", maxTokenLength allows a token of " + maxTokenLength, DenialReason.TOKEN_TOO_LONG);
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

    private static byte[] credentials(String text) {
        int start = SCHEME.length();
        if (!text.regionMatches(true, 0, SCHEME, 0, start) || text.length() == start || text.charAt(start) != ' ') {
            throw notBearer("does not start with 'Bearer '");
        }
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        byte[] ascii = token68(text, start);
        if (ascii == null) {
            throw text.indexOf(',') >= 0
                    ? several("a comma")
                    : notBearer("does not have exactly one token after 'Bearer '");
        }
        return ascii;
    }

    /**
     * Returns the bytes of a {@code token68} (RFC 9110 section 11.2), or null if the text is something else.
     */
    private static byte @Nullable [] token68(String text, int start) {
        // Characters beyond Latin-1 become question marks, which are no part of a token68 either.
        byte[] ascii = text.substring(start).getBytes(StandardCharsets.ISO_8859_1);
        int end = ascii.length;
        while (end > 0 && ascii[end - 1] == '=') {
            end--;
        }
        for (int at = 0; at < end; at++) {
            if (!TOKEN68[ascii[at] & 0xFF]) {
                return null;
            }
        }
        return end == 0 ? null : ascii;
    }

    private static boolean[] token68() {
        boolean[] token68 = new boolean[0x100];
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/"
                .chars()
                .forEach(c -> token68[c] = true);
        return token68;
    }

    private static SessionAccessDeniedException several(String found) {
        return new SessionAccessDeniedException(
                "the token header has " + found + ": send exactly one token, and not also as a query parameter or form"
                        + " field",
                DenialReason.SEVERAL_TOKENS);
    }

    private static SessionAccessDeniedException notBearer(String found) {
        return new SessionAccessDeniedException(
                "the token header " + found + ": send it as 'Bearer <token>'", DenialReason.NOT_A_BEARER_TOKEN);
    }

    public String text() {
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    /** Returns the digest of the whole token, including the signature. */
    public TokenDigest digest() {
        return digest;
    }

    /** Equal means the same characters, signature included. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BearerToken that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "BearerToken[" + ascii.length + " characters]";
    }
}
