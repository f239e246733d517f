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

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.awaitility.Awaitility;

/**
 * A member of a cluster of two, with one synchronous backup of each entry. Arguments: its port, the other one's, and a
 * port that tells by accepting connections that both members are there and each entry has its backup again.
 */
public final class HazelcastMember {
    static final String CLUSTER = "histories";

    private HazelcastMember() {}

    public static void main(String[] args) throws IOException {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config(args[0], args[1]));
        boolean alone = Boolean.parseBoolean(args[3]);
        Awaitility.await()
                .forever()
                .until(() -> (alone || member.getCluster().getMembers().size() == 2)
                        && member.getPartitionService().isClusterSafe());
        try (ServerSocket ready = new ServerSocket(Integer.parseInt(args[2]), 8, InetAddress.getLoopbackAddress())) {
            while (member.getLifecycleService().isRunning()) {
                try (Socket asked = ready.accept()) {
                    asked.shutdownOutput();
                }
            }
        }
    }

    private static Config config(String port, String other) {
        Config config = new Config()
                .setClusterName(CLUSTER)
                .setProperty("hazelcast.operation.fail.on.indeterminate.state", "true")
                .setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false");
        config.getMapConfig("sessions").setBackupCount(1);
        config.getNetworkConfig()
                .setPort(Integer.parseInt(port))
                .setPortAutoIncrement(false)
                .getInterfaces()
                .setEnabled(true)
                .addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + port).addMember("127.0.0.1:" + other);
        return config;
    }
}
