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

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.TokenConfiguration;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.LogoutToken;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.BearerToken;
import io.github.camelsession.token.request.HeaderName;
import io.github.camelsession.token.request.TokenCookie;
import io.github.camelsession.token.request.TokenOrigin;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Callers that show their token in the header or the cookie, and are remembered from then on. */
final class TokenCallers implements CallerSource {
    private final int maxTokenLength;
    private final String header;
    private final @Nullable String cookie;
    private final CallerMemory memory;
    private final TokenVerifier verifier;

    private TokenCallers(TokenConfiguration options, CallerMemory memory, TokenVerifier verifier) {
        this.maxTokenLength = options.getMaxTokenLength();
        if (maxTokenLength < 1) {
            throw new IllegalArgumentException(
                    "maxTokenLength is " + maxTokenLength + ", so every token would be refused; set it to 1 or more");
        }
        this.header = HeaderName.checked(options.getTokenHeader());
        String cookieName = options.getTokenCookie();
        this.cookie = cookieName == null ? null : TokenCookie.checkedName(cookieName);
        this.memory = memory;
        this.verifier = verifier;
    }

    /**
     * @param name of the component
     * @throws IllegalArgumentException if the options are not usable; it names those to set
     */
    static TokenCallers of(String name, CamelContext context, TokenConfiguration options) {
        TokenVerifier verifier = KeySourceChoice.verifierFor(name, options, context);
        CallerMemory memory = new CallerMemory(name, options, StartedComponents.of(context));
        TokenCallers callers = new TokenCallers(options, memory, verifier);
        TokenHeaders.of(context).add(options);
        return callers;
    }

    /** The token is off the message then, unless {@code hideToken=false}. */
    @Override
    public VerifiedToken callerOf(Exchange exchange, Execution execution, Instant now) {
        Found found = find(exchange, execution);
        VerifiedToken verified = verifier.verify(found.token, now);
        memory.hide(exchange, found.token, found.ofRequest);
        return verified;
    }

    /** @param ofRequest whether the request brought it in, and not the route */
    private record Found(BearerToken token, boolean ofRequest) {}

    /** The message's own token, else what was remembered; a cookie is looked at last, for a login may have replaced it. */
    private Found find(Exchange exchange, Execution execution) {
        Object value = exchange.getMessage().getHeader(header);
        if (value == null) {
            BearerToken remembered = memory.recall(exchange);
            return remembered == null ? inCookie(exchange.getMessage(), execution) : new Found(remembered, false);
        }
        BearerToken token = BearerToken.parse(value, maxTokenLength);
        if (execution.startedBy() == null) {
            return new Found(token, false);
        }
        TokenOrigin arrived = arrivedHeaders(exchange, execution);
        arrived.check(header, value, token);
        return new Found(token, arrived.had(header, value));
    }

    private Found inCookie(Message message, Execution execution) {
        BearerToken token = cookie != null && execution.arrival() instanceof TokenOrigin arrived
                ? arrived.inCookie(cookie, header, message, maxTokenLength)
                : null;
        if (token == null) {
            throw memory.nobody(execution);
        }
        return new Found(token, true);
    }

    private TokenOrigin arrivedHeaders(Exchange exchange, Execution execution) {
        if (execution.arrival() instanceof TokenOrigin arrived && arrived.know(header)) {
            return arrived;
        }
        throw new SessionAccessDeniedException(
                "the origin of the token is unknown, because the component did not see this message arrive: "
                        + (execution.arrival() == null
                                ? whyUnseen(exchange)
                                : "the component was created later; start the component, whose tokenHeader is '"
                                        + header + "', with the CamelContext"),
                DenialReason.TOKEN_FROM_PARAMETER);
    }

    /** Why nothing was recorded when a message arrived. */
    static String whyUnseen(Exchange exchange) {
        return exchange.getContext().getCamelContextExtension().isEventNotificationApplicable()
                ? "another exchange has replaced that of the request; give the pollEnrich or poll before this step an"
                        + " aggregation strategy that returns the original exchange"
                : "make the CamelContext send events for the exchanges that it creates"
                        + " (setEventNotificationApplicable(true))";
    }

    @Override
    public LogoutToken verifyLogout(BearerToken token, Instant now) {
        return verifier.verifyLogout(token, now);
    }

    @Override
    public void checkKeys(Instant now) {
        verifier.checkKeys(now);
    }

    @Override
    public int remembered() {
        return verifier.remembered();
    }
}
