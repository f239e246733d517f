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
import io.github.camelsession.session.global.entry.EntryForm;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.entry.StoredEntry;
import io.github.camelsession.session.global.entry.UnreadableEntryException;
import io.github.camelsession.session.global.entry.WriteIds;
import java.io.ObjectStreamException;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes entries in a repository. Each failure is a {@link SessionStoreException} that names the repository's
 * class.
 */
public final class Entries {
    private static final String NOBODYS_KEY = "session-management-health-check";

    private final CamelContext context;
    private final EntryRepository repository;
    private final String repositoryName;

    private final EntryForm form;

    /** The same repository, if it can find what is over by itself. */
    private final @Nullable SweepableRepository sweepable;

    private final WriteIds ids = new WriteIds();

    public Entries(CamelContext context, EntryRepository repository, String repositoryName) {
        this(context, repository, repositoryName, EntryForm.PLAIN, null);
    }

    Entries(
            CamelContext context,
            EntryRepository repository,
            String repositoryName,
            EntryForm form,
            @Nullable SweepableRepository sweepable) {
        this.context = context;
        this.repository = repository;
        this.repositoryName = repositoryName;
        this.form = form;
        this.sweepable = sweepable;
    }

    /** Returns the same entries, accessed through another port. */
    public Entries through(EntryRepository other) {
        return new Entries(context, other, repositoryName, form, sweepable);
    }

    /** Returns the part of the repository that finds what is over; null if it has none. */
    public @Nullable OverEntries over(MonitoredRepository watched) {
        return sweepable == null ? null : new OverEntries(context, sweepable, this, watched);
    }

    public EntryRepository repository() {
        return repository;
    }

    public String repositoryName() {
        return repositoryName;
    }

    /**
     * Reads an entry. The result tells whether the entry can be read; if not, it can still be replaced or removed. Null
     * if there is none.
     *
     * @throws SessionStoreException if the repository fails. Its cause is an {@link UnreadableEntryException} if the
     *     repository cannot even create an exchange from what it holds, so that only the repository's own tools can
     *     remove it
     */
    @Nullable
    public StoredEntry read(String key) {
        Exchange exchange = get(key);
        return exchange == null ? null : storedIn(key, exchange);
    }

    StoredEntry storedIn(String key, Exchange exchange) {
        try {
            return new StoredEntry(exchange, entryIn(key, exchange));
        } catch (UnreadableEntryException e) {
            return StoredEntry.unreadable(exchange, unreadable(key, e, "CLEAR replaces it with an empty session"));
        }
    }

    private Entry entryIn(String key, Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof byte[] bytes) {
            return form.entryOf(key, bytes);
        }
        Throwable damage = exchange.getException();
        if (damage != null) {
            throw noExchange(damage); // this is how JdbcSessionRepository reports it
        }
        String found = body == null ? "nothing" : body.getClass().getName();
        throw new UnreadableEntryException("its body is " + found + " instead of byte[]");
    }

    private SessionStoreException unreadable(String key, UnreadableEntryException reason, String advice) {
        return new SessionStoreException(
                "repository " + repositoryName + " holds an entry for session " + KeyFormat.label(key)
                        + "… that cannot be read: " + reason.getMessage() + ". Nothing was read from it; "
                        + advice,
                reason);
    }

    /** Asks for a key that cannot exist. */
    public void ping() {
        try {
            repository.get(NOBODYS_KEY);
        } catch (SessionStoreException e) {
            throw new SessionStoreException("repository " + repositoryName + " does not answer", e.getCause());
        }
    }

    private @Nullable Exchange get(String key) {
        try {
            return repository.get(key);
        } catch (SessionStoreException e) {
            UnreadableEntryException damage = damageIn(e);
            throw damage == null ? e : unreadable(key, damage, "remove it with the tools of the store");
        }
    }

    /** Returns null if the repository failed for another reason than what it holds for the key. */
    private static @Nullable UnreadableEntryException damageIn(RuntimeException failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (isDamage(cause)) {
                return noExchange(cause);
            }
        }
        return null;
    }

    /** Without the cause, whose message may quote stored values. */
    private static UnreadableEntryException noExchange(Throwable cause) {
        return new UnreadableEntryException("the repository cannot turn it into an exchange ("
                + cause.getClass().getName() + ")");
    }

    /** Recognises the exceptions of Java's serialisation, Redisson's and Hazelcast's. */
    private static boolean isDamage(Throwable cause) {
        return cause instanceof ObjectStreamException
                || cause instanceof ClassNotFoundException
                || cause instanceof ClassCastException
                || cause.getClass().getName().startsWith("com.esotericsoftware.kryo.")
                || cause.getClass().getName().startsWith("com.hazelcast.nio.serialization.")
                || isClassThatKryoRefuses(cause);
    }

    /** Compares the message, because Kryo has no exception of its own for this. */
    private static boolean isClassThatKryoRefuses(Throwable cause) {
        return cause instanceof IllegalArgumentException
                && cause.getMessage() != null
                && cause.getMessage().startsWith("Class is not registered");
    }

    /** Creates an exchange with a new id, by which the write is recognised later. */
    Exchange exchangeOf(String key, Entry entry) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setExchangeId(ids.next());
        exchange.getMessage().setBody(form.bodyOf(key, entry));
        if (sweepable != null) {
            exchange.setProperty(SweepableRepository.EXPIRES_AT, entry.overAt());
        }
        return exchange;
    }

    /** Creates the same write once more, in an exchange that no repository has seen. */
    public Exchange again(Exchange written) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setExchangeId(written.getExchangeId());
        exchange.getMessage().setBody(written.getMessage().getBody());
        if (sweepable != null) {
            exchange.setProperty(SweepableRepository.EXPIRES_AT, written.getProperty(SweepableRepository.EXPIRES_AT));
        }
        return exchange;
    }

    /** Creates the exchange to be written over what is stored. It carries on the ids of earlier writes. */
    public Exchange exchangeOf(String key, @Nullable StoredEntry stored, Entry entry) {
        return exchangeOf(key, entry.with(ids.carriedOver(stored)));
    }

    /** Returns whether the repository holds this exchange now. */
    boolean isStored(String key, Exchange exchange) {
        Exchange held = get(key);
        return held != null && Objects.equals(held.getExchangeId(), exchange.getExchangeId());
    }

    /** @return false if the repository holds something else by now */
    public boolean remove(String key, StoredEntry stored) {
        try {
            repository.remove(key, stored.exchange());
            return true;
        } catch (OptimisticLockingException e) {
            return false;
        }
    }

    /** Returns a copy that the caller may modify. */
    public List<String> keys() {
        return repository.keys();
    }

    /** For a write that failed, is not stored, and cannot be stored later. */
    public SessionStoreException failure(String verb, String key, Throwable cause) {
        return new SessionStoreException(failed(verb, key), causeOf(cause));
    }

    /** For a write that failed and is not stored now, but may be stored later. */
    public SessionStoreException mayComeIn(String key, Throwable cause) {
        return new SessionStoreException(
                failed("write", key) + ", which does not hold the update now; it may still be stored, because the"
                        + " write may be in progress",
                causeOf(cause),
                true);
    }

    /** For a write that was refused or failed, if it cannot be read whether it is stored. */
    public SessionStoreException inDoubt(String key, SessionStoreException read, RuntimeException write) {
        SessionStoreException failure = new SessionStoreException(
                failed("write", key) + ", and then to read it: it is unknown whether the update was stored",
                read.getCause(),
                true);
        failure.addSuppressed(causeOf(write));
        return failure;
    }

    /** Returns what the repository threw. */
    private static Throwable causeOf(Throwable failure) {
        return failure instanceof SessionStoreException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private String failed(String verb, String key) {
        return "repository " + repositoryName + " failed to " + verb + " session " + KeyFormat.label(key) + "…";
    }
}
