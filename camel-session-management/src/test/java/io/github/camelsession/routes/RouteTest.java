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
package io.github.camelsession.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;

/** A started context with the routes of one test. */
public abstract class RouteTest {
    protected CamelContext context = new DefaultCamelContext();

    @FunctionalInterface
    public interface Routes {
        void in(RouteBuilder builder) throws Exception;
    }

    protected void start(Routes routes) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.in(this);
            }
        });
        context.start();
    }

    @AfterEach
    public void stopContext() {
        context.stop();
    }

    /** The exchange after it ran through the endpoint; an exception is in it, not thrown. */
    protected Exchange send(String uri, Object body) {
        FluentProducerTemplate template = context.createFluentProducerTemplate();
        return template.to(uri).withBody(body).send();
    }

    /** The body as text after it ran through the endpoint. */
    protected String request(String uri, Object body) {
        Exchange exchange = send(uri, body);
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange.getMessage().getBody(String.class);
    }

    public static String put(String fields) {
        return "session-management:put?operation=PUT&fields=" + fields;
    }

    public static String get(String fields) {
        return "session-management:get?operation=GET&fields=" + fields;
    }

    public static String scoped(String step) {
        return step + "&scoped=true";
    }
}
