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

import static org.awaitility.Awaitility.await;

import io.github.camelsession.session.global.outage.RealServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A server that is a Java program, in a JVM of its own with the class path of this one. */
final class JavaServer extends RealServer {
    private final Function<JavaServer, List<String>> arguments;

    /** @param arguments of java after the class path */
    JavaServer(Function<JavaServer, List<String>> arguments) throws IOException {
        this.arguments = arguments;
    }

    Path data() {
        return directory();
    }

    @Override
    protected ProcessHandle launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dh2.bindAddress=127.0.0.1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(arguments.apply(this));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory().resolve("log").toFile()))
                .start();
        await().atMost(Duration.ofSeconds(60)).until(this::accepts);
        return process.toHandle();
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
