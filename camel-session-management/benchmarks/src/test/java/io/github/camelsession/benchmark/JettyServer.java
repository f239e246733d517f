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

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelsession.component.SessionManagementComponent;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;

/** Camel behind Jetty, as both come: GLOBAL steps for each kind of token, routes without any, and the HttpSession. */
final class JettyServer extends RouteBuilder {
    /** What GET makes of an empty body after a PUT. */
    private static final String ANSWER = answer();

    private final String port;
    private final String sessionPort;

    private JettyServer(String port, String sessionPort) {
        this.port = port;
        this.sessionPort = sessionPort;
    }

    /** Where the parts of one server process answer. */
    record Started(ServerProcess process, int port, int sessionPort) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            process.close();
        }
    }

    static Started start() throws Exception {
        int port = AvailablePortFinder.getNextAvailable();
        int sessionPort = AvailablePortFinder.getNextAvailable();
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(port), Integer.toString(sessionPort)));
        for (Signature signature : Signature.values()) {
            arguments.add(Base64.getEncoder().encodeToString(signature.key().getBytes(UTF_8)));
        }
        return new Started(ServerProcess.start(JettyServer.class, arguments), port, sessionPort);
    }

    public static void main(String[] args) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        for (Signature signature : Signature.values()) {
            addComponent(
                    context, signature, new String(Base64.getDecoder().decode(args[2 + signature.ordinal()]), UTF_8));
        }
        context.addRoutes(new JettyServer(args[0], args[1]));
        context.start();
        ServerProcess.serveUntilEndOfInput();
    }

    private static void addComponent(CamelContext context, Signature signature, String key) {
        SessionManagementComponent component = new SessionManagementComponent();
        signature.trust(component.getConfiguration(), key);
        context.addComponent(signature.label(), component);
    }

    /** No route sends the headers of the request back. */
    @Override
    public void configure() {
        from(url("/empty/get")).setBody(constant(ANSWER)).removeHeaders("*");
        from(url("/empty/put")).removeHeaders("*");
        for (Signature signature : Signature.values()) {
            from(url("/" + signature.label() + "/get"))
                    .to(signature.label() + ":load?sessionType=GLOBAL&fields=" + Orders.FIELDS)
                    .removeHeaders("*");
            from(url("/" + signature.label() + "/put"))
                    .to(signature.label() + ":save?operation=PUT&sessionType=GLOBAL&fields=" + Orders.FIELDS)
                    .removeHeaders("*");
        }
        String session = "jetty:http://127.0.0.1:" + sessionPort + "/session/%s?sessionSupport=true";
        from(session.formatted("get")).process(HttpSessionSteps::get).removeHeaders("*");
        from(session.formatted("put")).process(HttpSessionSteps::put).removeHeaders("*");
    }

    private static String answer() {
        try {
            return HttpSessionSteps.MAPPER
                    .readValue(Orders.order(1, 0), ObjectNode.class)
                    .retain(HttpSessionSteps.FIELDS)
                    .toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An order is JSON", e);
        }
    }

    private String url(String path) {
        return "jetty:http://127.0.0.1:" + port + path;
    }
}
