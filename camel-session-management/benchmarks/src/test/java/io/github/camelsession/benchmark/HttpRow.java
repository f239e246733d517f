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

/** What GLOBAL steps in memory leave of the requests that Jetty can answer. */
final class HttpRow implements Row {
    @Override
    public String name() {
        return "http";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        try (JettyServer.Started server = JettyServer.start()) {
            for (Signature signature : Signature.values()) {
                Side steps = Side.ofSteps(server, signature, effort).checked();
                new HttpComparison(
                                "http-%s-" + signature.label(),
                                signature,
                                "the same requests to a route without steps",
                                PerformanceTarget.atLeastTimes(0.88),
                                PerformanceTarget.atLeastTimes(0.88))
                        .measure(steps, steps.at("/empty"), effort, done);
            }
        }
    }
}
