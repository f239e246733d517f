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

import io.github.camelsession.lint.FlowGraph.Region;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/** Sends of messages, as calls of routes in the graph. */
final class Routes {
    private static final String STEP = "session-management";
    private static final Set<String> CODE = Set.of("bean", "class", "language");

    private final FlowGraph graph = new FlowGraph();
    private final Addresses addresses;
    private final Function<Endpoint, @Nullable Access> accessOf;
    private final List<Entrance> entrances = new ArrayList<>();
    private final Set<Entrance> called = new HashSet<>();
    private final List<Region> code = new ArrayList<>();

    Routes(CamelContext context, Function<Endpoint, @Nullable Access> accessOf) {
        this.addresses = new Addresses(context);
        this.accessOf = accessOf;
    }

    static Routes of(ModelCamelContext context, Function<Endpoint, @Nullable Access> accessOf) {
        Routes routes = new Routes(context, accessOf);
        context.getRouteDefinitions().forEach(routes::add);
        return routes;
    }

    private void add(RouteDefinition route) {
        String uri = addresses.resolve(route.getInput().getEndpointUri(), route);
        Region region = graph.region();
        entrances.add(
                uri == null
                        ? new Entrance(route, "", true, region)
                        : new Entrance(route, addresses.ofConsumer(uri, route), addresses.mayPass(uri), region));
    }

    FlowGraph graph() {
        return graph;
    }

    List<Entrance> entrances() {
        return entrances;
    }

    /** Answers the node after the message was sent there. */
    int send(int at, Target target, Place place) {
        String uri = addresses.resolve(target.uri(), place.route());
        if (uri == null || target.isExpression()) {
            return sendSomewhere(at, uri == null ? "" : uri, place);
        } else if (Addresses.scheme(uri).equals(STEP)) {
            return step(at, target.dynamic() ? null : addresses.endpoint(uri), place);
        }
        String address = addresses.ofProducer(uri, place.route());
        List<Entrance> consumers =
                where(entrance -> entrance.passing() && entrance.address().equals(address));
        called.addAll(consumers);
        if (consumers.isEmpty()) {
            return Addresses.isSink(address) ? at : leave(at, uri);
        }
        int sent = call(at, consumers, place.forks() || !isSynchronous(uri));
        return isCode(uri) ? code(sent) : sent;
    }

    /** A step whose endpoint is made at run time may do anything. */
    private int step(int at, @Nullable Endpoint endpoint, Place place) {
        Access access = endpoint == null ? Access.ANYTHING : accessOf.apply(endpoint);
        return access == null ? at : graph.step(at, place.step(endpoint), access);
    }

    private int sendSomewhere(int at, String uri, Place place) {
        String known = uri.replaceFirst("(\\$\\{|\\$simple\\{).*", "");
        String scheme = uri.startsWith("language:") ? "" : Addresses.scheme(known);
        if (scheme.isEmpty() || scheme.equals(STEP)) {
            int sent = call(at, where(Entrance::passing), true);
            return graph.step(sent, place.step(null), Access.ANYTHING);
        }
        return Addresses.isPassing(known) ? leave(call(at, where(to -> isBelow(known, to)), true), known) : at;
    }

    private static boolean isBelow(String known, Entrance entrance) {
        return entrance.passing()
                && (entrance.address().startsWith(known.replaceFirst("://", ":"))
                        || known.startsWith("kamelet:")
                        || entrance.address().isEmpty());
    }

    /** The consumer is not in the model: another context has it, or it comes later. */
    private int leave(int at, String uri) {
        int left = Addresses.isPassing(uri) ? graph.access(at, Access.ANYTHING) : at;
        return isCode(uri) ? code(left) : left;
    }

    private static boolean isSynchronous(String uri) {
        return Set.of("direct", "kamelet").contains(Addresses.scheme(uri));
    }

    private boolean isCode(String uri) {
        Endpoint endpoint = addresses.endpoint(uri);
        return CODE.contains(Addresses.scheme(uri)) || endpoint != null && Addresses.isForeign(endpoint);
    }

    /** Java code may send the exchange to a route that no step calls. */
    int code(int at) {
        int back = graph.after(at);
        code.add(new Region(at, back));
        return back;
    }

    private int call(int at, List<Entrance> targets, boolean forks) {
        int end = at;
        for (Entrance target : targets) {
            int back = graph.after(end);
            if (forks) {
                graph.fork(end, target.region(), back);
            } else {
                graph.call(end, target.region(), back);
            }
            end = back;
        }
        return end;
    }

    private List<Entrance> where(Predicate<Entrance> condition) {
        return entrances.stream().filter(condition).toList();
    }

    /** To be called when all routes are read. */
    void connectUncalled() {
        for (Entrance entrance : where(entrance -> entrance.passing() && !called.contains(entrance))) {
            if (entrance.route().isCreatedFromTemplate()) {
                surround(entrance.region());
            }
            code.forEach(here -> graph.fork(here.entry(), entrance.region(), here.exit()));
        }
    }

    /** The caller of a template's instance is not seen, so it may do anything. */
    private void surround(Region region) {
        int before = graph.access(graph.node(), Access.ANYTHING);
        graph.flow(before, region.entry());
        graph.access(region.exit(), Access.ANYTHING);
    }
}
