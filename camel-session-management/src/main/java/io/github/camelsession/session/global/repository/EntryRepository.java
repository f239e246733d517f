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
 * The port to Camel's AggregationRepository: what GLOBAL sessions ask of one. Whatever the repository throws comes
 * through as it is, unless {@link MonitoredRepository} is in between.
 */
public interface EntryRepository {
    /** False if {@link #compareAndSet} overwrites whatever is there, so that a late write would do so as well. */
    boolean comparesAndSwaps();

    @Nullable
    Exchange get(String key);

    /**
     * Stores {@code next} if what {@link #get} gave is still there.
     *
     * @param expected what {@code get} gave, null included
     * @param next new, owned by the repository from here on
     * @throws org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException if something else
     *     is there; some repositories throw it also though {@code next} was stored, or is stored later
     */
    void compareAndSet(String key, @Nullable Exchange expected, Exchange next);

    /** Removes what {@link #get} gave, so that nothing of it stays behind, whatever bookkeeping the repository has. */
    void remove(String key, Exchange expected);

    /** All that are there, the keys of others included: a copy. */
    List<String> keys();
}
