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
import java.util.Collection;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The form field that an OpenID provider posts its logout token in. Each of Camel's HTTP consumers makes a header of it,
 * and a list of a field that comes twice, so no body is read. Unlike a caller's token it is proof by itself, wherever it
 * comes from; so a route may set the header for a message that is no HTTP request.
 */
public final class LogoutTokenField {
    /** Of the field, and so of the header. */
    public static final String NAME = "logout_token";

    private LogoutTokenField() {}

    /** @throws SessionAccessDeniedException unless there is exactly one, of a POST if of a request, and not of its query */
    public static BearerToken of(Message message, int maxTokenLength) {
        Object method = message.getHeader(Exchange.HTTP_METHOD);
        if (method != null && !method.toString().equals("POST")) {
            throw new SessionAccessDeniedException(
                    "the request is not a POST: send the logout token in the form field " + NAME + " of a POST",
                    DenialReason.WRONG_TRIGGER);
        }
        if (UnseenParameters.queryMayHold(message, NAME, false)) {
            throw new SessionAccessDeniedException(
                    "the query of the request may hold " + NAME
                            + ", and queries are logged: send the logout token in the" + " form alone",
                    DenialReason.TOKEN_FROM_PARAMETER);
        }
        return BearerToken.alone("the form field " + NAME, text(message.getHeader(NAME)), maxTokenLength);
    }

    private static String text(@Nullable Object value) {
        if (value == null || value.equals("")) {
            throw new SessionAccessDeniedException(
                    "there is no logout token: send it as application/x-www-form-urlencoded, in the field " + NAME
                            + "; a consumer that does not make headers of form fields needs a route that sets the header "
                            + NAME,
                    DenialReason.NO_TOKEN);
        }
        if (value instanceof Collection || value instanceof Object[]) {
            throw new SessionAccessDeniedException(
                    "there is more than one " + NAME + ": send one alone", DenialReason.SEVERAL_TOKENS);
        }
        return value.toString();
    }
}
