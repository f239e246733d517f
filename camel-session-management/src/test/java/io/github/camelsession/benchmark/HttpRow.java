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

import java.util.Locale;
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
                Users users = Users.withTokens(server.port(), signature, effort);
                String path = "/" + signature.label();
                users.checkThatSessionsWork(path + "/put", path + "/get");
                done.accept(result(signature, "get", users.get(path + "/get"), users.get("/empty/get"), effort));
                done.accept(result(signature, "put", users.put(path + "/put"), users.put("/empty/put"), effort));
            }
        }
    }

    private static Result result(Signature signature, String operation, Traffic ours, Traffic empty, Effort effort)
            throws Exception {
        Traffic.Pair pair = Traffic.inTurns(ours, empty, effort);
        return new Result(
                "http-" + operation + "-" + signature.label(),
                "Jetty and GLOBAL " + operation.toUpperCase(Locale.ROOT) + " in memory, " + signature + ", 1 KB",
                "the same requests to a route without steps",
                Target.atLeastTimes(0.85),
                pair.ours(),
                pair.theirs());
    }
}
