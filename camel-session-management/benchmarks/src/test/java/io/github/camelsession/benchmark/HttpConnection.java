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

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;

/**
 * A kept-alive connection that writes requests made beforehand and looks at no more of an answer than its status and its
 * end: on one machine, what the client costs is taken from the server, and hides the differences of servers.
 */
final class HttpConnection implements Closeable {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] answer = new byte[8 * 1024];
    private int length;

    HttpConnection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** @throws IOException also if the status of the answer is none of success */
    void exchange(byte[] request) throws IOException {
        out.write(request);
        length = 0;
        int body;
        while ((body = bodyStart()) < 0) {
            readMore();
        }
        String head = new String(answer, 0, body, ISO_8859_1).toLowerCase(Locale.ROOT);
        if (!head.startsWith("http/1.1 2")) {
            throw new IOException(
                    "the server answered " + head.lines().findFirst().orElse("nothing"));
        }
        if (head.contains("transfer-encoding: chunked")) {
            readToLastChunk(body);
        } else {
            readTo(body + contentLength(head));
        }
    }

    /** Head and body of the last answer; valid until the next exchange. */
    String answer() {
        return new String(answer, 0, length, UTF_8);
    }

    private int bodyStart() {
        for (int i = 0; i <= length - END_OF_HEAD.length; i++) {
            if (Arrays.equals(answer, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return i + END_OF_HEAD.length;
            }
        }
        return -1;
    }

    private static int contentLength(String head) {
        String name = "\r\ncontent-length:";
        int start = head.indexOf(name);
        return start < 0
                ? 0
                : Integer.parseInt(head.substring(start + name.length(), head.indexOf("\r\n", start + 2))
                        .strip());
    }

    private void readTo(int end) throws IOException {
        while (length < end) {
            readMore();
        }
    }

    /** JSON has no line break of this kind in it. */
    private void readToLastChunk(int body) throws IOException {
        while (length - body < LAST_CHUNK.length
                || !Arrays.equals(answer, length - LAST_CHUNK.length, length, LAST_CHUNK, 0, LAST_CHUNK.length)) {
            readMore();
        }
    }

    private void readMore() throws IOException {
        if (length == answer.length) {
            answer = Arrays.copyOf(answer, 2 * length);
        }
        int read = in.read(answer, length, answer.length - length);
        if (read < 0) {
            throw new EOFException("the server closed the connection within an answer");
        }
        length += read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
