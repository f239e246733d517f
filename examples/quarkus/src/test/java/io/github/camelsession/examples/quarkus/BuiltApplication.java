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
package io.github.camelsession.examples.quarkus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code target/quarkus-app} in a process of its own, on a free port, with more properties. */
final class BuiltApplication implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern RUNNING = Pattern.compile("running on (http://\\S+)\\. ");
    private static final long MILLIS_TO_START = 60_000;

    private final Process process;
    private final Path log;

    private BuiltApplication(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param directory where the properties are, in the file that Quarkus looks for in its working directory */
    static BuiltApplication start(Path directory, String... properties) throws IOException {
        Path config = Files.createDirectories(directory.resolve("config"));
        Files.write(config.resolve("application.properties"), List.of(properties));
        Path log = directory.resolve("log.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dquarkus.http.port=" + freePort(),
                        "-jar",
                        JAR.toAbsolutePath().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new BuiltApplication(process, log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until the application has said where it is. */
    URI address() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_TO_START);
        while (System.nanoTime() < deadline) {
            Matcher running = RUNNING.matcher(log());
            if (running.find()) {
                return URI.create(running.group(1));
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError("The application does not start:\n" + log());
    }

    /** Waits until the application has given up. */
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(MILLIS_TO_START, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The application has not ended:\n" + log());
        }
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
