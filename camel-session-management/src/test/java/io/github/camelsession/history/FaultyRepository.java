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

import io.github.camelsession.history.FaultyStore.Entry;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** One node's way to the {@link FaultyStore}. */
final class FaultyRepository implements OptimisticLockingAggregationRepository {
    private final FaultyStore store;

    FaultyRepository(FaultyStore store) {
        this.store = store;
    }

    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        Entry next =
                new Entry(newExchange.getExchangeId(), newExchange.getMessage().getBody());
        store.compareAndSet(key, oldExchange == null ? null : oldExchange.getExchangeId(), next);
        return oldExchange;
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange exchange) {
        throw new UnsupportedOperationException("only by comparing and swapping");
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        Entry entry = store.get(key);
        if (entry == null) {
            return null;
        }
        Exchange exchange = new DefaultExchange(context);
        exchange.setExchangeId(entry.id());
        exchange.getMessage().setBody(entry.body());
        return exchange;
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        store.remove(key, exchange.getExchangeId());
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {}

    @Override
    public Set<String> getKeys() {
        return store.keys();
    }
}
