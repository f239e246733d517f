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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The short form of {@link Partitions}. Hazelcast is not here: its members take longer to notice that they are parted than
 * all of this does.
 */
@Timeout(180)
class PartitionTest {
    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "redis"})
    void linkThatIsCutLosesNoAcknowledgedUpdate(String store) throws Exception {
        try (LinkedNodes linked = LinkedNodes.behindProxies(store, 2)) {
            verify(new LinkedHistories(linked), Cut.ONE_NODE, Cut.ANSWERS);
        }
    }

    @Test
    void packetsThatVanishLoseNoAcknowledgedUpdate() throws Exception {
        assumeNamespaces();
        try (LinkedNodes linked = LinkedNodes.inNamespaces("redis", 2)) {
            verify(new LinkedHistories(linked), Cut.FLAPPING);
        }
    }

    private static void verify(LinkedHistories histories, Cut... cuts) throws Exception {
        long seed = ThreadLocalRandom.current().nextLong(1L << 40);
        for (Cut cut : cuts) {
            histories.round(cut, 1_500, seed);
        }
        assertThat(histories.isGood()).as("seed " + seed + ": " + histories).isTrue();
    }

    private static void assumeNamespaces() {
        try {
            new Network(1).close();
        } catch (IOException e) {
            assumeTrue(false, "no network namespaces here: " + e.getMessage());
        }
    }
}
