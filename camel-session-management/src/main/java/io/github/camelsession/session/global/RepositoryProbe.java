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

import io.github.camelsession.session.Session;
import io.github.camelsession.session.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
 * Finds out by trying what a repository can do, for its interfaces do not tell: those of Redis and Hazelcast have the
 * one for optimistic locking also when it is switched off.
 *
 * <p>What it writes has a key of its own that has expired already: should it stay behind, the sweep removes it.
 */
final class RepositoryProbe {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryProbe.class);

    private final Entries entries;
    private final EntryRepository repository;
    private final Entry entry;
    private final String key;

    private RepositoryProbe(Entries entries, Instant now) {
        byte[] unique = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        SessionKey sessionKey = SessionKey.ofToken("probe", unique, now);
        this.entries = entries;
        this.repository = entries.repository();
        this.entry = new Entry(Session.EMPTY, sessionKey.expiresAt(), now);
        this.key = sessionKey.value();
    }

    /** @throws StoreException if the repository fails, or does not hold what is written */
    static Entries entriesIn(CamelContext context, AggregationRepository repository, Instant now) {
        UnfitRepositories.refuse(repository);
        String name = repository.getClass().getName();
        if (repository instanceof OptimisticLockingAggregationRepository optimistic) {
            Entries entries = new Entries(context, new CompareAndSetRepository(context, optimistic), name);
            // That of this package is known; a try would load much of what only the first request needs.
            if (repository instanceof BoundedMemoryRepository || new RepositoryProbe(entries, now).comparesAndSwaps()) {
                return entries;
            }
        }
        LOG.warn(
                "Repository {} does not compare and swap: its GLOBAL sessions are safe on one node only, for of updates"
                        + " by several nodes at once some would be lost. Run one node, or switch on the repository's"
                        + " optimistic locking if it has any, or set another aggregationRepository",
                name);
        Entries entries = new Entries(context, new LockOnlyRepository(context, repository), name);
        new RepositoryProbe(entries, now).checkThatItHolds();
        return entries;
    }

    private boolean comparesAndSwaps() {
        try {
            boolean answer = accepts(null, newExchange()) && comparesOnCreate() && comparesOnReplace();
            Exchange last = remove();
            if (answer && last != null && bringsBack(last)) {
                LOG.warn(
                        "Repository {} takes a session that was made anew for the one that was removed before: where"
                                + " keyClaims is set, an update that meets the sweep may be lost. Set the"
                                + " aggregationRepository to an io.github.camelsession.JdbcSessionRepository",
                        entries.repositoryName());
            }
            return answer;
        } catch (UnsupportedOperationException switchedOff) {
            LOG.debug("Repository {} has its optimistic locking switched off", entries.repositoryName(), switchedOff);
            return false;
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    private boolean comparesOnCreate() {
        Exchange held = repository.get(key);
        // There is one that refuses the second one, and stores it nevertheless.
        return held != null && !accepts(null, newExchange()) && entries.isStored(key, held);
    }

    private boolean comparesOnReplace() {
        Exchange stale = repository.get(key);
        Exchange replacement = newExchange();
        return accepts(stale, replacement) && !accepts(stale, newExchange()) && entries.isStored(key, replacement);
    }

    /**
     * Those that compare what they hold can not mistake one entry for another, since exchange ids are unique. They are not
     * tried: some log each refusal as an error.
     */
    private boolean bringsBack(Exchange removed) {
        boolean back = CompareAndSetRepository.hasVersion(removed) && accepts(removed, newExchange());
        if (back) {
            remove();
        }
        return back;
    }

    private boolean accepts(@Nullable Exchange expected, Exchange next) {
        try {
            repository.compareAndSet(key, expected, next);
            return true;
        } catch (OptimisticLockingException refused) {
            return false;
        }
    }

    private void checkThatItHolds() {
        Exchange written = newExchange();
        boolean held;
        try {
            repository.compareAndSet(key, null, written);
            held = entries.isStored(key, written);
            remove();
        } catch (RuntimeException e) {
            throw failure(e);
        }
        if (!held) {
            throw new StoreException(
                    "repository " + entries.repositoryName() + " does not hold what is written to it. Set another"
                            + " aggregationRepository",
                    null);
        }
    }

    private @Nullable Exchange remove() {
        Exchange held = repository.get(key);
        if (held != null) {
            repository.remove(key, held);
        }
        return held;
    }

    private Exchange newExchange() {
        return entries.exchangeOf(entry);
    }

    private StoreException failure(RuntimeException cause) {
        return new StoreException(
                "repository " + entries.repositoryName() + " failed when it was tried at the start. See to what the"
                        + " cause says, or set another aggregationRepository",
                cause);
    }
}
