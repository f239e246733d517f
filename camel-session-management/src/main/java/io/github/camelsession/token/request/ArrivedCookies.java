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
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of a request as they came over the wire.
 *
 * @param headers the values of its {@code Cookie} headers; null if that could not be told
 * @param mayBeUsed false if another site may have sent the request
 */
record ArrivedCookies(@Nullable List<String> headers, boolean mayBeUsed) {
    static final String HEADER = "Cookie";

    /** Null if the message has none. To be called when the exchange is made. */
    static @Nullable ArrivedCookies on(Message message) {
        return message.getHeader(HEADER) == null
                ? null
                : new ArrivedCookies(OnWire.values(message, HEADER), SameOrigin.mayUseCookie(message));
    }

    /**
     * Null if there is no such cookie, or it is empty.
     *
     * @throws SessionAccessDeniedException if there is one that does not count
     */
    @Nullable
    BearerToken token(String cookie, int maxTokenLength) {
        if (headers == null) {
            throw new SessionAccessDeniedException(
                    "the cookies are not, or not provably, from the request's header 'Cookie': Camel makes headers of"
                            + " query parameters and form fields too",
                    DenialReason.TOKEN_FROM_PARAMETER);
        }
        List<String> values = RequestCookies.valuesOf(cookie, headers);
        if (values.size() > 1) {
            throw new SessionAccessDeniedException(
                    "the request has " + values.size() + " cookies '" + cookie + "': send one",
                    DenialReason.SEVERAL_TOKENS);
        }
        if (values.isEmpty() || values.get(0).isEmpty()) {
            return null;
        }
        if (!mayBeUsed) {
            throw new SessionAccessDeniedException(
                    "the token is in the cookie '" + cookie + "', and the request may have been sent by another site's"
                            + " page: neither is Sec-Fetch-Site same-origin or none, nor, without it, Origin the"
                            + " request's own host. Clients that are not browsers send the token in the header",
                    DenialReason.CROSS_SITE_COOKIE);
        }
        return BearerToken.ofCookie(values.get(0), maxTokenLength);
    }

    /** Never shows the cookies. */
    @Override
    public String toString() {
        return "ArrivedCookies";
    }
}
