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
package io.github.camelsession.session.global.support;

import io.github.camelsession.SessionEvent;
import io.github.camelsession.SessionEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Listens for the session events of a context, as an application's own notifier does. */
public final class Listener extends EventNotifierSupport {
    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private volatile Consumer<SessionEvent> reaction = event -> {};

    public static Listener in(CamelContext context) {
        Listener listener = new Listener();
        context.getManagementStrategy().addEventNotifier(listener);
        return listener;
    }

    /** What it does with each event, once it has recorded it. */
    public void reactBy(Consumer<SessionEvent> doing) {
        reaction = doing;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof SessionEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        events.add((SessionEvent) event);
        reaction.accept((SessionEvent) event);
    }

    public List<SessionEvent> events() {
        return List.copyOf(events);
    }

    /** Those since the last call. */
    public List<Kind> takeKinds() {
        List<Kind> kinds = new ArrayList<>();
        events.forEach(event -> kinds.add(event.getKind()));
        events.clear();
        return kinds;
    }
}
