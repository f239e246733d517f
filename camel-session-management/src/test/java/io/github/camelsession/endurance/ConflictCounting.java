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
package io.github.camelsession.endurance;

import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.service.ServiceSupport;

/** Passes everything on to a repository that others start and stop, and counts the writes that it refuses. */
final class ConflictCounting extends ServiceSupport implements OptimisticLockingAggregationRepository {
    private final OptimisticLockingAggregationRepository repository;
    private final LongAdder conflicts;

    ConflictCounting(OptimisticLockingAggregationRepository repository, LongAdder conflicts) {
        this.repository = repository;
        this.conflicts = conflicts;
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange before, Exchange now) {
        try {
            return repository.add(context, key, before, now);
        } catch (OptimisticLockingException e) {
            conflicts.increment();
            throw e;
        }
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange exchange) {
        return repository.add(context, key, exchange);
    }

    @Override
    public Exchange get(CamelContext context, String key) {
        return repository.get(context, key);
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        repository.remove(context, key, exchange);
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {
        repository.confirm(context, exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        return repository.getKeys();
    }
}
