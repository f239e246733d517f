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
package io.github.camelsession.session.global;

import java.util.BitSet;
import org.apache.camel.processor.aggregate.hazelcast.HazelcastAggregationRepository;
import org.apache.camel.spi.AggregationRepository;

/** On one of two members, each of which keeps a backup of the other's entries. */
class HazelcastContractTest extends SessionStoreContractTest {
    @Override
    AggregationRepository newRepository() {
        HazelcastAggregationRepository repository =
                new HazelcastAggregationRepository(TestServers.newName(), true, TestServers.hazelcast());
        return repository;
    }

    @Override
    public boolean comparesAndSwaps() {
        return true;
    }

    /** With a class that the filter refuses. */
    @Override
    public void damage(String key) {
        String name = ((HazelcastAggregationRepository) repository())
                .getPersistentRepositoryName()
                .replace("-completed", "");
        TestServers.hazelcast().getMap(name).set(key, new BitSet());
    }
}
