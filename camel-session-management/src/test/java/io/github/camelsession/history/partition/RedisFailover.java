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
package io.github.camelsession.history.partition;

import static org.awaitility.Awaitility.await;

import io.github.camelsession.history.SessionService;
import io.github.camelsession.history.partition.Counters.Losses;
import io.github.camelsession.session.global.outage.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Redis with a replica and three sentinels, which make the replica the primary when that is gone: what is lost of what
 * was acknowledged. One node stands beside the primary, the other one beside the replica.
 */
final class RedisFailover implements AutoCloseable {
    private static final int SESSIONS = 100;
    private static final Duration CUT = Duration.ofSeconds(20);

    private static final int PRIMARY = 0;
    private static final int REPLICA = 1;
    private static final int NODE_OF_PRIMARY = 2;
    private static final int NODE_OF_REPLICA = 3;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<SessionService> nodes = new ArrayList<>();
    private final Network network;
    private final RedisServer primary;
    private final RedisServer replica;

    /** @param options of both servers */
    RedisFailover(String... options) throws Exception {
        try {
            network = add(new Network(4));
            primary = add(new RedisServer(network.launcher(PRIMARY), options));
            primary.start();
            List<String> ofReplica = new ArrayList<>(List.of(options));
            ofReplica.addAll(List.of("--replicaof", network.address(PRIMARY), Integer.toString(primary.port())));
            replica = add(new RedisServer(network.launcher(REPLICA), ofReplica.toArray(String[]::new)));
            replica.start();
            await().until(() -> primary.ask("INFO replication").contains("state=online"));
            List<String> store = new ArrayList<>(List.of("sentinels"));
            for (int host : new int[] {PRIMARY, REPLICA, NODE_OF_REPLICA}) {
                RedisSentinel sentinel = add(new RedisSentinel(
                        network.launcher(host), primary, network.address(PRIMARY) + " " + primary.port()));
                sentinel.start();
                store.add(network.address(host) + ":" + sentinel.port());
            }
            for (int host : new int[] {NODE_OF_PRIMARY, NODE_OF_REPLICA}) {
                nodes.add(add(new RemoteNode(network.launcher(host), List.of(), store)));
            }
            for (SessionService node : nodes) {
                ((RemoteNode) node).awaitStart();
            }
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** {@code kill -9}; the primary comes back when the replica has taken its place. */
    Losses lossesWhenKilled() throws Exception {
        try (Counters counters = new Counters(nodes, "killed", SESSIONS)) {
            TimeUnit.SECONDS.sleep(3);
            long from = System.nanoTime();
            primary.kill();
            awaitPromotion();
            awaitAnswers();
            primary.start();
            TimeUnit.SECONDS.sleep(5);
            return counters.stop(from, System.nanoTime(), 0);
        }
    }

    /** The primary and the node beside it can reach each other, and nobody else. */
    Losses lossesWhenCutOff() throws Exception {
        try (Counters counters = new Counters(nodes, "cut", SESSIONS)) {
            TimeUnit.SECONDS.sleep(3);
            long from = System.nanoTime();
            for (int host : new int[] {PRIMARY, NODE_OF_PRIMARY}) {
                network.cutBothWays(host, REPLICA);
                network.cutBothWays(host, NODE_OF_REPLICA);
            }
            TimeUnit.SECONDS.sleep(CUT.toSeconds());
            awaitPromotion();
            long until = System.nanoTime();
            network.heal();
            await("the old primary as a replica")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> primary.ask("INFO replication").contains("role:slave"));
            awaitAnswers();
            TimeUnit.SECONDS.sleep(5);
            return counters.stop(from, until, 0);
        }
    }

    private void awaitPromotion() {
        await("the replica as primary")
                .atMost(Duration.ofSeconds(60))
                .until(() -> replica.ask("INFO replication").contains("role:master"));
    }

    private void awaitAnswers() {
        await("the nodes")
                .atMost(Duration.ofSeconds(60))
                .until(() -> nodes.stream().allMatch(SessionService::answers));
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure = failure == null ? new IOException(e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
