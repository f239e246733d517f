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

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What encryptionKeys costs where neither network nor disk is in the way. */
final class EncryptedRow implements Row {
    @Override
    public String name() {
        return "encrypted";
    }

    @Override
    public void measure(Effort effort, Consumer<Result> done) throws Exception {
        measure("put", "bareOpenAndSeal", effort, done);
        measure("get", "bareOpen", effort, done);
    }

    private static void measure(String operation, String bare, Effort effort, Consumer<Result> done) throws Exception {
        Jmh step = Jmh.of(EncryptedStepBenchmark.class, operation);
        Jmh jdk = Jmh.of(EncryptedStepBenchmark.class, bare).with("encrypted", "true");
        List<Figure> figures =
                Jmh.inTurns(effort, step.with("encrypted", "true"), step.with("encrypted", "false"), jdk);
        Figure with = figures.get(0);
        Figure without = figures.get(1);
        String name = operation.toUpperCase(Locale.ROOT);
        done.accept(new Result(
                "encrypted-" + operation,
                "encrypted GLOBAL " + name + " step in Camel's memory repository, 1 KB, token known",
                "the same step without encryptionKeys",
                PerformanceTarget.atMostTimes(1.3),
                with,
                without));
        done.accept(new Result(
                "encrypted-" + operation + "-bare",
                "What encryptionKeys adds to that " + name,
                "the calls of the JDK alone, with another key for each entry: HMAC-SHA256 and AES-256-GCM, once to read"
                        + (operation.equals("put") ? ", and with 28 random bytes once to write" : ""),
                PerformanceTarget.atMostTimes(1.5),
                with.minus(without),
                figures.get(2)));
    }
}
