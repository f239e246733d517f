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

import io.github.camelsession.lint.graph.Access;
import io.github.camelsession.lint.graph.Callers;
import io.github.camelsession.lint.graph.FlowGraph;
import io.github.camelsession.lint.graph.FlowGraph.Region;
import io.github.camelsession.lint.route.Addresses;
import io.github.camelsession.lint.route.FunctionCall;
import io.github.camelsession.lint.route.RouteEntrance;
import io.github.camelsession.lint.route.RouteEntrances;
import io.github.camelsession.lint.route.SendTarget;
import io.github.camelsession.lint.route.StepPlace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.model.RouteDefinition;

/** Adds sends of messages to the graph, as calls of routes. */
final class Routes {
    private static final Set<String> CODE = Set.of("bean", "class", "language");
    private static final Set<String> SAME_BODY = Set.of("log", "mock");

    private final FlowGraph graph = new FlowGraph();
    private final Addresses addresses;
    private final StepPlaces steps;
    private final RouteEntrances entrances;
    private final Triggers triggers;
    private final Map<String, Region> hubs = new HashMap<>();
    private final List<Region> code = new ArrayList<>();

    Routes(CamelContext context, SessionSteps steps) {
        this.addresses = new Addresses(context);
        this.steps = new StepPlaces(context, addresses, steps);
        this.entrances = new RouteEntrances(addresses);
        this.triggers = new Triggers(context);
    }

    void add(RouteDefinition route) {
        entrances.add(route, graph);
    }

    FlowGraph graph() {
        return graph;
    }

    List<RouteEntrance> entrances() {
        return entrances.all();
    }

    Collection<Callers> callers() {
        return triggers.callers();
    }

    /** Describes the step for messages. */
    String describe(Object step) {
        return steps.describe(step);
    }

    /** Returns the node at which the message continues after it was sent. */
    int send(int at, SendTarget target, StepPlace place) {
        String uri = addresses.resolve(target.uri(), place.route());
        if (uri == null || target.isExpression()) {
            return sendSomewhere(at, uri == null ? "" : uri, place);
        }
        StepModel model = steps.modelOf(uri);
        if (model != null) {
            return place.forks() ? forkStep(at, model, place.of(uri)) : step(at, model, place.of(uri));
        }
        return sendTo(at, uri, place);
    }

    private int sendTo(int at, String uri, StepPlace place) {
        String address = addresses.ofProducer(uri, place.route());
        if (Addresses.isKamelet(uri)) {
            steps.addKameletCall(Addresses.template(uri), place);
        }
        List<RouteEntrance> consumers = entrances.calledBy(place, address);
        if (consumers.isEmpty()) {
            return Addresses.isSink(address) ? at : leave(at, uri);
        }
        int sent = call(at, address, consumers, place.forks() || !isSynchronous(uri));
        return isCode(uri) ? code(sent) : sent;
    }

    private int step(int at, StepModel model, StepPlace place) {
        int node = graph.step(at, steps.add(place), model.access());
        triggers.addStep(node, model);
        return node;
    }

    /** Returns the node after the reads of the functions that the definition calls. */
    int functions(int at, StepPlace place) {
        int end = at;
        for (FunctionCall call : FunctionCall.in(place.definition())) {
            StepModel model = steps.modelOf(call);
            end = graph.step(end, steps.add(call, place), model.access());
            triggers.addStep(end, model);
        }
        return end;
    }

    private int forkStep(int at, StepModel model, StepPlace place) {
        Region region = graph.region();
        graph.flow(step(region.entry(), model, place), region.exit());
        int back = graph.after(at);
        graph.fork(at, region, back);
        return back;
    }

    private int sendSomewhere(int at, String uri, StepPlace place) {
        String known = uri.replaceFirst("(\\$\\{|\\$simple\\{).*", "");
        String scheme = uri.startsWith("language:") ? "" : Addresses.scheme(known);
        if (scheme.isEmpty() || steps.isStep(known)) {
            // Whatever the message adds to the component's name, the target remains a step.
            int sent = scheme.isEmpty() ? callBelow(at, "") : at;
            return graph.step(graph.newBody(sent), steps.add(place), Access.ANYTHING);
        }
        return Addresses.isPassing(known) ? leave(callBelow(at, known), known) : graph.newBody(at);
    }

    private int callBelow(int at, String known) {
        List<RouteEntrance> targets = entrances.below(known);
        return targets.isEmpty() ? at : call(at, "below " + known, targets, true);
    }

    /** Leaves the model: the consumer is in another context, or is added later. */
    private int leave(int at, String uri) {
        int left = Addresses.isPassing(uri) ? graph.access(at, Access.ANYTHING) : at;
        if (isCode(uri)) {
            return code(left);
        }
        return SAME_BODY.contains(Addresses.scheme(uri)) ? left : graph.newBody(left);
    }

    private static boolean isSynchronous(String uri) {
        return Set.of("direct", "kamelet").contains(Addresses.scheme(uri));
    }

    private boolean isCode(String uri) {
        Endpoint endpoint = addresses.endpoint(uri);
        return CODE.contains(Addresses.scheme(uri)) || endpoint != null && Addresses.isForeign(endpoint);
    }

    /** Adds Java code, which may send the exchange to a route that no step calls, and may set headers. */
    int code(int at) {
        int node = graph.newBody(graph.code(at));
        int back = graph.after(node);
        code.add(new Region(node, back));
        return back;
    }

    private int call(int at, String key, List<RouteEntrance> targets, boolean forks) {
        Region region = targets.size() == 1 ? targets.get(0).region() : hub(key, targets);
        int back = graph.newBody(at);
        if (forks) {
            graph.fork(at, region, back);
        } else {
            graph.call(at, region, back);
        }
        return back;
    }

    /** Returns a region that may run any of the targets in any order. It is in the graph once for all senders. */
    private Region hub(String key, List<RouteEntrance> targets) {
        return hubs.computeIfAbsent(key, any -> {
            Region hub = graph.region();
            graph.flow(hub.entry(), hub.exit());
            graph.flow(hub.exit(), hub.entry());
            targets.forEach(target -> graph.fork(hub.entry(), target.region(), hub.exit()));
            return hub;
        });
    }

    /** Adds the calls that are known only when all routes are read. Call this last. */
    void connect() {
        List<RouteEntrance> uncalled = entrances.uncalled();
        uncalled.stream()
                .filter(entrance -> entrance.route().isCreatedFromTemplate())
                .forEach(entrance -> surround(entrance.region()));
        if (!uncalled.isEmpty() && !code.isEmpty()) {
            Region hub = hub("code", uncalled);
            code.forEach(here -> graph.fork(here.entry(), hub, here.exit()));
        }
        entrances.all().forEach(entrance -> triggers.addEntrance(entrance, entrances.isCalled(entrance)));
    }

    /** Adds unknown steps around an instance of a template: its caller is not seen, so it may do anything. */
    private void surround(Region region) {
        int before = graph.access(graph.node(), Access.ANYTHING);
        graph.flow(before, region.entry());
        graph.access(region.exit(), Access.ANYTHING);
    }
}
