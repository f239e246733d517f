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
package io.github.camelsession.session.local;

import io.github.camelsession.session.SessionStore;
import java.lang.ref.WeakReference;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.PooledExchange;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.spi.SynchronizationVetoable;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * A process: the part of an execution that runs on one exchange.
 *
 * <p>It is attached to the exchange as a safe-copy property. Unlike exchange properties, this is seen neither by
 * {@code removeProperties} nor by a tracer. When Camel copies an exchange, it asks each such property for the value
 * that the copy gets: here, {@link Copied}. EIPs such as enrich carry the property of a copy back to the original
 * exchange in the same way. So a process found on an exchange is the process of that exchange, and a {@code Copied}
 * either tells which exchange its holder is a copy of, or has come back to the original, which resolves it. Until
 * anything needs the process of a new exchange, a {@link PendingProcess} is in its place.
 *
 * <p>An execution may keep going by sending itself on, without end. So a process is told when its exchange is done,
 * where that costs little (on a copy or a pooled exchange), and new processes drop ancestors that have ended.
 */
final class ExchangeAttachment extends WeakReference<Exchange> implements SafeCopyProperty, SynchronizationVetoable {
    private static final String KEY = "CamelSessionManagementProcess";
    /**
     * A top process works on the sessions themselves and has no versions. Most processes are top ones, so they share
     * this object.
     */
    private static final ScopedSessionVersions NO_VERSIONS = new ScopedSessionVersions();

    private static final Ancestry NO_ANCESTRY = new Ancestry(null, Map.of());

    private final Execution execution;
    private final boolean top;
    /** The id of the exchange that this process's exchange is a copy of, as far as Camel tells it. */
    private final @Nullable String copiedFrom;

    private volatile boolean done;
    private volatile Ancestry ancestry;
    private final ScopedSessionVersions versions;

    /**
     * @param parent the nearest ancestor that may still be running; null if there is none
     * @param versions those of ancestors that have ended and are nearer than the parent; they no longer change
     */
    private record Ancestry(@Nullable ExchangeAttachment parent, Map<String, SessionStore> versions) {}

    /** Marks the copy of an exchange. Each is an object of its own, which identifies the exchange that holds it. */
    private static final class Copied implements SafeCopyProperty {
        private final ExchangeAttachment origin;

        Copied(ExchangeAttachment origin) {
            this.origin = origin;
        }

        /**
         * An original that got this object back from its copy has it as a stand-in for its own process, and a copy of
         * it is a copy of that exchange.
         */
        @Override
        public SafeCopyProperty safeCopy() {
            for (ExchangeAttachment process = origin; process != null; process = process.parent()) {
                Exchange exchange = process.get();
                if (exchange != null && !process.done && propertyOf(exchange) == this) {
                    return new Copied(process);
                }
            }
            return new Copied(origin);
        }
    }

    private ExchangeAttachment(Exchange exchange, Execution execution, @Nullable ExchangeAttachment parent) {
        super(exchange);
        this.execution = execution;
        this.top = parent == null;
        this.copiedFrom = parent == null ? null : originalOf(exchange);
        this.ancestry = parent == null ? NO_ANCESTRY : new Ancestry(parent, Map.of());
        this.versions = parent == null ? NO_VERSIONS : new ScopedSessionVersions();
    }

    private static @Nullable SafeCopyProperty propertyOf(Exchange exchange) {
        return exchange.getExchangeExtension().getSafeCopyProperty(KEY, SafeCopyProperty.class);
    }

    /**
     * Returns the process of this exchange, creating it if the exchange is new or a copy that has not run a step yet.
     */
    static ExchangeAttachment on(Exchange exchange) {
        SafeCopyProperty found = propertyOf(exchange);
        if (found instanceof ExchangeAttachment own) {
            return own;
        }
        if (found instanceof PendingProcess pending) {
            return pending.process();
        }
        ExchangeAttachment process = found == null ? top(exchange) : ((Copied) found).origin.reachedFrom(exchange);
        exchange.getExchangeExtension().setSafeCopyProperty(KEY, process);
        return process;
    }

    /** Whether the exchange is neither a copy nor known. */
    static boolean isNew(Exchange exchange) {
        return propertyOf(exchange) == null;
    }

    /** Begins the execution of a new exchange. */
    static void begin(Exchange exchange, @Nullable Endpoint startedBy, @Nullable Object arrival) {
        // The process of a pooled exchange must be told when the exchange is done, and so be there from the beginning.
        SafeCopyProperty process = exchange instanceof PooledExchange
                ? top(exchange, new Execution(startedBy, arrival))
                : new PendingProcess(exchange, startedBy, arrival);
        exchange.getExchangeExtension().setSafeCopyProperty(KEY, process);
    }

    private static ExchangeAttachment top(Exchange exchange) {
        return top(exchange, new Execution(exchange.getFromEndpoint(), null));
    }

    static ExchangeAttachment top(Exchange exchange, Execution execution) {
        return begun(new ExchangeAttachment(exchange, execution, null), exchange);
    }

    private ExchangeAttachment childOn(Exchange exchange) {
        for (ExchangeAttachment process = this; process != null; process = process.parent()) {
            process.letGoOfEnded();
        }
        return begun(new ExchangeAttachment(exchange, execution, this), exchange);
    }

    /** A copy that has a unit of work already shares that of its original, which ends later. */
    private static ExchangeAttachment begun(ExchangeAttachment process, Exchange exchange) {
        if (exchange.getUnitOfWork() == null && (!process.top || exchange instanceof PooledExchange)) {
            exchange.getExchangeExtension().addOnCompletion(process);
        }
        return process;
    }

    /**
     * Returns the process of an exchange that carries a {@code Copied} of this process: a copy, or the original that
     * got it back.
     */
    private ExchangeAttachment reachedFrom(Exchange exchange) {
        for (ExchangeAttachment process = this; process != null; process = process.parent()) {
            // A pooled exchange that is done serves other messages.
            if (process.refersTo(exchange) && !process.done) {
                return process;
            }
        }
        UnitOfWork unitOfWork = exchange.getUnitOfWork();
        // A copy without a unit of work was made just now.
        ExchangeAttachment origin = unitOfWork == null
                ? besideCopyOf(originalOf(exchange), this)
                : besideCopyOf(exchange.getExchangeId(), originWithin(unitOfWork));
        return origin == null ? top(exchange) : origin.childOn(exchange);
    }

    /**
     * Returns the origin of an exchange that has not run a step yet, although a copy of it has: the process of that
     * copy came back to the exchange, or passed to a later copy of it.
     *
     * @param id the id of the exchange, whose copies have the same origin as the exchange
     */
    private @Nullable ExchangeAttachment besideCopyOf(@Nullable String id, @Nullable ExchangeAttachment otherwise) {
        for (ExchangeAttachment process = this; id != null && process != null; process = process.parent()) {
            if (id.equals(process.copiedFrom) && process.parent() != null) {
                return process.parent();
            }
        }
        return otherwise;
    }

    /** Returns null if ids are switched off (the UUID generator {@code off}). */
    private static @Nullable String originalOf(Exchange copy) {
        String id = copy.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        return id == null || id.isEmpty() ? null : id;
    }

    /**
     * A copy that Camel announced by no event, such as the copy of a copying loop, shares the unit of work of its
     * original. An exchange that shares it with no process here is not a copy: it got the process of a foreign
     * execution, as with pollEnrich from a seda queue, and must not see the foreign session.
     */
    private @Nullable ExchangeAttachment originWithin(UnitOfWork unitOfWork) {
        for (ExchangeAttachment process = this; process != null; process = process.parent()) {
            Exchange exchange = process.get();
            if (exchange != null && exchange.getUnitOfWork() == unitOfWork) {
                return process;
            }
        }
        return null;
    }

    private boolean isRunning() {
        Exchange exchange = get();
        return exchange != null && !done && exchange.getUnitOfWork() != null;
    }

    private @Nullable ExchangeAttachment parent() {
        return ancestry.parent;
    }

    /**
     * Drops ended ancestors, so that the chain is as long as the number of running processes, not as the age of the
     * execution.
     */
    private synchronized void letGoOfEnded() {
        ExchangeAttachment parent = ancestry.parent;
        Map<String, SessionStore> kept = ancestry.versions;
        while (parent != null && !parent.isRunning()) {
            Ancestry further = parent.ancestry;
            kept = ScopedSessionVersions.nearestOf(
                    ScopedSessionVersions.nearestOf(kept, parent.versions.all()), further.versions);
            parent = further.parent;
        }
        if (parent != ancestry.parent) {
            ancestry = new Ancestry(parent, kept);
        }
    }

    Execution execution() {
        return execution;
    }

    SessionStore version(String name, SessionStore session) {
        if (top) {
            return session;
        }
        SessionStore own = versions.get(name);
        return own != null ? own : versions.begin(name, seenAbove(name, session));
    }

    private SessionStore seenAbove(String name, SessionStore session) {
        Ancestry above = ancestry;
        SessionStore seen = above.versions.get(name);
        while (seen == null && above.parent != null) {
            seen = above.parent.versions.get(name);
            above = above.parent.ancestry;
            seen = seen == null ? above.versions.get(name) : seen;
        }
        return seen == null ? session : seen;
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return new Copied(this);
    }

    @Override
    public void onComplete(Exchange exchange) {
        done = true;
    }

    @Override
    public void onFailure(Exchange exchange) {
        done = true;
    }

    /** Returns false: the completion concerns this exchange, not the one that carries the message on. */
    @Override
    public boolean allowHandover() {
        return false;
    }

    @Override
    public void beforeHandover(Exchange target) {
        // Never called, because it is not handed over.
    }
}
