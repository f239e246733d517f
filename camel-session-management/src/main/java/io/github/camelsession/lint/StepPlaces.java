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
package io.github.camelsession.lint;

import io.github.camelsession.lint.route.Addresses;
import io.github.camelsession.lint.route.FunctionCall;
import io.github.camelsession.lint.route.StepPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** The session steps of all routes, and their names in messages. */
final class StepPlaces {
    private final CamelContext context;
    private final Addresses addresses;
    private final SessionSteps steps;
    private final Map<Object, StepPlace> places = new IdentityHashMap<>();
    private final Map<Object, Map<FunctionCall, FunctionCall>> calls = new IdentityHashMap<>();
    private final Map<String, List<StepPlace>> kameletCalls = new HashMap<>();

    StepPlaces(CamelContext context, Addresses addresses, SessionSteps steps) {
        this.context = context;
        this.addresses = addresses;
        this.steps = steps;
    }

    /** Returns null if the URI belongs to another component. */
    @Nullable
    StepModel modelOf(String uri) {
        if (addresses.isSkipped(uri) && isStep(uri)) {
            return StepModel.ANYTHING;
        }
        Endpoint endpoint = addresses.endpoint(uri);
        if (endpoint != null) {
            return steps.modelOf(endpoint);
        }
        return isStep(uri) ? modelOfNew(uri) : null;
    }

    /** Returns whether the scheme of the URI is the name of the component. */
    boolean isStep(String uri) {
        Component component = context.hasComponent(Addresses.scheme(uri));
        return component != null && steps.isOurs(component);
    }

    /** Examines a new endpoint that is not added to the context: the context creates its own with the first message. */
    private StepModel modelOfNew(String uri) {
        try {
            Component component = Objects.requireNonNull(context.hasComponent(Addresses.scheme(uri)));
            StepModel model = steps.modelOf(component.createEndpoint(uri));
            return model == null ? StepModel.ANYTHING : model;
        } catch (Exception e) {
            return StepModel.ANYTHING; // the first message will show what is wrong with the URI
        }
    }

    /** Adds a place. If a step has several places, messages name the first. */
    Object add(StepPlace place) {
        places.putIfAbsent(place.definition(), place);
        return place.definition();
    }

    StepModel modelOf(FunctionCall call) {
        return steps.modelOf(call.function(), call.argument());
    }

    /** Likewise, for a function that the definition calls. */
    Object add(FunctionCall call, StepPlace place) {
        FunctionCall first = calls.computeIfAbsent(place.definition(), any -> new HashMap<>())
                .computeIfAbsent(call, any -> call);
        places.putIfAbsent(first, place.of(call.toString()));
        return first;
    }

    void addKameletCall(String kamelet, StepPlace place) {
        kameletCalls.computeIfAbsent(kamelet, any -> new ArrayList<>()).add(place);
    }

    String describe(Object step) {
        StepPlace place = Objects.requireNonNull(places.get(step));
        List<StepPlace> authors = authors(place);
        String routes = authors.stream()
                .map(author -> author.route().getId())
                .distinct()
                .collect(Collectors.joining("' or '"));
        StepPlace author = authors.get(0);
        String kamelet = author == place ? "" : ", in kamelet:" + Addresses.templateOf(place.route());
        return "Route '" + routes + "', step '" + author.definition().getId() + "' (" + place.label() + kamelet + ")"
                + author.location();
    }

    /**
     * Returns the places where the application's author calls the kamelet that contains the place; the place itself if
     * it is not in a kamelet.
     */
    private List<StepPlace> authors(StepPlace place) {
        RouteDefinition route = place.route();
        List<StepPlace> calls = kameletCalls.getOrDefault(Addresses.templateOf(route), List.of());
        if (Addresses.templateOf(route).isEmpty() || calls.isEmpty()) {
            return List.of(place);
        }
        String caller = Addresses.callerOf(route);
        List<StepPlace> known = calls.stream()
                .filter(call ->
                        caller == null ? call.definition() instanceof KameletDefinition : caller.equals(call.caller()))
                .toList();
        return (known.isEmpty() ? calls : known)
                .stream()
                        .flatMap(call -> call.route() == route ? Stream.of(call) : authors(call).stream())
                        .toList();
    }
}
