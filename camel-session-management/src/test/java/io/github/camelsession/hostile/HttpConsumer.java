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
package io.github.camelsession.hostile;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.apache.camel.component.servlet.ServletComponent;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;

/** The components by which HTTP requests come into routes. */
public enum HttpConsumer {
    JETTY("jetty") {
        @Override
        public String uri(int port, String path) {
            return "jetty:http://127.0.0.1:" + port + path;
        }
    },
    SERVLET("servlet") {
        private final AtomicInteger servlets = new AtomicInteger();

        @Override
        public void prepare(CamelContext context, int port) throws Exception {
            String name = "hostile" + servlets.incrementAndGet();
            context.getComponent("servlet", ServletComponent.class).setServletName(name);
            Server server = new Server(port);
            ServletContextHandler handler = new ServletContextHandler("/");
            ServletHolder holder = new ServletHolder(name, new CamelHttpTransportServlet());
            holder.setInitOrder(0);
            handler.addServlet(holder, "/*");
            server.setHandler(handler);
            context.addService(new ServiceSupport() {
                @Override
                protected void doStart() throws Exception {
                    server.start();
                }

                @Override
                protected void doStop() throws Exception {
                    server.stop();
                }
            });
        }

        @Override
        public String uri(int port, String path) {
            return "servlet:" + path;
        }
    },
    TOMCAT("servlet") {
        @Override
        public void prepare(CamelContext context, int port) throws Exception {
            String name = "hostileTomcat" + port;
            context.getComponent("servlet", ServletComponent.class).setServletName(name);
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir("target/tomcat");
            tomcat.setPort(port);
            Context root = tomcat.addContext("", null);
            Wrapper servlet = Tomcat.addServlet(root, name, new CamelHttpTransportServlet());
            servlet.setLoadOnStartup(1);
            root.addServletMappingDecoded("/*", name);
            context.addService(new ServiceSupport() {
                @Override
                protected void doStart() throws Exception {
                    tomcat.getConnector();
                    tomcat.start();
                }

                @Override
                protected void doStop() throws Exception {
                    tomcat.stop();
                    tomcat.destroy();
                }
            });
        }

        @Override
        public String uri(int port, String path) {
            return "servlet:" + path;
        }
    },
    PLATFORM_HTTP("platform-http") {
        @Override
        public void prepare(CamelContext context, int port) throws Exception {
            VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
            configuration.setBindHost("127.0.0.1");
            configuration.setBindPort(port);
            context.addService(new VertxPlatformHttpServer(configuration));
        }

        @Override
        public String uri(int port, String path) {
            return "platform-http:" + path;
        }
    },
    UNDERTOW("undertow") {
        @Override
        public boolean sharesPortWithRest() {
            return false;
        }

        @Override
        public String uri(int port, String path) {
            return "undertow:http://127.0.0.1:" + port + path;
        }
    },
    NETTY_HTTP("netty-http") {
        @Override
        public String uri(int port, String path) {
            return "netty-http:http://127.0.0.1:" + port + path;
        }
    };

    private final String component;

    HttpConsumer(String component) {
        this.component = component;
    }

    /** For {@code restConfiguration()}. */
    public String component() {
        return component;
    }

    public void prepare(CamelContext context, int port) throws Exception {}

    /** Whether one port can have plain routes and rest services. */
    public boolean sharesPortWithRest() {
        return true;
    }

    public abstract String uri(int port, String path);
}
