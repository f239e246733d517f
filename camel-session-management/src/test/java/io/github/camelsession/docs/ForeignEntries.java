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
package io.github.camelsession.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.SessionStoreException;
import io.github.camelsession.docs.Document.Block;
import io.github.camelsession.token.TestTokens;
import java.net.URL;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.jspecify.annotations.Nullable;

/** An application with a documented store, to which somebody else can write. */
final class ForeignEntries {
    private static final String COMPONENT = "camel.component.session-management.";

    /** Past the component and its filter. */
    @FunctionalInterface
    interface Planting {
        void plant(CamelContext context, String key, Object entry) throws Exception;
    }

    private final Block store;
    private final Planting planting;

    ForeignEntries(Block store, Planting planting) {
        this.store = store;
        this.planting = planting;
    }

    private interface Work {
        void in(DocumentedApp app) throws Exception;
    }

    private void inApp(Work work) throws Exception {
        RouteBuilder steps = new RouteBuilder() {
            @Override
            public void configure() {
                String alice = TestTokens.hs256(TestTokens.SECRET)
                        .expiresAt(Instant.now().plusSeconds(600))
                        .sign();
                for (String operation : List.of("PUT", "GET", "CLEAR")) {
                    from("direct:" + operation)
                            .setHeader("Authorization", constant("Bearer " + alice))
                            .to("session-management:?sessionType=GLOBAL&fields=*&operation=" + operation);
                }
            }
        };
        try (DocumentedApp app = new DocumentedApp()
                .properties(DocumentedConfigurationTest.SECRET)
                .properties(store.with(COMPONENT, COMPONENT + "allowedTriggers = *\n" + COMPONENT))
                .routes(steps)
                .start()) {
            work.in(app);
            closeClients(app.context());
        }
    }

    /** Beans of the application end with its JVM, and here there are several applications in one. */
    private static void closeClients(CamelContext context) {
        context.getRegistry().findByType(HikariDataSource.class).forEach(HikariDataSource::close);
        context.getRegistry()
                .findByType(RedisAggregationRepository.class)
                .forEach(repository -> repository.getRedisson().shutdown());
    }

    /** Sessions work, and none of the foreign entries comes to life. */
    void assertRefused() throws Exception {
        inApp(app -> {
            String body = "{\"cart\":[1.10,\"€\",null,{\"a\":true}]}";
            assertThat(app.text("direct:PUT", "{\"first\":1}")).isEqualTo("{\"first\":1}");
            assertThat(app.text("direct:PUT", body)).isEqualTo(body);
            assertThat(app.text("direct:GET", "{}")).isEqualTo("{\"first\":1," + body.substring(1));
            for (Object entry : foreign(app.context())) {
                assertThat(madeOf(entry, app)).as(entry.getClass().getName()).isZero();
            }
        });
    }

    void assertMade(Object entry) throws Exception {
        inApp(app -> {
            app.text("direct:PUT", "{\"a\":1}");
            assertThat(madeOf(entry, app)).isPositive();
        });
    }

    void assertMadeWithinAnExchange() throws Exception {
        inApp(app -> {
            app.text("direct:PUT", "{\"a\":1}");
            plant(holderOf(new Gadgets.Plain(), null, app.context()), app);
            app.send("direct:GET", "{}");
            assertThat(Gadgets.MADE.get()).isPositive();
        });
    }

    private void plant(Object entry, DocumentedApp app) throws Exception {
        AggregationRepository sessions =
                app.context().getRegistry().lookupByNameAndType("sessions", AggregationRepository.class);
        planting.plant(app.context(), sessions.getKeys().iterator().next(), entry);
        Gadgets.MADE.set(0);
    }

    private int madeOf(Object entry, DocumentedApp app) throws Exception {
        plant(entry, app);
        for (String operation : List.of("GET", "PUT")) {
            assertThat(app.send("direct:" + operation, "{\"a\":1}").getException())
                    .as(entry.getClass().getName())
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("the repository cannot turn it into an exchange");
        }
        Exception cleared = app.send("direct:CLEAR", "{}").getException();
        if (cleared != null) { // where the repository gives nothing to replace
            assertThat(cleared)
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("remove it with the tools of the store");
        }
        return Gadgets.MADE.get();
    }

    private static List<Object> foreign(CamelContext context) throws Exception {
        return List.of(
                new Gadgets.Plain(),
                new Gadgets.External(),
                new ArrayList<>(List.of(new Gadgets.Plain())),
                new HashMap<>(Map.of(new URL("http://127.0.0.1/"), 1)),
                holderOf(new Gadgets.Plain(), null, context),
                holderOf(new HashMap<>(Map.of("k", new Gadgets.External())), null, context),
                holderOf(new byte[] {'{', '}'}, new Gadgets.Failure(), context));
    }

    /** As Camel's repositories store an exchange. */
    private static Object holderOf(Object body, @Nullable Exception failure, CamelContext context) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        exchange.setException(failure);
        return DefaultExchangeHolder.marshal(exchange, true, true);
    }
}
