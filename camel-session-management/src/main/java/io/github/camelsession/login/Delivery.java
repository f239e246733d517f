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
package io.github.camelsession.login;

import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.TokenDelivery;
import io.github.camelsession.token.request.TokenCookie;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Puts a token where the option {@code deliver} says. */
final class Delivery {
    /** RFC 6265 section 6.1: browsers need not keep a cookie of more bytes, and do not say so. */
    private static final int LONGEST_COOKIE = 4096;

    private final TokenDelivery where;
    private final SessionManagementConfiguration sessions;

    private Delivery(TokenDelivery where, SessionManagementConfiguration sessions) {
        this.where = where;
        this.sessions = sessions;
    }

    static Delivery of(TokenDelivery where, SessionManagementConfiguration sessions) {
        return new Delivery(where, sessions);
    }

    /** @throws IllegalArgumentException if there is no such place; it names the option to set */
    static void check(TokenDelivery where, SessionManagementConfiguration sessions) {
        if (where == TokenDelivery.COOKIE && sessions.getTokenCookie() == null) {
            throw new IllegalArgumentException("session-token: deliver is COOKIE, and session-management has no"
                    + " tokenCookie: set camel.component.session-management.tokenCookie to the name of the cookie");
        }
    }

    /** Takes an older token off the message: the steps behind this one would find it before the new one. */
    void deliver(IssuedToken token, Message message) {
        switch (where) {
            case HEADER -> message.setHeader(sessions.getTokenHeader(), "Bearer " + token.text());
            case BODY -> respond(token, message);
            case COOKIE -> setCookie(token, message);
        }
        if (where != TokenDelivery.HEADER) {
            message.removeHeader(sessions.getTokenHeader());
        }
    }

    /** RFC 6749 section 5.1. A token needs no escapes. */
    private static void respond(IssuedToken token, Message message) {
        message.setBody("{\"access_token\":\"" + token.text() + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                + token.validFor().toSeconds() + "}");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Cache-Control", "no-store");
    }

    private void setCookie(IssuedToken token, Message message) {
        String name = Objects.requireNonNull(sessions.getTokenCookie(), "tokenCookie was set at the start");
        int length = name.length() + token.text().length();
        if (length > LONGEST_COOKIE) {
            throw new SessionLimitException(
                    "the cookie would have " + length + " characters, and browsers keep none of more than "
                            + LONGEST_COOKIE + ": name fewer claims, or deliver the token in another way",
                    "deliver");
        }
        TokenCookie.set(message, name, token.text(), token.validFor());
    }
}
