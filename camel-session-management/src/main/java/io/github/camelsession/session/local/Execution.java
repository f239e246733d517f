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

import io.github.camelsession.session.Session;
import io.github.camelsession.session.SessionStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The processing of one message from its consumer to the end, including every copy that EIPs make of it. It has one
 * LOCAL session, and one process for each exchange.
 */
public final class Execution {
    private static final Object NOT_SOLE = new Object();

    private final SessionStore session = new InMemorySession(Session.EMPTY);
    private final @Nullable Endpoint startedBy;
    private volatile @Nullable Object arrival;
    private volatile Map<String, Object> soleCallers = Map.of();
    private volatile Set<Object> ended = Set.of();

    Execution(@Nullable Endpoint startedBy, @Nullable Object arrival) {
        this.startedBy = startedBy;
        this.arrival = arrival;
    }

    /**
     * Puts an exchange into its execution. Call this for each exchange that Camel creates, before any EIP can copy it or a
     * route can touch the message: a copy made earlier would not share the session. A copy is recognised, and joins the
     * execution of its original.
     *
     * @param arrivalOf what to record of the message that starts an execution
     * @return the endpoint whose consumer has started the execution, if its arrival was recorded now; else null
     */
    public static @Nullable Endpoint join(Exchange exchange, Function<Message, Object> arrivalOf) {
        if (ExchangeAttachment.isNew(exchange)) {
            Endpoint startedBy = exchange.getFromEndpoint();
            Object arrival = startedBy == null ? null : arrivalOf.apply(exchange.getMessage());
            ExchangeAttachment.begin(exchange, startedBy, arrival);
            return startedBy;
        }
        Execution execution = of(exchange);
        if (execution.startedBy == null || execution.arrival != null) {
            return null;
        }
        execution.arrival = arrivalOf.apply(exchange.getMessage());
        return execution.startedBy;
    }

    /** Returns the execution that the exchange is part of. It begins with the first call, unless {@link #join} was called. */
    public static Execution of(Exchange exchange) {
        return ExchangeAttachment.on(exchange).execution();
    }

    /** Returns the LOCAL session, which is the same for all exchanges of the execution. */
    public SessionStore session() {
        return session;
    }

    /**
     * Returns the endpoint whose consumer created the first exchange, or null if a {@code ProducerTemplate} created it.
     */
    public @Nullable Endpoint startedBy() {
        return startedBy;
    }

    /** Returns what was recorded of the message that started the execution; null if nothing was recorded in time. */
    public @Nullable Object arrival() {
        return arrival;
    }

    /**
     * The caller that {@link #setCaller} was told of last, under any of these names, on this exchange, or on one that it is a
     * copy of. Where the exchange has lost it, it is the request's caller, unless the execution had another one too. Null if
     * nobody can tell.
     */
    public static @Nullable Object caller(Exchange exchange, List<String> components) {
        Execution execution = of(exchange);
        Callers known = Callers.on(exchange, execution);
        Object caller = known == null ? null : known.last(components);
        return caller != null || Callers.isAggregated(exchange) ? caller : execution.soleCaller(components);
    }

    private @Nullable Object soleCaller(List<String> components) {
        Map<String, Object> all = soleCallers;
        Object sole = null;
        for (String component : components) {
            Object each = all.get(component);
            if (each == NOT_SOLE || (sole != null && each != null && !sole.equals(each))) {
                return null;
            }
            sole = each == null ? sole : each;
        }
        return sole;
    }

    /**
     * Remembers the caller, so that later steps need no token on the message. It goes with the exchange, to its copies and
     * back from them as headers do, for branches of an execution may work for different callers.
     *
     * @param components the names under which it is looked for, such as that of the component that tells: two may trust
     *     different issuers
     * @param caller that component's own idea of a caller; equal ones are the same
     */
    public static void setCaller(Exchange exchange, List<String> components, Object caller) {
        remember(exchange, components, caller, NOT_SOLE);
    }

    /** As {@link #setCaller}, for the caller whom the request brought in. */
    public static void setRequestCaller(Exchange exchange, List<String> components, Object caller) {
        remember(exchange, components, caller, caller);
    }

    private static void remember(Exchange exchange, List<String> components, Object caller, Object sole) {
        Execution execution = of(exchange);
        Callers.set(exchange, execution, components, caller);
        execution.noteSole(components, sole);
    }

    private synchronized void noteSole(List<String> components, Object caller) {
        if (soleCallers.isEmpty()) {
            soleCallers = Callers.with(soleCallers, components, caller);
            return;
        }
        Map<String, Object> changed = new HashMap<>(soleCallers);
        for (String component : components) {
            changed.merge(component, caller, (known, now) -> known.equals(now) ? known : NOT_SOLE);
        }
        soleCallers = changed;
    }

    /** Whether any exchange of the execution had a caller. */
    public boolean hadCaller(String component) {
        return soleCallers.containsKey(component);
    }

    /**
     * Whether properties of the exchange may be those of another message: an aggregator put them there, or they came in with
     * a message of another execution that had a caller.
     */
    public static boolean hasForeignProperties(Exchange exchange) {
        return Callers.isAggregated(exchange) || Callers.areForeign(exchange, of(exchange));
    }

    /** Notes that a token was ended: versions of its session that processes of the execution have are good no more. */
    public synchronized void end(Object token) {
        Set<Object> changed = new HashSet<>(ended);
        changed.add(token);
        ended = Set.copyOf(changed);
    }

    /** Whether {@link #end} was told so of an equal one. */
    public boolean hasEnded(Object token) {
        return ended.contains(token);
    }

    /**
     * Returns the version of {@code session} that a scoped step on this exchange works on. In the top process, this is
     * the session itself. In a sub-process, it is a copy of its own, which begins with what the parent process sees at
     * this moment.
     *
     * @param name distinguishes the sessions of which one process has versions
     */
    public static SessionStore scoped(Exchange exchange, String name, SessionStore session) {
        return ExchangeAttachment.on(exchange).version(name, session);
    }
}
