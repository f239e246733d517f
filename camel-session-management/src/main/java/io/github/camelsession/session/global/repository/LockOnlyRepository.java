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
import org.apache.camel.spi.AggregationRepository;
import org.jspecify.annotations.Nullable;

/**
 * A repository that overwrites without comparing. This class does not compare either. Updates are atomic only because
 * each caller reads and writes while it holds the lock of the key, which belongs to the repository object; and only if
 * a failed write is not stored later.
 */
final class LockOnlyRepository implements EntryRepository {
    private final CamelContext context;
    private final AggregationRepository repository;

    LockOnlyRepository(CamelContext context, AggregationRepository repository) {
        this.context = context;
        this.repository = repository;
    }

    @Override
    public boolean comparesAndSwaps() {
        return false;
    }

    @Override
    public @Nullable Exchange get(String key) {
        return repository.get(context, key);
    }

    @Override
    public void compareAndSet(String key, @Nullable Exchange expected, Exchange next) {
        repository.add(context, key, next);
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
