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
package io.github.camelsession;

import io.github.camelsession.session.global.SessionKey;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.AllowedTriggers;
import io.github.camelsession.token.BearerToken;
import io.github.camelsession.token.Reason;
import io.github.camelsession.token.TokenRefusedException;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.VerifiedToken;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** From an exchange to the key of its caller's session, failing closed at the first check that does not hold. */
final class CallerCheck {
    private final SessionManagementConfiguration configuration;
    private final AllowedTriggers triggers;
    private final TokenVerifier verifier;
    private final List<String> keyClaims;
    private final InstantSource clock;

    private CallerCheck(SessionManagementConfiguration configuration, TokenVerifier verifier, InstantSource clock) {
        if (configuration.getMaxTokenLength() < 1) {
            throw new IllegalArgumentException("maxTokenLength is " + configuration.getMaxTokenLength()
                    + ", so every token would be refused; set it to 1 or more");
        }
        this.configuration = configuration;
        this.triggers = AllowedTriggers.parse(configuration.getAllowedTriggers());
        this.verifier = verifier;
        this.keyClaims = namesIn(configuration.getKeyClaims());
        this.clock = clock;
    }

    static CallerCheck of(SessionManagementConfiguration configuration, CamelContext context, InstantSource clock) {
        return new CallerCheck(configuration, KeySourceChoice.verifierFor(configuration, context), clock);
    }

    private static List<String> namesIn(@Nullable String keyClaims) {
        return keyClaims == null || keyClaims.isBlank()
                ? List.of()
                : Arrays.stream(keyClaims.split(",", -1))
                        .map(CallerCheck::claimName)
                        .toList();
    }

    private static String claimName(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "keyClaims has an empty name; write names of claims separated by commas");
        }
        return text.strip();
    }

    SessionKey keyFor(Exchange exchange) {
        Execution execution = Execution.of(exchange);
        triggers.check(schemeOf(execution.startedBy()));
        String header = configuration.getTokenHeader();
        Object value = exchange.getMessage().getHeader(header);
        BearerToken token = BearerToken.parse(value, configuration.getMaxTokenLength());
        if (value != null && execution.startedBy() != null) {
            requestOf(execution).check(header, value, exchange);
        }
        return verifier.verify(token, clock.instant()).derived(SessionKey.class, this::keyOf);
    }

    void checkKeys() {
        verifier.checkKeys(clock.instant());
    }

    int rememberedTokens() {
        return verifier.remembered();
    }

    private static CapturedRequest requestOf(Execution execution) {
        CapturedRequest captured = CapturedRequest.of(execution);
        if (captured == null) {
            throw new TokenRefusedException(
                    Reason.TOKEN_FROM_PARAMETER,
                    "the request was not seen when it came in, so the token may be from a query parameter: let the"
                            + " CamelContext announce the exchanges it creates (setEventNotificationApplicable)");
        }
        return captured;
    }

    private SessionKey keyOf(VerifiedToken token) {
        String namespace = configuration.getNamespace();
        return keyClaims.isEmpty()
                ? SessionKey.ofToken(namespace, token.identity(), token.expiresAt())
                : SessionKey.ofClaims(namespace, token.claims(keyClaims), token.expiresAt());
    }

    /** The name of the endpoint's component: the URI that Undertow's endpoints have begins with {@code http:}. */
    static @Nullable String schemeOf(@Nullable Endpoint startedBy) {
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
