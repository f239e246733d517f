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

import io.github.camelsession.SessionManagementConfiguration;
import io.github.camelsession.component.SessionManagementComponent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.AvailablePortFinder;

/**
 * What it costs that a browser needs no script: the token in a cookie, taken off the message, and answers to failures,
 * against the token in a header that stays where it is.
 */
final class CookieRow implements Row {
    private static final String COOKIE = "__Host-session";

    @Override
    public String name() {
        return "cookie";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        int cookiePort = AvailablePortFinder.getNextAvailable();
        int headerPort = AvailablePortFinder.getNextAvailable();
        try (ServerProcess cookie = Server.start(cookiePort, true);
                ServerProcess header = Server.start(headerPort, false)) {
            Users withCookie =
                    users(cookiePort, "Cookie: " + COOKIE + "=%s\r\nSec-Fetch-Site: same-origin\r\n", effort);
            Users withHeader = users(headerPort, "Authorization: Bearer %s\r\n", effort);
            withCookie.checkThatSessionsWork("/put", "/get");
            withHeader.checkThatSessionsWork("/put", "/get");
            done.accept(result("GET", Traffic.inTurns(withCookie.get("/get"), withHeader.get("/get"), effort)));
            done.accept(result("PUT", Traffic.inTurns(withCookie.put("/put"), withHeader.put("/put"), effort)));
        }
    }

    private static Users users(int port, String lines, Effort effort) throws IOException {
        List<String> headers = new ArrayList<>();
        for (int i = 0; i < Users.number(effort); i++) {
            String token = BareSteps.authorization(Signature.HS256.issuer(), "user " + i)
                    .replace("Bearer ", "");
            headers.add(lines.formatted(token));
        }
        return new Users(port, headers);
    }

    private static Result result(String operation, Traffic.Pair pair) {
        return new Result(
                "cookie-" + operation.toLowerCase(Locale.ROOT),
                "Jetty and GLOBAL " + operation + " in memory, HS256 in a cookie, with hideToken and httpErrors, 1 KB",
                "the same with the token in a header, without the two",
                PerformanceTarget.atLeastTimes(0.95),
                pair.ours(),
                pair.theirs(),
                pair.ratios());
    }

    /** One Jetty with two routes. */
    private static final class Server extends RouteBuilder {
        private final String port;

        Server(String port) {
            this.port = port;
        }

        static ServerProcess start(int port, boolean cookie) throws IOException {
            return ServerProcess.start(Server.class, List.of(Integer.toString(port), Boolean.toString(cookie)));
        }

        public static void main(String[] args) throws Exception {
            boolean cookie = Boolean.parseBoolean(args[1]);
            DefaultCamelContext context = new DefaultCamelContext();
            context.disableJMX();
            SessionManagementComponent component = new SessionManagementComponent();
            SessionManagementConfiguration configuration = component.getConfiguration();
            configuration.setSecretKey(Signature.HS256.key());
            configuration.setTokenCookie(cookie ? COOKIE : null);
            configuration.setHideToken(cookie);
            configuration.setHttpErrors(cookie);
            context.addComponent("session-management", component);
            context.addRoutes(new Server(args[0]));
            context.start();
            ServerProcess.serveUntilEndOfInput();
        }

        @Override
        public void configure() {
            String jetty = "jetty:http://127.0.0.1:" + port;
            String step = "session-management:orders?sessionType=GLOBAL&fields=" + Orders.FIELDS;
            from(jetty + "/get").to(step).removeHeaders("*");
            from(jetty + "/put").to(step + "&operation=PUT").removeHeaders("*");
        }
    }
}
