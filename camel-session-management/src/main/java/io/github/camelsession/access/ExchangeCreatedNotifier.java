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
package io.github.camelsession.access;

import io.github.camelsession.session.local.Execution;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Puts each new exchange into its execution before an EIP can copy it, and keeps what only the untouched request tells:
 * {@code TokenOrigin}, and who calls according to Camel's own consumer.
 *
 * <p>Camel fires the event on the processing thread, before the first processor of the route.
 */
public final class ExchangeCreatedNotifier extends EventNotifierSupport {
    private final Function<Message, Object> arrivedHeaders;
    private final StartedComponents components;

    private ExchangeCreatedNotifier(CamelContext context) {
        this.arrivedHeaders = TokenHeaders.of(context)::arrivedOn;
        this.components = StartedComponents.of(context);
        // Each kind of event that is not ignored costs every exchange of the context.
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeCreatedEvent(false);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    /** Does nothing if the context has one already. */
    public static void install(CamelContext context) {
        for (EventNotifier known : context.getManagementStrategy().getEventNotifiers()) {
            if (known instanceof ExchangeCreatedNotifier) {
                return;
            }
        }
        context.getManagementStrategy().addEventNotifier(new ExchangeCreatedNotifier(context));
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeCreatedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeCreatedEvent) event).getExchange();
        Endpoint startedBy = Execution.join(exchange, arrivedHeaders);
        if (startedBy != null) {
            if (components.anyAnswersErrors()) {
                HttpErrors.watch(exchange, startedBy);
            }
            if (components.anyTrustsProfiles()) {
                exchange.getExchangeExtension().addOnCompletion(new ProfileArrival());
            }
        }
    }
}
