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
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpMessage;

/** The same fields in the session of Jetty, as beans of the route: to be found by cookie, on one node, for nobody proven. */
final class HttpSessionSteps {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final List<String> FIELDS = List.of(Orders.FIELDS.split(",", -1));

    private HttpSessionSteps() {}

    static void put(Exchange exchange) throws IOException {
        HttpSession session = session(exchange);
        String text = exchange.getMessage().getBody(String.class);
        JsonNode body = MAPPER.readTree(text);
        for (String field : FIELDS) {
            if (body.has(field)) {
                session.setAttribute(field, body.get(field));
            }
        }
        exchange.getMessage().setBody(text);
    }

    static void get(Exchange exchange) throws IOException {
        HttpSession session = session(exchange);
        ObjectNode body = body(exchange);
        for (String field : FIELDS) {
            if (session.getAttribute(field) instanceof JsonNode value) {
                body.set(field, value);
            }
        }
        exchange.getMessage().setBody(MAPPER.writeValueAsBytes(body));
    }

    private static ObjectNode body(Exchange exchange) throws IOException {
        InputStream in = exchange.getMessage().getBody(InputStream.class);
        return in != null && MAPPER.readTree(in) instanceof ObjectNode object ? object : MAPPER.createObjectNode();
    }

    private static HttpSession session(Exchange exchange) {
        return exchange.getMessage(HttpMessage.class).getRequest().getSession();
    }
}
