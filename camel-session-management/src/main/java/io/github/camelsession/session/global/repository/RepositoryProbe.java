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

import io.github.camelsession.SessionStoreException;
import io.github.camelsession.SweepableRepository;
import io.github.camelsession.session.global.entry.Entry;
import io.github.camelsession.session.global.entry.EntryContent;
import io.github.camelsession.session.global.entry.GlobalSettings;
import io.github.camelsession.session.global.entry.Lifetime;
import io.github.camelsession.session.global.entry.SessionKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a repository can do by trying it. Its interfaces do not tell: the repositories of Redis and Hazelcast
 * implement the one for optimistic locking even if it is switched off.
 *
 * <p>A repository does not compare and swap if it accepts a write that expects something else than it holds, or refuses
 * that write but stores it. A write that expects what the repository holds has to succeed. If it is refused, this may
 * be a lock that was not acquired in time, which says nothing about comparing; so the write is tried again, and the
 * start fails if it never succeeds.
 *
 * <p>The probe writes under a key of its own that has expired already. If its entry is left behind, the sweep removes
 * it.
 */
public final class RepositoryProbe {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryProbe.class);

    private static final int TRIES = 5;

    private final Entries entries;
    private final EntryRepository repository;
    private final Entry entry;
    private final String key;

    private RepositoryProbe(Entries entries, GlobalSettings settings, Instant now) {
        byte[] unique = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        SessionKey sessionKey = SessionKey.ofToken("probe", unique, now);
        this.entries = entries;
        this.repository = entries.repository();
        this.entry = new Lifetime(settings).used(null, EntryContent.EMPTY, sessionKey.expiresAt(), now);
        this.key = sessionKey.value();
    }

    /**
     * @throws SessionStoreException if the repository fails, or does not hold what is written to it, or does not
     *     compare and swap and {@code lockOnlyRepository} does not allow that
     */
    public static Entries entriesIn(
            CamelContext context, AggregationRepository repository, GlobalSettings settings, Instant now) {
        UnfitRepositories.refuse(repository);
        String name = repository.getClass().getName();
        if (repository instanceof BoundedMemoryRepository memory) {
            // Its behaviour is known. A probe would load many classes that only the first request needs.
            EntryRepository port = new CompareAndSetRepository(context, memory);
            return new Entries(context, port, name, settings.form(), null);
        }
        if (repository instanceof OptimisticLockingAggregationRepository optimistic) {
            EntryRepository port = new CompareAndSetRepository(context, optimistic);
            SweepableRepository sweepable = repository instanceof SweepableRepository it ? it : null;
            Entries entries = new Entries(context, port, name, settings.form(), sweepable);
            if (new RepositoryProbe(entries, settings, now).comparesAndSwaps()) {
                return entries;
            }
        }
        if (!settings.lockOnlyRepository()) {
            throw doesNotCompare(name);
        }
        EntryRepository port = new LockOnlyRepository(context, repository);
        Entries entries = new Entries(context, port, name, settings.form(), null);
        new RepositoryProbe(entries, settings, now).checkThatItHolds();
        return entries;
    }

    private static SessionStoreException doesNotCompare(String name) {
        return new SessionStoreException(
                "repository " + name + " does not compare and swap: if two nodes update a session at once, one of the"
                        + " updates is lost. Enable its optimistic locking if it has any, set another"
                        + " aggregationRepository, or set none to keep sessions in memory. If only this JVM uses the"
                        + " sessions, through only this repository object, and a failed write cannot take effect"
                        + " later, set lockOnlyRepository=true: only a lock in this JVM then guards updates",
                null);
    }

    private boolean comparesAndSwaps() {
        try {
            boolean comparesOnCreate = refuses(write());
            boolean answer = comparesOnCreate && refuses(write());
            Exchange last = remove();
            if (answer && last != null && bringsBack(last)) {
                LOG.warn(
                        "Repository {} mistakes a session that was created again for the one that was removed before:"
                                + " if keyClaims is set, an update that coincides with the sweep may be lost. Set"
                                + " aggregationRepository to an io.github.camelsession.JdbcSessionRepository",
                        entries.repositoryName());
            }
            return answer;
        } catch (UnsupportedOperationException switchedOff) {
            LOG.debug("The optimistic locking of repository {} is disabled", entries.repositoryName(), switchedOff);
            return false;
        } catch (SessionStoreException e) {
            throw e;
        } catch (Exception e) { // of any class: some repositories throw checked exceptions
            throw failure(e);
        }
    }

    private void checkThatItHolds() {
        try {
            write();
            write();
            remove();
        } catch (SessionStoreException e) {
            throw e;
        } catch (Exception e) { // of any class: some repositories throw checked exceptions
            throw failure(e);
        }
    }

    /**
     * Creates the entry, or replaces the existing one.
     *
     * @return what the write expected, which a later write must not expect: null if it was the first
     */
    private @Nullable Exchange write() {
        OptimisticLockingException refusal = null;
        for (int i = 0; i < TRIES; i++) {
            Exchange expected = repository.get(key);
            Exchange next = entries.exchangeOf(key, entry);
            refusal = refusal(expected, next);
            if (entries.isStored(key, next)) {
                return expected;
            }
            if (refusal == null && holdsBodyOf(next)) {
                throw losesIds();
            }
        }
        throw new SessionStoreException(
                "repository " + entries.repositoryName() + " does not keep what is written to it: it "
                        + (refusal == null ? "lost" : "refused") + " each of " + TRIES + " writes of a test entry. Fix"
                        + " the cause if there is one, or set another aggregationRepository",
                refusal);
    }

    private boolean holdsBodyOf(Exchange written) {
        Exchange held = repository.get(key);
        return held != null
                && Objects.deepEquals(
                        held.getMessage().getBody(), written.getMessage().getBody());
    }

    private SessionStoreException losesIds() {
        return new SessionStoreException(
                "repository " + entries.repositoryName() + " keeps the body of an exchange that is written to it, but"
                        + " not its exchange id, which identifies the write. Make its get() return the exchange with"
                        + " the id that it was added with, or set another aggregationRepository",
                null);
    }

    private boolean refuses(@Nullable Exchange stale) {
        Exchange held = repository.get(key);
        boolean refused = refusal(stale, entries.exchangeOf(key, entry)) != null;
        // One repository refuses a second create, but stores it.
        return refused && held != null && entries.isStored(key, held);
    }

    private @Nullable OptimisticLockingException refusal(@Nullable Exchange expected, Exchange next) {
        try {
            repository.compareAndSet(key, expected, next);
            return null;
        } catch (OptimisticLockingException e) {
            return e;
        }
    }

    /**
     * Returns whether a write that expects a removed exchange succeeds. Repositories that compare what they hold cannot
     * mistake one entry for another, since exchange ids are unique; they are not probed, because some log each refusal
     * as an error.
     */
    private boolean bringsBack(Exchange removed) {
        boolean back =
                CompareAndSetRepository.hasVersion(removed) && refusal(removed, entries.exchangeOf(key, entry)) == null;
        if (back) {
            remove();
        }
        return back;
    }

    /** @return null if it is still there: if the removal is refused, it is left to the sweep */
    private @Nullable Exchange remove() {
        Exchange held = repository.get(key);
        try {
            if (held != null) {
                repository.remove(key, held);
            }
            return held;
        } catch (OptimisticLockingException refused) {
            LOG.debug(
                    "Repository {} refused to remove the entry that it was tested" + " with",
                    entries.repositoryName(),
                    refused);
            return null;
        }
    }

    private SessionStoreException failure(Exception cause) {
        return new SessionStoreException(
                "repository " + entries.repositoryName() + " failed when it was tested at the start. Fix what the"
                        + " cause says, or set another aggregationRepository",
                cause);
    }
}
