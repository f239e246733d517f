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
package io.github.camelsession.history;

import io.github.camelsession.history.FaultPlan.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Two nodes on one {@link FaultyStore}, each with a repository of its own, a network away. */
final class FaultyCluster implements AutoCloseable {
    /** Each kind of fault that an update must find out about by reading again. */
    static final Map<Fault, Double> FAULTS = Map.of(
            Fault.FAILED, 0.03,
            Fault.STORED_BUT_FAILED, 0.03,
            Fault.STORED_BUT_REFUSED, 0.03,
            Fault.LATE, 0.06,
            Fault.REFUSED_BUT_LATE, 0.03);

    private static final Duration LATENCY = Duration.ofMillis(1);

    private final FaultyStore store = new FaultyStore(LATENCY);
    private final ScheduledExecutorService warden = Executors.newSingleThreadScheduledExecutor();
    private final List<Node> nodes;
    /** A seed may be run again, and its sessions are to be new. */
    private int rounds;

    FaultyCluster(Duration updateTimeout) throws Exception {
        nodes = List.of(
                new Node(new FaultyRepository(store), updateTimeout),
                new Node(new FaultyRepository(store), updateTimeout));
        long hang = updateTimeout.toMillis() * 3 / 2;
        warden.scheduleAtFixedRate(store::letGo, hang, hang, TimeUnit.MILLISECONDS);
    }

    FaultyStore store() {
        return store;
    }

    /** Without faults at the end, so that what was told to be stored can be read. */
    Round run(long seed, int sessions, int calls, Map<Fault, Double> faults) throws Exception {
        store.follow(new FaultPlan(seed, faults));
        try {
            return new Round(nodes, "seed" + seed + "-" + ++rounds, sessions, seed)
                    .run(call -> call < calls)
                    .afterwards(() -> store.follow(FaultPlan.none()))
                    .readAll();
        } finally {
            store.follow(FaultPlan.none());
        }
    }

    @Override
    public void close() {
        store.letGo();
        warden.shutdownNow();
        nodes.forEach(Node::close);
    }
}
