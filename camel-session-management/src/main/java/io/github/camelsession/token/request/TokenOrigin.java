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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The token headers of a message as it arrived, and which of them came over the wire.
 *
 * <p>Camel makes message headers from query parameters and form fields too. A token must not come from there, because
 * URLs are logged, kept and passed on, and another site can make a browser send a form (RFC 6750 section 2.3).
 *
 * <p>The server is asked when the exchange is created, and never again: later, for example in a queue, it may have
 * reused its request object for another caller. Only the values are kept of the request. No body is read.
 */
public final class TokenOrigin {
    private final List<String> names;
    private final boolean lookAtCookies;
    private final List<Arrived> arrived;
    private final @Nullable ArrivedCookies cookies;

    private TokenOrigin(
            List<String> names, boolean lookAtCookies, List<Arrived> arrived, @Nullable ArrivedCookies cookies) {
        this.names = names;
        this.lookAtCookies = lookAtCookies;
        this.arrived = arrived;
        this.cookies = cookies;
    }

    /** Returns the state for a message that has none of these headers, and whose cookies are not looked at. */
    public static TokenOrigin none(Collection<String> names) {
        return new TokenOrigin(List.copyOf(names), false, List.of(), null);
    }

    /** Costs each request that has cookies. */
    public TokenOrigin withCookies() {
        return new TokenOrigin(names, true, arrived, cookies);
    }

    /**
     * Records the headers of a message. Call this when the exchange is created: later headers cannot be told from those
     * that the route sets.
     *
     * @return this, if the message has none of the headers, and no cookie
     */
    public TokenOrigin on(Message message) {
        if (!message.hasHeaders()) {
            return this;
        }
        List<Arrived> found = null;
        for (String name : names) {
            Object value = message.getHeader(name);
            if (value != null) {
                found = found == null ? new ArrayList<>(1) : found;
                found.add(Arrived.of(message, name, value));
            }
        }
        ArrivedCookies cookiesFound = lookAtCookies ? ArrivedCookies.on(message) : null;
        return found == null && cookiesFound == null
                ? this
                : new TokenOrigin(names, lookAtCookies, found == null ? List.of() : found, cookiesFound);
    }

    /**
     * Whether the request had exactly one header of that name, so that no query parameter or form field can stand for it.
     * True, too, if its server does not show that. Call this before a route can touch the message.
     */
    public static boolean isSingleHeader(Message message, String name) {
        List<String> values = Servers.wireValues(message, name);
        return values == null || values.size() == 1;
    }

    /** Returns whether this header was recorded when the message arrived. */
    public boolean know(String header) {
        for (String name : names) {
            if (name.equalsIgnoreCase(header)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Checks that the token came as the request's only header of that name, or did not arrive in the header at all:
     * then the route has set it.
     *
     * @param value the current value of the header, which contains the token
     * @throws SessionAccessDeniedException with {@link DenialReason#TOKEN_FROM_PARAMETER}
     */
    public void check(String header, Object value, BearerToken token) {
        Arrived one = arrivedAs(header);
        if (one != null && one.isParameter(value, token)) {
            throw new SessionAccessDeniedException(
                    "the token is not, or cannot be proven to be, from a single HTTP header '" + header
                            + "': Camel also turns query parameters and form fields into headers; send the token"
                            + " as an HTTP header only",
                    DenialReason.TOKEN_FROM_PARAMETER);
        }
    }

    private @Nullable Arrived arrivedAs(String header) {
        for (Arrived one : arrived) {
            if (one.name.equalsIgnoreCase(header)) {
                return one;
            }
        }
        return null;
    }

    /** Whether the message came in with this value in this header. */
    public boolean had(String header, Object value) {
        Arrived one = arrivedAs(header);
        return one != null && one.value.equals(value);
    }

    /**
     * The token in the cookie of a request that came without the header; null if there is none, or the route has taken
     * it off the message.
     *
     * @throws SessionAccessDeniedException if there is one that does not count
     */
    public @Nullable BearerToken inCookie(String cookie, String header, Message now, int maxTokenLength) {
        if (cookies == null || arrivedAs(header) != null) {
            return null;
        }
        BearerToken token = cookies.token(cookie, maxTokenLength);
        Object left = now.getHeader(ArrivedCookies.HEADER);
        return token != null && left != null && left.toString().contains(token.text()) ? token : null;
    }

    /**
     * @param value the value of the message header on arrival
     * @param wire the value that is known to have come over the wire under that name; null if there was none, or more
     *     than one
     */
    private record Arrived(
            String name, Object value, @Nullable Object wire) {
        static Arrived of(Message message, String name, Object value) {
            List<String> values = Servers.wireValues(message, name);
            if (values != null) {
                return new Arrived(name, value, values.size() == 1 ? values.get(0) : null);
            }
            boolean isRequest = message.getHeader(Exchange.HTTP_METHOD) != null;
            return new Arrived(name, value, isRequest && UnseenParameters.mayHold(message, name) ? null : value);
        }

        /**
         * Compares the token too, not only the header's text: if a route trims a parameter, or takes it out of a list,
         * it is still a parameter.
         */
        boolean isParameter(Object now, BearerToken token) {
            return !value.equals(wire) && !now.equals(wire) && value.toString().contains(token.text());
        }
    }
}
