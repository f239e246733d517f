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

import io.github.camelsession.SweepableRepository;
import io.github.camelsession.session.global.entry.StoredEntry;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The port to a {@link SweepableRepository}. Each failure is a {@link io.github.camelsession.SessionStoreException}, as
 * with a {@link MonitoredRepository}.
 */
public final class OverEntries {
    private final CamelContext context;
    private final SweepableRepository repository;
    private final Entries entries;
    private final MonitoredRepository watched;

    OverEntries(CamelContext context, SweepableRepository repository, Entries entries, MonitoredRepository watched) {
        this.context = context;
        this.repository = repository;
        this.entries = entries;
        this.watched = watched;
    }

    public List<String> keysOverBy(long epochSecond, int most) {
        return watched.call("find expired sessions", () -> repository.keysOverBy(epochSecond, most));
    }

    /** Returns those of these that are still there, whether they can be read or not. */
    public Map<String, StoredEntry> read(Collection<String> keys) {
        Map<String, Exchange> exchanges = watched.call("read expired sessions", () -> repository.getAll(context, keys));
        Map<String, StoredEntry> stored = new HashMap<>();
        exchanges.forEach((key, exchange) -> stored.put(key, entries.storedIn(key, exchange)));
        return stored;
    }

    /** Returns when the entry that was read is over, as far as the repository knows. */
    public static long hintOf(StoredEntry stored) {
        return stored.exchange().getProperty(SweepableRepository.EXPIRES_AT, SweepableRepository.NOT_KNOWN, Long.class);
    }

    /** Removes those of these that are still as they were read. */
    public int remove(Map<String, StoredEntry> read) {
        return watched.call("remove expired sessions", () -> repository.removeAll(exchanges(read)));
    }

    /**
     * Changes what the repository knows of those of these that are still as they were read.
     *
     * @param hints for each of these, and maybe for more
     */
    public void setHints(Map<String, StoredEntry> read, Map<String, Long> hints) {
        Map<String, Exchange> exchanges = exchanges(read);
        exchanges.forEach((key, exchange) -> exchange.setProperty(SweepableRepository.EXPIRES_AT, hints.get(key)));
        watched.call("note when sessions expire", () -> {
            repository.setHints(exchanges);
            return exchanges;
        });
    }

    private static Map<String, Exchange> exchanges(Map<String, StoredEntry> read) {
        Map<String, Exchange> exchanges = new HashMap<>();
        read.forEach((key, stored) -> exchanges.put(key, stored.exchange()));
        return exchanges;
    }

    /** Makes {@link #keysOverBy} find again what could not be read. */
    public void recheck() {
        watched.call("find sessions that could not be read", () -> {
            repository.recheck();
            return repository;
        });
    }

    public int count() {
        return (int) Math.min(Integer.MAX_VALUE, watched.call("count its sessions", repository::count));
    }

    /** See {@link SweepableRepository#lease}. */
    public boolean lease(@Nullable Instant held, Instant now, Instant end) {
        return watched.call("take turns at sweeping", () -> repository.lease(held, now, end));
    }
}
