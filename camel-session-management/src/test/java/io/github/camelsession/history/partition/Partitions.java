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

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.camelsession.history.partition.HazelcastMembers.Protection;
import org.slf4j.LoggerFactory;

/**
 * Stores behind networks that part:
 * {@code mvn -Ppartitions -pl camel-session-management verify -Dpartitions.store=postgresql -Dpartitions.seconds=60}.
 */
public final class Partitions {
    private static final String[][] FAILOVER_OPTIONS = {
        {}, {"--min-replicas-to-write", "1"}, {"--min-replicas-to-write", "1", "--min-replicas-max-lag", "2"}
    };

    private Partitions() {}

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        String store = System.getProperty("partitions.store", "postgresql");
        int seconds = Integer.getInteger("partitions.seconds", 60);
        long seed = Long.getLong("partitions.seed", System.nanoTime());
        boolean good;
        try {
            good = run(store, seconds, seed);
        } catch (Throwable e) {
            e.printStackTrace();
            good = false;
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean run(String store, int seconds, long seed) throws Exception {
        int nodes = Integer.getInteger("partitions.nodes", 2);
        return switch (store) {
            case "hazelcast" -> {
                for (Protection protection : Protection.values()) {
                    if (System.getProperty("partitions.protection", protection.name()).equals(protection.name())) {
                        HazelcastSplit.lossesOf(3, protection, 3);
                    }
                }
                yield true;
            }
            case "redis-failover" -> {
                for (String[] options : FAILOVER_OPTIONS) {
                    try (RedisFailover redis = new RedisFailover(options)) {
                        System.out.println("Redis, replica, killed " + String.join(" ", options) + ": "
                                + redis.lossesWhenKilled());
                    }
                    try (RedisFailover redis = new RedisFailover(options)) {
                        System.out.println("Redis, replica, cut off " + String.join(" ", options) + ": "
                                + redis.lossesWhenCutOff());
                    }
                }
                yield true;
            }
            case "hazelcast-histories" -> {
                try (HazelcastMembers members = new HazelcastMembers(3, Protection.MAJORITY)) {
                    yield histories(store, members, seconds, seed, 25_000, 3_000, 8_000);
                }
            }
            default -> {
                try (LinkedNodes linked = LinkedNodes.inNamespaces(store, nodes)) {
                    yield histories(store + ", " + nodes + " nodes", linked, seconds, seed, 3_000, 600, 6_000);
                }
            }
        };
    }

    private static boolean histories(String what, Deployment nodes, int seconds, long seed, long... lengths)
            throws Exception {
        LinkedHistories histories = new LinkedHistories(nodes, lengths);
        histories.run(seconds, seed);
        System.out.println(what + ": " + histories);
        return histories.isGood();
    }
}
