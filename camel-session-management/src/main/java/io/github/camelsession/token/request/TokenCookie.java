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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Message;
import org.apache.camel.support.ObjectHelper;

/**
 * The cookie that holds a token, as the answer to the client sets it and takes it back. No script can read it
 * ({@code HttpOnly}), it travels over TLS only ({@code Secure}), and another site's requests bring it only when the user
 * follows a link ({@code SameSite=Lax}). {@code Path=/} and no {@code Domain} make it fit for a {@code __Host-} name.
 */
public final class TokenCookie {
    public static final String SET_COOKIE = "Set-Cookie";

    private static final String ATTRIBUTES = "; Path=/; HttpOnly; Secure; SameSite=Lax";

    /** A token of RFC 9110, which is what RFC 6265 allows as the name. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** RFC 6265's cookie-octets; a JWT has no others. */
    private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]+");

    private TokenCookie() {}

    /** @throws IllegalArgumentException if no cookie can have that name */
    public static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("tokenCookie is '" + name + "', which no cookie can be called: set it to"
                    + " the name alone, without blanks, commas, semicolons and equals signs, such as __Host-session");
        }
        return name;
    }

    /**
     * Adds to the message's {@code Set-Cookie} headers; one for the same cookie gives way.
     *
     * @param maxAge how long the browser keeps it: as long as the token is valid
     * @throws IllegalArgumentException if the value, which is not shown, has characters that a cookie cannot have
     */
    public static void set(Message message, String name, String value, Duration maxAge) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("the cookie '" + name + "' cannot hold this value");
        }
        replace(message, name, value + "; Max-Age=" + Math.max(0, maxAge.toSeconds()));
    }

    /** Lets the browser forget the cookie, and its token with it. */
    public static void takeBack(Message message, String name) {
        replace(message, name, "; Max-Age=0");
    }

    /** Takes the cookie out of what the message has of the request's; the others stay. */
    public static void hide(Message message, String name) {
        Object header = message.getHeader(ArrivedCookies.HEADER);
        if (header == null || !header.toString().contains(name)) {
            return;
        }
        List<String> kept = new ArrayList<>();
        ObjectHelper.createIterable(header, null).forEach(line -> {
            String others = line == null ? null : RequestCookies.without(name, line.toString());
            if (others != null) {
                kept.add(others);
            }
        });
        if (kept.isEmpty()) {
            message.removeHeader(ArrivedCookies.HEADER);
        } else {
            message.setHeader(ArrivedCookies.HEADER, kept.size() == 1 ? kept.get(0) : kept);
        }
    }

    private static void replace(Message message, String name, String valueAndAge) {
        String start = checkedName(name) + "=";
        List<Object> cookies = new ArrayList<>();
        // Not split at commas: a date has one.
        ObjectHelper.createIterable(message.getHeader(SET_COOKIE), null).forEach(cookies::add);
        cookies.removeIf(cookie -> cookie == null || cookie.toString().startsWith(start));
        cookies.add(start + valueAndAge + ATTRIBUTES);
        message.setHeader(SET_COOKIE, cookies.size() == 1 ? cookies.get(0) : cookies);
    }
}
