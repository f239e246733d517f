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

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.camelsession.history.Node;
import io.github.camelsession.history.Repositories;
import io.github.camelsession.history.Step;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.slf4j.LoggerFactory;

/**
 * A node in a JVM of its own, asked through a socket in the file system, which no network is in the way of. It ends with
 * the process that has started it. Arguments: the socket, the store, and where that is.
 */
public final class NodeProgram {
    static final Duration UPDATE_TIMEOUT = Duration.ofSeconds(3);

    private NodeProgram() {}

    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(NodeProgram::endWithParent);
        watch.setDaemon(true);
        watch.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("com.hazelcast")).setLevel(Level.INFO);
        ExecutorService clients = Executors.newCachedThreadPool();
        try (Node node = awaitNode(Arrays.copyOfRange(args, 1, args.length));
                ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(args[0]));
            while (true) {
                SocketChannel client = door.accept();
                clients.execute(() -> answer(node, client));
            }
        }
    }

    /** On a machine that is busy with the start of JVMs, a client may not connect within its time-out. */
    private static Node awaitNode(String[] store) {
        return await("a node on " + store[0])
                .atMost(Duration.ofSeconds(200))
                .ignoreExceptions()
                .until(() -> new Node(repository(store), UPDATE_TIMEOUT), Objects::nonNull);
    }

    private static AggregationRepository repository(String[] store) {
        return switch (store[0]) {
            case "sentinels" -> Repositories.redisOfSentinels(Arrays.copyOfRange(store, 1, store.length));
            case "hazelcast" -> {
                HazelcastAggregationRepository repository = new HazelcastAggregationRepository("sessions", true);
                repository.setUseRecovery(false);
                yield repository;
            }
            default -> Repositories.of(store[0], store[1], Integer.parseInt(store[2]));
        };
    }

    private static void answer(Node node, SocketChannel client) {
        try (client;
                ObjectInputStream in = new ObjectInputStream(Channels.newInputStream(client));
                ObjectOutputStream out = new ObjectOutputStream(Channels.newOutputStream(client))) {
            Object answer;
            try {
                answer = node.ask((Step) in.readObject(), in.readUTF());
            } catch (AssertionError e) {
                answer = e + ", because of " + e.getCause();
            }
            out.writeObject(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said; the end of the stream is the end of the parent.
            }
        } catch (IOException e) {
            e.printStackTrace();
        }
        Runtime.getRuntime().halt(0);
    }
}
