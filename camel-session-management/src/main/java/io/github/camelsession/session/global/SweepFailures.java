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
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What failed in one sweep. Used by one thread. */
final class SweepFailures {
    /**
     * After this many in a row the repository itself has failed: each further attempt would only cost another time-out.
     */
    static final int IN_A_ROW = 3;

    private int number;
    private int inARow;
    private @Nullable RuntimeException first;

    /** Adds a failed attempt to remove something. */
    void add(RuntimeException failure) {
        number++;
        inARow++;
        addBeside(failure);
    }

    /** Adds a failed attempt of many to remove something of which the others may succeed. */
    void addOne(RuntimeException failure) {
        number++;
        addBeside(failure);
    }

    /** Adds a failure of what is done beside the removals. */
    void addBeside(RuntimeException failure) {
        first = first == null ? failure : first;
    }

    /** Notes that the repository has answered. */
    void endRow() {
        inARow = 0;
    }

    boolean haveEndedTheSweep() {
        return inARow == IN_A_ROW;
    }

    @Nullable
    StoreFailure first(Instant now) {
        return first == null ? null : StoreFailure.of(first, now);
    }

    /** @param what the plural of what one attempt removes */
    void report(Logger log, String repositoryName, String what) {
        if (first != null) {
            log.warn(
                    "Repository {} failed to remove {} {}{}; the next sweep tries again. The first cause:",
                    repositoryName,
                    number,
                    what,
                    haveEndedTheSweep() ? " in a row, so the sweep stopped" : "",
                    first);
        }
    }
}
