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

import io.github.camelsession.history.Node;
import io.github.camelsession.history.Repositories;
import io.github.camelsession.history.SessionService;
import io.github.camelsession.session.global.outage.MariaDbServer;
import io.github.camelsession.session.global.outage.PostgresServer;
import io.github.camelsession.session.global.outage.RealServer;
import io.github.camelsession.session.global.outage.RedisServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A server, and nodes that reach it over a link each: in network namespaces, or where this machine has none, through
 * proxies.
 */
final class LinkedNodes implements Deployment {
    private final List<SessionService> nodes = new ArrayList<>();
    private final List<DroppingProxy> proxies = new ArrayList<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private Network network;

    private LinkedNodes() {}

    static LinkedNodes inNamespaces(String store, int count) throws Exception {
        LinkedNodes linked = new LinkedNodes();
        try {
            Network network = linked.add(new Network(count + 1));
            linked.network = network;
            RealServer server = linked.serve(store, network.launcher(0));
            for (int node = 1; node <= count; node++) {
                linked.nodes.add(linked.add(new RemoteNode(
                        network.launcher(node),
                        List.of(),
                        List.of(store, network.address(0), Integer.toString(server.port())))));
            }
            for (SessionService node : linked.nodes) {
                ((RemoteNode) node).awaitStart();
            }
            return linked;
        } catch (Throwable e) {
            linked.close();
            throw e;
        }
    }

    static LinkedNodes behindProxies(String store, int count) throws Exception {
        LinkedNodes linked = new LinkedNodes();
        try {
            RealServer server = linked.serve(store, List.of());
            for (int node = 0; node < count; node++) {
                DroppingProxy proxy = linked.add(new DroppingProxy(server.port()));
                linked.proxies.add(proxy);
                linked.nodes.add(linked.add(
                        new Node(Repositories.of(store, "127.0.0.1", proxy.port()), NodeProgram.UPDATE_TIMEOUT)));
            }
            return linked;
        } catch (Throwable e) {
            linked.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    private RealServer serve(String store, List<String> launcher) throws Exception {
        switch (store) {
            case "postgresql" -> {
                PostgresServer server = add(new PostgresServer());
                server.start();
                server.execute(PostgresServer.createTable("sessions"));
                if (!launcher.isEmpty()) {
                    server.restart(launcher);
                }
                return server;
            }
            case "mariadb" -> {
                MariaDbServer server = add(new MariaDbServer());
                server.start();
                server.execute(MariaDbServer.createTable("sessions"));
                if (!launcher.isEmpty()) {
                    server.restart(launcher);
                }
                return server;
            }
            case "redis" -> {
                RedisServer server = add(new RedisServer(launcher));
                server.start();
                return server;
            }
            default -> throw new IllegalArgumentException(store);
        }
    }

    @Override
    public List<SessionService> nodes() {
        return nodes;
    }

    boolean isInNamespaces() {
        return network != null;
    }

    @Override
    public void cut(int node, Direction direction) throws IOException {
        if (network == null) {
            proxies.get(node).cut(direction);
            return;
        }
        if (direction != Direction.ANSWERS) {
            network.cut(node + 1, 0);
        }
        if (direction != Direction.REQUESTS) {
            network.cut(0, node + 1);
        }
    }

    @Override
    public void heal() throws IOException {
        if (network != null) {
            network.heal();
        }
        proxies.forEach(DroppingProxy::heal);
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
