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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** {@code camel run *} in {@code app/}, with the component as it was just built instead of a released one. */
public final class App {
    private static final int DEFAULT_PORT = 8080;

    /** Quiet, so that the curl lines stay in sight. */
    private static final String LOG_LEVEL = System.getProperty("jbang.log", "warn");

    private App() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = Integer.getInteger("jbang.port", DEFAULT_PORT);
        if (!isFree(port)) {
            System.err.println(
                    "Port " + port + " of 127.0.0.1 is in use. Stop the program that listens there, or choose"
                            + " another port: -Djbang.port=9090");
            System.exit(1);
        }
        Process camel = Workspace.prepare().run(port, LOG_LEVEL).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(camel::destroy, "stops Camel JBang"));
        camel.waitFor();
    }

    /** Asked here, because JBang would start all the same, and the lines to try would reach the other program. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
