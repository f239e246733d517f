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
package io.github.camelsession.token.jwkset;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A proxy on loopback that makes tunnels for those that have its password. */
final class ConnectProxy implements AutoCloseable {
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("proxy-user:proxy-password".getBytes(US_ASCII));

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService executor = Executors.newCachedThreadPool();
    /** What it answered, in order. */
    private final List<Integer> answers = new CopyOnWriteArrayList<>();

    ConnectProxy() throws IOException {
        Future<?> unused = executor.submit(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    List<Integer> answers() {
        return answers;
    }

    private Object accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Future<?> unused = executor.submit(() -> serve(client));
        }
    }

    private Object serve(Socket client) throws IOException {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String target = line.split(" ")[1];
                boolean known = false;
                for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
                    known = known || header.equalsIgnoreCase("Proxy-Authorization: " + LOGIN);
                }
                if (known) {
                    answer(client, 200, "");
                    tunnel(client, target);
                    return true;
                }
                answer(client, 407, "Proxy-Authenticate: Basic realm=\"loopback\"\r\nContent-Length: 0\r\n");
            }
        }
        return false;
    }

    private void answer(Socket client, int status, String headers) throws IOException {
        answers.add(status);
        client.getOutputStream().write(("HTTP/1.1 " + status + " X\r\n" + headers + "\r\n").getBytes(US_ASCII));
    }

    private void tunnel(Socket client, String target) throws IOException {
        int colon = target.lastIndexOf(':');
        try (Socket server = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
            Future<?> unused = executor.submit(() -> copy(server.getInputStream(), client.getOutputStream()));
            copy(client.getInputStream(), server.getOutputStream());
        }
    }

    private static boolean copy(InputStream from, OutputStream to) throws IOException {
        from.transferTo(to);
        return true;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        executor.shutdownNow();
    }
}
