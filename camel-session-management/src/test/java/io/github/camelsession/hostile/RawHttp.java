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
package io.github.camelsession.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An HTTP client that sends what it is told, byte for byte: well-behaved clients refuse most of what attackers send. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 20_000;

    private final int patienceMillis;
    private final String method;
    private final String target;
    private final List<String> lines;
    private final byte[] body;

    private RawHttp(String method, String target, List<String> lines, byte[] body) {
        this(method, target, lines, body, PATIENCE_MILLIS);
    }

    private RawHttp(String method, String target, List<String> lines, byte[] body, int patienceMillis) {
        this.patienceMillis = patienceMillis;
        this.method = method;
        this.target = target;
        this.lines = List.copyOf(lines);
        this.body = body;
    }

    static RawHttp of(String method, String target, byte[] body) {
        return new RawHttp(method, target, List.of(), body);
    }

    static RawHttp get(String target) {
        return new RawHttp("GET", target, List.of(), new byte[0]);
    }

    static RawHttp post(String target, String contentType, String body) {
        return new RawHttp(
                "POST", target, List.of("Content-Type: " + contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** A header line as it goes over the wire, without its end. */
    RawHttp line(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new RawHttp(method, target, more, body, patienceMillis);
    }

    /** For requests that some servers leave without an answer. */
    RawHttp impatient() {
        return new RawHttp(method, target, lines, body, 1_000);
    }

    RawHttp bearer(String token) {
        return line("Authorization: Bearer " + token);
    }

    boolean isFor(String path) {
        return target.contains(path + "/");
    }

    @Override
    public String toString() {
        return method + " " + target + " " + lines + " " + new String(body, StandardCharsets.UTF_8);
    }

    Answer send(int port) throws IOException {
        return send(port, bytes());
    }

    private Answer send(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(patienceMillis);
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head("Content-Length: " + body.length));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private byte[] head(String framing) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        lines.forEach(line -> head.append(line).append("\r\n"));
        return head.append(framing)
                .append("\r\nConnection: close\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** In one chunk, with a line behind it that may look like a header. */
    Answer sendChunked(int port, String trailer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head("Transfer-Encoding: chunked\r\nTrailer: Authorization"));
        if (body.length > 0) {
            bytes.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(body);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes(("0\r\n" + trailer + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        return send(port, bytes.toByteArray());
    }

    /** @param status 0 if the server said nothing */
    record Answer(int status, String body) {
        static Answer of(String text) {
            int end = text.indexOf("\r\n\r\n");
            String[] words = text.split(" ", 3);
            if (end < 0 || words.length < 3) {
                return new Answer(0, text);
            }
            String body = text.substring(end + 4);
            boolean chunked =
                    text.substring(0, end).toLowerCase(java.util.Locale.ROOT).contains("chunked");
            return new Answer(Integer.parseInt(words[1]), chunked ? joined(body) : body);
        }

        private static String joined(String chunks) {
            StringBuilder body = new StringBuilder();
            int start = 0;
            for (int end = chunks.indexOf("\r\n"); end >= 0; end = chunks.indexOf("\r\n", start)) {
                int size = Integer.parseInt(chunks.substring(start, end).strip(), 16);
                if (size == 0) {
                    break;
                }
                // The tests' answers are ASCII: a byte is a character.
                body.append(chunks, end + 2, end + 2 + size);
                start = end + 2 + size + 2;
            }
            return body.toString();
        }
    }
}
