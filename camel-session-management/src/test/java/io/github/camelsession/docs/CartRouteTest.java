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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.camelsession.DenialReason;
import io.github.camelsession.LintMode;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.AvailablePortFinder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

class CartRouteTest extends CamelTestSupport {
    private final int port = AvailablePortFinder.getNextAvailable();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        SessionManagementConfiguration sessions = context.getComponent(
                        "session-management", SessionManagementComponent.class)
                .getConfiguration();
        sessions.setSecretKey("for the tests " + UUID.randomUUID());
        // A ProducerTemplate calls the routes, too.
        sessions.setAllowedTriggers("*");
        sessions.setHttpErrors(true);
        // A misspelt field fails the start.
        sessions.setLint(LintMode.FAIL);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // What is tested.
                from("jetty:http://127.0.0.1:" + port + "/cart?httpMethodRestrict=PUT")
                        .to("direct:save");
                from("direct:save")
                        .to("session-management:save?operation=PUT&sessionType=GLOBAL&fields=cart&failOnMissing=true");
                from("direct:load").to("session-management:load?sessionType=GLOBAL&fields=cart");
                // Makes the tokens.
                from("direct:log-in").to("session-token:log-in");
            }
        };
    }

    /** With Bearer, as it stands in the header. */
    private String logIn(String user) {
        return send("direct:log-in", null, "{\"sub\":\"" + user + "\"}")
                .getMessage()
                .getHeader("Authorization", String.class);
    }

    private Exchange send(String endpoint, String authorization, String body) {
        return template.request(endpoint, exchange -> {
            exchange.getMessage().setHeader("Authorization", authorization);
            exchange.getMessage().setBody(body);
        });
    }

    @Test
    void eachUserHasACart() {
        String alice = logIn("alice");
        send("direct:save", alice, "{\"cart\":[\"tea\"]}");
        assertEquals(
                "{\"cart\":[\"tea\"]}",
                send("direct:load", alice, "").getMessage().getBody());
        assertEquals("{}", send("direct:load", logIn("bob"), "").getMessage().getBody());
    }

    @Test
    void nobodyElseHasOne() {
        Exception refusal = send("direct:load", null, "").getException();
        assertEquals(
                DenialReason.NO_TOKEN,
                assertInstanceOf(SessionAccessDeniedException.class, refusal).getReason());
    }

    @Test
    void cartComesOverHttp() throws Exception {
        String alice = logIn("alice");
        assertEquals(200, put(alice, "{\"cart\":[\"tea\"]}").statusCode());
        assertEquals(
                "{\"cart\":[\"tea\"]}",
                send("direct:load", alice, "").getMessage().getBody());
        assertEquals(422, put(alice, "{\"crat\":[]}").statusCode());
        assertEquals(401, put("Bearer nonsense", "{\"cart\":[]}").statusCode());
    }

    private HttpResponse<String> put(String authorization, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/cart"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
