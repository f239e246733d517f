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

import io.github.camelsession.benchmark.HttpComparison.Side;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** GLOBAL steps with a token checked in each request, against Jetty's own session with a cookie. */
final class HttpSessionRow implements Row {
    private static final Pattern COOKIE = Pattern.compile("JSESSIONID=[^;\\s]+");

    @Override
    public String name() {
        return "http-session";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        try (JettyServer.Started server = JettyServer.start()) {
            Users theirs = Users.anonymous(server.sessionPort(), effort).withCookies("/session/get", COOKIE);
            new HttpComparison(
                            "http-session-%s",
                            Signature.HS256,
                            "HttpSession of camel-jetty in its place, which knows the user by a cookie",
                            PerformanceTarget.atLeastTimes(1),
                            PerformanceTarget.atLeastTimes(1.05))
                    .measure(
                            Side.ofSteps(server, Signature.HS256, effort).checked(),
                            new Side(theirs, "/session").checked(),
                            effort,
                            done);
        }
    }
}
