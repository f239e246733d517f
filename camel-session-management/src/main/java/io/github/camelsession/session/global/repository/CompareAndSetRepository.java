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
package io.github.camelsession.session.global.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.jspecify.annotations.Nullable;

/** A repository that compares and swaps by itself. Its updates are atomic for everyone who uses the same store. */
final class CompareAndSetRepository implements EntryRepository {
    /**
     * The property with which JDBC repositories compare. They compare the version in the new exchange, not the one in
     * the old exchange.
     */
    private static final String JDBC_VERSION = "CamelOptimisticLockVersion";

    private final CamelContext context;
    private final OptimisticLockingAggregationRepository repository;

    CompareAndSetRepository(CamelContext context, OptimisticLockingAggregationRepository repository) {
        this.context = context;
        this.repository = repository;
    }

    /** Returns whether the repository compares a version that it put into this exchange, instead of what it holds. */
    static boolean hasVersion(Exchange exchange) {
        return exchange.getProperty(JDBC_VERSION) != null;
    }

    @Override
    public boolean comparesAndSwaps() {
        return true;
    }

    @Override
    public @Nullable Exchange get(String key) {
        return repository.get(context, key);
    }

    @Override
    public void compareAndSet(String key, @Nullable Exchange expected, Exchange next) {
        Object version = expected == null ? null : expected.getProperty(JDBC_VERSION);
        if (version != null) {
            next.setProperty(JDBC_VERSION, version);
        }
        repository.add(context, key, expected, next);
    }

    @Override
    public void remove(String key, Exchange expected) {
        repository.remove(context, key, expected);
        repository.confirm(context, expected.getExchangeId());
    }

    @Override
    public List<String> keys() {
        List<String> keys = new ArrayList<>(repository.getKeys());
        keys.removeIf(Objects::isNull);
        return keys;
    }
}
