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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** No server: each node is a member of a Hazelcast cluster, and the sessions are in their memory. */
final class HazelcastStore implements Store {
    private static final long LONGEST_JOIN_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Integer> ports = Ports.twoFree();

    HazelcastStore() throws IOException {}

    @Override
    public String welcome() {
        return "Hazelcast is in the nodes themselves, at 127.0.0.1:" + ports.get(0) + " and 127.0.0.1:" + ports.get(1)
                + "; the map: sessions";
    }

    @Override
    public List<String> nodeOptions(int number) {
        return List.of(
                Store.profile("hazelcast"),
                "-Dcluster.ownPort=" + ports.get(number),
                "-Dcluster.otherPort=" + ports.get(1 - number));
    }

    /** A member that has just joined does not hold the backups yet; operators wait for the same before they go on. */
    @Override
    public void awaitNodes(Node a, Node b) throws Exception {
        long deadline = System.nanoTime() + LONGEST_JOIN_SECONDS * 1_000_000_000;
        JsonNode health = health(0);
        while (health.get("clusterSize").asInt() != 2
                || !health.get("clusterSafe").asBoolean()) {
            if (System.nanoTime() > deadline || b.hasEndedWithin(100)) {
                throw new FailedException("the nodes did not become one cluster of Hazelcast within "
                        + LONGEST_JOIN_SECONDS + " s: " + health + ". They said:\n" + a.output() + "\n" + b.output());
            }
            health = health(0);
        }
    }

    private JsonNode health(int number) throws IOException {
        return JSON.readTree(URI.create("http://127.0.0.1:" + ports.get(number) + "/hazelcast/health")
                .toURL());
    }

    @Override
    public String epilogue() throws IOException {
        return "Hazelcast has " + health(1).get("clusterSize")
                + " member left: node B. Each session was in the memory of"
                + " both, in one as the backup of the other\n(backup-count 1), so the copies in B are the only ones now."
                + " Had B died as well before another node joined,\nthey would be gone.";
    }

    @Override
    public void close() {}
}
