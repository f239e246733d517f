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
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.repository.BoundedMemoryRepository;
import io.github.camelsession.session.global.repository.Entries;
import io.github.camelsession.session.global.repository.MonitoredRepository;
import io.github.camelsession.session.global.repository.RepositoryProbe;
import io.github.camelsession.session.global.update.GroupCommit;
import io.github.camelsession.session.global.update.PendingUpdate;
import io.github.camelsession.session.global.update.TurnsOfRepository;
import io.github.camelsession.session.global.update.TurnsPerKey;
import io.github.camelsession.session.global.update.UpdateClock;
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
 * Sessions of users, kept in an {@link AggregationRepository}.
 *
 * <p>Updates of one session are atomic among all who use the repository if it compares and swaps, and among those who
 * use this very object of it if it does not.
 */
public final class GlobalSessions {
    private static final Logger LOG = LoggerFactory.getLogger(GlobalSessions.class);

    private final Entries entries;
    private final MonitoredRepository watched;
    private final IntSupplier held;
    private final Lifetime lifetime;
    private final GroupCommit updates;
    private final ExpiredSessionSweep sweep;
    private final InstantSource clock;
    private final AtomicBoolean touchesFail = new AtomicBoolean();

    /** @param held how many sessions there are now; negative if that can not be told */
    private GlobalSessions(
            Entries plain, TurnsPerKey turns, IntSupplier held, GlobalSettings settings, UpdateClock time) {
        this.watched = new MonitoredRepository(plain.repository(), plain.repositoryName(), time);
        this.entries = plain.through(watched);
        this.held = held;
        this.lifetime = new Lifetime(settings);
        this.updates = new GroupCommit(entries, turns, lifetime, time);
        this.sweep = new ExpiredSessionSweep(entries, turns, lifetime, time);
        this.clock = time;
    }

    /**
     * Tries with an entry of its own, which it removes again, whether the repository compares and swaps.
     *
     * @param repository started already, and stopped later, by the caller
     * @throws io.github.camelsession.SessionStoreException if the repository fails, or is not fit to hold sessions
     */
    public static GlobalSessions in(
            CamelContext context, AggregationRepository repository, GlobalSettings settings, InstantSource clock) {
        return with(context, repository, settings, UpdateClock.of(clock));
    }

    public static GlobalSessions with(
            CamelContext context, AggregationRepository repository, GlobalSettings settings, UpdateClock time) {
        IntSupplier held = repository instanceof BoundedMemoryRepository memory ? memory::size : () -> -1;
        Entries entries = RepositoryProbe.entriesIn(context, repository, settings, time.instant());
        return new GlobalSessions(entries, TurnsOfRepository.of(repository), held, settings, time);
    }

    /**
     * The session of this key. Nothing is read until the store is used.
     *
     * <p>Besides what {@link SessionStore} says, {@code read} and {@code update} throw
     * {@link io.github.camelsession.SessionStoreException} and {@link SessionAccessDeniedException}, and {@code update} throws
     * {@link io.github.camelsession.SessionConflictException} and
     * {@link io.github.camelsession.SessionLimitException}. With the last three nothing was changed; the message of
     * the first says so where it is open whether the update was stored.
     */
    public SessionStore open(SessionKey key) {
        return new KeyedSession(key);
    }

    /**
     * Removes the sessions that ended so long ago that no request can be at work on them; the others of those that
     * ended are invisible already.
     *
     * @return how many were removed
     */
    public int sweep() {
        return sweep(() -> false);
    }

    int sweep(BooleanSupplier cancelled) {
        return sweep.run(cancelled);
    }

    /** Asks the repository nothing. */
    public GlobalStatus status() {
        Sweeps sweeps = sweep.status();
        int now = held.getAsInt();
        int swept = sweeps.last() == null ? -1 : sweeps.last().sessions();
        Count count = now >= 0 ? new Count(now, true) : new Count(swept, false);
        return new GlobalStatus(entries.repositoryName(), count, watched.status(), sweeps);
    }

    /** @throws SessionStoreException if the repository does not answer; how long that takes is up to its client */
    public void checkRepository() {
        entries.ping();
    }

    /**
     * Empties a session as a CLEAR of its owner does, for operators. Lists all keys of the repository.
     *
     * @param hash the 43 characters that a session's key in the repository ends with
     * @return false if there is no such session, or none that its owner could still see
     * @throws IllegalArgumentException if it is no such hash
     */
    public boolean clear(String hash) {
        if (!KeyFormat.isHashAlone(hash)) {
            throw new IllegalArgumentException(
                    "that is no hash of a session key: give the 43 characters that the key in the repository ends with");
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
        if (isOver(found, stored)) {
            return false;
        }
        updates.update(found, PendingUpdate.CLEAR);
        return true;
    }

    /** Where nothing tells it, one that lets the sweep remove the entry soon. */
    private Instant expiryOf(String key, StoredEntry stored) {
        if (stored.isReadable()) {
            return stored.entry().expiresAt();
        }
        Instant told = KeyFormat.expiryOf(key);
        return told != null ? told : clock.instant().plus(lifetime.settings().updateTimeout());
    }

    private boolean isOver(SessionKey key, StoredEntry stored) {
        Instant now = clock.instant();
        return lifetime.isOver(key.expiresAt(), now)
                || (stored.isReadable() && lifetime.isExpired(stored.entry(), now));
    }

    private final class KeyedSession implements SessionStore {
        private final SessionKey key;

        KeyedSession(SessionKey key) {
            this.key = key;
        }

        /**
         * Waits for nobody, and costs one {@code get} unless a touch is due. A touch that fails does not take away what
         * was read: the next read tries again, and until then the session only ends as it would have ended anyway.
         */
        @Override
        public Session read() {
            StoredEntry stored = entries.read(key.value());
            Instant now = clock.instant();
            lifetime.checkToken(key, now);
            if (stored == null || lifetime.isExpired(stored.entry(), now)) {
                return Session.EMPTY;
            }
            if (lifetime.isTouchDue(stored.entry(), key, now)) {
                touch();
            }
            return stored.entry().session();
        }

        private void touch() {
            try {
                updates.touch(key);
                touchesFail.set(false);
            } catch (SessionStoreException e) {
                if (!touchesFail.getAndSet(true)) {
                    LOG.warn(
                            "Sessions are read, but their time of access can not be written, so that they may end"
                                    + " early. This is not logged again until it works. The cause:",
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
            return updates.update(key, PendingUpdate.CLEAR);
        }
    }
}
