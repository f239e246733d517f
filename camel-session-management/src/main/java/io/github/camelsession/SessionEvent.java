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
package io.github.camelsession;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent.CamelContextEvent;

/**
 * What became of a GLOBAL session, for {@link org.apache.camel.spi.EventNotifier}s that do not ignore events of the
 * context, and for routes that begin with {@code from("session-management:events")}. It names the session by its hash,
 * and never by its token or user.
 *
 * <p>The node that changed the session tells it, at least once: in the thread of the step or of the sweep, after the
 * change is stored (EXPIRED: before the removal), to each listener that is there at that moment. Events of one session
 * may come twice, and, from several threads or nodes, in another order than that of their timestamps.
 *
 * <p>Not told are: CREATED and ENDED, if the node stops between the change and the event; a change of which the step does
 * not know whether it is stored ({@link SessionStoreException#isOutcomeUnknown}), even if it is; sessions that the store
 * loses or removes by itself, as the built-in memory does when it stops; and CLEAR, which is no end.
 *
 * <p>An empty session counts as ended if all tokens of its user have been ended before, even if it was a later login's
 * that an update emptied: neither ENDED nor EXPIRED is told of it, and its next field tells CREATED. If single tokens of
 * its user have been ended, its end is told, even if no field was ever stored.
 */
public final class SessionEvent implements CamelContextEvent {
    /** What happened. */
    public enum Kind {
        /** A first field was stored: of a new session, or of one that had ended or expired. */
        CREATED,
        /** END (without {@code keyClaims}), END_ALL, BACKCHANNEL_LOGOUT or {@code endSessions} ended a session. */
        ENDED,
        /**
         * The time of a session that nobody ended is over: told by the sweep, or earlier by the update that finds it so.
         */
        EXPIRED
    }

    private final CamelContext context;
    private final Kind kind;
    private final String component;
    private final String session;
    private long timestamp;

    /**
     * @param component the name of the component that has the session
     * @param session the hash of 43 characters with which the session's key in the repository ends
     * @param timestamp in milliseconds since the epoch
     */
    public SessionEvent(CamelContext context, Kind kind, String component, String session, long timestamp) {
        this.context = context;
        this.kind = kind;
        this.component = component;
        this.session = session;
        this.timestamp = timestamp;
    }

    /** Always {@code Custom}: Camel has no type for it. */
    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public CamelContext getContext() {
        return context;
    }

    public Kind getKind() {
        return kind;
    }

    /** Returns the name of the component, such as {@code session-management}. */
    public String getComponent() {
        return component;
    }

    /** Returns the hash that {@code clearSession} takes. */
    public String getSession() {
        return session;
    }

    /** Returns when the update was applied; of EXPIRED by the sweep, when the session was found to be over. */
    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        return "session " + session + " of " + component + " " + kind;
    }
}
