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
package io.github.camelsession.session.global;

import io.github.camelsession.session.LimitException;
import io.github.camelsession.session.global.GlobalStatus.Store;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;

/** Counts lost comparisons, and remembers when and of what the repository failed last. */
final class WatchedRepository implements EntryRepository {
    private final EntryRepository repository;
    private final InstantSource clock;

    private final LongAdder lost = new LongAdder();
    private volatile @Nullable StoreFailure lastFailure;

    WatchedRepository(EntryRepository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    Store status() {
        return new Store(lost.sum(), lastFailure);
    }

    @Override
    public boolean comparesAndSwaps() {
        return repository.comparesAndSwaps();
    }

    @Override
    public @Nullable Exchange get(String key) {
        try {
            return repository.get(key);
        } catch (RuntimeException e) {
            throw noted(e);
        }
    }

    @Override
    public void compareAndSet(String key, @Nullable Exchange expected, Exchange next) {
        try {
            repository.compareAndSet(key, expected, next);
        } catch (OptimisticLockingException e) {
            lost.increment();
            throw e;
        } catch (RuntimeException e) {
            throw noted(e);
        }
    }

    @Override
    public void remove(String key, Exchange expected) {
        try {
            repository.remove(key, expected);
        } catch (RuntimeException e) {
            throw noted(e);
        }
    }

    @Override
    public Set<String> keys() {
        try {
            return repository.keys();
        } catch (RuntimeException e) {
            throw noted(e);
        }
    }

    /** A refusal is an answer, no failure. */
    private RuntimeException noted(RuntimeException e) {
        if (!(e instanceof OptimisticLockingException || e instanceof LimitException)) {
            lastFailure = StoreFailure.of(e, clock.instant());
        }
        return e;
    }
}
