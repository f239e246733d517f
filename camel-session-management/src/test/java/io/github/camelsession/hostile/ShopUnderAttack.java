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
package io.github.camelsession.hostile;

import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.component.SessionManagementComponent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.test.AvailablePortFinder;

/**
 * A Camel context with a GLOBAL session behind HTTP: {@code /get} and {@code /put}, and the same as rest services; {@code
 * /plain} has no session.
 */
final class ShopUnderAttack implements AutoCloseable {
    static final String REST = "/rest";

    private final CamelContext context = new DefaultCamelContext();
    private final MemoryAggregationRepository repository = new MemoryAggregationRepository(true);
    private final Queue<String> overrides = new ConcurrentLinkedQueue<>();
    private final HttpConsumer consumer;
    private final int port = AvailablePortFinder.getNextAvailable();
    private final int restPort;

    private ShopUnderAttack(HttpConsumer consumer) {
        this.consumer = consumer;
        this.restPort = consumer.sharesPortWithRest() ? port : AvailablePortFinder.getNextAvailable();
    }

    @FunctionalInterface
    interface Options {
        void set(SessionManagementConfiguration configuration) throws Exception;
    }

    static ShopUnderAttack start(HttpConsumer consumer, Options options) throws Exception {
        ShopUnderAttack shop = new ShopUnderAttack(consumer);
        SessionManagementConfiguration configuration = shop.context
                .getComponent("session-management", SessionManagementComponent.class)
                .getConfiguration();
        configuration.setAggregationRepository(shop.repository);
        options.set(configuration);
        consumer.prepare(shop.context, shop.port);
        shop.context.addRoutes(shop.new Routes());
        shop.context.start();
        return shop;
    }

    RawHttp.Answer send(RawHttp request) throws Exception {
        return request.send(request.isFor(REST) ? restPort : port);
    }

    RawHttp.Answer sendChunked(RawHttp request, String trailer) throws Exception {
        return request.sendChunked(request.isFor(REST) ? restPort : port, trailer);
    }

    int sessions() {
        return repository.getKeys().size();
    }

    /** What of the headers that steer a step was there before any step, since the last call. */
    String overridesThatArrived() {
        StringBuilder arrived = new StringBuilder();
        for (String override = overrides.poll(); override != null; override = overrides.poll()) {
            arrived.append(override).append('\n');
        }
        return arrived.toString();
    }

    @Override
    public void close() {
        context.stop();
    }

    private void noteOverrides(Exchange exchange) {
        for (String name : new String[] {
            SessionManagementConstants.OPERATION, SessionManagementConstants.FIELDS, SessionManagementConstants.FOUND
        }) {
            if (exchange.getMessage().getHeader(name) != null) {
                overrides.add(name);
            }
        }
    }

    private static String global(String operation) {
        return "session-management:?sessionType=GLOBAL&operation=" + operation + "&fields=*";
    }

    private final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            onException(SessionAccessDeniedException.class)
                    .handled(true)
                    // Camel would send them back, and Netty would rather say nothing than send back odd ones.
                    .removeHeaders("*")
                    .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(401))
                    .setBody(simple("${exception.reason.name}"));
            onException(SessionManagementException.class)
                    .handled(true)
                    // Camel would send them back, and Netty would rather say nothing than send back odd ones.
                    .removeHeaders("*")
                    .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(500))
                    .setBody(simple("${exception.class.simpleName}"));
            // Inlined, the direct routes would serve the rest services alone.
            restConfiguration()
                    .inlineRoutes(false)
                    .component(consumer.component())
                    .host("127.0.0.1")
                    .port(restPort);
            rest(REST).get("/get").to("direct:get");
            rest(REST).post("/get").to("direct:get");
            rest(REST).post("/put").to("direct:put");
            from(consumer.uri(port, "/get")).to("direct:get");
            from(consumer.uri(port, "/put")).to("direct:put");
            // Says what the server itself makes of a request.
            from(consumer.uri(port, "/plain")).removeHeaders("*").setBody(constant("plain"));
            from("direct:get")
                    .process(ShopUnderAttack.this::noteOverrides)
                    .setBody(constant("{}"))
                    .to(global("GET"))
                    .removeHeaders("*");
            from("direct:put")
                    .process(ShopUnderAttack.this::noteOverrides)
                    .to(global("PUT"))
                    .removeHeaders("*");
        }
    }
}
