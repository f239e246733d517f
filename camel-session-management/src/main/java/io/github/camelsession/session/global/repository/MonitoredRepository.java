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

import io.github.camelsession.SessionLimitException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.global.entry.KeyFormat;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Translates everything that a repository throws, in one place, including Errors and the checked exceptions that Kotlin
 * or Groovy code throws: it becomes the cause of a {@link SessionStoreException}. A refused comparison and a
 * {@link SessionLimitException} are passed on, because they are results. Also counts lost comparisons, and remembers
 * when and with which exception the repository last failed.
 */
public final class MonitoredRepository implements EntryRepository {
    private final EntryRepository repository;
    private final String name;
    private final InstantSource clock;

    private final LongAdder lost = new LongAdder();
    private volatile @Nullable StoreFailure lastFailure;

    /** @param name the class name of the repository */
    public MonitoredRepository(EntryRepository repository, String name, InstantSource clock) {
        this.repository = repository;
        this.name = name;
        this.clock = clock;
    }

    public StoreStatus status() {
        return new StoreStatus(lost.sum(), lastFailure);
    }

    @Override
    public boolean comparesAndSwaps() {
        return repository.comparesAndSwaps();
    }

    @Override
    public @Nullable Exchange get(String key) {
        try {
            return repository.get(key);
        } catch (Throwable e) {
            throw failure("read session " + KeyFormat.label(key) + "…", e);
        }
    }

    @Override
    public void compareAndSet(String key, @Nullable Exchange expected, Exchange next) {
        try {
            repository.compareAndSet(key, expected, next);
        } catch (OptimisticLockingException e) {
            lost.increment();
            throw e;
        } catch (SessionLimitException e) {
            throw e;
        } catch (Throwable e) {
            throw failure("write session " + KeyFormat.label(key) + "…", e);
        }
    }

    @Override
    public void remove(String key, Exchange expected) {
        try {
            repository.remove(key, expected);
        } catch (OptimisticLockingException e) {
            throw e;
        } catch (Throwable e) {
            throw failure("remove session " + KeyFormat.label(key) + "…", e);
        }
    }

    @Override
    public List<String> keys() {
        try {
            return repository.keys();
        } catch (Throwable e) {
            throw failure("list its keys", e);
        }
    }

    /** For calls that are not of this port. */
    <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (Throwable e) {
            throw failure(what, e);
        }
    }

    private SessionStoreException failure(String what, Throwable cause) {
        if (ObjectHelper.getException(InterruptedException.class, cause) != null) {
            Thread.currentThread().interrupt();
        }
        lastFailure = StoreFailure.of(cause, clock.instant());
        return new SessionStoreException("repository " + name + " failed to " + what, cause);
    }
}
