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

import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * GLOBAL steps in memory behind Jetty against another server, or another route: the same requests to both.
 *
 * @param id of the results, with {@code %s} in the place of the operation
 * @param getTarget of the result of GET
 * @param putTarget of that of PUT
 */
record HttpComparison(
        String id, Signature signature, String against, PerformanceTarget getTarget, PerformanceTarget putTarget) {
    /** Where users get and put: at the path, and {@code /get} or {@code /put} after it. */
    record Side(Users users, String path) {
        /** Of those whose tokens are signed in this way, at Jetty's GLOBAL steps. */
        static Side ofSteps(JettyServer.Started jetty, Signature signature, Effort effort) {
            return new Side(Users.withTokens(jetty.port(), signature, effort), "/" + signature.label());
        }

        /** The same users at another path of their server. */
        Side at(String otherPath) {
            return new Side(users, otherPath);
        }

        Side checked() throws IOException {
            users.checkThatSessionsWork(path + "/put", path + "/get");
            return this;
        }

        Traffic get() {
            return users.get(path + "/get");
        }

        Traffic put() {
            return users.put(path + "/put");
        }
    }

    void measure(Side ours, Side theirs, Effort effort, Consumer<Result> done) throws Exception {
        done.accept(result("get", getTarget, Traffic.inTurns(ours.get(), theirs.get(), effort)));
        done.accept(result("put", putTarget, Traffic.inTurns(ours.put(), theirs.put(), effort)));
    }

    private Result result(String operation, PerformanceTarget target, Traffic.Pair pair) {
        return new Result(
                id.formatted(operation),
                "Jetty and GLOBAL " + operation.toUpperCase(Locale.ROOT) + " in memory, " + signature + ", 1 KB",
                against,
                target,
                pair.ours(),
                pair.theirs(),
                pair.ratios());
    }
}
