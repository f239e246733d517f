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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Nodes that are members of one cluster, each on a host of its own, with a {@code hazelcast.xml} as documented. */
final class HazelcastMembers implements Deployment {
    private static final Pattern SIZE = Pattern.compile("Members \\{size:(\\d+)");

    private final Network network;
    private final List<RemoteNode> nodes = new ArrayList<>();
    private final Path directory = Files.createTempDirectory("members");

    enum Protection {
        /** What is documented for every cluster; its members take as long to notice a split as the others. */
        NONE {
            @Override
            HazelcastXml documented() {
                return new HazelcastXml()
                        .property("hazelcast.heartbeat.interval.seconds", "1")
                        .property("hazelcast.max.no.heartbeat.seconds", "10")
                        .documented("java-serialization-filter");
            }
        },
        /** What is documented for clusters of three and more. */
        MAJORITY {
            @Override
            HazelcastXml documented() {
                return new HazelcastXml()
                        .documented("java-serialization-filter")
                        .documented("split-brain-protection");
            }
        };

        abstract HazelcastXml documented();
    }

    HazelcastMembers(int count, Protection protection) throws Exception {
        network = new Network(count);
        try {
            HazelcastXml xml = protection
                    .documented()
                    .property("hazelcast.merge.first.run.delay.seconds", "5")
                    .property("hazelcast.merge.next.run.delay.seconds", "5");
            List<String> addresses = IntStream.range(0, count)
                    .mapToObj(node -> network.address(node) + ":5701")
                    .toList();
            for (int node = 0; node < count; node++) {
                Path config = directory.resolve("hazelcast" + node + ".xml");
                Files.writeString(config, xml.of(addresses.get(node), addresses));
                nodes.add(new RemoteNode(
                        network.launcher(node), List.of("-Dhazelcast.config=" + config), List.of("hazelcast")));
            }
            nodes.forEach(RemoteNode::awaitStart);
            awaitAllMembers();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    void awaitAllMembers() {
        Awaitility.await("a cluster of all").atMost(Duration.ofSeconds(300)).until(() -> {
            for (RemoteNode node : nodes) {
                if (size(node) != nodes.size()) {
                    return false;
                }
            }
            return true;
        });
    }

    private static int size(RemoteNode node) throws IOException {
        int size = 0;
        for (Matcher found = SIZE.matcher(Files.readString(node.log())); found.find(); ) {
            size = Integer.parseInt(found.group(1));
        }
        return size;
    }

    @Override
    public List<RemoteNode> nodes() {
        return nodes;
    }

    /** From all other members. */
    @Override
    public void cut(int node, Direction direction) throws IOException {
        for (int other = 0; other < nodes.size(); other++) {
            if (other != node && direction != Direction.ANSWERS) {
                network.cut(node, other);
            }
            if (other != node && direction != Direction.REQUESTS) {
                network.cut(other, node);
            }
        }
    }

    @Override
    public void heal() throws IOException {
        network.heal();
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(RemoteNode::close);
        network.close();
        for (int node = 0; node < nodes.size(); node++) {
            Files.delete(directory.resolve("hazelcast" + node + ".xml"));
        }
        Files.delete(directory);
    }
}
