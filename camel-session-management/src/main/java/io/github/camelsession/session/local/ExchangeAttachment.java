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
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.PooledExchange;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.spi.SynchronizationVetoable;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The part of an execution that runs on one exchange.
 *
 * <p>It is kept with the exchange as a safe-copy property, which, unlike exchange properties, neither
 * {@code removeProperties} nor a tracer sees. Camel asks such a property for what a copy of the exchange gets: here,
 * {@link Copied}. EIPs such as enrich carry the property of a copy back to its original in the same way. So a process that
 * is found on an exchange is that exchange's own, and {@code Copied} tells whose copy it is, or is resolved by the original
 * that got it back.
 *
 * <p>An execution may live by sending itself on, without end. So a process is told when its exchange is done, where that
 * costs little (it is a copy, or pooled), and new processes let go of ancestors that have ended.
 */
final class ExchangeAttachment extends WeakReference<Exchange> implements SafeCopyProperty, SynchronizationVetoable {
    private static final String KEY = "CamelSessionManagementProcess";
    /** A top process works on the sessions themselves. Most processes are one, so they share what they do not need. */
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
     * @param versions of ancestors that have ended, nearer than the parent: nobody changes them any more
     */
    private record Ancestry(@Nullable ExchangeAttachment parent, Map<String, SessionStore> versions) {}

    /** Each is an object of its own, by which the exchange that holds it is known. */
    private static final class Copied implements SafeCopyProperty {
        private final ExchangeAttachment origin;

        Copied(ExchangeAttachment origin) {
            this.origin = origin;
        }

        /** An original that got this back from its copy has it for its own process, and a copy of it is a copy of that. */
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

    /** The process of this exchange; a new one if the exchange is new, or a copy that ran no step yet. */
    static ExchangeAttachment on(Exchange exchange) {
        SafeCopyProperty found = propertyOf(exchange);
        if (found instanceof ExchangeAttachment own) {
            return own;
        }
        ExchangeAttachment process = found == null ? top(exchange) : ((Copied) found).origin.reachedFrom(exchange);
        exchange.getExchangeExtension().setSafeCopyProperty(KEY, process);
        return process;
    }

    private static ExchangeAttachment top(Exchange exchange) {
        return begun(new ExchangeAttachment(exchange, new Execution(exchange.getFromEndpoint()), null), exchange);
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

    /** This process is the origin of what was found on the exchange: a copy, or an original that got it back. */
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
     * The origin of an exchange that ran no step yet, although a copy of it did: the copy's process came back to it, or went
     * on to a later copy of it.
     *
     * @param id of the exchange, whose copies' origin is its own
     */
    private @Nullable ExchangeAttachment besideCopyOf(@Nullable String id, @Nullable ExchangeAttachment otherwise) {
        for (ExchangeAttachment process = this; id != null && process != null; process = process.parent()) {
            if (id.equals(process.copiedFrom) && process.parent() != null) {
                return process.parent();
            }
        }
        return otherwise;
    }

    /** Null if ids are switched off (the UUID generator {@code off}). */
    private static @Nullable String originalOf(Exchange copy) {
        String id = copy.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        return id == null || id.isEmpty() ? null : id;
    }

    /**
     * A copy that Camel announced by no event (a copying loop's, say) shares the unit of work of its original. What
     * shares it with nobody here is no copy, but got the process of a foreign execution: pollEnrich from a seda queue
     * does that. The foreign session must not be seen.
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

    /** So the chain of ancestors is as long as there are processes that run, and not as the execution is old. */
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

    /** It concerns this exchange, not the one that goes on with the message. */
    @Override
    public boolean allowHandover() {
        return false;
    }

    @Override
    public void beforeHandover(Exchange target) {
        // Never handed over.
    }
}
