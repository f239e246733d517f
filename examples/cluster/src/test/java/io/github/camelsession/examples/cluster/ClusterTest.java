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
package io.github.camelsession.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as its users run it, and what it says when it can not do what it is there for. */
class ClusterTest {
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Cluster cluster = new Cluster(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb", "redis", "hazelcast"})
    void otherNodeHasEverythingWhenOneIsKilled(String store) throws Exception {
        assumeTrue(
                !store.equals("mariadb") || MariaDbStore.isForThisMachine(),
                "the build has no MariaDB for this system, only for Linux on x86-64");

        int status = cluster.run(store);

        assertThat(output()).contains("PASSED");
        assertThat(status).isZero();
        assertThatNobodyListens(output());
    }

    @Test
    void unknownStoreIsRefusedWithThoseThatThereAre() {
        assertThat(cluster.run("oracle")).isEqualTo(2);
        assertThat(output()).contains("no store oracle", "postgresql, mariadb, redis, hazelcast");
    }

    @Test
    void nodesThatShareNothingFail() throws Exception {
        int status = cluster.run(() -> new NoStore(List.of()));

        assertThat(output()).contains("FAILED: Alice's cart on B").doesNotContain("PASSED");
        assertThat(status).isEqualTo(1);
        assertThatNobodyListens(output());
    }

    @Test
    void nodeThatDoesNotStartFailsWithWhatItSaid() {
        int status = cluster.run(
                () -> new NoStore(List.of("-Dcamel.component.session-management.aggregationRepository=#bean:nothing")));

        assertThat(output()).contains("FAILED: node A has ended", "nothing");
        assertThat(status).isEqualTo(1);
    }

    @Test
    void nothingGoesOnWhenTheProgramIsToldToEnd() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Cluster.class.getName(),
                        "redis")
                .redirectErrorStream(true)
                .start();
        try {
            StringBuilder said = new StringBuilder();
            BufferedReader lines = program.inputReader();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("Node B is")) {
                    program.toHandle().destroy(); // Process itself would close the stream
                }
            }
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("Node B is").doesNotContain("PASSED");
            assertThatNobodyListens(said.toString());
        } finally {
            program.descendants().forEach(ProcessHandle::destroyForcibly);
            program.destroyForcibly();
        }
    }

    /** At none of the addresses that the program has said. */
    private static void assertThatNobodyListens(String output) throws IOException {
        List<Integer> ports = ADDRESS.matcher(output)
                .results()
                .map(MatchResult::group)
                .map(address -> Integer.valueOf(address.substring(address.indexOf(':') + 1)))
                .toList();
        assertThat(ports)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(port -> assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                        .as("port %d", port)
                        .isInstanceOf(ConnectException.class));
    }

    /** Leaves the nodes with what they have by themselves: memory. */
    private record NoStore(List<String> options) implements Store {
        @Override
        public String welcome() {
            return "";
        }

        @Override
        public List<String> nodeOptions(int number) {
            return options;
        }

        @Override
        public String epilogue() {
            return "";
        }

        @Override
        public void close() {}
    }
}
