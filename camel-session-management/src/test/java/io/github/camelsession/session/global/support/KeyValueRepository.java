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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.RecoverableAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Behaves like Camel 4.23's KeyValueAggregationRepository on a store of keys and values: an add is a get and a put, each
 * get returns a copy, and what is removed is kept under another key until it is confirmed.
 */
public final class KeyValueRepository extends ServiceSupport implements RecoverableAggregationRepository {
    private static final String COMPLETED = "completed:";

    private final Map<String, DefaultExchangeHolder> store = new ConcurrentHashMap<>();
    private boolean useRecovery = true;

    @Override
    public @Nullable Exchange add(CamelContext context, String key, Exchange exchange) {
        Exchange before = get(context, key);
        store.put(key, DefaultExchangeHolder.marshal(exchange, true, false));
        return before;
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        DefaultExchangeHolder held = store.get(key);
        if (held == null) {
            return null;
        }
        Exchange exchange = new DefaultExchange(context);
        DefaultExchangeHolder.unmarshal(exchange, held);
        return exchange;
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        DefaultExchangeHolder held = store.remove(key);
        if (useRecovery && held != null) {
            store.put(COMPLETED + exchange.getExchangeId(), held);
        }
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {
        store.remove(COMPLETED + exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        return store.keySet().stream()
                .filter(key -> !key.startsWith(COMPLETED))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> scan(CamelContext context) {
        return store.keySet().stream()
                .filter(key -> key.startsWith(COMPLETED))
                .map(key -> key.substring(COMPLETED.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public @Nullable Exchange recover(CamelContext context, String exchangeId) {
        return useRecovery ? get(context, COMPLETED + exchangeId) : null;
    }

    @Override
    public void setUseRecovery(boolean useRecovery) {
        this.useRecovery = useRecovery;
    }

    @Override
    public boolean isUseRecovery() {
        return useRecovery;
    }

    @Override
    public void setRecoveryInterval(long interval, TimeUnit unit) {}

    @Override
    public void setRecoveryInterval(long interval) {}

    @Override
    public long getRecoveryInterval() {
        return 5000;
    }

    @Override
    public void setDeadLetterUri(String uri) {}

    @Override
    public @Nullable String getDeadLetterUri() {
        return null;
    }

    @Override
    public void setMaximumRedeliveries(int maximum) {}

    @Override
    public int getMaximumRedeliveries() {
        return 3;
    }
}
