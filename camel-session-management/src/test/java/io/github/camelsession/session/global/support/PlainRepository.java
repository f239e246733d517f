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
package io.github.camelsession.session.global.support;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.jspecify.annotations.Nullable;

/** Implements only the basic interface, like the repositories of Caffeine and Infinispan. */
public class PlainRepository implements AggregationRepository {
    private final MemoryAggregationRepository memory;

    public PlainRepository(MemoryAggregationRepository memory) {
        this.memory = memory;
    }

    @Override
    public @Nullable Exchange add(CamelContext context, String key, Exchange exchange) {
        return memory.add(context, key, exchange);
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        return memory.get(context, key);
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        memory.remove(context, key, exchange);
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {
        memory.confirm(context, exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        return memory.getKeys();
    }
}
