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

import io.github.camelsession.docs.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Nodes that are members of one cluster, each on a host of its own, with a {@code hazelcast.xml} as documented. */
final class HazelcastMembers implements Deployment {
    private static final Pattern SIZE = Pattern.compile("Members \\{size:(\\d+)");
    private static final Pattern PARTS =
            Pattern.compile("<hazelcast[^>]*>\\s*<properties>(.*)</properties>(.*)</hazelcast>", Pattern.DOTALL);

    private final Network network;
    private final List<RemoteNode> nodes = new ArrayList<>();
    private final Path directory = Files.createTempDirectory("members");

    enum Protection {
        /** What is documented for every cluster. The properties make splits and merges come in seconds. */
        NONE(
                "<property name='hazelcast.heartbeat.interval.seconds'>1</property>"
                        + "<property name='hazelcast.max.no.heartbeat.seconds'>10</property>",
                "java-serialization-filter"),
        /** What is documented for clusters of three and more. */
        MAJORITY("", "java-serialization-filter", "split-brain-protection");

        private final String properties;
        private final String[] blocks;

        Protection(String properties, String... blocks) {
            this.properties = properties;
            this.blocks = blocks;
        }
    }

    HazelcastMembers(int count, Protection protection) throws Exception {
        network = new Network(count);
        try {
            Path config = Files.writeString(directory.resolve("hazelcast.xml"), config(count, protection));
            for (int node = 0; node < count; node++) {
                nodes.add(new RemoteNode(
                        network.launcher(node),
                        List.of("-Dhazelcast.config=" + config, "-Dpartition.address=" + network.address(node)),
                        List.of("hazelcast")));
            }
            nodes.forEach(RemoteNode::awaitStart);
            awaitAllMembers();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private String config(int count, Protection protection) {
        StringBuilder properties = new StringBuilder(protection.properties);
        StringBuilder rest = new StringBuilder();
        for (String block : protection.blocks) {
            Matcher parts = PARTS.matcher(Document.STORES.block("xml", block).text());
            if (!parts.matches()) {
                throw new IllegalStateException("the documented hazelcast.xml has another form");
            }
            properties.append(parts.group(1));
            rest.append(parts.group(2));
        }
        String members = IntStream.range(0, count)
                .mapToObj(node -> "<member>" + network.address(node) + ":5701</member>")
                .collect(Collectors.joining());
        return "<hazelcast xmlns='http://www.hazelcast.com/schema/config'><properties>" + properties
                + "<property name='hazelcast.merge.first.run.delay.seconds'>5</property>"
                + "<property name='hazelcast.merge.next.run.delay.seconds'>5</property>"
                + "<property name='hazelcast.logging.type'>slf4j</property>"
                + "<property name='hazelcast.phone.home.enabled'>false</property></properties>"
                + "<network><port auto-increment='false'>5701</port><join><auto-detection enabled='false'/>"
                + "<multicast enabled='false'/><tcp-ip enabled='true' connection-timeout-seconds='2'>" + members
                + "</tcp-ip></join><interfaces enabled='true'><interface>${partition.address}</interface></interfaces>"
                + "</network>" + rest + "</hazelcast>";
    }

    void awaitAllMembers() {
        Awaitility.await("a cluster of all")
                .atMost(Duration.ofSeconds(120))
                .until(() -> {
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
        Files.deleteIfExists(directory.resolve("hazelcast.xml"));
        Files.delete(directory);
    }
}
