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
 * One message from its consumer to the end, with every copy that EIPs make of it: it has one LOCAL session, and a
 * process for each exchange it runs on.
 */
public final class Execution {
    private final SessionStore session = new InMemorySession(Session.EMPTY);
    private final @Nullable Endpoint startedBy;
    private volatile @Nullable Object arrival;

    Execution(@Nullable Endpoint startedBy) {
        this.startedBy = startedBy;
    }

    /**
     * The execution that the exchange is part of; it begins here if this was not called before. To be called for each
     * exchange that Camel creates, before any EIP can copy it: a copy made earlier would not share the session. A copy
     * is recognised and joins the execution of its original.
     */
    public static Execution of(Exchange exchange) {
        return ExchangeAttachment.on(exchange).execution();
    }

    /** The LOCAL session, whatever exchange of the execution is asked. */
    public SessionStore session() {
        return session;
    }

    /** The endpoint whose consumer made the first exchange; null for one that a {@code ProducerTemplate} made. */
    public @Nullable Endpoint startedBy() {
        return startedBy;
    }

    /** What was seen of the message that started it, for whom it concerns; null if nobody looked in time. */
    public @Nullable Object arrival() {
        return arrival;
    }

    /** To be called before a route can touch the message. */
    public void setArrival(Object seen) {
        arrival = seen;
    }

    /**
     * The version of {@code session} that the process of this exchange works on when it is scoped: the session itself
     * in the top process; in a sub-process its own copy, which begins as what the parent process sees at this moment.
     *
     * @param name tells the sessions apart that one process has versions of
     */
    public static SessionStore scoped(Exchange exchange, String name, SessionStore session) {
        return ExchangeAttachment.on(exchange).version(name, session);
    }
}
