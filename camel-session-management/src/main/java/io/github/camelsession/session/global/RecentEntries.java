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

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Entries as they were read or written last, so that one that is still what the repository holds is not parsed again.
 * What is known of a write is known for good, for the id of a write is given once: which entry is current, the repository
 * alone tells, at each read.
 *
 * <p>Small ones only, one of each slot of a table: 8 MB at most.
 */
final class RecentEntries {
    private static final int SLOTS = 4096;
    private static final int LARGEST_BYTES = 2048;

    private record Recent(String writeId, Entry entry) {}

    private final AtomicReferenceArray<@Nullable Recent> slots = new AtomicReferenceArray<>(SLOTS);

    /** Null if what this write stored is not known any more. */
    @Nullable
    Entry storedBy(String writeId, String key) {
        Recent recent = slots.get(slot(key));
        return recent != null && recent.writeId.equals(writeId) ? recent.entry : null;
    }

    /** @param exchange that the entry was read from, or is written as */
    void put(Exchange exchange, String key, Entry entry) {
        boolean small = exchange.getMessage().getBody() instanceof byte[] json && json.length <= LARGEST_BYTES;
        slots.set(slot(key), small ? new Recent(exchange.getExchangeId(), entry) : null);
    }

    /** For a session that is gone. */
    void forget(String key) {
        slots.set(slot(key), null);
    }

    private static int slot(String key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (SLOTS - 1);
    }
}
