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

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.global.repository.OverEntries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lets one node at a time sweep. It saves work and is needed for nothing else: two nodes that sweep at once remove
 * the same entries, each once.
 */
final class SweepLease {
    private static final Logger LOG = LoggerFactory.getLogger(SweepLease.class);

    /** How long the others wait for a node that is gone; much longer than a batch takes. */
    private static final Duration LENGTH = Duration.ofMinutes(1);

    private final OverEntries entries;
    private final InstantSource clock;

    /** Null if this node does not have it. Stays after a sweep whose repository failed, so that the next one goes on. */
    private @Nullable Instant end;

    SweepLease(OverEntries entries, InstantSource clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** Before a sweep: what was not given back after the last one may have been taken by another node. */
    boolean take() {
        return (end != null && takeOrRenew()) || takeOrRenew();
    }

    /** @return whether this node has the lease; asks the repository only if a good part of it is over */
    boolean takeOrRenew() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant held = end;
        if (held != null && now.plus(LENGTH.dividedBy(2)).isBefore(held)) {
            return true;
        }
        Instant next = now.plus(LENGTH);
        end = entries.lease(held, now, next) ? next : null;
        return end != null;
    }

    void giveBack() {
        if (end == null) {
            return;
        }
        try {
            entries.lease(end, clock.instant(), Instant.EPOCH);
            end = null;
        } catch (SessionStoreException e) {
            LOG.debug("The lease could not be given back; it ends at {}", end, e);
        }
    }
}
