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
import io.github.camelsession.token.request.BearerToken;
import io.github.camelsession.token.request.TokenCookie;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Takes a verified token off the message, and lets the execution remember it: later steps verify it again, against the
 * time that it is then.
 */
final class CallerMemory {
    private final String component;
    private final TokenConfiguration options;
    private final StartedComponents components;
    private final List<String> ownName;
    private final List<String> sharedNames;

    CallerMemory(String component, TokenConfiguration options, StartedComponents components) {
        this.component = component;
        this.options = options;
        this.components = components;
        this.ownName = List.of(component);
        // No component can be called so.
        this.sharedNames =
                List.of(component, "header: " + options.getTokenHeader().toLowerCase(Locale.ROOT));
    }

    /** Null if nothing is remembered of this message's caller. */
    @Nullable
    BearerToken recall(Exchange exchange) {
        // Another component may have hidden a later token, which this one would have found.
        return Execution.caller(exchange, sharedNames) instanceof BearerToken token
                ? token.atMost(options.getMaxTokenLength())
                : null;
    }

    /** Of a message without a token, whose caller is not remembered. */
    SessionAccessDeniedException nobody(Execution execution) {
        String absent = "the token header " + options.getTokenHeader() + " is absent";
        return new SessionAccessDeniedException(
                execution.hadCaller(component)
                        ? absent + ", and it is not certain that this message is of the caller that a step"
                                + " before found: it comes from an aggregator, which may have put messages of several"
                                + " callers together, or from a branch that has none; do what needs the caller before"
                                + " that, or set the token header behind it"
                        : absent + ": send it as 'Bearer <token>'",
                DenialReason.NO_TOKEN);
    }

    /**
     * Does nothing with {@code hideToken=false}.
     *
     * @param ofRequest whether the request brought it in, and not the route
     */
    void hide(Exchange exchange, BearerToken verified, boolean ofRequest) {
        if (!options.isHideToken()) {
            return;
        }
        takeOff(exchange.getMessage());
        Message original = original(exchange);
        if (original != null) {
            takeOff(original);
        }
        if (!verified.equals(Execution.caller(exchange, sharedNames))) {
            List<String> names = components.areSeveral() ? sharedNames : ownName;
            if (ofRequest) {
                Execution.setRequestCaller(exchange, names, verified);
            } else {
                Execution.setCaller(exchange, names, verified);
            }
        }
    }

    /** What a handler with useOriginalMessage sends to a dead letter queue, for example; null if no handler can. */
    static @Nullable Message original(Exchange exchange) {
        UnitOfWork unitOfWork = exchange.getUnitOfWork();
        return unitOfWork != null && exchange.getContext().isAllowUseOriginalMessage()
                ? unitOfWork.getOriginalInMessage()
                : null;
    }

    private void takeOff(Message message) {
        message.removeHeader(options.getTokenHeader());
        if (options.getTokenCookie() != null) {
            TokenCookie.hide(message, options.getTokenCookie());
        }
    }
}
