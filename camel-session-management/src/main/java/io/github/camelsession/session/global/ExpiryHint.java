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

import io.github.camelsession.SweepableRepository;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.repository.OverEntries;
import java.time.Instant;

/** What a {@link SweepableRepository} is to know of an entry that was read. */
final class ExpiryHint {
    private ExpiryHint() {}

    /**
     * Returns the epoch second from which on the entry is over: as it says itself, or if it cannot be read, as it was
     * known before, or as its key tells.
     */
    static long of(String key, StoredEntry stored, Lifetime lifetime) {
        if (!KeyFormat.isSession(key)) {
            return SweepableRepository.NEVER;
        }
        if (stored.isReadable()) {
            return lifetime.overAt(stored.entry());
        }
        long known = OverEntries.hintOf(stored);
        if (known != SweepableRepository.NOT_KNOWN) {
            return known;
        }
        Instant inKey = KeyFormat.expiryOf(key);
        return inKey == null ? SweepableRepository.NEVER : lifetime.overAt(inKey);
    }
}
