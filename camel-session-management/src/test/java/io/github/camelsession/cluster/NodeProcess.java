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
package io.github.camelsession.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link CounterNode} in a JVM of its own. */
final class NodeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ENDED = "(the node has ended)";

    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> output = new CopyOnWriteArrayList<>();

    private NodeProcess(Process process) {
        this.process = process;
        this.orders = process.outputWriter();
    }

    /** With the class path of this JVM, and none of its agents. */
    static NodeProcess start(SharedStore store, String place, int threads, int increments) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        // What H2's automatic server listens on; by default it is every network there is.
                        "-Dh2.bindAddress=127.0.0.1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CounterNode.class.getName(),
                        store.name(),
                        place,
                        Integer.toString(threads),
                        Integer.toString(increments))
                .redirectErrorStream(true)
                .start();
        NodeProcess node = new NodeProcess(process);
        Thread reader = new Thread(node::readAll, "output of node " + process.pid());
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    private void readAll() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                answers.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            answers.add(ENDED);
        }
    }

    void order(String line) throws IOException {
        orders.write(line + "\n");
        orders.flush();
    }

    /** What comes after the prefix in the next line that begins with it. */
    String answer(String prefix) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String line = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(ENDED)) {
                throw new AssertionError(
                        "the node did not say '" + prefix + "'; it said:\n" + String.join("\n", output));
            }
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
        }
    }

    String output() {
        return String.join("\n", output) + "\n";
    }

    @Override
    public void close() throws InterruptedException {
        process.toHandle().destroyForcibly(); // Process itself would close the streams while they are read
        process.waitFor();
    }
}
