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
package io.github.camelsession.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dev console over HTTP, on an application that listens to the network. */
class ConsoleTest {
    private static RunningShop shop;

    @BeforeAll
    static void startShop() throws Exception {
        shop = RunningShop.startOn("0.0.0.0");
    }

    @AfterAll
    static void stopShop() {
        shop.close();
    }

    private static HttpResponse<String> console(InetAddress host, String accept) throws Exception {
        URI uri = URI.create("http://" + host.getHostAddress() + ":" + shop.port() + "/console");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).header("Accept", accept).build(), BodyHandlers.ofString());
    }

    @Test
    void consoleIsTextForPeopleAndJsonForPrograms() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        HttpResponse<String> text = console(loopback, "*/*");
        HttpResponse<String> json = console(loopback, "application/json");

        assertThat(text.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(text.body()).startsWith("component: session-management\n");
        assertThat(json.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(json.body()).startsWith("{\"components\":{\"session-management\":{");
        assertThat(text.body() + json.body()).doesNotContain(shop.secret());
    }

    @Test
    void otherMachinesGetNoConsole() throws Exception {
        Optional<InetAddress> address = outsideAddress();
        assumeThat(address).as("an address other than loopback").isPresent();

        HttpResponse<String> answer = console(address.orElseThrow(), "application/json");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEmpty();
    }

    private static Optional<InetAddress> outsideAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }

    @Test
    void welcomeNamesTheConsole() {
        assertThat(shop.welcome()).contains("curl " + shop.url() + "/console\n");
    }
}
