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

import io.github.camelsession.history.Answer;
import io.github.camelsession.history.SessionService;
import io.github.camelsession.history.Step;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@link NodeProgram} on a host of a network. */
final class RemoteNode implements SessionService {
    private final Path directory;
    private final Process process;

    /**
     * @param launcher a command that gets that of the program as arguments
     * @param options of the JVM
     * @param store as the program's arguments
     */
    RemoteNode(List<String> launcher, List<String> options, List<String> store) throws IOException {
        directory = Files.createTempDirectory("node");
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeProgram.class.getName()));
        command.add(socket().toString());
        command.addAll(store);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    /** Returns when it has joined its store. */
    RemoteNode awaitStart() {
        await().atMost(Duration.ofSeconds(300))
                .ignoreException(UncheckedIOException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("a node ended: " + Files.readString(log()));
                    }
                    return answers();
                });
        return this;
    }

    private Path socket() {
        return directory.resolve("socket");
    }

    Path log() {
        return directory.resolve("log");
    }

    @Override
    public Answer ask(Step step, String token) {
        try (SocketChannel node = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
                ObjectOutputStream out = new ObjectOutputStream(Channels.newOutputStream(node))) {
            out.writeObject(step);
            out.writeUTF(token);
            out.flush();
            if (new ObjectInputStream(Channels.newInputStream(node)).readObject() instanceof Answer answer) {
                return answer;
            }
            throw new AssertionError("a failure that is not documented; its log is " + log());
        } catch (IOException e) {
            throw new UncheckedIOException("a node ended; its log is " + log(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(socket());
            Files.delete(log());
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
