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
package io.github.camelsession.access;

import io.github.camelsession.InvalidLogoutTokenException;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.token.LogoutToken;
import io.github.camelsession.token.request.LogoutTokenField;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** From a message with an OpenID provider's logout token to the session that it is about. */
final class BackchannelLogout {
    private final SessionManagementConfiguration configuration;
    private final CallerSource callers;
    private final NamedUsers users;
    private final InstantSource clock;

    BackchannelLogout(
            SessionManagementConfiguration configuration, CallerSource callers, NamedUsers users, InstantSource clock) {
        this.configuration = configuration;
        this.callers = callers;
        this.users = users;
        this.clock = clock;
    }

    /** @param issuedUntil which tokens of the session are ended */
    record Ended(SessionKey key, Instant issuedUntil) {}

    /**
     * The token is off the message then, unless {@code hideToken=false}.
     *
     * @throws InvalidLogoutTokenException if it is not one that counts
     */
    Ended read(Exchange exchange) {
        try {
            LogoutToken token = callers.verifyLogout(
                    LogoutTokenField.of(exchange.getMessage(), configuration.getMaxTokenLength()), clock.instant());
            Ended ended = new Ended(users.keyOf(token), token.issuedAt());
            hide(exchange);
            return ended;
        } catch (SessionAccessDeniedException e) {
            // Not as the cause: Camel would take a handler for it, whose answer is meant for callers.
            throw new InvalidLogoutTokenException(String.valueOf(e.getMessage()), e.getReason(), e.getCause());
        }
    }

    private void hide(Exchange exchange) {
        if (configuration.isHideToken()) {
            exchange.getMessage().removeHeader(LogoutTokenField.NAME);
            Message original = CallerMemory.original(exchange);
            if (original != null) {
                original.removeHeader(LogoutTokenField.NAME);
            }
        }
    }
}
