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
package io.github.camelsession.token.request;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The kinds of servers on the class path whose request objects are accessible. */
final class Servers {
    private static final List<WireHeaders> KNOWN = onTheClassPath();

    private Servers() {}

    private static List<WireHeaders> onTheClassPath() {
        List<WireHeaders> known = new ArrayList<>();
        if (arePresent("org.apache.camel.http.common.HttpMessage", "jakarta.servlet.http.HttpServletRequest")) {
            known.add(new ServletHeaders());
        }
        if (arePresent(
                "org.apache.camel.component.platform.http.vertx.HttpMessage", "io.vertx.core.http.HttpServerRequest")) {
            known.add(new VertxHeaders());
        }
        if (arePresent(
                "org.apache.camel.component.netty.http.NettyHttpMessage", "io.netty.handler.codec.http.HttpRequest")) {
            known.add(new NettyHeaders());
        }
        return List.copyOf(known);
    }

    private static boolean arePresent(String... classNames) {
        try {
            for (String name : classNames) {
                Class.forName(name, false, Servers.class.getClassLoader());
            }
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * Returns the values of this header on the wire; null if none of these servers shows the request of this message.
     */
    static @Nullable List<String> wireValues(Message message, String header) {
        for (WireHeaders server : KNOWN) {
            List<String> values = server.values(message, header);
            if (values != null) {
                return values;
            }
        }
        return null;
    }
}
