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
import io.github.camelsession.SessionManagementException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.spi.SynchronizationRouteAware;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Answers the HTTP client for a step that failed, where its component has {@code httpErrors=true} and no handler of the
 * route has taken the exception: when the route that the request came to is done, and before its consumer answers.
 */
final class HttpErrors extends SynchronizationAdapter implements SynchronizationRouteAware {
    private static final HttpErrors OF_PLAIN_REQUEST = new HttpErrors(Map.of());

    /** Causes may go round in a circle. */
    private static final int DEEPEST = 20;

    private static final String PROBLEM = "application/problem+json";

    /** With these headers the route tells browsers of other origins that they may read the answer. They are kept. */
    private static final String CORS = "Access-Control-";

    private static final String VARY = "Vary";

    /** By class, for components may have any name; JMS and such have no client that waits for a status. */
    private static final ClassValue<Boolean> HTTP = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> endpoint) {
            return endpoint.getName()
                    .matches(
                            "org\\.apache\\.camel\\.component\\.(jetty\\d*|servlet|platform\\.http|undertow|netty\\.http)\\..+");
        }
    };

    private final Map<String, Object> arrived;

    /** @param arrived headers of the request that have such a name, and are not the route's */
    private HttpErrors(Map<String, Object> arrived) {
        this.arrived = arrived;
    }

    /** To be called when the exchange is made. */
    static void watch(Exchange exchange, @Nullable Endpoint startedBy) {
        if (startedBy != null && HTTP.get(startedBy.getClass())) {
            Map<String, Object> arrived = keptNames(exchange.getMessage());
            exchange.getExchangeExtension()
                    .addOnCompletion(arrived.isEmpty() ? OF_PLAIN_REQUEST : new HttpErrors(arrived));
        }
    }

    private static Map<String, Object> keptNames(Message message) {
        Map<String, Object> found = Map.of();
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String name = header.getKey();
            if (VARY.equalsIgnoreCase(name) || name.regionMatches(true, 0, CORS, 0, CORS.length())) {
                found = found.isEmpty() ? new HashMap<>() : found;
                found.put(name, header.getValue());
            }
        }
        return found;
    }

    @Override
    public SynchronizationRouteAware getRouteSynchronization() {
        return this;
    }

    @Override
    public void onBeforeRoute(Route route, Exchange exchange) {
        // Nothing has failed yet.
    }

    @Override
    public void onAfterRoute(Route route, Exchange exchange) {
        if (exchange.getException() == null || !route.getRouteId().equals(exchange.getFromRouteId())) {
            return;
        }
        SessionManagementException failure = failureOf(exchange.getException());
        if (failure != null && StartedComponents.of(exchange.getContext()).answersErrors(failure.getComponent())) {
            answer(exchange, failure);
        }
    }

    /** As a step threw it: what is in it comes from below, and what it is in is Camel's. */
    private static @Nullable SessionManagementException failureOf(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SessionManagementException failure && failure.getComponent() != null) {
                return failure;
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** As a handler of the route would: the exchange has not failed any more, and the exception is to be found where Camel has it. */
    private void answer(Exchange exchange, SessionManagementException failure) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException());
        exchange.setException(null);
        HttpStatus status = HttpStatus.of(failure);
        Message message = exchange.getMessage();
        // The status and headers of a backend's answer are no answer to the client, nor are the request's own.
        arrived.forEach((name, value) -> {
            // The same object: what the route has set is another, whatever it says.
            if (message.getHeader(name) == value) {
                message.removeHeader(name);
            }
        });
        message.removeHeaders("*", CORS + "*", VARY);
        if (exchange.getIn() != message) {
            // Some consumers look there too.
            exchange.getIn().removeHeaders("*");
        }
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status.code());
        message.setHeader(Exchange.CONTENT_TYPE, PROBLEM);
        if (failure instanceof SessionAccessDeniedException denied) {
            message.setHeader("WWW-Authenticate", denied.getChallenge());
        }
        if (failure instanceof SessionAccessDeniedException || failure instanceof InvalidLogoutTokenException) {
            message.setHeader("Cache-Control", "no-store");
        }
        // As bytes: Camel would write text in the charset that the request declared.
        message.setBody(status.problem().getBytes(StandardCharsets.UTF_8));
    }

    /** It concerns the route of the request alone, and not one that goes on with its message. */
    @Override
    public boolean allowHandover() {
        return false;
    }
}
