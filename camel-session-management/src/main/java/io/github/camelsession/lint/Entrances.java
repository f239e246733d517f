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

import io.github.camelsession.lint.graph.FlowGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.model.RouteDefinition;

/** The beginnings of all routes, by what is sent there. */
final class Entrances {
    private static final String KAMELET = "kamelet:";

    private final Addresses addresses;
    private final List<Entrance> all = new ArrayList<>();
    private final TreeMap<String, List<Entrance>> passing = new TreeMap<>();
    private final Set<Entrance> called = new HashSet<>();

    Entrances(Addresses addresses) {
        this.addresses = addresses;
    }

    void add(RouteDefinition route, FlowGraph graph) {
        String uri = addresses.resolve(route.getInput().getEndpointUri(), route);
        if (uri == null) {
            add(new Entrance(route, "", null, "", true, graph.region()));
        } else {
            String address = addresses.ofConsumer(uri, route);
            boolean passes = addresses.mayPass(uri);
            add(new Entrance(route, uri, addresses.endpoint(uri), address, passes, graph.region()));
        }
    }

    private void add(Entrance entrance) {
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

    List<Entrance> all() {
        return all;
    }

    /** To which the step at this place sends. */
    List<Entrance> calledBy(Place place, String address) {
        List<Entrance> targets = passing.get(Addresses.ofOnlyCaller(address, place.caller()));
        return call(targets == null ? passing.getOrDefault(address, List.of()) : targets);
    }

    /** Those that may be meant by an address of which the beginning is known. */
    List<Entrance> below(String known) {
        if (known.isEmpty() || known.startsWith(KAMELET)) {
            return all.stream().filter(Entrance::passing).toList();
        }
        String prefix = known.replaceFirst("://", ":");
        List<Entrance> targets = new ArrayList<>(passing.getOrDefault("", List.of()));
        for (Map.Entry<String, List<Entrance>> entry : passing.tailMap(prefix).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            targets.addAll(entry.getValue());
        }
        return targets;
    }

    private List<Entrance> call(List<Entrance> targets) {
        called.addAll(targets);
        return targets;
    }

    boolean isCalled(Entrance entrance) {
        return called.contains(entrance);
    }

    /** Which no step calls; to be asked when all routes are read. */
    List<Entrance> uncalled() {
        return all.stream()
                .filter(entrance -> entrance.passing() && !called.contains(entrance))
                .toList();
    }
}
