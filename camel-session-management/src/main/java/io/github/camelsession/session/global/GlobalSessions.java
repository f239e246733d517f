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

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import io.github.camelsession.session.global.GlobalStatus.Count;
import io.github.camelsession.session.global.GlobalStatus.Sweeps;
import io.github.camelsession.session.global.entry.Entry;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.repository.Entries;
import io.github.camelsession.session.global.repository.MonitoredRepository;
import io.github.camelsession.session.global.repository.OverEntries;
import io.github.camelsession.session.global.repository.RepositoryProbe;
import io.github.camelsession.session.global.update.Change;
import io.github.camelsession.session.global.update.EventSink;
import io.github.camelsession.session.global.update.GroupCommit;
import io.github.camelsession.session.global.update.TurnsOfRepository;
import io.github.camelsession.session.global.update.TurnsPerKey;
import io.github.camelsession.session.global.update.UpdateClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.AggregationRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of users, kept in an {@link AggregationRepository}.
 *
 * <p>If the repository compares and swaps, updates of one session are atomic among all its users. Otherwise, they are
 * atomic only among those that use this very repository object.
 */
public final class GlobalSessions {
    private static final Logger LOG = LoggerFactory.getLogger(GlobalSessions.class);

    private final Entries entries;
    private final MonitoredRepository watched;
    private final IntSupplier held;
    private final Lifetime lifetime;
    private final GroupCommit updates;
    private final EndOfAllTokens endOfAll;
    private final Sweep sweep;
    private final InstantSource clock;
    private final AtomicBoolean touchesFail = new AtomicBoolean();

    /** @param held supplies the current number of sessions; negative if it cannot be told */
    private GlobalSessions(
            Entries plain,
            TurnsPerKey turns,
            IntSupplier held,
            GlobalSettings settings,
            UpdateClock time,
            EventSink events) {
        this.watched = new MonitoredRepository(plain.repository(), plain.repositoryName(), time);
        this.entries = plain.through(watched);
        this.held = held;
        this.lifetime = new Lifetime(settings);
        this.updates = new GroupCommit(entries, turns, lifetime, time, events);
        this.endOfAll = new EndOfAllTokens(updates, lifetime, time);
        OverEntries over = entries.over(watched);
        this.sweep = over == null
                ? new ExpiredSessionSweep(entries, turns, lifetime, time, events)
                : new IndexedSweep(over, entries.repositoryName(), lifetime, time, events);
        this.clock = time;
    }

    /**
     * Creates the sessions in this repository. To find out whether the repository compares and swaps, it writes an
     * entry of its own and removes it again.
     *
     * @param component the name under which events tell of the sessions
     * @param repository started by the caller, which also stops it later
     * @throws io.github.camelsession.SessionStoreException if the repository fails, or is not fit to hold sessions
     */
    public static GlobalSessions in(
            CamelContext context,
            String component,
            AggregationRepository repository,
            GlobalSettings settings,
            InstantSource clock) {
        return with(context, component, repository, settings, UpdateClock.of(clock));
    }

    /** Likewise, where there is one component. */
    public static GlobalSessions in(
            CamelContext context, AggregationRepository repository, GlobalSettings settings, InstantSource clock) {
        return with(context, repository, settings, UpdateClock.of(clock));
    }

    public static GlobalSessions with(
            CamelContext context, AggregationRepository repository, GlobalSettings settings, UpdateClock time) {
        return with(context, "session-management", repository, settings, time);
    }

    private static GlobalSessions with(
            CamelContext context,
            String component,
            AggregationRepository repository,
            GlobalSettings settings,
            UpdateClock time) {
        IntSupplier held = repository instanceof BoundedMemoryRepository memory ? memory::size : () -> -1;
        Entries entries = RepositoryProbe.entriesIn(context, repository, settings, time.instant());
        return new GlobalSessions(
                entries, TurnsOfRepository.of(repository), held, settings, time, new SessionEvents(context, component));
    }

    /**
     * Returns the session of this key. Nothing is read until the store is used.
     *
     * <p>In addition to what {@link SessionStore} specifies, {@code read} and {@code update} throw
     * {@link io.github.camelsession.SessionStoreException} and {@link SessionAccessDeniedException}, and {@code update}
     * throws {@link io.github.camelsession.SessionConflictException} and
     * {@link io.github.camelsession.SessionLimitException}. After any of the last three, nothing was changed. The
     * message of the first says so if it is unknown whether the update was stored.
     */
    public SessionStore open(SessionKey key) {
        return new KeyedSession(key);
    }

    /**
     * Ends the token that the key was made of: from now on every read and every update with it is refused, on each node.
     * Empties its session, except where other tokens open the session as well. Replaces an entry that cannot be read.
     * Fails as {@link SessionStore#update} does.
     *
     * @return the session as it was before
     */
    public Session end(SessionKey key) {
        return updates.update(key, Change.end(key));
    }

    /**
     * Empties the session and ends all tokens of its user that were issued until this returns, including the second in
     * which it does; where the repository needs more than that second, a few seconds more.
     * Otherwise like {@link #end}.
     *
     * @param key made of claims; a user who is named by somebody else has shown no token
     * @param longestToken from {@code iat} to {@code exp}: tokens that live longer are refused
     */
    public Session endAll(SessionKey key, Duration longestToken) {
        return endOfAll.end(key, longestToken);
    }

    /**
     * Empties the session and ends all tokens of its user that were issued until then, by the clock of who issued them; does
     * nothing if an end as late is known. Otherwise like {@link #endAll}.
     *
     * @param until a whole second
     */
    public Session endIssuedUntil(SessionKey key, Instant until, Duration longestToken) {
        return endOfAll.endIssuedUntil(key, until, longestToken);
    }

    /**
     * Removes the sessions that ended so long ago that no request can still be using them. Those that ended later are
     * invisible already, and stay for now.
     *
     * @return the number of sessions removed
     */
    public int sweep() {
        return sweep(() -> false);
    }

    int sweep(BooleanSupplier cancelled) {
        return sweep.run(cancelled);
    }

    /** Returns the status without a call to the repository. */
    public GlobalStatus status() {
        Sweeps sweeps = sweep.status();
        int now = held.getAsInt();
        Count count = now >= 0 ? new Count(now, true) : new Count(sweep.sessions(), false);
        return new GlobalStatus(entries.repositoryName(), count, watched.status(), sweeps);
    }

    /** @throws SessionStoreException if the repository does not answer; the time-out is that of its client */
    public void checkRepository() {
        entries.ping();
    }

    /**
     * Empties a session for an operator, as a CLEAR of its owner would. Lists all keys of the repository.
     *
     * @param hash the 43 characters that a session's key in the repository ends with
     * @return false if the session does not exist, or if its owner could not see it any more; what is left of it until
     *     its token is over is emptied then, too
     * @throws IllegalArgumentException if the text is not such a hash
     */
    public boolean clear(String hash) {
        if (!KeyFormat.isHashAlone(hash)) {
            throw new IllegalArgumentException(
                    "this is not the hash of a session key: pass the 43 characters that the key in the repository ends"
                            + " with");
        }
        String key = entries.keys().stream()
                .filter(candidate -> hash.equals(KeyFormat.hashOf(candidate)))
                .findFirst()
                .orElse(null);
        StoredEntry stored = key == null ? null : entries.read(key);
        if (key == null || stored == null) {
            return false;
        }
        SessionKey found = SessionKey.found(key, expiryOf(key, stored));
        Instant now = clock.instant();
        if (lifetime.isOver(found.expiresAt(), now)) {
            return false;
        }
        updates.update(found, Change.CLEAR);
        return !lifetime.isOver(found, stored, now);
    }

    /**
     * Returns the expiry of the session. If neither the entry nor the key tells it, returns a time in the near future,
     * so that the sweep removes the entry soon.
     */
    private Instant expiryOf(String key, StoredEntry stored) {
        if (stored.isReadable()) {
            return stored.entry().expiresAt();
        }
        Instant told = KeyFormat.expiryOf(key);
        return told != null ? told : clock.instant().plus(lifetime.settings().updateTimeout());
    }

    private final class KeyedSession implements SessionStore {
        private final SessionKey key;

        KeyedSession(SessionKey key) {
            this.key = key;
        }

        /**
         * Does not wait for others, and costs one {@code get} unless a touch is due. If the touch fails, the session is
         * returned nevertheless: the next read tries again, and until then the session merely ends as it would have
         * ended anyway.
         */
        @Override
        public Session read() {
            StoredEntry stored = entries.read(key.value());
            Instant now = clock.instant();
            lifetime.checkToken(key, now);
            if (stored == null) {
                return Session.EMPTY;
            }
            Entry entry = stored.entry();
            entry.content().checkOpenTo(key);
            if (lifetime.isExpired(entry, now)) {
                return Session.EMPTY;
            }
            if (lifetime.isTouchDue(entry, key, now)) {
                touch();
            }
            return entry.session().at(now);
        }

        private void touch() {
            try {
                updates.touch(key);
                touchesFail.set(false);
            } catch (SessionStoreException e) {
                if (!touchesFail.getAndSet(true)) {
                    LOG.warn(
                            "Sessions can be read, but their time of access cannot be written, so they may end early."
                                    + " This is not logged again until a write succeeds. The cause:",
                            e);
                }
            }
        }

        @Override
        public Session update(UnaryOperator<Session> change) {
            return updates.update(key, change);
        }

        @Override
        public Session clear() {
            return updates.update(key, Change.CLEAR);
        }
    }
}
