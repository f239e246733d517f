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
package io.github.camelsession.session.global.outage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/**
 * Redis that has every write in its append-only file before it answers. With {@code everysec} it keeps what it answered
 * in memory while the disk is busy, for up to two seconds, and a killed process loses that.
 */
public final class RedisServer extends RealServer {
    private final String executable;
    private final List<String> launcher;
    private final List<String> options;

    public RedisServer() throws IOException {
        this(List.of());
    }

    /**
     * @param launcher a command that gets the server's as arguments, such as one that enters a network namespace, where
     *     it answers whoever asks
     * @param options of the server, beyond those that it needs
     */
    public RedisServer(List<String> launcher, String... options) throws IOException {
        Path programs = Files.createDirectory(directory().resolve("bin"));
        this.executable = ExecutableProvider.newJarResourceProvider(programs.toFile())
                .get()
                .getPath();
        this.launcher = launcher;
        this.options = List.of(options);
    }

    public String executable() {
        return executable;
    }

    @Override
    protected ProcessHandle launch() throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                executable,
                "--port",
                Integer.toString(port()),
                "--bind",
                launcher.isEmpty() ? "127.0.0.1" : "0.0.0.0",
                "--protected-mode",
                "no",
                "--unixsocket",
                socket().toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always"));
        command.addAll(options);
        Process redis = new ProcessBuilder(command)
                .directory(directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory().resolve("log").toFile())
                .start();
        await().until(this::answers);
        return redis.toHandle();
    }

    private Path socket() {
        return directory().resolve("socket");
    }

    private boolean answers() {
        try {
            return ask("PING").equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    /** Whatever the network does. */
    public String ask(String command) throws IOException {
        try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            socket.write(ByteBuffer.wrap((command + "\r\nQUIT\r\n").getBytes(US_ASCII)));
            String answer = new String(Channels.newInputStream(socket).readAllBytes(), US_ASCII);
            return answer.substring(0, Math.max(0, answer.lastIndexOf("+OK"))).trim();
        }
    }
}
