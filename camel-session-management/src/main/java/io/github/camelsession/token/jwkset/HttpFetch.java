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

import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request. Closing it ends its connection and threads. Does not use {@code HttpURLConnection}: its time-outs
 * start again with each byte, and a connection that trickles cannot be closed for good.
 */
final class HttpFetch implements AutoCloseable {
    private static final String NAME = "session-management JWK set";

    /**
     * Holds all threads of the client, including that of its selector, which closes all connections and ends when it is
     * interrupted. Java 17 has no other way than to wait for the garbage collector ({@code HttpClient.close()} came
     * with 21).
     */
    private final ThreadGroup threads = new ThreadGroup(NAME);

    private final ExecutorService executor = Executors.newCachedThreadPool(this::newThread);
    private final HttpLimits limits;
    private final @Nullable SSLContext tls;

    HttpFetch(HttpLimits limits, @Nullable SSLContext tls) {
        this.limits = limits;
        this.tls = tls;
    }

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(threads, task, NAME);
        thread.setDaemon(true);
        return thread;
    }

    HttpResponse<String> get(HttpRequest request) throws IOException {
        HttpClient client = await(CompletableFuture.supplyAsync(this::newClient, executor));
        return await(client.sendAsync(request, response -> new LimitedText(limits.bytes())));
    }

    /** Call this in a thread of the group, so that the client's own thread belongs to the group too. */
    private HttpClient newClient() {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .authenticator(new ProxyLogin())
                .executor(executor);
        return (tls == null ? client : client.sslContext(tls)).build();
    }

    /**
     * Waits at most until the time limit. An interrupt does not end the wait, and is set again afterwards: other
     * threads need this answer as well, and it arrives in time or not at all.
     */
    private <T> T await(CompletableFuture<T> answer) throws IOException {
        long end = System.nanoTime() + limits.total().toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            throw new IOException(
                    "the server takes longer than " + limits.total().toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IOException("reading from the server failed", e);
        } finally {
            // Closes the connection if the answer has not arrived.
            answer.cancel(true);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        threads.interrupt();
    }

    /**
     * Logs in to a proxy, and to nothing else, with system properties that add to the JVM's own
     * {@code https.proxyHost}.
     */
    private static final class ProxyLogin extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            String user = System.getProperty("https.proxyUser");
            String password = System.getProperty("https.proxyPassword");
            return getRequestorType() == RequestorType.PROXY && user != null && password != null
                    ? new PasswordAuthentication(user, password.toCharArray())
                    : null;
        }
    }
}
