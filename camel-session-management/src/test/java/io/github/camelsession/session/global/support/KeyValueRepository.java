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

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.jspecify.annotations.Nullable;

/**
 * Behaves like Camel 4.23's KeyValueAggregationRepository: it has no further interface, an add is a get and a put, and
 * each get returns a copy.
 */
public final class KeyValueRepository implements AggregationRepository {
    private final Map<String, DefaultExchangeHolder> entries = new ConcurrentHashMap<>();

    @Override
    public @Nullable Exchange add(CamelContext context, String key, Exchange exchange) {
        Exchange before = get(context, key);
        entries.put(key, DefaultExchangeHolder.marshal(exchange, true, false));
        return before;
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        DefaultExchangeHolder held = entries.get(key);
        if (held == null) {
            return null;
        }
        Exchange exchange = new DefaultExchange(context);
        DefaultExchangeHolder.unmarshal(exchange, held);
        return exchange;
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        entries.remove(key);
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {}

    @Override
    public Set<String> getKeys() {
        return entries.keySet();
    }
}
