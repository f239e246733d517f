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

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server process on a loopback port, to be killed, paused and started again; its data stays until it is closed. */
public abstract class RealServer implements AutoCloseable {
    private static final Path SHELL = Path.of("/bin/sh");

    private final Path directory;
    private final int port;
    private @Nullable ProcessHandle process;

    protected RealServer() throws IOException {
        assumeTrue(Files.isExecutable(SHELL), "servers are killed and paused by signals, which this system has not");
        directory = Files.createTempDirectory("outage");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::killIfStarted));
    }

    protected final Path directory() {
        return directory;
    }

    public final int port() {
        return port;
    }

    /** Returns when the server answers. */
    protected abstract ProcessHandle launch() throws IOException;

    /** For good, and not by force if possible. */
    protected void end() throws Exception {
        kill();
    }

    public final void start() throws IOException {
        process = launch();
    }

    /** As {@code kill -9} of all its processes. */
    public final void kill() throws Exception {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle ended : processes) {
            ended.onExit().get(10, TimeUnit.SECONDS);
        }
        process = null;
    }

    /** Connections stay open, and the operating system goes on accepting new ones, but nobody answers. */
    public final void pause() throws IOException, InterruptedException {
        signal("STOP");
        // Once more, for a child that was made between the listing and the signal; no more are made now.
        signal("STOP");
    }

    public final void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        StringBuilder command = new StringBuilder("kill -").append(name);
        processes().forEach(handle -> command.append(' ').append(handle.pid()));
        int status = new ProcessBuilder(SHELL.toString(), "-c", command.toString())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status);
        }
    }

    /** The first one before its children, so that it makes no new ones meanwhile. */
    private List<ProcessHandle> processes() {
        List<ProcessHandle> processes = new ArrayList<>();
        if (process != null) {
            processes.add(process);
            process.descendants().forEach(processes::add);
        }
        return processes;
    }

    private void killIfStarted() {
        processes().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public final void close() throws Exception {
        end();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
