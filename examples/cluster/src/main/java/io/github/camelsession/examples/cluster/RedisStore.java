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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/** A Redis server on loopback with an append-only file, which ends with it. */
final class RedisStore implements Store {
    private final int port = Ports.free();
    private final Path directory = Files.createTempDirectory("cluster-redis");
    private final RedisServer server = RedisServer.newRedisServer()
            .port(port)
            .setting("dir " + directory)
            .setting("appendonly yes")
            .build();

    RedisStore() throws IOException {
        server.start();
    }

    @Override
    public String welcome() {
        return "Redis is at 127.0.0.1:" + port + ", started for this run, with an append-only file; its hash: sessions";
    }

    @Override
    public List<String> nodeOptions(int number) {
        return List.of(Store.profile("redis"), "-Dcluster.redis=127.0.0.1:" + port);
    }

    @Override
    public String epilogue() throws IOException {
        return "Redis has " + count() + " fields in the hash sessions, one for each user. They were never in a node:"
                + " both may die. The server writes\nits file to disk once a second (appendfsync everysec): when its"
                + " machine crashes, the last second may be lost.";
    }

    /** An integer comes as {@code :2}. */
    private String count() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("HLEN sessions\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return answer.readLine().substring(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
