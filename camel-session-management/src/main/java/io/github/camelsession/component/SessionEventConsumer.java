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
package io.github.camelsession.component;

import io.github.camelsession.SessionEvent;
import io.github.camelsession.SessionManagementConstants;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Runs its route for each event of the component's sessions, in the thread that tells it: the step or the sweep goes on
 * when the route is done. So no event waits anywhere, where it could be lost.
 */
final class SessionEventConsumer extends DefaultConsumer implements ShutdownAware {
    private final SessionManagementEndpoint endpoint;
    private final Listener listener = new Listener();

    SessionEventConsumer(SessionManagementEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    /** Ignores all events but those among which Camel counts the ones of applications. */
    private final class Listener extends EventNotifierSupport {
        Listener() {
            setIgnoreCamelContextInitEvents(true);
            setIgnoreRouteEvents(true);
            setIgnoreServiceEvents(true);
            setIgnoreStepEvents(true);
            setIgnoreExchangeEvents(true);
            setIgnoreExchangeCreatedEvent(true);
            setIgnoreExchangeCompletedEvent(true);
            setIgnoreExchangeFailedEvents(true);
            setIgnoreExchangeRedeliveryEvents(true);
            setIgnoreExchangeSendingEvents(true);
            setIgnoreExchangeSentEvents(true);
            setIgnoreExchangeAsyncProcessingStartedEvents(true);
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof SessionEvent told
                    && told.getComponent().equals(endpoint.getComponent().name());
        }

        @Override
        public void notify(CamelEvent event) {
            process((SessionEvent) event);
        }
    }

    private void process(SessionEvent event) {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange.getMessage(), event);
            process(exchange);
            Exception failure = exchange.getException();
            if (failure != null) {
                getExceptionHandler().handleException("the route failed at: " + event, exchange, failure);
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void process(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    private static void fill(Message message, SessionEvent event) {
        String kind = event.getKind().name();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", kind);
        body.put("session", event.getSession());
        body.put("component", event.getComponent());
        body.put("time", Instant.ofEpochMilli(event.getTimestamp()).toString());
        message.setBody(body);
        message.setHeader(SessionManagementConstants.EVENT, kind);
        message.setHeader(SessionManagementConstants.SESSION, event.getSession());
        message.setHeader(Exchange.MESSAGE_TIMESTAMP, event.getTimestamp());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        management().addEventNotifier(listener);
    }

    @Override
    protected void doStop() throws Exception {
        management().removeEventNotifier(listener);
        super.doStop();
    }

    private ManagementStrategy management() {
        return endpoint.getCamelContext().getManagementStrategy();
    }

    /** Until the routes are done whose steps may tell something. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return true;
    }

    @Override
    public int getPendingExchangesSize() {
        return 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // there is nothing to prepare
    }
}
