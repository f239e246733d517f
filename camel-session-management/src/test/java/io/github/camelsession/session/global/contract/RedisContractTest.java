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

import io.github.camelsession.session.global.support.TestServers;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.Codec;
import org.redisson.codec.CompositeCodec;

class RedisContractTest extends SessionStoreContractTest {
    @Override
    public AggregationRepository newRepository() {
        RedisAggregationRepository repository = new RedisAggregationRepository();
        repository.setMapName(TestServers.newName());
        repository.setOptimistic(true);
        repository.setRedisson(TestServers.redis());
        return repository;
    }

    @Override
    public boolean comparesAndSwaps() {
        return true;
    }

    @Override
    public void damage(String key) {
        String name = ((RedisAggregationRepository) repository()).getMapName();
        Codec rawValues = new CompositeCodec(TestServers.redis().getConfig().getCodec(), ByteArrayCodec.INSTANCE);
        TestServers.redis().getMap(name, rawValues).fastPut(key, new byte[] {1, 2});
    }
}
