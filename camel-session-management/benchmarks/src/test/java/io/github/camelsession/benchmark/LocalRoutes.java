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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * One job, done in four ways: keep 3 fields of a message, go on with another message, and put the fields into that.
 * Text comes in and text goes out.
 */
final class LocalRoutes extends RouteBuilder {
    private static final List<String> NAMES = List.of(Orders.FIELDS.split(",", -1));

    private final String laterMessage;

    LocalRoutes(String laterMessage) {
        this.laterMessage = laterMessage;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:session").to(BareSteps.PUT).setBody(constant(laterMessage)).to(BareSteps.GET);
        variables();
        jsonpath();
        jq();
    }

    private void variables() {
        from("direct:variables")
                .unmarshal()
                .json(JsonLibrary.Jackson, Map.class)
                .setVariable("customer", simple("${body[customer]}"))
                .setVariable("lines", simple("${body[lines]}"))
                .setVariable("total", simple("${body[total]}"))
                .setBody(constant(laterMessage))
                .unmarshal()
                .json(JsonLibrary.Jackson, Map.class)
                .process(LocalRoutes::putIntoMap)
                .marshal()
                .json(JsonLibrary.Jackson);
    }

    private void jsonpath() {
        from("direct:jsonpath")
                .setVariable("customer")
                .jsonpath("$.customer")
                .setVariable("lines")
                .jsonpath("$.lines")
                .setVariable("total")
                .jsonpath("$.total")
                .setBody(constant(laterMessage))
                .unmarshal()
                .json(JsonLibrary.Jackson, Map.class)
                .process(LocalRoutes::putIntoMap)
                .marshal()
                .json(JsonLibrary.Jackson);
    }

    /** On a tree: jq would parse text again in each expression. */
    private void jq() {
        from("direct:jq")
                .unmarshal()
                .json(JsonLibrary.Jackson, JsonNode.class)
                .setVariable("customer")
                .jq(".customer")
                .setVariable("lines")
                .jq(".lines")
                .setVariable("total")
                .jq(".total")
                .setBody(constant(laterMessage))
                .unmarshal()
                .json(JsonLibrary.Jackson, JsonNode.class)
                .process(LocalRoutes::putIntoTree)
                .marshal()
                .json(JsonLibrary.Jackson);
    }

    /** Java, which is what a route author would write here at the fastest. */
    @SuppressWarnings("unchecked")
    private static void putIntoMap(Exchange exchange) {
        Map<String, Object> body = exchange.getMessage().getBody(Map.class);
        NAMES.forEach(name -> body.put(name, exchange.getVariable(name)));
    }

    private static void putIntoTree(Exchange exchange) {
        ObjectNode body = exchange.getMessage().getBody(ObjectNode.class);
        NAMES.forEach(name -> body.set(name, exchange.getVariable(name, JsonNode.class)));
    }
}
