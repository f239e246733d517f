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

import io.github.camelsession.session.global.repository.StoreFailure;
import io.github.camelsession.session.global.repository.StoreStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of GLOBAL sessions on this node since its start.
 *
 * @param repository the class name of the repository
 */
public record GlobalStatus(String repository, Count sessions, StoreStatus store, Sweeps sweeps) {
    /**
     * The number of sessions that the repository holds. Expired sessions count until they are swept.
     *
     * @param number -1 if the sessions have not been counted yet
     * @param now false if this is the number after the last sweep, because asking the repository would cost too much
     */
    public record Count(int number, boolean now) {}

    /** @param lastFailure the last failure of any sweep, not necessarily of the last one */
    public record Sweeps(
            Totals totals, @Nullable Run last, @Nullable StoreFailure lastFailure) {
        static final Sweeps NONE = new Sweeps(new Totals(0, 0, Duration.ZERO), null, null);

        Sweeps and(Run run, @Nullable StoreFailure failure) {
            return new Sweeps(totals.and(run), run, failure == null ? lastFailure : failure);
        }

        /** Adds a sweep that could not even begin. */
        Sweeps andFailed(StoreFailure failure) {
            return new Sweeps(totals, last, failure);
        }
    }

    /** The totals of all sweeps that could list the repository's keys. */
    public record Totals(long runs, long removed, Duration took) {
        Totals and(Run run) {
            return new Totals(runs + 1, removed + run.removed(), took.plus(run.took()));
        }
    }

    /**
     * @param sessions the number of sessions left after the sweep
     * @param entriesRead the number of sessions whose entries the sweep had to read, because their keys do not contain
     *     the expiry
     */
    public record Run(Instant at, Duration took, int sessions, int removed, int entriesRead) {}
}
