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
package io.github.camelsession.upgrade;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelsession.JdbcSessionRepository;
import io.github.camelsession.SessionAccessDeniedException;
import io.github.camelsession.SessionManagementException;
import io.github.camelsession.SessionStoreException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * A node that serves the operations of GLOBAL sessions over HTTP, at {@code /<component>/<operation>}, with whichever
 * code of the component is in its class path: so it uses nothing of it that 0.1.0 did not have. It ends with its input.
 *
 * <p>Arguments: its port, the JDBC URL of the table, the operations, and options of its components, each as {@code
 * <component>.<option>=<value>}. A line {@code later <duration>} on its input sets its clock that much ahead.
 */
public final class UpgradeNode {
    static final String READY = "NODE ready";
    static final String LATER = "later ";
    static final String DONE = "NODE done";

    private static final Map<String, String> FIELDS =
            Map.of("PUT", "&fields=*", "GET", "&fields=*", "DELETE", "&fields=count", "ADD", "&fields=count");

    private volatile Duration ahead = Duration.ZERO;

    private UpgradeNode() {}

    public static void main(String[] args) throws Exception {
        new UpgradeNode().run(Integer.parseInt(args[0]), args[1], args[2].split(","), options(args));
    }

    private static Map<String, Map<String, Object>> options(String[] args) {
        Map<String, Map<String, Object>> options = new TreeMap<>();
        for (int i = 3; i < args.length; i++) {
            String[] option = args[i].split("[.=]", 3);
            options.computeIfAbsent(option[0], component -> new TreeMap<>()).put(option[1], option[2]);
        }
        return options;
    }

    private void run(int port, String url, String[] operations, Map<String, Map<String, Object>> components)
            throws Exception {
        try (HikariDataSource pool = new HikariDataSource();
                CamelContext context = new DefaultCamelContext()) {
            pool.setJdbcUrl(url);
            JdbcSessionRepository repository = new JdbcSessionRepository();
            repository.setDataSource(pool);
            context.getRegistry().bind("sessionsOfAll", repository);
            for (Map.Entry<String, Map<String, Object>> component : components.entrySet()) {
                context.addComponent(component.getKey(), component(context, component.getValue()));
            }
            context.addRoutes(routes(port, operations, components.keySet()));
            context.start();
            System.out.println(READY);
            obey();
        }
    }

    private Component component(CamelContext context, Map<String, Object> options) throws Exception {
        Component component =
                PluginHelper.getComponentResolver(context).resolveComponent("session-management", context);
        // By reflection, because the class has moved since, and was not open to other packages.
        Method setClock = component.getClass().getDeclaredMethod("setClock", InstantSource.class);
        setClock.setAccessible(true);
        setClock.invoke(component, (InstantSource) () -> Instant.now().plus(ahead));
        Object configuration =
                component.getClass().getMethod("getConfiguration").invoke(component);
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(configuration)
                .withProperty("aggregationRepository", "#bean:sessionsOfAll")
                .withProperties(options)
                .withMandatory(true)
                .bind();
        return component;
    }

    private static RouteBuilder routes(int port, String[] operations, Set<String> components) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).process(UpgradeNode::answer);
                for (String component : components) {
                    for (String operation : operations) {
                        from("jetty:http://127.0.0.1:" + port + "/" + component + "/" + operation)
                                .to(component + ":step?sessionType=GLOBAL&operation=" + operation
                                        + FIELDS.getOrDefault(operation, ""));
                    }
                }
            }
        };
    }

    private static void answer(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        int status = failure instanceof SessionStoreException
                ? 503
                : failure instanceof SessionAccessDeniedException
                        ? 401
                        : failure instanceof SessionManagementException ? 422 : 500;
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setBody(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    private void obey() throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            ahead = Duration.parse(order.substring(LATER.length()));
            System.out.println(DONE);
        }
    }
}
