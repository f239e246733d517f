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
package io.github.camelsession.session.global.entry;

import io.github.camelsession.SessionStoreException;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a read found: an entry, or something that cannot be read as one and can only be replaced. */
public final class StoredEntry {
    private final Exchange exchange;
    private final @Nullable Entry entry;
    private final @Nullable SessionStoreException damage;

    /**
     * @param exchange as the repository gave it: for comparing with, never to be changed. Some repositories give the very
     *     object that they store
     */
    public StoredEntry(Exchange exchange, Entry entry) {
        this(exchange, entry, null);
    }

    private StoredEntry(Exchange exchange, @Nullable Entry entry, @Nullable SessionStoreException damage) {
        this.exchange = exchange;
        this.entry = entry;
        this.damage = damage;
    }

    /** @param damage what {@link #entry} throws: why it cannot be read, and what to do */
    public static StoredEntry unreadable(Exchange exchange, SessionStoreException damage) {
        return new StoredEntry(exchange, null, damage);
    }

    public Exchange exchange() {
        return exchange;
    }

    /** If not, it may be compared with and replaced by a change that does not look at what was there, as CLEAR. */
    public boolean isReadable() {
        return entry != null;
    }

    /** @throws SessionStoreException if it cannot be read */
    public Entry entry() {
        if (entry == null) {
            throw damage();
        }
        return entry;
    }

    /** Of one that cannot be read: a new one each time, for each caller gets an exception of its own. */
    public SessionStoreException damage() {
        SessionStoreException reason = Objects.requireNonNull(damage);
        return new SessionStoreException(String.valueOf(reason.getMessage()), reason.getCause());
    }

    /** Of the write that stored it. */
    public String id() {
        return exchange.getExchangeId();
    }

    /** Ids of earlier writes that it carries on; none if it cannot be read. */
    List<String> writes() {
        return entry == null ? List.of() : entry.writes();
    }

    /** Whether it was stored by this write, or on top of it. */
    public boolean comesFrom(String write) {
        return write.equals(id()) || writes().contains(write);
    }

    /**
     * Whether so many nodes have written since the earlier one was read that a write of that time may be forgotten. As
     * the oldest is forgotten first, all from then on are known while one from before is.
     *
     * @param earlier null if there was none
     */
    public boolean mayHaveForgotten(@Nullable StoredEntry earlier) {
        return writes().size() >= WriteIds.REMEMBERED
                && (earlier == null
                        || (!comesFrom(earlier.id())
                                && earlier.writes().stream().noneMatch(this::comesFrom)));
    }
}
