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

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer's key server on loopback, whose answer can be changed. */
public final class JwkSetServer {
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 200;
    private volatile String content = "";
    private volatile String redirect = "";
    private volatile CountDownLatch open = new CountDownLatch(0);

    private JwkSetServer(HttpServer server) {
        this.server = server;
    }

    public static JwkSetServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        JwkSetServer server = new JwkSetServer(http);
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    public int requests() {
        return requests.get();
    }

    public void serve(String json) {
        content = json;
        status = 200;
    }

    public void fail(int code) {
        content = "{\"keys\":[]}";
        status = code;
    }

    /** Answers the key URI with a redirect to the path, which serves the set. */
    public void redirect(String path, String json) {
        content = json;
        redirect = path;
    }

    /** Lets requests wait until {@link #release()}. */
    public void hold() {
        open = new CountDownLatch(1);
    }

    public void release() {
        open.countDown();
    }

    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        boolean redirects =
                !redirect.isEmpty() && exchange.getRequestURI().getPath().equals("/jwks");
        if (redirects) {
            exchange.getResponseHeaders().add("Location", redirect);
        }
        exchange.sendResponseHeaders(redirects ? 302 : status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
