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

import io.github.camelsession.TokenConfiguration;
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.request.TokenCookie;
import io.github.camelsession.token.request.TokenOrigin;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.Message;

/** The headers, and whether cookies too, that the components of a context take tokens from. */
public final class TokenHeaders {
    private final List<String> names = new ArrayList<>();
    private volatile TokenOrigin none = TokenOrigin.none(names);
    private boolean lookAtCookies;

    private TokenHeaders() {
        // Also for a component that is made later, when the first message for it is under way already.
        add(new TokenConfiguration());
    }

    public static synchronized TokenHeaders of(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        TokenHeaders known = extension.getContextPlugin(TokenHeaders.class);
        if (known == null) {
            known = new TokenHeaders();
            extension.addContextPlugin(TokenHeaders.class, known);
        }
        return known;
    }

    public synchronized void add(TokenConfiguration configuration) {
        if (!none.know(configuration.getTokenHeader())) {
            names.add(configuration.getTokenHeader());
        }
        // Only where a component takes tokens from one.
        if (configuration.getTokenCookie() != null && !lookAtCookies) {
            lookAtCookies = true;
            names.add(TokenCookie.SET_COOKIE);
        }
        TokenOrigin fresh = TokenOrigin.none(names);
        none = lookAtCookies ? fresh.withCookies() : fresh;
    }

    /**
     * Takes {@code Set-Cookie} off the message if it is the request's: Camel makes headers of query parameters too, and
     * answers with the headers of the last message, so a link could set a cookie in the client.
     */
    public static void removeArrivedSetCookie(Exchange exchange) {
        Object value = exchange.getMessage().getHeader(TokenCookie.SET_COOKIE);
        if (value != null
                && Execution.of(exchange).arrival() instanceof TokenOrigin origin
                && origin.had(TokenCookie.SET_COOKIE, value)) {
            exchange.getMessage().removeHeader(TokenCookie.SET_COOKIE);
        }
    }

    TokenOrigin arrivedOn(Message message) {
        return none.on(message);
    }
}
