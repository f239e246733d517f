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

import io.github.camelsession.LintMode;
import io.github.camelsession.docs.Document.Block;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** A Camel Main application of documented blocks; a documented port is a free one here. */
final class DocumentedApp implements AutoCloseable {
    private static final String DOCUMENTED_ADDRESS = "127.0.0.1:8080";

    private final Main main = new Main();
    private LintMode lint = LintMode.FAIL;
    private final String address = "127.0.0.1:" + freePort();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("There is no free port", e);
        }
    }

    DocumentedApp properties(Block block) throws IOException {
        block.properties().forEach(main::addOverrideProperty);
        return this;
    }

    DocumentedApp bind(String name, Object bean) {
        main.bind(name, bean);
        return this;
    }

    DocumentedApp routes(RouteBuilder routes) {
        main.configure().addRoutesBuilder(routes);
        return this;
    }

    /** For routes that are to be seen failing. */
    DocumentedApp withoutLint() {
        lint = LintMode.OFF;
        return this;
    }

    /** Loads the blocks before other routes, for that is when Camel Main loads a routeConfiguration. */
    DocumentedApp start(Block... routes) {
        main.configure().setName("documented");
        main.addOverrideProperty("camel.main.profile", "prod");
        main.addOverrideProperty("camel.component.session-management.lint", lint.name());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                List.of(routes).forEach(DocumentedApp.this::load);
            }
        });
        main.start();
        return this;
    }

    private void load(Block block) {
        String text = block.text().replace(DOCUMENTED_ADDRESS, address);
        try {
            PluginHelper.getRoutesLoader(context())
                    .loadRoutes(ResourceHelper.fromString("documented." + block.language(), text));
        } catch (Exception e) {
            throw new AssertionError("These routes do not load: " + block, e);
        }
    }

    /** Host and port, where a documented block has 127.0.0.1:8080. */
    String address() {
        return address;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** The exchange after it ran through the endpoint; an exception is in it, not thrown. */
    Exchange send(String endpoint, @Nullable Object body) {
        return context()
                .createFluentProducerTemplate()
                .to(endpoint)
                .withBody(body)
                .send();
    }

    String text(String endpoint, Object body) {
        Exchange exchange = send(endpoint, body);
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange.getMessage().getBody(String.class);
    }

    HttpResponse<String> form(String path, String fields) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /**
     * @param token null for none
     * @param headers names, each followed by its value
     */
    HttpResponse<String> http(String method, String path, @Nullable String token, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        main.stop();
    }
}
