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
package io.github.camelsession.benchmark;

import io.github.camelsession.session.global.BoundedMemoryRepository;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.service.ServiceSupport;

/** The repository in memory, which says how often it refused a write. */
final class CountingRepository extends ServiceSupport implements OptimisticLockingAggregationRepository {
    private final BoundedMemoryRepository memory;
    private final LongAdder refused = new LongAdder();

    CountingRepository(int maxSessions) {
        this.memory = new BoundedMemoryRepository(maxSessions);
    }

    long refused() {
        return refused.sum();
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange oldExchange, Exchange newExchange) {
        try {
            return memory.add(context, key, oldExchange, newExchange);
        } catch (OptimisticLockingException e) {
            refused.increment();
            throw e;
        }
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange exchange) {
        return memory.add(context, key, exchange);
    }

    @Override
    public Exchange get(CamelContext context, String key) {
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

    @Override
    protected void doStart() {
        memory.start();
    }

    @Override
    protected void doStop() {
        memory.stop();
    }
}
