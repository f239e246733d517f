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
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.KeyClaims;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.AllowedTriggers;
import io.github.camelsession.token.request.BearerToken;
import io.github.camelsession.token.request.HeaderName;
import io.github.camelsession.token.request.TokenCookie;
import io.github.camelsession.token.request.TokenOrigin;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** From an exchange to the key of its caller's session, failing closed at the first check that does not hold. */
public final class CallerCheck {
    private final SessionManagementConfiguration configuration;
    private final AllowedTriggers triggers;
    private final TriggerWarnings warnings = new TriggerWarnings();
    private final String header;
    private final @Nullable String cookie;
    private final CallerMemory memory;
    private final TokenVerifier verifier;
    private final @Nullable KeyClaims keyClaims;
    private final InstantSource clock;

    private CallerCheck(
            SessionManagementConfiguration configuration,
            CallerMemory memory,
            TokenVerifier verifier,
            InstantSource clock) {
        if (configuration.getMaxTokenLength() < 1) {
            throw new IllegalArgumentException("maxTokenLength is " + configuration.getMaxTokenLength()
                    + ", so every token would be refused; set it to 1 or more");
        }
        this.configuration = configuration;
        this.triggers = AllowedTriggers.parse(configuration.getAllowedTriggers());
        this.header = HeaderName.checked(configuration.getTokenHeader());
        String cookieName = configuration.getTokenCookie();
        this.cookie = cookieName == null ? null : TokenCookie.checkedName(cookieName);
        this.memory = memory;
        this.verifier = verifier;
        String named = configuration.getKeyClaims();
        this.keyClaims = named == null ? null : KeyClaims.parse(named, KeySourceChoice.severalIssuers(configuration));
        this.clock = clock;
    }

    /** @param name of the component */
    static CallerCheck of(
            String name,
            CamelContext context,
            SessionManagementConfiguration configuration,
            TokenVerifier verifier,
            InstantSource clock) {
        TokenHeaders.of(context).add(configuration);
        CallerMemory memory = new CallerMemory(name, configuration, StartedComponents.of(context));
        return new CallerCheck(configuration, memory, verifier, clock);
    }

    SessionKey keyFor(Exchange exchange) {
        return keyOf(callerOf(exchange));
    }

    /** Proof of who calls. The token is off the message then, unless {@code hideToken=false}. */
    VerifiedToken callerOf(Exchange exchange) {
        Execution execution = Execution.of(exchange);
        checkTrigger(exchange, execution.startedBy());
        Found found = find(exchange, execution);
        VerifiedToken verified = verifier.verify(found.token, clock.instant());
        memory.hide(exchange, found.token, found.ofRequest);
        return verified;
    }

    /** @param ofRequest whether the request brought it in, and not the route */
    private record Found(BearerToken token, boolean ofRequest) {}

    SessionKey keyOf(VerifiedToken caller) {
        return caller.derived(SessionKey.class, this::newKeyOf);
    }

    /** The message's own token, else what was remembered; a cookie is looked at last, for a login may have replaced it. */
    private Found find(Exchange exchange, Execution execution) {
        Object value = exchange.getMessage().getHeader(header);
        if (value == null) {
            BearerToken remembered = memory.recall(exchange);
            return remembered == null ? inCookie(exchange.getMessage(), execution) : new Found(remembered, false);
        }
        BearerToken token = BearerToken.parse(value, configuration.getMaxTokenLength());
        if (execution.startedBy() == null) {
            return new Found(token, false);
        }
        TokenOrigin arrived = arrivedHeaders(exchange, execution);
        arrived.check(header, value, token);
        return new Found(token, arrived.had(header, value));
    }

    private Found inCookie(Message message, Execution execution) {
        BearerToken token = cookie != null && execution.arrival() instanceof TokenOrigin arrived
                ? arrived.inCookie(cookie, header, message, configuration.getMaxTokenLength())
                : null;
        if (token == null) {
            throw memory.nobody(execution);
        }
        return new Found(token, true);
    }

    private void checkTrigger(Exchange exchange, @Nullable Endpoint startedBy) {
        String scheme = schemeOf(startedBy);
        try {
            triggers.check(scheme);
        } catch (SessionAccessDeniedException e) {
            warnings.warn(exchange, scheme, e);
            throw e;
        }
    }

    void checkKeys() {
        verifier.checkKeys(clock.instant());
    }

    int rememberedTokens() {
        return verifier.remembered();
    }

    private TokenOrigin arrivedHeaders(Exchange exchange, Execution execution) {
        if (execution.arrival() instanceof TokenOrigin arrived && arrived.know(header)) {
            return arrived;
        }
        throw new SessionAccessDeniedException(
                "the origin of the token is unknown, because the component did not see this message arrive: "
                        + whyUnseen(exchange, execution),
                DenialReason.TOKEN_FROM_PARAMETER);
    }

    private String whyUnseen(Exchange exchange, Execution execution) {
        if (execution.arrival() != null) {
            return "the component was created later; start the component, whose tokenHeader is '" + header
                    + "', with the CamelContext";
        }
        return exchange.getContext().getCamelContextExtension().isEventNotificationApplicable()
                ? "another exchange has replaced that of the request; give the pollEnrich or poll before this step an"
                        + " aggregation strategy that returns the original exchange"
                : "make the CamelContext send events for the exchanges that it creates"
                        + " (setEventNotificationApplicable(true))";
    }

    private SessionKey newKeyOf(VerifiedToken token) {
        String namespace = configuration.getNamespace();
        return keyClaims == null
                ? SessionKey.ofToken(namespace, token.identity(), token.expiresAt())
                : SessionKey.ofClaims(namespace, keyClaims.of(token), token.expiresAt())
                        .shownBy(namespace, token.identity(), token.issuedAt());
    }

    /** The name of the endpoint's component: the URI that Undertow's endpoints have begins with {@code http:}. */
    public static @Nullable String schemeOf(@Nullable Endpoint startedBy) {
        if (startedBy == null) {
            return null;
        }
        String scheme = StringHelper.before(startedBy.getEndpointUri(), ":");
        Component component = startedBy instanceof DefaultEndpoint endpoint ? endpoint.getComponent() : null;
        CamelContext context = startedBy.getCamelContext();
        if (component == null || component == context.hasComponent(scheme)) {
            return scheme;
        }
        return context.getComponentNames().stream()
                .filter(name -> component == context.hasComponent(name))
                .findFirst()
                .orElse(scheme);
    }
}
