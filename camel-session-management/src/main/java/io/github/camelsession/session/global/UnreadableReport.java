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

import org.slf4j.Logger;

/**
 * Logs the entries that a sweep cannot read. After a change of keys these may be all: so it names a few, and then says
 * how many others there are.
 */
final class UnreadableReport {
    private static final int NAMED = 5;

    private final Logger log;
    private int found;

    UnreadableReport(Logger log) {
        this.log = log;
    }

    /**
     * For an entry of which no earlier sweep told.
     *
     * @param later whether a sweep removes it though it cannot be read, as it knows when its token is over
     */
    void add(RuntimeException damage, boolean later) {
        found++;
        if (found <= NAMED) {
            log.warn(
                    "{}. {}",
                    damage.getMessage(),
                    later
                            ? "If it stays so, the sweep removes it a day after the end of its token"
                            : "The sweep does not remove it");
        }
    }

    /** At the end of a sweep. */
    void finish(String repositoryName) {
        if (found > NAMED) {
            log.warn(
                    "Repository {} holds {} more entries that cannot be read, and that were not logged before. If"
                            + " encryptionKeys was changed, add the key that they were encrypted with",
                    repositoryName,
                    found - NAMED);
        }
    }
}
