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

import io.github.camelsession.session.StoreException;
import java.io.ObjectStreamException;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** Entries in a repository. Each failure is a {@link StoreException} that names the repository's class. */
final class Entries {
    private static final String NOBODYS_KEY = "session-management-health-check";

    private final CamelContext context;
    private final EntryRepository repository;
    private final String repositoryName;

    private final WriteIds ids = new WriteIds();
    private final RecentEntries recent = new RecentEntries();

    Entries(CamelContext context, EntryRepository repository, String repositoryName) {
        this.context = context;
        this.repository = repository;
        this.repositoryName = repositoryName;
    }

    /** The same entries, through another way to the repository. */
    Entries through(EntryRepository other) {
        return new Entries(context, other, repositoryName);
    }

    EntryRepository repository() {
        return repository;
    }

    String repositoryName() {
        return repositoryName;
    }

    @Nullable
    StoredEntry read(String key) {
        try {
            Exchange exchange = get(key);
            return exchange == null ? null : new StoredEntry(exchange, entryIn(exchange, key));
        } catch (UnreadableEntryException e) {
            throw new StoreException(
                    unreadable(key, e) + ". Nothing was read from it; remove the entry if it is of no use", e);
        }
    }

    private Entry entryIn(Exchange exchange, String key) {
        Entry known = recent.storedBy(exchange.getExchangeId(), key);
        if (known != null) {
            return known;
        }
        Entry entry = decode(exchange);
        recent.put(exchange, key, entry);
        return entry;
    }

    /**
     * As it stands there, without making room for it among those that are in use.
     *
     * @throws UnreadableEntryException if there is something else than an entry
     */
    @Nullable
    StoredEntry readOrRefuse(String key) {
        Exchange exchange = get(key);
        return exchange == null ? null : new StoredEntry(exchange, decode(exchange));
    }

    String unreadable(String key, UnreadableEntryException reason) {
        return "repository " + repositoryName + " holds for session " + KeyFormat.label(key)
                + "… an entry that can not be read: " + reason.getMessage();
    }

    /** Asks for a key that nobody has. */
    void ping() {
        try {
            repository.get(NOBODYS_KEY);
        } catch (StoreException e) {
            throw new StoreException("repository " + repositoryName + " does not answer", e.getCause());
        }
    }

    private @Nullable Exchange get(String key) {
        try {
            return repository.get(key);
        } catch (StoreException e) {
            UnreadableEntryException damage = damageIn(e);
            throw damage != null ? damage : e;
        }
    }

    /** Null if it is not what is stored that made the repository fail, but the way there. */
    private static @Nullable UnreadableEntryException damageIn(RuntimeException failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (isDamage(cause)) {
                // Without the cause, whose message may quote what is stored.
                return new UnreadableEntryException("the repository can not make an exchange of it ("
                        + cause.getClass().getName() + ")");
            }
        }
        return null;
    }

    /** Of Java's serialisation, of Redisson's, and of Hazelcast's. */
    private static boolean isDamage(Throwable cause) {
        return cause instanceof ObjectStreamException
                || cause instanceof ClassNotFoundException
                || cause instanceof ClassCastException
                || cause.getClass().getName().startsWith("com.esotericsoftware.kryo.")
                || cause.getClass().getName().startsWith("com.hazelcast.nio.serialization.")
                || isClassThatKryoRefuses(cause);
    }

    /** For that Kryo has no exception of its own. */
    private static boolean isClassThatKryoRefuses(Throwable cause) {
        return cause instanceof IllegalArgumentException
                && cause.getMessage() != null
                && cause.getMessage().startsWith("Class is not registered");
    }

    private static Entry decode(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof byte[] json) {
            return EntryCodec.decode(json);
        }
        String found = body == null ? "nothing" : body.getClass().getName();
        throw new UnreadableEntryException("its body is " + found + " instead of byte[]");
    }

    /** A new exchange with an id of its own, by which a write is known again. */
    Exchange exchangeOf(Entry entry) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setExchangeId(ids.next());
        exchange.getMessage().setBody(EntryCodec.encode(entry));
        return exchange;
    }

    /** The very same write once more, in an exchange that no repository has got hold of. */
    Exchange again(Exchange written) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setExchangeId(written.getExchangeId());
        exchange.getMessage().setBody(written.getMessage().getBody());
        return exchange;
    }

    /** To be written over what is stored: it carries the earlier writes on. */
    Exchange exchangeOf(String key, @Nullable StoredEntry stored, Entry entry) {
        Entry next = new Entry(entry.session(), entry.expiresAt(), entry.accessedAt(), ids.carriedOver(stored));
        Exchange exchange = exchangeOf(next);
        recent.put(exchange, key, next);
        return exchange;
    }

    /** Whether the exchange is what the repository holds now. */
    boolean isStored(String key, Exchange exchange) {
        Exchange held = get(key);
        return held != null && Objects.equals(held.getExchangeId(), exchange.getExchangeId());
    }

    /** @return false if the repository holds something else by now */
    boolean remove(String key, StoredEntry stored) {
        try {
            repository.remove(key, stored.exchange());
            recent.forget(key);
            return true;
        } catch (OptimisticLockingException e) {
            return false;
        }
    }

    /** A copy, for the caller to do with as it likes. */
    List<String> keys() {
        return repository.keys();
    }

    /** For a write that failed and is not in, nor can come in. */
    StoreException failure(String verb, String key, Throwable cause) {
        return new StoreException(failed(verb, key), causeOf(cause));
    }

    /** For a write that failed and is not in. */
    StoreException mayComeIn(String key, Throwable cause) {
        return new StoreException(
                failed("write", key) + ", which does not hold the update now; it may still be stored, for it may be on"
                        + " its way",
                causeOf(cause));
    }

    /** For a write that was refused or failed, when it cannot be looked up whether it is in. */
    StoreException inDoubt(String key, StoreException read, RuntimeException write) {
        StoreException failure = new StoreException(
                failed("write", key) + ", and then to read it: it is open whether the update was stored",
                read.getCause());
        failure.addSuppressed(causeOf(write));
        return failure;
    }

    /** What the repository threw. */
    private static Throwable causeOf(Throwable failure) {
        return failure instanceof StoreException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private String failed(String verb, String key) {
        return "repository " + repositoryName + " failed to " + verb + " session " + KeyFormat.label(key) + "…";
    }
}
