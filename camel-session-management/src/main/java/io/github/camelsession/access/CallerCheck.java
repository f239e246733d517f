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
import io.github.camelsession.token.request.ArrivedHeaders;
import io.github.camelsession.token.request.BearerToken;
import io.github.camelsession.token.request.HeaderName;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** From an exchange to the key of its caller's session, failing closed at the first check that does not hold. */
public final class CallerCheck {
    private final SessionManagementConfiguration configuration;
    private final AllowedTriggers triggers;
    private final TriggerWarnings warnings = new TriggerWarnings();
    private final String header;
    private final TokenVerifier verifier;
    private final @Nullable KeyClaims keyClaims;
    private final InstantSource clock;

    private CallerCheck(SessionManagementConfiguration configuration, TokenVerifier verifier, InstantSource clock) {
        if (configuration.getMaxTokenLength() < 1) {
            throw new IllegalArgumentException("maxTokenLength is " + configuration.getMaxTokenLength()
                    + ", so every token would be refused; set it to 1 or more");
        }
        this.configuration = configuration;
        this.triggers = AllowedTriggers.parse(configuration.getAllowedTriggers());
        this.header = HeaderName.checked(configuration.getTokenHeader());
        this.verifier = verifier;
        String named = configuration.getKeyClaims();
        this.keyClaims = named == null ? null : KeyClaims.parse(named, KeySourceChoice.severalIssuers(configuration));
        this.clock = clock;
    }

    static CallerCheck of(SessionManagementConfiguration configuration, CamelContext context, InstantSource clock) {
        TokenHeaders.of(context).add(configuration.getTokenHeader());
        return new CallerCheck(configuration, KeySourceChoice.verifierFor(configuration, context), clock);
    }

    SessionKey keyFor(Exchange exchange) {
        Execution execution = Execution.of(exchange);
        checkTrigger(exchange, execution.startedBy());
        Object value = exchange.getMessage().getHeader(header);
        BearerToken token = BearerToken.parse(value, configuration.getMaxTokenLength());
        if (value != null && execution.startedBy() != null) {
            arrivedHeaders(exchange, execution).check(header, value, token);
        }
        return verifier.verify(token, clock.instant()).derived(SessionKey.class, this::keyOf);
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

    private ArrivedHeaders arrivedHeaders(Exchange exchange, Execution execution) {
        if (execution.arrival() instanceof ArrivedHeaders arrived && arrived.know(header)) {
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

    private SessionKey keyOf(VerifiedToken token) {
        String namespace = configuration.getNamespace();
        return keyClaims == null
                ? SessionKey.ofToken(namespace, token.identity(), token.expiresAt())
                : SessionKey.ofClaims(namespace, keyClaims.of(token), token.expiresAt());
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
