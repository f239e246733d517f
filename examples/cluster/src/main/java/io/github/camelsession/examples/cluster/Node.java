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

import io.github.camelsession.examples.quickstart.App;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The quick start in a JVM of its own. */
final class Node implements AutoCloseable {
    /** Both nodes must believe the tokens that each of them gives. */
    private static final String SECRET = randomSecret();

    private static final int LONGEST_START_SECONDS = 90;

    private final String name;
    private final int port;
    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private Node(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /** @param options of the JVM */
    static Node start(String name, List<String> options) throws IOException {
        int port = Ports.free();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Small, and quick to start.
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
        command.addAll(options);
        command.add(App.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("QUICKSTART_HOST", "127.0.0.1");
        builder.environment().put("QUICKSTART_PORT", Integer.toString(port));
        // Not on the command line, which every user of the machine can read.
        builder.environment().put("QUICKSTART_SECRET", SECRET);
        Node node = new Node(name, port, builder.start());
        Thread reader = new Thread(node::readOutput, "output of node " + name);
        reader.setDaemon(true);
        reader.start();
        return node;
    }

    /** Maven runs this program in a class loader of its own, and {@code java.class.path} is what Maven needs itself. */
    private static String classPath() {
        if (Node.class.getClassLoader() instanceof URLClassLoader loader) {
            return Stream.of(loader.getURLs())
                    .map(url -> Path.of(URI.create(url.toString())).toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String randomSecret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.startsWith("The quick start is running")) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.complete(false);
        }
    }

    void awaitReady() throws FailedException, InterruptedException {
        try {
            if (!ready.get(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
                throw new FailedException("node " + name + " has ended. It said:\n" + output());
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new FailedException(
                    "node " + name + " did not start within " + LONGEST_START_SECONDS + " s. It said:\n" + output(), e);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String output() {
        return String.join("\n", output);
    }

    boolean hasEndedWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** As {@code kill -9} does: the node gets no chance to hand anything over. Returns its exit status. */
    int kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // Process itself would close the streams while they are read
        return process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
