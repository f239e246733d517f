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
package io.github.camelsession.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a JVM of its own, which the load does not share a heap, a compiler or a garbage collector with. */
final class ServerProcess implements AutoCloseable {
    /** The server prints it when it can be asked, and ends with its standard input. */
    static final String READY = "ready";

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** With the class path of this JVM, and none of its agents. Waits until the server is ready. */
    static ServerProcess start(Class<?> main, List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(java(), "-Xms512m", "-Xmx512m", "-cp", classPath(), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException(main.getSimpleName() + " did not start:\n" + String.join("\n", lines));
            }
            lines.add(line);
        }
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "output of " + main.getSimpleName());
        reader.setDaemon(true);
        reader.start();
        return new ServerProcess(process);
    }

    /** The command of this JVM's own version. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Of this JVM. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** For the server's main. */
    static void serveUntilEndOfInput() throws IOException {
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // Nobody writes: only the end counts.
        }
        System.exit(0);
    }

    @Override
    public void close() throws InterruptedException {
        process.toHandle().destroyForcibly(); // Process itself would close the streams while they are read
        process.waitFor();
    }
}
