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
package io.github.camelsession.history.partition;

import io.github.camelsession.history.partition.Links.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A link that can be cut where there are no network namespaces: it goes on accepting connections, closes none, and
 * passes nothing on until it is healed. Nothing is lost in it, so what was on its way comes in late.
 */
final class DroppingProxy implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private boolean requestsCut;
    private boolean answersCut;

    DroppingProxy(int server) throws IOException {
        this.server = server;
        start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    synchronized void cut(Direction direction) {
        requestsCut |= direction != Direction.ANSWERS;
        answersCut |= direction != Direction.REQUESTS;
    }

    synchronized void heal() {
        requestsCut = false;
        answersCut = false;
        notifyAll();
    }

    private synchronized void awaitPassage(boolean isRequest) throws InterruptedException {
        while (isRequest ? requestsCut : answersCut) {
            wait();
        }
    }

    private void accept() throws Exception {
        while (!door.isClosed()) {
            Socket client = door.accept();
            sockets.add(client);
            start(() -> connect(client));
        }
    }

    private void connect(Socket client) throws Exception {
        awaitPassage(true);
        Socket target = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(target);
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        start(() -> pass(target, client, false));
        pass(client, target, true);
    }

    private void pass(Socket from, Socket to, boolean isRequest) throws Exception {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitPassage(isRequest);
                out.write(buffer, 0, length);
            }
            awaitPassage(isRequest);
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One end has closed the connection: what a proxy is to do then has been done.
                return;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        heal();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
