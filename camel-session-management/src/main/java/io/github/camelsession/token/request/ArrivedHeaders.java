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
 * The token headers of a message as it came in, and which of them are the wire's own. Camel makes message headers of query
 * parameters and form fields too; a token must not come from there, for URLs are logged, kept and passed on, and another
 * site can make a browser send a form (RFC 6750 section 2.3).
 *
 * <p>The server is asked when the exchange is created, and never again: later, in a queue say, it may have recycled its
 * request object for another caller. What is kept of the request is the values themselves. No body is looked at.
 */
public final class ArrivedHeaders {
    private final List<String> names;
    private final List<Arrived> arrived;

    private ArrivedHeaders(List<String> names, List<Arrived> arrived) {
        this.names = names;
        this.arrived = arrived;
    }

    /** Of a message that has none of these headers. */
    public static ArrivedHeaders none(Collection<String> names) {
        return new ArrivedHeaders(List.copyOf(names), List.of());
    }

    /**
     * To be called when the exchange is made: what comes later cannot be told from the route's own doing.
     *
     * @return this, if the message has none of the headers either
     */
    public ArrivedHeaders on(Message message) {
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
        return found == null ? this : new ArrivedHeaders(names, found);
    }

    /** Whether it was looked for this header when the message came in. */
    public boolean know(String header) {
        return names.stream().anyMatch(header::equalsIgnoreCase);
    }

    /**
     * Lets a token pass that the wire had in its one header of that name, or that did not come in with the header and so is
     * the route's own.
     *
     * @param value the header's value now, of which the token is
     * @throws SessionAccessDeniedException with {@link DenialReason#TOKEN_FROM_PARAMETER}
     */
    public void check(String header, Object value, BearerToken token) {
        for (Arrived one : arrived) {
            if (one.name.equalsIgnoreCase(header) && one.isParameter(value, token)) {
                throw new SessionAccessDeniedException(
                        "the token is not, or not provably, from the request's one header '" + header
                                + "': Camel makes headers of query parameters and form fields too; send the token as an"
                                + " HTTP header only",
                        DenialReason.TOKEN_FROM_PARAMETER);
            }
        }
    }

    /**
     * @param value as Camel had it
     * @param wire what is known to have come over the wire under that name; null if nothing, or more than one value
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
         * Compares the token, and not the header's text alone: a route that trims a parameter, or takes it out of a list,
         * does not make a header of it.
         */
        boolean isParameter(Object now, BearerToken token) {
            return !value.equals(wire) && !now.equals(wire) && value.toString().contains(token.text());
        }
    }
}
