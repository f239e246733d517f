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
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.camel.test.AvailablePortFinder;

/** Tokens and sessions in both: Camel with GLOBAL steps in Jetty, and Spring Boot in its Tomcat. */
final class SpringBootRow implements Row {
    private static final Pattern COOKIE = Pattern.compile("SESSION=[^;\\s]+");

    @Override
    public String name() {
        return "http-spring";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        try (JettyServer.Started jetty = JettyServer.start()) {
            for (Signature signature : signatures(effort)) {
                int port = AvailablePortFinder.getNextAvailable();
                List<String> arguments =
                        List.of(Integer.toString(port), signature.name(), SpringBootServer.keyOf(signature));
                try (ServerProcess spring = ServerProcess.start(SpringBootServer.class, arguments)) {
                    Users theirs = Users.withTokens(port, signature, effort).withCookies("/get", COOKIE);
                    new HttpComparison(
                                    "http-spring-%s-" + signature.label(),
                                    signature,
                                    "Spring Boot with Spring Session in memory and Spring Security's resource server",
                                    PerformanceTarget.atLeastTimes(1.3),
                                    PerformanceTarget.atLeastTimes(1.3))
                            .measure(
                                    Side.ofSteps(jetty, signature, effort).checked(),
                                    new Side(theirs, "").checked(),
                                    effort,
                                    done);
                }
            }
        }
    }

    /** Each has a server of its own. */
    private static List<Signature> signatures(Effort effort) {
        return effort == Effort.FULL ? List.of(Signature.values()) : List.of(Signature.ES256);
    }
}
