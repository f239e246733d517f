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
package io.github.camelsession.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelsession.DenialReason;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.routes.HttpRouteTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.junit.jupiter.api.BeforeEach;

/** Routes behind platform-http on Vert.x, which more versions of Camel have than Jetty. */
public abstract class VertxRouteTest extends HttpRouteTest {
    /** Why callers were denied. */
    protected final Queue<SessionAccessDeniedException> denials = new ConcurrentLinkedQueue<>();

    @BeforeEach
    public void startServer() throws Exception {
        CamelPart.PLATFORM_HTTP.assume();
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(server));
    }

    /** A denied caller is answered 401 and the reason. */
    protected void answerDenials(RouteBuilder routes) {
        routes.onException(SessionAccessDeniedException.class)
                .handled(true)
                .process(exchange -> denials.add(
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, SessionAccessDeniedException.class)))
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_RESPONSE_CODE, routes.constant(401))
                .setBody(routes.simple("${exception.reason}", String.class));
    }

    protected static void assertDenied(HttpResponse<String> answer, DenialReason reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo(reason.name());
    }

    protected HttpResponse<String> call(String path, String token, String body) throws Exception {
        return send(to(path).header("Authorization", "Bearer " + token).POST(BodyPublishers.ofString(body)));
    }

    /** The body of an answer that must be 200, or 204 where there is none. */
    protected String ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
        return answer.body();
    }
}
