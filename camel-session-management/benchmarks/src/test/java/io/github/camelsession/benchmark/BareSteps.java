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
package io.github.camelsession.benchmark;

import io.github.camelsession.token.TestTokens;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.EventHelper;

/** Steps of an application without the routes around them, and exchanges for them. */
final class BareSteps implements AutoCloseable {
    static final String PUT = "session-management:put?operation=PUT&fields=" + Orders.FIELDS;
    static final String GET = "session-management:get?fields=" + Orders.FIELDS;
    static final String GLOBAL = "&sessionType=GLOBAL";

    /** Beyond the end of any run. */
    static final Instant END_OF_TOKENS = Instant.now().plusSeconds(86_400);

    private final CamelContext context;
    private final Endpoint trigger;

    /** @param context is started, and closed with this */
    BareSteps(CamelContext context) {
        this.context = context;
        context.start();
        this.trigger = context.getEndpoint("direct:trigger");
    }

    /** @return to be called with exchanges that {@link #request} made, or others of this context */
    Processor step(String uri) throws Exception {
        Producer producer = context.getEndpoint(uri).createProducer();
        producer.start();
        return producer;
    }

    CamelContext context() {
        return context;
    }

    /** As an HTTP consumer makes it, announced to the context as Camel announces it, and with few headers. */
    Exchange request(byte[] body, String authorization) {
        return requestWith(new InputStreamCache(body), authorization);
    }

    /** The same with a body of any kind. */
    Exchange requestWith(Object body, String authorization) {
        Exchange exchange = trigger.createExchange();
        exchange.getMessage().setHeader("Authorization", authorization);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
        exchange.getMessage().setBody(body);
        EventHelper.notifyExchangeCreated(context, exchange);
        return exchange;
    }

    static String authorization(String user) {
        return authorization(TestTokens.hs256(TestTokens.SECRET), user);
    }

    static String authorization(TestTokens issuer, String user) {
        return "Bearer "
                + issuer.subject(user)
                        .claim("iss", "https://login.example.org/realms/shop")
                        .claim("aud", "shop")
                        .claim("iat", END_OF_TOKENS.minusSeconds(86_400).getEpochSecond())
                        .claim("scope", "openid cart:read cart:write")
                        .expiresAt(END_OF_TOKENS)
                        .sign();
    }

    @Override
    public void close() {
        context.stop();
    }
}
