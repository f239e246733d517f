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

/** The result of a read: an entry, or something that cannot be read as one and can only be replaced or removed. */
public final class StoredEntry {
    private final Exchange exchange;
    private final @Nullable Entry entry;
    private final @Nullable SessionStoreException damage;

    /**
     * @param exchange the exchange that the repository returned. It serves for comparison and must not be changed,
     *     because some repositories return the very object that they store
     */
    public StoredEntry(Exchange exchange, Entry entry) {
        this(exchange, entry, null);
    }

    private StoredEntry(Exchange exchange, @Nullable Entry entry, @Nullable SessionStoreException damage) {
        this.exchange = exchange;
        this.entry = entry;
        this.damage = damage;
    }

    /** @param damage the exception that {@link #entry} throws: why the entry cannot be read, and what to do */
    public static StoredEntry unreadable(Exchange exchange, SessionStoreException damage) {
        return new StoredEntry(exchange, null, damage);
    }

    public Exchange exchange() {
        return exchange;
    }

    /**
     * Returns whether the entry can be read. Otherwise it can still be compared with, and replaced by a change that
     * ignores what was there, such as CLEAR.
     */
    public boolean isReadable() {
        return entry != null;
    }

    /** Returns whether it says that its session was ended, which is told then, and not merely expired. */
    public boolean isEnded(String key) {
        return entry != null && entry.content().isEnded(key);
    }

    /** @throws SessionStoreException if it cannot be read */
    public Entry entry() {
        if (entry == null) {
            throw damage();
        }
        return entry;
    }

    /** Returns why the entry cannot be read. Each call creates a new exception, because each caller gets its own. */
    public SessionStoreException damage() {
        SessionStoreException reason = Objects.requireNonNull(damage);
        return new SessionStoreException(String.valueOf(reason.getMessage()), reason.getCause());
    }

    /** Returns the id of the write that stored this entry. */
    public String id() {
        return exchange.getExchangeId();
    }

    /** Returns the ids of earlier writes that the entry carries on; none if it cannot be read. */
    List<String> writes() {
        return entry == null ? List.of() : entry.writes();
    }

    /** Returns whether this write stored the entry, or the entry was stored on top of it. */
    public boolean comesFrom(String write) {
        return write.equals(id()) || writes().contains(write);
    }

    /**
     * Returns whether so many nodes have written since the earlier entry was read that a write of that time may be
     * forgotten. The oldest is forgotten first; so while an id from before that time is known, all later ones are.
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
