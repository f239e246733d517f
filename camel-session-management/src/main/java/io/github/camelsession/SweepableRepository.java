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
package io.github.camelsession;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.jspecify.annotations.Nullable;

/**
 * A repository that finds the entries that are over without looking at the others. The sweep of expired sessions then
 * costs what it removes; in other repositories it looks at every key.
 *
 * <p>What the repository knows of an entry's end is a hint: before it removes an entry, the sweep reads it, and goes by
 * what the entry itself says. So a hint that is missing or too early costs one read, and is corrected then. Only a hint
 * that is too late keeps an entry for longer.
 */
public interface SweepableRepository extends OptimisticLockingAggregationRepository {
    /**
     * Exchange property, a {@code Long}: the epoch second from which on an entry is over. An exchange that is passed to
     * {@code add} may have it, and those that {@link #getAll} returns do. The repository keeps it beside the entry; it
     * is no part of what is compared.
     */
    String EXPIRES_AT = "CamelSessionManagementExpiresAt";

    /** The hint of an entry that was written without {@link #EXPIRES_AT}: the next sweep reads the entry. */
    long NOT_KNOWN = 0;

    /** The hint of an entry that no sweep is to look at before {@link #recheck}. */
    long NEVER = Long.MAX_VALUE;

    /** Returns some of the keys whose hint is not after this second, the repository's own keys excluded. */
    List<String> keysOverBy(long epochSecond, int most);

    /**
     * Reads several entries at once. An entry that cannot be read is an exchange whose exception is the reason. Keys
     * without an entry are left out.
     */
    Map<String, Exchange> getAll(CamelContext context, Collection<String> keys);

    /**
     * Removes those of these entries that are still the ones that {@link #getAll} returned.
     *
     * @return how many
     */
    int removeAll(Map<String, Exchange> read);

    /**
     * Changes the hints of those of these entries that are still the ones that {@link #getAll} returned.
     *
     * @param read with another value of {@link #EXPIRES_AT}
     */
    void setHints(Map<String, Exchange> read);

    /** Turns each {@link #NEVER} into {@link #NOT_KNOWN}, because this node may be able to read what others could not. */
    void recheck();

    /** Returns the number of entries, without reading them. */
    long count();

    /**
     * Takes, renews or returns the lease with which one node at a time sweeps. All nodes that share the store share the
     * lease. If the clocks of two nodes differ by more than the lease takes, both may have it, which is harmless.
     *
     * @param held when the lease ends that this node has; null to take one that is over, or was never taken, or ends after
     *     {@code end}, as that of a node does whose clock is ahead
     * @param end when it is to end; the epoch to return it
     * @return false if another node has it; nothing has changed then
     */
    boolean lease(@Nullable Instant held, Instant now, Instant end);
}
