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

import io.github.camelsession.lint.graph.FlowGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.model.RouteDefinition;

/** The beginnings of all routes, by the address that is sent to. */
public final class RouteEntrances {
    private static final String KAMELET = "kamelet:";

    private final Addresses addresses;
    private final List<RouteEntrance> all = new ArrayList<>();
    private final TreeMap<String, List<RouteEntrance>> passing = new TreeMap<>();
    private final Set<RouteEntrance> called = new HashSet<>();

    public RouteEntrances(Addresses addresses) {
        this.addresses = addresses;
    }

    public void add(RouteDefinition route, FlowGraph graph) {
        String uri = addresses.resolve(route.getInput().getEndpointUri(), route);
        if (uri == null) {
            add(new RouteEntrance(route, "", null, "", true, graph.region()));
        } else {
            String address = addresses.ofConsumer(uri, route);
            boolean passes = addresses.mayPass(uri);
            add(new RouteEntrance(route, uri, addresses.endpoint(uri), address, passes, graph.region()));
        }
    }

    private void add(RouteEntrance entrance) {
        all.add(entrance);
        if (entrance.passing()) {
            passing.computeIfAbsent(entrance.address(), any -> new ArrayList<>())
                    .add(entrance);
            String caller = Addresses.callerOf(entrance.route());
            if (caller != null) {
                passing.put(Addresses.ofOnlyCaller(entrance.address(), caller), List.of(entrance));
            }
        }
    }

    public List<RouteEntrance> all() {
        return all;
    }

    /** Returns the routes to which the step at this place sends. */
    public List<RouteEntrance> calledBy(StepPlace place, String address) {
        List<RouteEntrance> targets = passing.get(Addresses.ofOnlyCaller(address, place.caller()));
        return call(targets == null ? passing.getOrDefault(address, List.of()) : targets);
    }

    /** Returns the routes that an address may mean of which only the beginning is known. */
    public List<RouteEntrance> below(String known) {
        if (known.isEmpty() || known.startsWith(KAMELET)) {
            return all.stream().filter(RouteEntrance::passing).toList();
        }
        String prefix = known.replaceFirst("://", ":");
        List<RouteEntrance> targets = new ArrayList<>(passing.getOrDefault("", List.of()));
        for (Map.Entry<String, List<RouteEntrance>> entry :
                passing.tailMap(prefix).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            targets.addAll(entry.getValue());
        }
        return targets;
    }

    private List<RouteEntrance> call(List<RouteEntrance> targets) {
        called.addAll(targets);
        return targets;
    }

    public boolean isCalled(RouteEntrance entrance) {
        return called.contains(entrance);
    }

    /** Returns the routes that no step calls. Call this when all routes are read. */
    public List<RouteEntrance> uncalled() {
        return all.stream()
                .filter(entrance -> entrance.passing() && !called.contains(entrance))
                .toList();
    }
}
