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

import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The port to Camel's AggregationRepository, with the operations that GLOBAL sessions need. Exceptions of the
 * repository are passed on unchanged, unless a {@link MonitoredRepository} is in between.
 */
public interface EntryRepository {
    /**
     * Returns false if {@link #compareAndSet} overwrites whatever is stored, so that a late write would do so as well.
     */
    boolean comparesAndSwaps();

    @Nullable
    Exchange get(String key);

    /**
     * Stores {@code next} if the repository still holds what {@link #get} returned.
     *
     * @param expected what {@code get} returned, null included
     * @param next a new exchange, which belongs to the repository from this call on
     * @throws org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException if the repository
     *     holds something else; some repositories also throw it although {@code next} was stored, or is stored later
     */
    void compareAndSet(String key, @Nullable Exchange expected, Exchange next);

    /** Removes what {@link #get} returned, and anything that the repository keeps about it. */
    void remove(String key, Exchange expected);

    /** Returns a copy of all keys in the repository, including those of others. */
    List<String> keys();
}
