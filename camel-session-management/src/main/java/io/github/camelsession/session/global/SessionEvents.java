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

import io.github.camelsession.SessionEvent;
import io.github.camelsession.SessionEvent.Kind;
import io.github.camelsession.session.global.entry.KeyFormat;
import io.github.camelsession.session.global.update.EventSink;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the event notifiers of the context, as Camel itself tells them of its events. Whether somebody listens is asked
 * for each event, because notifiers come and go; those that ignore events of the context cost nothing.
 */
final class SessionEvents implements EventSink {
    private static final Logger LOG = LoggerFactory.getLogger(SessionEvents.class);

    private final CamelContext context;
    private final String component;

    /** @param component its name */
    SessionEvents(CamelContext context, String component) {
        this.context = context;
        this.component = component;
    }

    @Override
    public boolean isListenedTo() {
        for (EventNotifier notifier : context.getManagementStrategy().getStartedEventNotifiers()) {
            if (listens(notifier)) {
                return true;
            }
        }
        return false;
    }

    private static boolean listens(EventNotifier notifier) {
        return !notifier.isDisabled() && !notifier.isIgnoreCamelContextEvents();
    }

    @Override
    public void tell(Kind kind, String key, Instant at) {
        SessionEvent event = null;
        for (EventNotifier notifier : context.getManagementStrategy().getStartedEventNotifiers()) {
            if (listens(notifier)) {
                event = event == null ? newEvent(kind, key, at) : event;
                tell(notifier, event);
            }
        }
    }

    private SessionEvent newEvent(Kind kind, String key, Instant at) {
        String hash = Objects.requireNonNull(KeyFormat.hashOf(key), "not the key of a session");
        return new SessionEvent(context, kind, component, hash, at.toEpochMilli());
    }

    private static void tell(EventNotifier notifier, SessionEvent event) {
        try {
            if (notifier.isEnabled(event)) {
                notifier.notify(event);
            }
        } catch (Throwable e) { // the change is made, whatever becomes of the listener
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("{} failed at the event \"{}\", which it is not told again", notifier, event, e);
        }
    }
}
