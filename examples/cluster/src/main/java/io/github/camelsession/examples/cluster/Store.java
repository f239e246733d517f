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
package io.github.camelsession.examples.cluster;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Where both nodes keep their sessions; it is there from its making until it is closed. */
interface Store extends AutoCloseable {
    List<String> NAMES = List.of("postgresql", "mariadb", "redis", "hazelcast");

    static @Nullable Callable<Store> named(String name) {
        return switch (name) {
            case "postgresql" -> PostgresStore::new;
            case "mariadb" -> MariaDbStore::new;
            case "redis" -> RedisStore::new;
            case "hazelcast" -> HazelcastStore::new;
            default -> null;
        };
    }

    /** What it is, and where. */
    String welcome();

    /** What tells the node with this number, 0 or 1, to use it: options of the node's JVM. */
    List<String> nodeOptions(int number);

    /** Returns when what the nodes write from now on survives the death of one of them. */
    default void awaitNodes(Node a, Node b) throws Exception {}

    /** Where the sessions are now that node A is dead, and what they would not have survived. */
    String epilogue() throws Exception;

    /** Makes a node read the file {@code application-<profile>.properties} after its own. */
    static String profile(String profile) {
        return "-Dcamel.main.profile=" + profile;
    }
}
