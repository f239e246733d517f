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
import io.github.camelsession.session.local.Execution;
import io.github.camelsession.token.LogoutToken;
import io.github.camelsession.token.ProfileVerifier;
import io.github.camelsession.token.jwt.VerifiedToken;
import io.github.camelsession.token.request.BearerToken;
import io.github.camelsession.token.request.TokenOrigin;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * Callers whose token Camel's HTTP consumer has verified by its own option {@code oauthProfile}, and taken off the
 * message: what it left is proof of who calls.
 *
 * <p>What the consumer left counts in its execution and in no other, whatever becomes of the property that holds it. If
 * it left nothing, the route may set that property, as it may set the token header.
 */
final class ProfileCallers implements CallerSource {
    private static final String PROPERTY = "CamelOAuthTokenValidationResult";

    /** Of Camel 4.21 and later, so it is known by its name alone. */
    private static final String TYPE = "org.apache.camel.spi.OAuthTokenValidationResult";

    /** In place of the name of a component, which no component can have. */
    private static final String CONSUMER = "property: " + PROPERTY;

    /** Camel's, where its consumers look for the token. */
    private static final String HEADER = "Authorization";

    /** In place of what the consumer left of a token that was not in the header: Camel also takes a query parameter. */
    private static final Object NOT_IN_HEADER = new Object();

    private final Class<?> type;
    private final Map<String, Method> getters;
    private final ProfileVerifier verifier;

    private ProfileCallers(Class<?> type, Map<String, Method> getters, ProfileVerifier verifier) {
        this.type = type;
        this.getters = getters;
        this.verifier = verifier;
    }

    /**
     * @param name of the component
     * @throws IllegalArgumentException if the options are not usable, or this Camel verifies no tokens; it says what to do
     */
    static ProfileCallers of(String name, CamelContext context, SessionManagementConfiguration options) {
        ProfileVerifier verifier = new ProfileVerifier(KeySourceChoice.rulesOfProfile(name, options, context));
        Class<?> type = context.getClassResolver().resolveClass(TYPE);
        if (type == null) {
            throw new IllegalArgumentException(
                    "oauthProfile=true needs Camel 4.21 or later, where HTTP consumers verify"
                            + " tokens, and this is Camel " + context.getVersion()
                            + ": use a later Camel, or set secretKey, publicKey, jwkSetUri or jwtProcessor instead");
        }
        return new ProfileCallers(type, gettersOf(type, context), verifier);
    }

    /** Found once: to find a getter costs a hundred times what its call does. */
    private static Map<String, Method> gettersOf(Class<?> type, CamelContext context) {
        BeanIntrospection beans = PluginHelper.getBeanIntrospection(context);
        Map<String, Method> getters = new HashMap<>();
        for (String name : ProfileVerifier.PROPERTIES) {
            try {
                getters.put(name, beans.getPropertyGetter(type, name, false));
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException(
                        "oauthProfile=true cannot be used with Camel " + context.getVersion() + ", whose " + TYPE
                                + " does not tell '" + name + "': use another version of Camel or of this component",
                        e);
            }
        }
        return Map.copyOf(getters);
    }

    /** Remembers what the consumer left, if it did. To be called before the route can touch the exchange. */
    static void noteArrival(Exchange exchange) {
        Object left = exchange.getProperty(PROPERTY);
        if (left != null) {
            boolean counts = TokenOrigin.isSingleHeader(exchange.getMessage(), HEADER);
            Execution.setRequestCaller(exchange, List.of(CONSUMER), counts ? left : NOT_IN_HEADER);
        }
    }

    @Override
    public VerifiedToken callerOf(Exchange exchange, Execution execution, Instant now) {
        Object result = resultOn(exchange, execution);
        if (result == null) {
            throw nobody(exchange, execution);
        }
        if (result == NOT_IN_HEADER) {
            throw new SessionAccessDeniedException(
                    "the token that Camel's consumer has verified was not in the request's only header '" + HEADER
                            + "': Camel also takes a query parameter of that name; send the token as an HTTP header only",
                    DenialReason.TOKEN_FROM_PARAMETER);
        }
        // Exactly this one, which is final: another could say anything.
        if (result.getClass() != type) {
            throw new SessionAccessDeniedException(
                    "the exchange property " + PROPERTY + " holds an object of "
                            + result.getClass().getName() + ", and only one of " + TYPE
                            + " says who calls: leave it to the consumer, or set it to a result of Camel's OAuthHelper",
                    DenialReason.MALFORMED_TOKEN);
        }
        return verifier.verify(read(result), now);
    }

    private Map<String, @Nullable Object> read(Object result) {
        Map<String, @Nullable Object> told = new HashMap<>();
        getters.forEach((name, getter) -> {
            try {
                told.put(name, ObjectHelper.invokeMethodSafe(getter, result));
            } catch (InvocationTargetException | IllegalAccessException e) {
                throw new IllegalStateException("Camel's " + TYPE + " does not tell its property '" + name + "'", e);
            }
        });
        return told;
    }

    private static @Nullable Object resultOn(Exchange exchange, Execution execution) {
        if (execution.hadCaller(CONSUMER)) {
            return Execution.caller(exchange, List.of(CONSUMER));
        }
        return Execution.hasForeignProperties(exchange) || isUnseen(execution) ? null : exchange.getProperty(PROPERTY);
    }

    private static boolean isUnseen(Execution execution) {
        return execution.startedBy() != null && execution.arrival() == null;
    }

    private static SessionAccessDeniedException nobody(Exchange exchange, Execution execution) {
        return new SessionAccessDeniedException(
                exchange.getProperty(PROPERTY) == null
                        ? "Camel's consumer has left no verified token: give the consumer of this route its own option"
                                + " oauthProfile, as in platform-http:/cart?oauthProfile=shop"
                        : isUnseen(execution) && !Execution.hasForeignProperties(exchange)
                                ? "the origin of the exchange property " + PROPERTY
                                        + " is unknown, because the component did not see this message arrive: "
                                        + TokenCallers.whyUnseen(exchange)
                                : "it is not certain that the exchange property " + PROPERTY + " is of this message's"
                                        + " caller: it comes from an aggregator, which may have put messages of several"
                                        + " callers together, or with the message of another request; do what needs the"
                                        + " caller before that",
                DenialReason.NO_TOKEN);
    }

    @Override
    public LogoutToken verifyLogout(BearerToken token, Instant now) {
        throw new IllegalStateException("with oauthProfile=true there are no keys to verify a logout token with");
    }

    /** Does nothing: the keys are Camel's. */
    @Override
    public void checkKeys(Instant now) {}

    @Override
    public int remembered() {
        return 0;
    }
}
