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

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelsession.EmptyBody;
import io.github.camelsession.InvalidMessageBodyException;
import io.github.camelsession.SessionValueException;
import io.github.camelsession.component.SessionManagementComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What steps of real routes hand on: templates, rows, files, beans, exceptions. */
class BodiesInRoutesTest extends RouteTest {
    private void startYaml(String... steps) throws Exception {
        String route = "- route:\n    from:\n      uri: direct:a\n      steps:\n";
        String text = route + "        - " + String.join("\n        - ", steps) + "\n";
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.yaml", text));
        context.start();
    }

    @Test
    void aGroovyTemplateIsTextAndStaysText() throws Exception {
        startYaml(
                "setBody: { groovy: '\"\"\"{\"order\":\"A-${3+4}\",\"n\":1.10}\"\"\"' }",
                "to: 'session-management:put?operation=PUT&fields=order'",
                "setBody: { groovy: '\"\"\"{\"id\":${1+1}}\"\"\"' }",
                "to: 'session-management:get?operation=GET&fields=order'");

        assertThat(send("direct:a", "").getMessage().getBody()).isEqualTo("{\"id\":2,\"order\":\"A-7\"}");
    }

    @Test
    void aGroovyTemplateInAMapIsText() throws Exception {
        startYaml(
                "setBody: { groovy: '[order: \"A-${3+4}\", (\"ke${\"y\"}\".toString()): [\"${1}\"]]' }",
                "to: 'session-management:put?operation=PUT&fields=order,key'",
                "setBody: { constant: '' }",
                "to: 'session-management:get?operation=GET&fields=order,key'");

        assertThat(send("direct:a", "").getMessage().getBody()).isEqualTo("{\"order\":\"A-7\",\"key\":[\"1\"]}");
    }

    @Test
    void aBlockScalarWithNothingButALineFeedIsEmpty() throws Exception {
        startYaml(
                "to: 'session-management:put?operation=PUT&fields=a'",
                "setBody: { constant: \"\\n\" }",
                "to: 'session-management:get?operation=GET&fields=a'");

        assertThat(request("direct:a", "{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    /** The charset of the file is not that of what marshal() makes. */
    @Test
    void jsonFromMarshalIsUtf8WhateverCharsetTheFileHad(@TempDir Path dir) throws Exception {
        Files.write(dir.resolve("name.csv"), "J\u00fcrgen".getBytes(ISO_8859_1));
        Exchanger<String> got = new Exchanger<>();
        start(routes -> routes.from("file:" + dir + "?charset=ISO-8859-1&noop=true&initialDelay=0")
                .convertBodyTo(String.class)
                .process(e ->
                        e.getMessage().setBody(Map.of("name", e.getMessage().getBody(String.class))))
                .marshal()
                .json()
                .to(put("name"))
                .setBody(routes.constant("{}"))
                .to(get("name"))
                .process(e -> got.exchange(e.getMessage().getBody(String.class), 20, TimeUnit.SECONDS)));

        assertThat(got.exchange("", 20, TimeUnit.SECONDS)).isEqualTo("{\"name\":\"J\u00fcrgen\"}");
    }

    @Test
    void aRowOfADatabaseFindsItsFieldsInAnyCaseAndStaysARow() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:rows;DB_CLOSE_DELAY=-1");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table orders(id int, customer varchar, placed timestamp with time zone)");
            statement.execute("insert into orders values(7, 'Ann', timestamp with time zone '2026-01-02 03:04:05+00')");
        }
        context.getRegistry().bind("database", database);
        start(routes -> routes.from("direct:a")
                .to("sql:select * from orders?dataSource=#database&outputType=SelectOne")
                .to(put("customer,placed"))
                .setProperty("row", routes.body())
                .setBody(routes.constant("{\"stock\":7}"))
                .to(put("stock"))
                .setBody(routes.exchangeProperty("row"))
                .to(get("stock"))
                .setProperty("still", routes.simple("${body[customer]} ${body[stock]} ${body[ID]}"))
                .setBody(routes.constant("{}"))
                .to(get("customer,placed")));

        Exchange exchange = send("direct:a", "");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody())
                .isEqualTo("{\"customer\":\"Ann\",\"placed\":\"2026-01-02T03:04:05Z\"}");
        assertThat(exchange.getProperty("still")).isEqualTo("Ann 7 7");
        assertThat(exchange.getProperty("row", Map.class)).hasSize(3);
    }

    public record Order(String orderId, LocalDate due, Optional<String> note) {}

    @Test
    void aRecordIsWrittenByTheApplicationsOwnMapper() throws Exception {
        ObjectMapper mapper = JsonMapper.builder()
                .findAndAddModules()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        context.getRegistry().bind("mapper", mapper);
        start(routes -> routes.from("direct:a").to(put("*")).setBody(e -> null).to(get("*")));

        assertThat(request("direct:a", new Order("A", LocalDate.of(2026, 1, 2), Optional.of("n"))))
                .isEqualTo("{\"order_id\":\"A\",\"due\":[2026,1,2],\"note\":\"n\"}");
    }

    @Test
    void theMapperIsAnOptionOfTheComponent() throws Exception {
        Main main = new Main();
        main.bind("one", new ObjectMapper());
        main.bind(
                "two",
                JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .build());
        main.addInitialProperty("camel.component.session-management.objectMapper", "#bean:two");
        main.start();
        try {
            SessionManagementComponent component =
                    main.getCamelContext().getComponent("session-management", SessionManagementComponent.class);
            assertThat(component.getConfiguration().getObjectMapper()).isSameAs(main.lookup("two", ObjectMapper.class));
        } finally {
            main.stop();
        }
    }

    @Test
    void anExceptionAsTheBodyFailsPutAndGet() throws Exception {
        start(routes -> {
            routes.from("direct:put").to(put("message"));
            routes.from("direct:get").to(get("message"));
        });
        Object body = new IllegalStateException("secret");

        for (String uri : List.of("direct:put", "direct:get")) {
            Exchange exchange = send(uri, body);
            assertThat(exchange.getException())
                    .isInstanceOf(InvalidMessageBodyException.class)
                    .hasMessageContaining("the body is a java.lang.IllegalStateException; it must be a JSON object")
                    .hasMessageNotContaining("secret");
            assertThat(exchange.getMessage().getBody()).isSameAs(body);
        }
    }

    /** The client's body is not to blame for what the session holds. */
    @ParameterizedTest
    @EnumSource
    void aStoredNumberThatNoBigDecimalHoldsIsToldByItsField(EmptyBody empty) throws Exception {
        start(routes -> routes.from("direct:a")
                .to(put("n,ok"))
                .setBody(routes.exchangeProperty("into"))
                .to(get("n,ok") + "&emptyBody=" + empty));
        String stored = "{\"n\":{\"x\":0e9999999999999999999999999999},\"ok\":-0}";

        for (Object into :
                List.of(Map.of(), JsonNodeFactory.instance.objectNode(), empty == EmptyBody.MAP ? "" : Map.of())) {
            Exchange failed = context.createFluentProducerTemplate()
                    .to("direct:a")
                    .withBody(stored)
                    .withExchangeProperty("into", into)
                    .send();
            assertThat(failed.getException())
                    .isInstanceOfSatisfying(
                            SessionValueException.class,
                            unfit -> assertThat(unfit.getField()).isEqualTo("n"))
                    .hasMessageContaining("the field n holds a number beyond the range of BigDecimal")
                    .hasMessageNotContaining("9999");
            assertThat(failed.getMessage().getBody()).isEqualTo(into);
        }
        Exchange text = context.createFluentProducerTemplate()
                .to("direct:a")
                .withBody(stored)
                .withExchangeProperty("into", "{}")
                .send();
        assertThat(text.getMessage().getBody()).isEqualTo(stored);
    }
}
