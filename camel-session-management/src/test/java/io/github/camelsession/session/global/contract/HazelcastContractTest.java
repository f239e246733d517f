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
package io.github.camelsession.session.global.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.spi.exception.PartitionMigratingException;
import com.hazelcast.spi.exception.WrongTargetException;
import com.hazelcast.spi.impl.SerializationServiceSupport;
import io.github.camelsession.session.global.support.TestServers;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs on one of two members, each of which keeps a backup of the other's entries. */
class HazelcastContractTest extends SessionStoreContractTest {
    @Override
    public AggregationRepository newRepository() {
        HazelcastAggregationRepository repository =
                new HazelcastAggregationRepository(TestServers.newName(), true, TestServers.hazelcast());
        return repository;
    }

    @Override
    public boolean comparesAndSwaps() {
        return true;
    }

    /** Stores an object of a class that the filter refuses. */
    @Override
    public void damage(String key) {
        String name = ((HazelcastAggregationRepository) repository())
                .getPersistentRepositoryName()
                .replace("-completed", "");
        TestServers.hazelcast().getMap(name).set(key, new BitSet());
    }

    static List<Exception> answers() {
        Exception withCause = new HazelcastException("outer", new IOException("inner"));
        withCause.addSuppressed(new IllegalStateException("suppressed"));
        return List.of(
                new WrongTargetException("the partition moves"),
                new PartitionMigratingException("the partition moves"),
                new CancellationException(),
                new TimeoutException(),
                withCause);
    }

    /** An answer that the caller cannot read leaves it without one for two minutes. */
    @ParameterizedTest
    @MethodSource("answers")
    void failureThatAnotherMemberAnswersPassesTheFilter(Exception answer) {
        SerializationService serialization =
                ((SerializationServiceSupport) TestServers.hazelcast()).getSerializationService();
        Object read = serialization.toObject(serialization.toData(answer));
        assertThat(read).hasSameClassAs(answer);
    }
}
