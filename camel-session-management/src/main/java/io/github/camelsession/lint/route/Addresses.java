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
package io.github.camelsession.lint.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.support.EndpointHelper;
import org.jspecify.annotations.Nullable;

/**
 * Reduces URIs to what tells who calls whom: without options, and the same for {@code direct:a} and {@code direct://a}.
 *
 * <p>A message sent to {@code kamelet:x} arrives at {@code kamelet:source} in an instance of x. A message sent to
 * {@code kamelet:sink} there arrives at {@code kamelet:x} in a route.
 */
public final class Addresses {
    /** The components that pass the exchange, or a copy of it, to a consumer in the same application. */
    private static final Set<String> PASSING =
            Set.of("direct", "seda", "stub", "disruptor", "disruptor-vm", "kamelet", "reactive-streams");

    private static final String KAMELET = "kamelet:";
    private static final String SOURCE = "source";
    private static final String SINK = "sink";
    private static final String CAMELS_OWN = "org.apache.camel.";

    /** Its consumer begins routes with events, and never with a message of another route. */
    private static final String EVENTS = "io.github.camelsession.component.SessionManagementEndpoint";

    private final CamelContext context;
    private final Map<String, Optional<Endpoint>> endpoints = new HashMap<>();

    public Addresses(CamelContext context) {
        this.context = context;
    }

    public static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? "" : uri.substring(0, colon);
    }

    /** Returns whether the message is passed to a consumer of the same application, if there is one. */
    public static boolean isPassing(String uri) {
        return PASSING.contains(scheme(uri));
    }

    /** Like {@link #isPassing}, but also true for a component that is not Camel's own, which may do the same. */
    boolean mayPass(String uri) {
        Endpoint endpoint = endpoint(uri);
        return isPassing(uri) || endpoint != null && isForeign(endpoint);
    }

    public static boolean isForeign(Endpoint endpoint) {
        String type = endpoint.getClass().getName();
        return !type.startsWith(CAMELS_OWN) && !type.equals(EVENTS);
    }

    /** Returns null for an endpoint that is created with the first message, if ever. */
    @Nullable
    public Endpoint endpoint(String uri) {
        Endpoint known = known(uri);
        Endpoint original = known instanceof InterceptSendToEndpoint wrapper ? wrapper.getOriginalEndpoint() : known;
        return original instanceof DelegateEndpoint ref ? ref.getEndpoint() : original;
    }

    /** Returns whether an interceptor answers in place of the endpoint. */
    public boolean isSkipped(String uri) {
        return known(uri) instanceof InterceptSendToEndpoint wrapper && wrapper.isSkip();
    }

    private @Nullable Endpoint known(String uri) {
        return endpoints
                .computeIfAbsent(uri, any -> Optional.ofNullable(lookUp(uri)))
                .orElse(null);
    }

    private @Nullable Endpoint lookUp(String uri) {
        try {
            return uri.isEmpty() ? null : context.hasEndpoint(uri);
        } catch (ResolveEndpointFailedException e) {
            return null; // the lint leaves it to Camel to refuse a recipient that is not a URI
        }
    }

    /**
     * Resolves property placeholders, including the parameters of a template. Returns null if one cannot be resolved.
     */
    @Nullable
    public String resolve(String uri, RouteDefinition route) {
        return uri.contains("{{") ? resolved(uri, route) : uri;
    }

    private @Nullable String resolved(String uri, RouteDefinition route) {
        Properties parameters = new Properties();
        if (route.getTemplateParameters() != null) {
            route.getTemplateParameters().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
        }
        context.getPropertiesComponent().setLocalProperties(parameters);
        try {
            String resolved = EndpointHelper.resolveEndpointUriPropertyPlaceholders(context, uri);
            return resolved.contains("{{") ? null : resolved;
        } catch (RuntimeException e) {
            return null; // Camel throws if a placeholder has no value
        } finally {
            context.getPropertiesComponent().setLocalProperties(null);
        }
    }

    String ofConsumer(String uri, RouteDefinition route) {
        String address = withoutOptions(uri);
        if (address.startsWith(KAMELET)) {
            String template = template(address);
            return template.equals(SOURCE) ? SOURCE + ":" + templateOf(route) : SINK + ":" + template;
        }
        return address;
    }

    public String ofProducer(String uri, RouteDefinition route) {
        String address = withoutOptions(uri);
        if (address.startsWith(KAMELET)) {
            String template = template(address);
            return template.equals(SINK) ? SINK + ":" + templateOf(route) : SOURCE + ":" + template;
        }
        return address;
    }

    /** Returns the address of a kamelet's instance that only this step calls. */
    static String ofOnlyCaller(String address, String caller) {
        return address + "#" + caller;
    }

    static String caller(Object route, Object step) {
        return route + "/" + step;
    }

    /** Returns the step for which an instance of a kamelet was created; null if Camel does not tell it. */
    public static @Nullable String callerOf(RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        Object step = parameters == null ? null : parameters.get("parentProcessorId");
        return step == null ? null : caller(String.valueOf(parameters.get("parentRouteId")), step);
    }

    /**
     * Returns the prefix that Camel gives to the ids of steps in an instance of a kamelet; empty if Camel does not tell
     * it.
     */
    static String prefixOf(RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        return parameters == null ? "" : String.valueOf(parameters.getOrDefault("uuid", ""));
    }

    /**
     * Returns whether this is the sink of a kamelet. Camel ends each kamelet with a sink; that of an action leads
     * nowhere.
     */
    public static boolean isSink(String address) {
        return address.startsWith(SINK + ":");
    }

    private String withoutOptions(String uri) {
        Endpoint endpoint = endpoint(uri);
        String text = endpoint == null || uri.startsWith(KAMELET) ? uri : endpoint.getEndpointUri();
        int options = text.indexOf('?');
        String path = options < 0 ? text : text.substring(0, options);
        return path.replaceFirst("://", ":");
    }

    public static boolean isKamelet(String uri) {
        return uri.startsWith(KAMELET);
    }

    /** Returns the name of the kamelet that the URI calls. */
    public static String template(String uri) {
        return uri.substring(KAMELET.length()).replaceFirst("^//", "").replaceFirst("[/?].*", "");
    }

    /** Returns the name of the route's template, which for a kamelet is its name; empty if there is none. */
    public static String templateOf(RouteDefinition route) {
        Map<String, Object> parameters = route.getTemplateParameters();
        return parameters == null ? "" : String.valueOf(parameters.get("templateId")); // the name of a kamelet
    }
}
