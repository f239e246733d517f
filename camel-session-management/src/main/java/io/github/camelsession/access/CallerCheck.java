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

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.KeyClaims;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.AllowedTriggers;
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
    private final CallerSource callers;
    private final @Nullable KeyClaims keyClaims;
    private final InstantSource clock;

    CallerCheck(SessionManagementConfiguration configuration, CallerSource callers, InstantSource clock) {
        this.configuration = configuration;
        this.triggers = AllowedTriggers.parse(configuration.getAllowedTriggers());
        this.callers = callers;
        String named = configuration.getKeyClaims();
        this.keyClaims = named == null ? null : KeyClaims.parse(named, KeySourceChoice.severalIssuers(configuration));
        this.clock = clock;
    }

    SessionKey keyFor(Exchange exchange) {
        return keyOf(callerOf(exchange));
    }

    /** Proof of who calls. A token is off the message then, unless {@code hideToken=false}. */
    VerifiedToken callerOf(Exchange exchange) {
        Execution execution = Execution.of(exchange);
        checkTrigger(exchange, execution.startedBy());
        return callers.callerOf(exchange, execution, clock.instant());
    }

    SessionKey keyOf(VerifiedToken caller) {
        return caller.derived(SessionKey.class, this::newKeyOf);
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
        callers.checkKeys(clock.instant());
    }

    int rememberedTokens() {
        return callers.remembered();
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
