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
import io.github.camelsession.history.partition.Counters.Losses;
import io.github.camelsession.history.partition.HazelcastMembers.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Stores behind networks that part, in network namespaces:
 * {@code mvn -Ppartitions -pl camel-session-management verify -Dpartitions.store=postgresql -Dpartitions.seconds=600}, or
 * mariadb, redis, redis-failover, hazelcast, hazelcast-protected, all. Part after part for so long, each at least once; ends with a status other
 * than 0 if a store lost what it must not lose: what is lost without protection, and by a failover, is only told.
 */
public final class Partitions {
    private static final int SECONDS_OF_HISTORIES = 45;
    private static final String[][] FAILOVERS = {
        {}, {"--min-replicas-to-write", "1", "--min-replicas-max-lag", "2"},
    };

    private final long seed;
    private final List<String> results = new ArrayList<>();
    private boolean good = true;

    private Partitions(long seed) {
        this.seed = seed;
    }

    private record Part(String store, Scenario scenario) {}

    private interface Scenario {
        /** @return whether nothing was lost that must not be */
        boolean run(long seed) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        Partitions partitions = new Partitions(Long.getLong("partitions.seed", System.nanoTime()));
        try {
            partitions.run(
                    System.getProperty("partitions.store", "all"), Integer.getInteger("partitions.seconds", 600));
        } catch (Throwable e) {
            e.printStackTrace();
            partitions.good = false;
        }
        System.out.println("Partitions " + (partitions.good ? "passed:" : "FAILED:"));
        partitions.results.forEach(result -> System.out.println("  " + result));
        System.exit(partitions.good ? 0 : 1);
    }

    private void run(String store, int seconds) throws Exception {
        List<Part> parts = parts().stream()
                .filter(part -> store.equals("all") || store.equals(part.store()))
                .toList();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("partitions.store is " + store
                    + "; set postgresql, mariadb, redis, redis-failover, hazelcast, hazelcast-protected or all");
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; i < parts.size() || System.nanoTime() < end; i++) {
            good &= parts.get(i % parts.size()).scenario().run(seed + 1000L * i);
        }
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (String store : List.of("postgresql", "redis", "mariadb")) {
            for (int nodes = 2; nodes <= 3; nodes++) {
                int count = nodes;
                parts.add(new Part(store, seed -> linked(store, count, seed)));
            }
        }
        for (String[] options : FAILOVERS) {
            parts.add(new Part("redis-failover", seed -> failover(options)));
        }
        parts.add(new Part("hazelcast", seed -> split(2, Protection.NONE, seed)));
        parts.add(new Part("hazelcast", seed -> split(3, Protection.NONE, seed)));
        parts.add(new Part("hazelcast-protected", this::protectedHistories));
        parts.add(new Part("hazelcast-protected", seed -> split(3, Protection.MAJORITY, seed)));
        return parts;
    }

    private boolean linked(String store, int nodes, long seed) throws Exception {
        try (LinkedNodes linked = LinkedNodes.inNamespaces(store, nodes)) {
            return histories(store + ", " + nodes + " nodes", new LinkedHistories(linked, 3_000, 600, 6_000), seed);
        }
    }

    private boolean protectedHistories(long seed) throws Exception {
        try (HazelcastMembers members = new HazelcastMembers(3, Protection.MAJORITY)) {
            return histories("hazelcast, protected", new LinkedHistories(members, 20_000, 3_000, 8_000), seed);
        }
    }

    private boolean histories(String what, LinkedHistories histories, long seed) throws Exception {
        histories.run(SECONDS_OF_HISTORIES, seed);
        tell(what + ": " + histories);
        return histories.isGood();
    }

    private boolean failover(String... options) throws Exception {
        String what = "redis with a replica" + (options.length == 0 ? "" : " " + String.join(" ", options));
        boolean exact;
        try (RedisFailover redis = new RedisFailover(options)) {
            Losses losses = redis.lossesWhenKilled();
            tell(what + ", primary killed: " + losses);
            exact = losses.tooMany() == 0;
        }
        try (RedisFailover redis = new RedisFailover(options)) {
            Losses losses = redis.lossesWhenCutOff();
            tell(what + ", primary cut off: " + losses);
            return exact && losses.tooMany() == 0;
        }
    }

    private boolean split(int count, Protection protection, long seed) throws Exception {
        try (HazelcastMembers members = new HazelcastMembers(count, protection)) {
            Losses losses = HazelcastSplit.lossesIn(members, "split" + seed, (int) Math.floorMod(seed, count));
            tell("hazelcast, " + count + " members, protection " + protection + ": " + losses);
            return losses.tooMany() == 0 && (losses.lost() == 0 || protection == Protection.NONE);
        }
    }

    private void tell(String result) {
        results.add(result);
        System.out.println(result);
    }
}
