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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.InvalidStepOptionException;
import io.github.camelsession.SessionFieldMissingException;
import io.github.camelsession.SessionManagementConstants;
import io.github.camelsession.compatibility.CamelPart;
import io.github.camelsession.routes.RouteTest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of a toD travel as headers, so a value is nothing but the value of its option. */
class DynamicStepTest extends RouteTest {
    private static final String A_AND_B = "{\"a\":1,\"b\":2}";

    private Exchange sendWith(String uri, Object body, Map<String, Object> headers) {
        return context.createFluentProducerTemplate()
                .to(uri)
                .withHeaders(headers)
                .withBody(body)
                .send();
    }

    private String bodyWith(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = sendWith(uri, body, headers);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    private void startGetting(String toD) throws Exception {
        start(routes -> routes.from("direct:a").to(put("*")).setBody(e -> "{}").toD(toD));
    }

    private long endpoints() {
        return context.getEndpoints().stream()
                .filter(SessionManagementEndpoint.class::isInstance)
                .count();
    }

    @Test
    void namesOfTheFieldsMayComeFromTheMessage() throws Exception {
        startGetting("session-management:g?fields=${header.wanted}");
        assertThat(bodyWith("direct:a", A_AND_B, Map.of("wanted", "b"))).isEqualTo("{\"b\":2}");
    }

    @Test
    void namesMayBePartOfTheText() throws Exception {
        startGetting("session-management:g?fields=a,${header.wanted}&failOnMissing=true");
        assertThat(bodyWith("direct:a", A_AND_B, Map.of("wanted", "b"))).isEqualTo(A_AND_B);
    }

    @Test
    void collectionOfNamesMayHoldAnyName() throws Exception {
        startGetting("session-management:g?fields=${header.wanted}");
        assertThat(bodyWith("direct:a", "{\"a,b\":1,\"*\":2,\"c\":3}", Map.of("wanted", List.of("a,b", "*"))))
                .isEqualTo("{\"a,b\":1,\"*\":2}");
    }

    @Test
    void operationMayComeFromTheMessage() throws Exception {
        start(routes -> routes.from("direct:a")
                .toD("session-management:any?operation=${header.what}&fields=a")
                .setBody(e -> "{}")
                .to(get("a")));
        assertThat(bodyWith("direct:a", A_AND_B, Map.of("what", "put"))).isEqualTo("{\"a\":1}");
        assertThat(bodyWith("direct:a", A_AND_B, Map.of("what", "CONTAINS"))).isEqualTo("{}");
    }

    @Test
    void valuesGoWithEveryOtherOption() throws Exception {
        start(routes -> {
            routes.from("direct:whole")
                    .toD("session-management:x?operation=PUT&fieldsIn=WHOLE_BODY&fields=${header.f}");
            routes.from("direct:pointer")
                    .toD("session-management:x?operation=${header.o}&fields=city=/address/city")
                    .toD("session-management:x?operation=GET&fieldsIn=HEADERS&fields=city");
        });
        assertThat(sendWith("direct:whole", "[1]", Map.of("f", "a")).getException())
                .isNull();
        Exchange exchange = sendWith("direct:pointer", "{\"address\":{\"city\":\"Bonn\"}}", Map.of("o", "PUT"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("city")).isEqualTo("Bonn");
    }

    @Test
    void thereIsOneEndpointHoweverManyValues() throws Exception {
        start(routes -> routes.from("direct:a").toD("session-management:any?operation=${header.o}&fields=${header.f}"));
        for (int i = 0; i < 50; i++) {
            bodyWith("direct:a", "{}", Map.of("o", i % 2 == 0 ? "PUT" : "GET", "f", "n" + i));
        }
        assertThat(endpoints()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a&failOnMissing=true",
                "a)&failOnMissing=true&scoped RAW(true",
                "a%26failOnMissing=true",
                "a?failOnMissing=true",
                "a&operation=CLEAR",
                "${exchangeId}",
                "RAW(a)&failOnMissing=true"
            })
    void valueSetsNoOption(String value) throws Exception {
        start(routes -> {
            routes.from("direct:plain").toD("session-management:x?operation=CONTAINS&fields=${header.user}");
            routes.from("direct:raw").toD("session-management:x?operation=CONTAINS&fields=RAW(${header.user})");
        });
        for (String route : List.of("direct:plain", "direct:raw")) {
            Exchange exchange = sendWith(route, "{}", Map.of("user", value));
            assertThat(exchange.getException()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false&operation=CLEAR",
                "false%26operation=CLEAR",
                "false%2526operation=CLEAR",
                "false;operation=CLEAR",
                "false#&operation=CLEAR",
                "RAW(false)&operation=CLEAR",
                "{{x}}",
                "#bean:x",
                "fal se"
            })
    void valueOfAnotherOptionBringsNoOptionAlong(String value) throws Exception {
        start(routes -> {
            routes.from("direct:a")
                    .to(put("a"))
                    .to("direct:trap")
                    .setBody(e -> "{}")
                    .to(get("a"));
            routes.from("direct:trap")
                    .doTry()
                    .toD("session-management:x?fields=a&failOnMissing=${header.user}")
                    .doCatch(Exception.class)
                    .setHeader("refused", routes.exceptionMessage());
        });
        Exchange exchange = sendWith("direct:a", "{\"a\":1}", Map.of("user", value));
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"a\":1}");
        assertThat(exchange.getMessage().getHeader("refused", String.class)).isNotNull();
        assertThat(endpoints()).as("none for such a value").isEqualTo(2);
    }

    @Test
    void otherOptionsMayBeDynamicToo() throws Exception {
        start(routes -> routes.from("direct:a")
                .toD("session-management:x?operation=CONTAINS&fields=b&failOnMissing=${header.strict}"));
        assertThat(sendWith("direct:a", "{}", Map.of("strict", "true")).getException())
                .isInstanceOf(SessionFieldMissingException.class);
        assertThat(sendWith("direct:a", "{}", Map.of("strict", "false")).getException())
                .isNull();
    }

    @Test
    void nameOfTheStepMayBeDynamic() throws Exception {
        start(routes -> routes.from("direct:a")
                .toD("session-management:${header.name}?operation=CONTAINS&fields=b&failOnMissing=true"));
        assertThat(sendWith("direct:a", "{}", Map.of("name", "of-käthe.1")).getException())
                .hasMessageContaining("'of-käthe.1'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x?failOnMissing=true", "x%3FfailOnMissing=true", "x&y", "a b", "//x"})
    void nameOfTheStepBringsNoOptionAlong(String name) throws Exception {
        start(routes -> routes.from("direct:a").toD("session-management:${header.name}?operation=CONTAINS&fields=b"));
        assertThat(sendWith("direct:a", "{}", Map.of("name", name)).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the name of the step");
    }

    @Test
    void nameOfAnOptionIsNotDynamic() throws Exception {
        start(routes -> routes.from("direct:a").toD("session-management:x?operation=CONTAINS&${header.more}"));
        assertThat(sendWith("direct:a", "{}", Map.of("more", "fields=a")).getException())
                .hasMessageContaining("write option=${...}");
    }

    @Test
    void valueThatIsNothingIsRefused() throws Exception {
        start(routes -> routes.from("direct:a").toD("session-management:x?operation=DELETE&fields=${header.none}"));
        assertThat(send("direct:a", "{}").getException()).isInstanceOf(InvalidStepOptionException.class);
    }

    @Test
    void headersAreGoneAfterTheStep() throws Exception {
        startGetting("session-management:g?operation=${header.what}&fields=${header.wanted}");
        Exchange exchange = sendWith("direct:a", A_AND_B, Map.of("wanted", "a", "what", "GET"));
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(SessionManagementConstants.FIELDS, SessionManagementConstants.OPERATION);
    }

    @Test
    void headersAreGoneAfterAStepThatFails() throws Exception {
        start(routes -> routes.from("direct:a")
                .toD("session-management:x?operation=CONTAINS&failOnMissing=true&fields=${header.wanted}"));
        Exchange exchange = sendWith("direct:a", "{}", Map.of("wanted", "a"));
        assertThat(exchange.getException()).isInstanceOf(SessionFieldMissingException.class);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(SessionManagementConstants.FIELDS);
    }

    @Test
    void headerThatTheRouteSetGoesFirstAndStays() throws Exception {
        startGetting("session-management:g?fields=${header.wanted}");
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:b")
                        .to(put("*"))
                        .setBody(e -> "{}")
                        .setHeader(SessionManagementConstants.FIELDS, constant("b"))
                        .toD("session-management:g?fields=${header.wanted}");
            }
        });
        Exchange exchange = sendWith("direct:b", A_AND_B, Map.of("wanted", "a"));
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"b\":2}");
        assertThat(exchange.getMessage().getHeader(SessionManagementConstants.FIELDS))
                .isEqualTo("b");
    }

    @Test
    void stepOfAComponentUnderAnotherNameIsTheSame() throws Exception {
        context.addComponent("staff", new SessionManagementComponent());
        start(routes -> routes.from("direct:a").to(put("*")).setBody(e -> "{}").toD("staff:g?fields=${header.wanted}"));
        assertThat(bodyWith("direct:a", A_AND_B, Map.of("wanted", "b&scoped=true,a")))
                .isEqualTo("{\"a\":1}");
    }

    private void valueSetsNoOptionOfTheInstanceStaff() {
        for (int i = 0; i < 20; i++) {
            assertThat(bodyWith("direct:a", A_AND_B, Map.of("o", "PUT", "wanted", "a&onBehalf=true,b" + i)))
                    .isEqualTo(A_AND_B);
        }
        assertThat(bodyWith("direct:a", "{}", Map.of("o", "GET", "wanted", "a&scoped=true")))
                .isEqualTo("{}");
        assertThat(endpoints()).isEqualTo(1);
    }

    private void startWithStepOfTheInstanceStaff() throws Exception {
        start(routes -> routes.from("direct:a").toD("staff:g?operation=${header.o}&fields=${header.wanted}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff", "staff-component"})
    void instanceThatIsABeanOfTheRegistryIsTheSame(String bean) throws Exception {
        CamelPart.CONTEXT_PLUGIN.assume();
        context.getRegistry().bind(bean, new SessionManagementComponent());
        startWithStepOfTheInstanceStaff();
        valueSetsNoOptionOfTheInstanceStaff();
    }

    @Test
    void instanceThatIsAddedAfterTheRoutesIsTheSame() throws Exception {
        CamelPart.CONTEXT_PLUGIN.assume();
        startWithStepOfTheInstanceStaff();
        context.addComponent("staff", new SessionManagementComponent());
        valueSetsNoOptionOfTheInstanceStaff();
    }

    @Test
    void contextThatStartsAgainKeepsValuesApart() throws Exception {
        CamelPart.CONTEXT_PLUGIN.assume();
        context.getRegistry().bind("staff", new SessionManagementComponent());
        startWithStepOfTheInstanceStaff();
        context.stop();
        context.getRegistry().bind("staff", new SessionManagementComponent());
        context.start();
        valueSetsNoOptionOfTheInstanceStaff();
    }

    @Test
    void addressesOfOtherComponentsStayCamelsOwn() throws Exception {
        start(routes -> routes.from("direct:a").toD("mock:${header.wanted}").toD("later:${header.wanted}"));
        context.addComponent("later", new org.apache.camel.component.mock.MockComponent());
        assertThat(bodyWith("direct:a", A_AND_B, Map.of("wanted", "x?retainLast=1")))
                .isEqualTo(A_AND_B);
        assertThat(context.hasEndpoint("mock:x?retainLast=1")).isNotNull();
        assertThat(context.hasEndpoint("later:x?retainLast=1")).isNotNull();
    }

    @Test
    void yamlAndXmlAreTheSame() throws Exception {
        Resource yaml = ResourceHelper.fromString("route.yaml", """
                - from:
                    uri: direct:a
                    steps:
                      - to: session-management:save?operation=PUT&fields=*
                      - setBody:
                          constant: "{}"
                      - toD:
                          uri: session-management:load
                          parameters:
                            operation: GET
                            fields: "${header.wanted}"
                """);
        PluginHelper.getRoutesLoader(context).loadRoutes(yaml);
        context.start();
        assertThat(bodyWith("direct:a", A_AND_B, Map.of("wanted", "a&scoped=true,b")))
                .isEqualTo("{\"b\":2}");
        assertThat(endpoints()).isEqualTo(2);
    }
}
