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
package io.github.camelsession.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.history.FaultPlan.Fault;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever ten clients do through two nodes, and whatever the store does to them: each session is as if one step had come
 * after the other. A seed gives the same steps and faults again, but not the same interleaving.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HistoryTest {
    private static final int CALLS = 60;

    private FaultyCluster cluster;
    private FaultyCluster hasty;

    @BeforeAll
    void start() throws Exception {
        cluster = new FaultyCluster(Duration.ofSeconds(2));
        hasty = new FaultyCluster(Duration.ofMillis(200));
    }

    @AfterAll
    void stop() {
        cluster.close();
        hasty.close();
    }

    /** Eight that are always the same, and one that never was. */
    static LongStream seeds() {
        return LongStream.concat(
                LongStream.rangeClosed(1, 8),
                LongStream.of(ThreadLocalRandom.current().nextLong(1L << 40)));
    }

    /** A search that does not come to an end proves nothing, so the round is run again: each comes out differently. */
    private static void verify(Callable<Round> rounds) throws Exception {
        Round round = rounds.call();
        for (int more = 0; more < 4 && !round.isDecided(); more++) {
            round = rounds.call();
        }
        round.verify();
    }

    @Order(1)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneSessionOnAFaultyStore(long seed) throws Exception {
        verify(() -> cluster.run(seed, 1, CALLS, FaultyCluster.FAULTS));
    }

    @Order(2)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void manySessionsOnAFaultyStore(long seed) throws Exception {
        verify(() -> cluster.run(-seed, 5, 3 * CALLS, FaultyCluster.FAULTS));
    }

    @Order(3)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneSessionOnAStoreThatFailsInNothing(long seed) throws Exception {
        verify(() -> cluster.run(seed + (1L << 41), 1, CALLS, Map.of()));
    }

    @Order(4)
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void storeThatHangsForLongerThanAnUpdateMayTake(long seed) throws Exception {
        verify(() -> hasty.run(seed, 3, CALLS / 3, Map.of(Fault.HANGING, 0.01, Fault.LATE, 0.05, Fault.FAILED, 0.02)));
    }

    @Order(5)
    @Test
    void builtInMemory() throws Exception {
        BoundedMemoryRepository memory = new BoundedMemoryRepository(100);
        try (Node one = new Node(memory, Duration.ofSeconds(2));
                Node two = new Node(memory, Duration.ofSeconds(2))) {
            Round round = new Round(List.of(one, two), "memory", 2, 1)
                    .run(calls -> calls < 10 * CALLS)
                    .readAll();
            round.verify();
            assertThat(round.calls()).noneMatch(Call::isOpen);
        }
    }

    /** Where nothing went wrong, nothing was shown. */
    @Order(6)
    @Test
    void everyFaultWasMetAndNodesWereInEachOthersWay() {
        assertThat(cluster.store().conflicts()).isPositive();
        for (Fault fault : FaultyCluster.FAULTS.keySet()) {
            assertThat(cluster.store().injected(fault)).as(fault.name()).isPositive();
        }
        assertThat(hasty.store().injected(Fault.HANGING)).isPositive();
    }
}
