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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import io.github.camelsession.TokenKeysUnavailableException;
import io.github.camelsession.token.ClaimRules;
import io.github.camelsession.token.SignatureVerifiers;
import io.github.camelsession.token.TestTokens;
import io.github.camelsession.token.TokenVerifier;
import io.github.camelsession.token.request.BearerToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key servers that would keep us busy for ever. Their sockets are real, and so is their time. */
@Timeout(20)
class HttpJwkSetTest {
    private static final HttpLimits SHORT = new HttpLimits(Duration.ofMillis(400), Duration.ofMillis(600), 1000);
    /** Far less than for ever, and long enough for a busy machine. */
    private static final Duration IN_TIME = Duration.ofSeconds(10);

    private static final HttpLimits PATIENT = new HttpLimits(IN_TIME, IN_TIME, 1000);
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ServerSocket listening = listen();
    /** What the server saw of the end of the connection. */
    private final BlockingQueue<Boolean> ended = new LinkedBlockingQueue<>();

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
        executor.shutdownNow();
    }

    /** Writes the beginning at once, and the filler again and again until the client goes away. */
    private URI answering(String scheme, String beginning, String filler, Duration pause) {
        Future<?> unused = executor.submit(() -> {
            try (Socket socket = listening.accept();
                    OutputStream out = socket.getOutputStream()) {
                out.write(beginning.getBytes(US_ASCII));
                while (!filler.isEmpty() && !Thread.currentThread().isInterrupted()) {
                    out.write(filler.getBytes(US_ASCII));
                    out.flush();
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
            } catch (IOException | InterruptedException e) {
                ended.add(true);
            }
        });
        return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort() + "/jwks");
    }

    private void assertGivesUp(URI uri) throws InterruptedException {
        long start = System.nanoTime();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new HttpJwkSet(uri, SHORT, null).call());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IN_TIME);
    }

    @Test
    void contentIsRead() throws IOException {
        URI uri = answering("http", OK + "Content-Length: 2\r\n\r\n{}", "", Duration.ZERO);
        assertThat(new HttpJwkSet(uri, PATIENT, null).call()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // the status line itself
                "HTTP/1.1 200 OK\r\nX-Filler: ", // a header without end
                "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n"
            })
    void tricklingServerIsGivenUpInTimeAndItsConnectionClosed(String beginning) throws Exception {
        assertGivesUp(answering("http", beginning, "x", Duration.ofMillis(50)));
        assertThat(ended.poll(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tricklingTlsHandshakeIsGivenUpInTimeAndItsConnectionClosed() throws Exception {
        // A TLS record of a handshake that announces 16 KB.
        String record = "\u0016\u0003\u0003\u0040\u0000\u0002\u0000\u003f\u0000";
        assertGivesUp(answering("https", record, "\u0000", Duration.ofMillis(50)));
        assertThat(ended.poll(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void trickledChunksAreGivenUpInTime() throws Exception {
        assertGivesUp(
                answering("http", OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", Duration.ofMillis(50)));
    }

    @Test
    void silentServerIsGivenUpAfterTheReadTimeout() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/jwks");
        assertGivesUp(uri);
    }

    @Test
    void endlessContentIsGivenUpAtTheLimitOfSize() {
        URI uri = answering("http", OK + "\r\n", "x".repeat(500), Duration.ZERO);
        assertThatThrownBy(() -> new HttpJwkSet(uri, PATIENT, null).call()).hasStackTraceContaining("1000 bytes");
    }

    @Test
    void contentIsNotUnpacked() {
        URI uri = answering("http", OK + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", "", Duration.ZERO);
        assertThatThrownBy(() -> new HttpJwkSet(uri, PATIENT, null).call())
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("gzip", "compressed content is not supported");
    }

    @Test
    void connectionAndThreadsOfAFetchEndWithIt() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/jwks");
        Future<Integer> afterTheAnswer = executor.submit(this::answerAndWaitForTheEnd);
        new HttpJwkSet(uri, PATIENT, null).call();
        assertThat(afterTheAnswer.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getThreadGroup)
                        .noneMatch(group -> group != null && group.getName().contains("JWK set")));
    }

    /** A server that would keep the connection for a next request. */
    private int answerAndWaitForTheEnd() throws IOException {
        try (Socket socket = listening.accept()) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            while (!in.readLine().isEmpty()) {
                // to the end of the request
            }
            socket.getOutputStream().write((OK + "Content-Length: 2\r\n\r\n{}").getBytes(US_ASCII));
            return in.read();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "303", "307", "308", "204", "206", "401", "404", "500"})
    void anyStatusBut200IsAFailure(String status) {
        URI uri = answering(
                "http",
                "HTTP/1.1 " + status + " X\r\nLocation: http://127.0.0.1/\r\nContent-Length: 2\r\n\r\n{}",
                "",
                Duration.ZERO);
        assertThatThrownBy(() -> new HttpJwkSet(uri, SHORT, null).call()).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-x\r\n", "\u0000\u0001\u0002", "HTTP/1.1 2", "HTTP/9.9 999\r\n\r\n"})
    void whatIsNotHttpIsAFailure(String garbage) {
        URI uri = answering("http", garbage, "", Duration.ZERO);
        assertThatThrownBy(() -> new HttpJwkSet(uri, SHORT, null).call()).isInstanceOf(IOException.class);
    }

    @Test
    void tokenIsNotRefusedBecauseTheKeyServerIsNoHttpServer() {
        String uri = answering("http", "SSH-2.0-x\r\n", "", Duration.ZERO).toString();
        TokenVerifier verifier = TokenVerifier.of(
                SignatureVerifiers.jwkSet(JwkSetLocation.of(uri, new DefaultCamelContext(), null), null, Duration.ZERO),
                new ClaimRules(null, null, Duration.ZERO));
        BearerToken token = BearerToken.parse(
                "Bearer "
                        + TestTokens.rsa(JWSAlgorithm.RS256, TestTokens.RSA)
                                .expiresAt(Instant.MAX.minusSeconds(1))
                                .sign(),
                8192);
        assertThatExceptionOfType(TokenKeysUnavailableException.class)
                .isThrownBy(() -> verifier.verify(token, Instant.EPOCH));
    }
}
