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
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.SafeCopyProperty;
import org.apache.camel.spi.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The part of an execution that runs on one exchange.
 *
 * <p>It travels with the exchange as a safe-copy property, which, unlike exchange properties, neither
 * {@code removeProperties} nor a tracer sees. Copies of the exchange carry it by reference, and EIPs such as enrich carry
 * a copy's process back to the original. So what is found on an exchange may belong to another one: a process remembers
 * its exchange (weakly: a queued copy must not keep its original's body alive) and is taken as it is only there.
 */
final class ExecutionProcess extends WeakReference<Exchange> implements SafeCopyProperty {
    private static final String KEY = "CamelSessionManagementProcess";

    private final Execution execution;
    private final @Nullable ExecutionProcess parent;
    // The identity of the exchange is not enough: a pooled exchange serves other messages later, under other ids.
    private final String exchangeId;
    private volatile @Nullable Map<String, SessionStore> versions;

    private ExecutionProcess(Exchange exchange, Execution execution, @Nullable ExecutionProcess parent) {
        super(exchange);
        this.exchangeId = exchange.getExchangeId();
        this.execution = execution;
        this.parent = parent;
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
        return new ExecutionProcess(exchange, new Execution(exchange.getFromEndpoint()), null);
    }

    /** This process was found on another exchange: a copy of its own, or an original that got it back. */
    private ExecutionProcess reachedFrom(Exchange exchange) {
        for (ExecutionProcess process = this; process != null; process = process.parent) {
            if (process.runsOn(exchange)) {
                return process;
            }
        }
        UnitOfWork unitOfWork = exchange.getUnitOfWork();
        ExecutionProcess origin = unitOfWork == null ? originOfNew(exchange) : originWithin(unitOfWork);
        return origin == null ? top(exchange) : new ExecutionProcess(exchange, origin.execution, origin);
    }

    /** A copy without a unit of work was made just now. Its original may hold the process of an earlier copy. */
    private ExecutionProcess originOfNew(Exchange copy) {
        String original = copy.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        for (ExecutionProcess process = this; process != null; process = process.parent) {
            if (process.exchangeId.equals(original)) {
                return process;
            }
        }
        return this;
    }

    /**
     * A copy that Camel announced by no event (a copying loop's, say) shares the unit of work of its original. What
     * shares it with nobody here is no copy, but got the process of a foreign execution: pollEnrich from a seda queue
     * does that. The foreign session must not be seen.
     */
    private @Nullable ExecutionProcess originWithin(UnitOfWork unitOfWork) {
        for (ExecutionProcess process = this; process != null; process = process.parent) {
            Exchange exchange = process.get();
            if (exchange != null && exchange.getUnitOfWork() == unitOfWork) {
                return process;
            }
        }
        return null;
    }

    private boolean runsOn(Exchange exchange) {
        return refersTo(exchange) && exchangeId.equals(exchange.getExchangeId());
    }

    Execution execution() {
        return execution;
    }

    SessionStore version(String name, SessionStore session) {
        if (parent == null) {
            return session;
        }
        SessionStore own = ownVersion(name);
        return own != null ? own : copyOf(parent.seen(name, session), name);
    }

    private SessionStore seen(String name, SessionStore session) {
        for (ExecutionProcess process = this; process != null; process = process.parent) {
            SessionStore own = process.ownVersion(name);
            if (own != null) {
                return own;
            }
        }
        return session;
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
}
