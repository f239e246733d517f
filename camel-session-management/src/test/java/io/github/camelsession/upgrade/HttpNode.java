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
package io.github.camelsession.upgrade;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An {@link UpgradeNode} in a JVM of its own, and a client of it. */
final class HttpNode implements AutoCloseable {
    /** A busy machine takes more than a minute to start three JVMs. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String ENDED = "(the node has ended)";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final int port;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> output = new CopyOnWriteArrayList<>();

    /** What a client gets. */
    record Answer(int status, String body) {}

    private HttpNode(Process process, int port) {
        this.process = process;
        this.port = port;
        this.orders = process.outputWriter();
    }

    /** Returns at once; {@link #awaitReady} waits. */
    static HttpNode start(String classPath, int port, String url, List<String> operations, String... options)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                classPath,
                UpgradeNode.class.getName(),
                Integer.toString(port),
                url,
                String.join(",", operations)));
        command.addAll(List.of(options));
        HttpNode node = new HttpNode(
                new ProcessBuilder(command).redirectErrorStream(true).start(), port);
        Thread reader = new Thread(node::readAll, "output of node " + node.process.pid());
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

    void awaitReady() throws InterruptedException {
        await(UpgradeNode.READY);
    }

    /** Sets its clock that much ahead of everybody else's. */
    void setClockAhead(Duration ahead) throws IOException, InterruptedException {
        orders.write(UpgradeNode.LATER + ahead + "\n");
        orders.flush();
        await(UpgradeNode.DONE);
    }

    private void await(String expected) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String line;
        do {
            line = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null || line.equals(ENDED)) {
                throw new AssertionError("the node did not say '" + expected + "'; it said:\n" + output());
            }
        } while (!line.equals(expected));
    }

    String output() {
        return String.join("\n", output) + "\n";
    }

    Answer call(Caller caller, String operation, String body) {
        return callLater(caller, operation, body).join();
    }

    CompletableFuture<Answer> callLater(Caller caller, String operation, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/" + caller.component() + "/" + operation))
                .header("Authorization", "Bearer " + caller.token())
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.body()));
    }

    @Override
    public void close() throws InterruptedException {
        process.toHandle().destroyForcibly(); // Process itself would close the streams while they are read
        process.waitFor();
    }
}
