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
package io.github.camelsession.examples.jbang;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An application in a process of its own, on a free port, and a client of it. */
final class RunningCamel implements AutoCloseable {
    /** Every request has it. */
    static final String REQUEST_HEADER = "X-From-Client";

    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Pattern STARTED = Pattern.compile("Apache Camel 4\\.18\\.0 \\([\\w-]+\\) started");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int LONGEST_START_SECONDS = 120;

    private final Process process;
    private final int port;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Boolean> started = new CompletableFuture<>();
    private final Map<String, CompletableFuture<String>> awaited = new ConcurrentHashMap<>();

    private RunningCamel(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RunningCamel start(Workspace workspace) throws Exception {
        int port = freePort();
        return start(workspace.run(port, "info"), port);
    }

    /** @param port where it is told to listen */
    static RunningCamel start(ProcessBuilder application, int port) throws Exception {
        RunningCamel camel =
                new RunningCamel(application.redirectErrorStream(true).start(), port);
        Thread reader = new Thread(camel::readOutput, "output of Camel JBang");
        reader.setDaemon(true);
        reader.start();
        if (!camel.started
                .completeOnTimeout(false, LONGEST_START_SECONDS, TimeUnit.SECONDS)
                .get()) {
            camel.close();
            throw new AssertionError("Camel did not start. It said:\n" + String.join("\n", camel.output));
        }
        return camel;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                String said = line;
                awaited.forEach((part, found) -> {
                    if (said.contains(part)) {
                        found.complete(said);
                    }
                });
                if (STARTED.matcher(line).find()) {
                    started.complete(true);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            started.complete(false);
        }
    }

    List<String> output() {
        return output;
    }

    /** The first line from now on that has this part. */
    CompletableFuture<String> nextLine(String part) {
        return awaited.computeIfAbsent(part, any -> new CompletableFuture<>()).orTimeout(60, TimeUnit.SECONDS);
    }

    long pid() {
        return process.pid();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The answer of a log-in. */
    HttpResponse<String> login(String user, String password) throws IOException, InterruptedException {
        return send("POST", "/login", null, "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}");
    }

    /** The token of a new login of a demo user, alice or bob. */
    String token(String user) throws IOException, InterruptedException {
        String body =
                login(user, user.equals("alice") ? "wonderland" : "builder").body();
        Matcher token = TOKEN.matcher(body);
        if (!token.find()) {
            throw new AssertionError("No token for " + user + " in " + body);
        }
        return token.group(1);
    }

    HttpResponse<String> send(String method, String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .header(REQUEST_HEADER, "request")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        process.toHandle().destroy(); // Process itself would close the stream while it is read
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
