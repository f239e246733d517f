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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * <p>It travels with the exchange as a safe-copy property, which, unlike exchange properties, neither
 * {@code removeProperties} nor a tracer sees. Copies of the exchange carry it by reference, and EIPs such as enrich carry
 * a copy's process back to the original. So what is found on an exchange may belong to another one: a process remembers
 * its exchange (weakly: a queued copy must not keep its original's body alive) and is taken as it is only there.
 *
 * <p>An execution may live by sending itself on, without end. So a process is told when its exchange is done, where that
 * costs little (it is a copy, or pooled), and new processes let go of ancestors that have ended.
 */
final class ExecutionProcess extends WeakReference<Exchange> implements SafeCopyProperty, SynchronizationVetoable {
    private static final String KEY = "CamelSessionManagementProcess";

    private final Execution execution;
    private final boolean top;
    private final String exchangeId;
    /** Whether Camel tells when the exchange is done. */
    private final boolean observed;

    private volatile boolean done;
    private volatile Ancestry ancestry;
    private volatile @Nullable Map<String, SessionStore> versions;

    /**
     * @param parent the nearest ancestor that may still be running; null if there is none
     * @param versions of ancestors that have ended, nearer than the parent: nobody changes them any more
     */
    private record Ancestry(@Nullable ExecutionProcess parent, Map<String, SessionStore> versions) {}

    private ExecutionProcess(Exchange exchange, Execution execution, @Nullable ExecutionProcess parent) {
        super(exchange);
        this.exchangeId = exchange.getExchangeId();
        this.execution = execution;
        this.top = parent == null;
        this.ancestry = new Ancestry(parent, Map.of());
        // A copy that has a unit of work already shares that of its original, which ends later.
        this.observed = exchange.getUnitOfWork() == null && (parent != null || exchange instanceof PooledExchange);
    }

    /** The process of this exchange; a new one if the exchange is new, or a copy that ran no step yet. */
    static ExecutionProcess on(Exchange exchange) {
        ExecutionProcess found = exchange.getExchangeExtension().getSafeCopyProperty(KEY, ExecutionProcess.class);
        if (found != null && found.runsOn(exchange)) {
            return found;
        }
        ExecutionProcess process = found == null ? top(exchange) : found.reachedFrom(exchange);
        exchange.getExchangeExtension().setSafeCopyProperty(KEY, process);
        return process;
    }

    private static ExecutionProcess top(Exchange exchange) {
        return begun(new ExecutionProcess(exchange, new Execution(exchange.getFromEndpoint()), null), exchange);
    }

    private ExecutionProcess childOn(Exchange exchange) {
        for (ExecutionProcess process = this; process != null; process = process.parent()) {
            process.letGoOfEnded();
        }
        return begun(new ExecutionProcess(exchange, execution, this), exchange);
    }

    private static ExecutionProcess begun(ExecutionProcess process, Exchange exchange) {
        if (process.observed) {
            exchange.getExchangeExtension().addOnCompletion(process);
        }
        return process;
    }

    /** This process was found on another exchange: a copy of its own, or an original that got it back. */
    private ExecutionProcess reachedFrom(Exchange exchange) {
        for (ExecutionProcess process = this; process != null; process = process.parent()) {
            if (process.runsOn(exchange)) {
                return process;
            }
        }
        UnitOfWork unitOfWork = exchange.getUnitOfWork();
        ExecutionProcess origin = unitOfWork == null ? originOfNew(exchange) : originWithin(unitOfWork);
        return origin == null ? top(exchange) : origin.childOn(exchange);
    }

    /**
     * A copy without a unit of work was made just now. Its original may hold the process of an earlier copy. Camel tells
     * the original's id, unless ids are switched off (the UUID generator {@code off}).
     */
    private ExecutionProcess originOfNew(Exchange copy) {
        String original = copy.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        boolean told = original != null && !original.isEmpty();
        for (ExecutionProcess process = this; process != null; process = process.parent()) {
            if (told ? process.hasId(original) : process.isRunning()) {
                return process;
            }
        }
        return this;
    }

    /** The route may have given the exchange another id since. */
    private boolean hasId(@Nullable String id) {
        Exchange exchange = get();
        return exchangeId.equals(id)
                || (exchange != null && !done && exchange.getExchangeId().equals(id));
    }

    /**
     * A copy that Camel announced by no event (a copying loop's, say) shares the unit of work of its original. What
     * shares it with nobody here is no copy, but got the process of a foreign execution: pollEnrich from a seda queue
     * does that. The foreign session must not be seen.
     */
    private @Nullable ExecutionProcess originWithin(UnitOfWork unitOfWork) {
        for (ExecutionProcess process = this; process != null; process = process.parent()) {
            Exchange exchange = process.get();
            if (exchange != null && exchange.getUnitOfWork() == unitOfWork) {
                return process;
            }
        }
        return null;
    }

    /**
     * The same exchange is the same process, whatever its id. A pooled exchange serves other messages later, which shows
     * by this process being done; where Camel does not tell that, by another id.
     */
    private boolean runsOn(Exchange exchange) {
        return refersTo(exchange)
                && !done
                && (observed || !(exchange instanceof PooledExchange) || hasItsIdOn(exchange));
    }

    private boolean hasItsIdOn(Exchange exchange) {
        return !exchangeId.isEmpty() && exchangeId.equals(exchange.getExchangeId());
    }

    private boolean isRunning() {
        Exchange exchange = get();
        return exchange != null && !done && exchange.getUnitOfWork() != null;
    }

    private @Nullable ExecutionProcess parent() {
        return ancestry.parent;
    }

    /** So the chain of ancestors is as long as there are processes that run, and not as the execution is old. */
    private synchronized void letGoOfEnded() {
        ExecutionProcess parent = ancestry.parent;
        Map<String, SessionStore> kept = ancestry.versions;
        while (parent != null && !parent.isRunning()) {
            Ancestry further = parent.ancestry;
            kept = nearestOf(nearestOf(kept, parent.versions), further.versions);
            parent = further.parent;
        }
        if (parent != ancestry.parent) {
            ancestry = new Ancestry(parent, kept);
        }
    }

    private static Map<String, SessionStore> nearestOf(
            Map<String, SessionStore> near, @Nullable Map<String, SessionStore> far) {
        if (far == null || near.keySet().containsAll(far.keySet())) {
            return near;
        }
        Map<String, SessionStore> both = new HashMap<>(far);
        both.putAll(near);
        return both;
    }

    Execution execution() {
        return execution;
    }

    SessionStore version(String name, SessionStore session) {
        if (top) {
            return session;
        }
        SessionStore own = ownVersion(name);
        return own != null ? own : copyOf(seenAbove(name, session), name);
    }

    private SessionStore seenAbove(String name, SessionStore session) {
        Ancestry above = ancestry;
        SessionStore seen = above.versions.get(name);
        while (seen == null && above.parent != null) {
            seen = above.parent.ownVersion(name);
            above = above.parent.ancestry;
            seen = seen == null ? above.versions.get(name) : seen;
        }
        return seen == null ? session : seen;
    }

    private @Nullable SessionStore ownVersion(String name) {
        Map<String, SessionStore> known = versions;
        return known == null ? null : known.get(name);
    }

    /** Reads before it registers, so that a store that fails leaves no version behind, and no lock spans the read. */
    private SessionStore copyOf(SessionStore seen, String name) {
        SessionStore copy = new LocalSessionStore(seen.read());
        SessionStore earlier = versions().putIfAbsent(name, copy);
        return earlier != null ? earlier : copy;
    }

    private synchronized Map<String, SessionStore> versions() {
        Map<String, SessionStore> known = versions;
        if (known == null) {
            known = new ConcurrentHashMap<>(2);
            versions = known;
        }
        return known;
    }

    /** Copies share it; each finds out by itself that it is not its own. */
    @Override
    public SafeCopyProperty safeCopy() {
        return this;
    }

    @Override
    public void onComplete(Exchange exchange) {
        end(exchange);
    }

    @Override
    public void onFailure(Exchange exchange) {
        end(exchange);
    }

    /** What the EIP carries back to the original from now on is the original's own process. */
    private void end(Exchange exchange) {
        done = true;
        ExecutionProcess parent = parent();
        if (parent != null && refersTo(exchange)) {
            exchange.getExchangeExtension().setSafeCopyProperty(KEY, parent);
        }
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
