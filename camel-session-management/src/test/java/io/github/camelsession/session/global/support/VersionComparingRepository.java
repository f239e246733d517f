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

import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Behaves like Camel's JDBC repository: it returns copies, and compares the version in the new exchange. */
public final class VersionComparingRepository implements OptimisticLockingAggregationRepository {
    private static final String VERSION = "CamelOptimisticLockVersion";

    private final ConcurrentMap<String, Row> rows = new ConcurrentHashMap<>();

    @Override
    public @Nullable Exchange add(
            CamelContext context, String key, @Nullable Exchange oldExchange, Exchange newExchange) {
        Long version = newExchange.getProperty(VERSION, Long.class);
        Object body = newExchange.getMessage().getBody();
        rows.compute(key, (k, row) -> {
            if (row != null && (version == null || row.version != version)) {
                throw new OptimisticLockingException();
            }
            return new Row(body, newExchange.getExchangeId(), version == null ? 1 : version + 1);
        });
        return oldExchange;
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange exchange) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        Row row = rows.get(key);
        if (row == null) {
            return null;
        }
        Exchange exchange = new DefaultExchange(context);
        exchange.setExchangeId(row.exchangeId);
        exchange.setProperty(VERSION, row.version);
        exchange.getMessage().setBody(row.body instanceof byte[] bytes ? bytes.clone() : row.body);
        return exchange;
    }

    /** Does nothing, silently, if the exchange is stale. */
    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        long version = exchange.getProperty(VERSION, Long.class);
        rows.computeIfPresent(key, (k, row) -> row.version == version ? null : row);
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {}

    @Override
    public Set<String> getKeys() {
        return Collections.unmodifiableSet(rows.keySet());
    }

    private record Row(Object body, String exchangeId, long version) {}
}
