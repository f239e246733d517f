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
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The processing of one message from its consumer to the end, including every copy that EIPs make of it. It has one
 * LOCAL session, and one process for each exchange.
 */
public final class Execution {
    private final SessionStore session = new InMemorySession(Session.EMPTY);
    private final @Nullable Endpoint startedBy;
    private volatile @Nullable Object arrival;

    Execution(@Nullable Endpoint startedBy) {
        this.startedBy = startedBy;
    }

    /**
     * Returns the execution that the exchange is part of. It begins with the first call.
     *
     * <p>Call this for each exchange that Camel creates, before any EIP can copy it: a copy made earlier would not
     * share the session. A copy is recognised, and joins the execution of its original.
     */
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

    /** Records the arrival. Call this before a route can touch the message. */
    public void setArrival(Object seen) {
        arrival = seen;
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
